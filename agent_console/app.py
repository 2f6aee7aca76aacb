"""Composition root: names the concrete engine, builds screen and models, runs until the window closes or SIGTERM."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
import structlog
from PySide6.QtCore import QCoreApplication, QTimer, QTranslator, QUrl
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from agent_console.login import LoggedIn, LogInWorker
from agent_console.ui.console import Console
from agent_console.ui.icons import IconProvider
from peer.engine import AgentCredentials, EngineSettings, PeerEngine
from peer.qt import EngineBridge, Pilot, register_media
from protocol.states import Language

if TYPE_CHECKING:
    from agent_console.settings import ConsoleSettings

UI = Path(__file__).parent / "ui"
TRANSLATIONS = UI / "i18n"

_log = structlog.get_logger("agent_console")


def run(settings: ConsoleSettings) -> int:
    """Run the console; return the exit code."""
    os.environ.setdefault("QT_QUICK_CONTROLS_STYLE", "Basic")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    application = QGuiApplication.instance() or QGuiApplication(["cloudwindow-console"])
    assert isinstance(application, QGuiApplication)
    application.setApplicationName("cloudwindow-console")
    application.setWindowIcon(QIcon())
    worker = LogInWorker(server=settings.server)
    qml = QQmlApplicationEngine()

    def connect(who: LoggedIn) -> EngineBridge:
        bridge = EngineBridge(
            PeerEngine(
                EngineSettings(
                    server=settings.server,
                    credentials=AgentCredentials(login=who.login, token=who.token, role=who.role),
                    language=settings.language,
                    media=settings.media,
                )
            )
        )
        register_media(bridge, qml)
        return bridge

    console = Console(
        log_in=worker.log_in,
        log_out=worker.log_out,
        connect=connect,
        now=time.time,
        login=settings.login,
        language=settings.language,
    )
    window = load(qml, console)
    if window is None:
        return 1
    _show(window, settings)
    pilot = Pilot(str(settings.pilot), window) if settings.pilot is not None else None
    _quit_on_signals()
    if settings.login and settings.password:
        console.submit(settings.login, settings.password)
    code = application.exec()
    if pilot is not None:
        pilot.close()
    unload(qml, console)
    worker.close()
    _log.info("stopped")
    return code


def load(qml: QQmlApplicationEngine, console: Console, *, translations: Path = TRANSLATIONS) -> QQuickWindow | None:
    """Load the window for `console`, speaking its language; None when QML could not be loaded."""
    speaker = Speaker(qml, translations)
    speaker.speak(console.language_spoken)
    console.languageChanged.connect(lambda: speaker.speak(console.language_spoken))
    qml.addImageProvider("documents", console.shelf)
    qml.addImageProvider("icons", IconProvider())
    qml.rootContext().setContextProperty("app", console)
    qml.load(QUrl.fromLocalFile(str(UI / "Main.qml")))
    window = qml.rootObjects()[0] if qml.rootObjects() else None
    return window if isinstance(window, QQuickWindow) else None


def unload(qml: QQmlApplicationEngine, console: Console) -> None:
    """Take the screen down before its models, so that no binding outlives what it shows."""
    shiboken6.delete(qml)
    console.close()
    QCoreApplication.processEvents()
    shiboken6.delete(console)


class Speaker:
    """Installs the translation of one language at a time and has QML say everything anew."""

    def __init__(self, qml: QQmlApplicationEngine, directory: Path) -> None:
        """Look for `<language>.qm` in `directory`; 简体 is the source and needs none."""
        self._qml = qml
        self._directory = directory
        self._installed: QTranslator | None = None

    def speak(self, language: Language) -> None:
        """Speak this language from now on."""
        if self._installed is not None:
            QCoreApplication.removeTranslator(self._installed)
            self._installed = None
        if language is not Language.ZH_HANS:
            translator = QTranslator()
            if translator.load(f"{language.replace('-', '_')}.qm", str(self._directory)):
                QCoreApplication.installTranslator(translator)
                self._installed = translator
            else:
                _log.error("no translation", language=str(language), hint="make setup")
        self._qml.retranslate()


def _show(window: QQuickWindow, settings: ConsoleSettings) -> None:
    if settings.width and settings.height:
        window.resize(settings.width, settings.height)
        window.show()
    else:
        window.showMaximized()


def _quit_on_signals() -> None:
    """Quit on SIGTERM and SIGINT; Python sees a signal only when it runs, so a timer lets it run."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: QCoreApplication.exit(0))
    heartbeat = QTimer(QCoreApplication.instance(), interval=200)
    heartbeat.timeout.connect(lambda: None)
    heartbeat.start()
