"""Composition root of the kiosk: names the concrete classes, starts them in order, stops them in the other.

Start: settings and enrolment → Qt → the visit's directory, wiped of what a crash left → flow, engine, shell, devices →
view models → QML → engine. The window closing, SIGTERM or SIGINT ends the event loop; then all is stopped.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, Qt, QTimer, QTranslator, QUrl, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from devices.camera import open_camera
from devices.diagnostics import journal
from devices.idcard import open_id_card_reader
from devices.printer import open_printer
from forms import draw_diagnosis
from kiosk.device_host import DeviceHost, Drivers
from kiosk.flow import VisitFlow
from kiosk.privacy import VisitStore, Wiper, memory_backed
from kiosk.remote_diagnosis import RemoteDiagnosis
from kiosk.shell import Shell
from kiosk.technician_bench import TechnicianBench, booth_of
from kiosk.technician_ear import MicrophoneEar
from kiosk.ui.call_model import CallModel
from kiosk.ui.gallery import VisitGallery
from kiosk.ui.icons import IconProvider
from kiosk.ui.kiosk_model import KioskModel
from kiosk.ui.technician_model import TechnicianModel
from peer.engine import MediaSettings
from peer.qt import EngineBridge, Pilot, register_media
from protocol.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from devices.diagnostics import Report
    from kiosk.config import Settings
    from kiosk.enrolment import Enrolment
    from peer.engine import Engine

_log = structlog.get_logger("kiosk")
UI = Path(__file__).parent / "ui"
TICK_MS = 200


class Poster(QObject):
    """Carries a call from any thread to Qt's, in order."""

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrived.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        """Have `call` run on Qt's thread."""
        with contextlib.suppress(RuntimeError):  # Qt is gone: nobody waits for this any more
            self._arrived.emit(call)

    @Slot(object)
    def _run(self, call: Callable[[], None]) -> None:
        call()


class Kiosk:
    """Everything of one running booth. `engine` and `drivers` are the only things that tests replace."""

    def __init__(self, *, settings: Settings, enrolment: Enrolment, engine: Engine, drivers: Drivers) -> None:
        self._settings = settings
        self.poster = Poster()
        self.gallery = VisitGallery()
        self.bridge = EngineBridge(engine)
        self.store = VisitStore(settings.visit_dir)
        wiper = Wiper(self.store)
        flow = VisitFlow(new_id=_request_id, jurisdiction=enrolment.jurisdiction, language=settings.language)
        self.shell = Shell(
            flow=flow,
            engine=engine,
            store=self.store,
            wiper=wiper,
            gallery=self.gallery,
            post=self.poster.post,
            changed=self._refresh,
        )
        self.technician = TechnicianModel(shell=self.shell, kept_code=settings.technician_code)
        self.host = DeviceHost(
            drivers=drivers,
            listener=self.technician,
            post=self.poster.post,
            clock=engine.server_time,
            simulated=settings.simulation,
        )
        self.shell.attach(self.host)
        self.bench = TechnicianBench(
            booth=booth_of(settings, enrolment),
            host=self.host,
            ear=MicrophoneEar(media_of(settings, enrolment)),
            draw=lambda report: draw_diagnosis(report.as_json(), {}),
            show=self._show_to_technician,
            post=self.poster.post,
            changed=self.technician.refresh,
        )
        self.technician.attach(self.bench)
        self.remote = RemoteDiagnosis(
            bench=self.bench, engine=engine, visiting=lambda: flow.visit is not None, logs=journal
        )
        self.call = CallModel(engine)
        self.model = KioskModel(
            shell=self.shell,
            gallery=self.gallery,
            call=self.call,
            jurisdiction=enrolment.jurisdiction,
            hall=enrolment.hall,
            simulation=settings.simulation,
        )
        wiper.register(self.model.clear)
        # What a run that crashed left there is nobody's business any more.
        wiper.wipe()
        self._translators: list[QTranslator] = []
        self._qml = self._load()
        self.window = self._find_window()
        """The one window; held, because what Python knows of a window's items dies with its wrapper."""
        self._timer = QTimer()
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._ticks = 0

    def start(self) -> None:
        """Start the devices, then connect."""
        self.host.start()
        self._timer.start()
        self.bridge.start()
        if not self._settings.simulation:
            self.bench.run(_log_self_test)

    def stop(self) -> None:
        """Stop everything, wipe what is there, close the window. Harmless twice."""
        self._timer.stop()
        self.bridge.stop()
        self.bench.close()
        self.host.stop()
        self.gallery.clear()
        with contextlib.suppress(OSError):
            self.store.wipe()
        self._qml.deleteLater()
        QCoreApplication.sendPostedEvents(None, 52)  # QEvent::DeferredDelete

    def _load(self) -> QQmlApplicationEngine:
        settings = self._settings
        qml = QQmlApplicationEngine()
        qml.addImageProvider("visit", self.gallery)
        qml.addImageProvider("icon", IconProvider())
        register_media(self.bridge, qml)
        self.model.keyboard_available(available=os.environ.get("QT_IM_MODULE") == "qtvirtualkeyboard")
        context = qml.rootContext()
        context.setContextProperty("kiosk", self.model)
        context.setContextProperty("technician", self.technician)
        context.setContextProperty("kioskWidth", settings.width)
        context.setContextProperty("kioskHeight", settings.height)
        context.setContextProperty("kioskFullscreen", settings.fullscreen)
        context.setContextProperty("kioskKeyboardDir", str(settings.visit_dir / "keyboard"))
        self.bridge.received.connect(self.shell.message)
        self.bridge.received.connect(self.remote.received)
        self.bridge.linkChanged.connect(self.shell.link)
        self.bridge.callChanged.connect(self.call.on_call_changed)
        self.bridge.levels.connect(self.call.on_levels)
        self.bridge.quality.connect(self.call.on_quality)
        self._qml = qml
        self.model.languageChanged.connect(self._speak)
        self._speak(settings.language.value)
        self.model.refresh()
        qml.load(QUrl.fromLocalFile(str(UI / "qml" / "Main.qml")))
        if not qml.rootObjects():
            msg = "the screens did not load; see the messages above"
            raise RuntimeError(msg)
        return qml

    def _find_window(self) -> QQuickWindow:
        window = self._qml.rootObjects()[0]
        if not isinstance(window, QQuickWindow):
            msg = "Main.qml is not a window"
            raise TypeError(msg)
        return window

    def _refresh(self) -> None:
        self.model.refresh()

    def _tick(self) -> None:
        self.shell.tick()
        self.technician.tick()
        self._ticks += 1
        if self._ticks * TICK_MS % 1000 == 0:
            self.model.tickedOff.emit()

    def _show_to_technician(self, picture: bytes) -> None:
        self.gallery.show_picture("technician", picture)
        self.technician.picture_taken(shown=bool(picture))

    def _speak(self, language: str) -> None:
        """Translate everything on screen; the source text is 简体."""
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self._translators.clear()
        name = {"zh-Hant": "zh_Hant", "en": "en"}.get(language, "zh_Hans")
        translator = QTranslator()
        if translator.load(str(UI / "i18n" / f"kiosk_{name}.qm")):
            QCoreApplication.installTranslator(translator)
            self._translators.append(translator)
        self._qml.retranslate()


def prepare_environment(*, software: bool, keyboard: bool) -> None:
    """Set what Qt reads from the environment; call before the application is made."""
    os.environ.setdefault("QT_QUICK_CONTROLS_STYLE", "Basic")
    # Said by Qt's own on-screen keyboard about itself and about sound it does not need.
    os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia.*=false;qt.qml.propertyCache.append=false")
    if software:
        os.environ.setdefault("QT_QUICK_BACKEND", "software")
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    there = (plugins / "platforminputcontexts").is_dir() and any(
        plugins.glob("platforminputcontexts/*virtualkeyboard*")
    )
    if keyboard and there:
        os.environ.setdefault("QT_IM_MODULE", "qtvirtualkeyboard")


def run(*, settings: Settings, enrolment: Enrolment, engine: Engine, pilot: Path | None = None) -> int:
    """Run the booth until its window closes or it is told to end; return the exit code."""
    prepare_environment(software=settings.software_rendering, keyboard=True)
    application = QGuiApplication(sys.argv[:1])
    application.setApplicationName("cloudwindow-kiosk")
    _warn_if_on_disk(settings.visit_dir)
    kiosk = Kiosk(settings=settings, enrolment=enrolment, engine=engine, drivers=drivers_of(settings))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: application.quit())
    eyes = Pilot(str(pilot), kiosk.window) if pilot is not None else None
    kiosk.start()
    _log.info("kiosk_started", kiosk=enrolment.kiosk, simulation=settings.simulation)
    try:
        return application.exec()
    finally:
        if eyes is not None:
            eyes.close()
        kiosk.stop()
        _log.info("kiosk_stopped", kiosk=enrolment.kiosk)


def media_of(settings: Settings, enrolment: Enrolment) -> MediaSettings:
    """Return where picture and voice of a call come from and go to."""
    return MediaSettings(
        camera=settings.camera,
        microphone=settings.microphone,
        loudspeaker=settings.loudspeaker,
        label=enrolment.kiosk,
    )


def _log_self_test(report: Report) -> None:
    bad = [finding.probe for finding in report.findings if finding.found.verdict.bad]
    _log.info("self_test", reason="unfit" if bad else "fit", detail=" ".join(bad))


def drivers_of(settings: Settings) -> Drivers:
    """Return how each configured device is made."""
    reader, camera, printer = settings.id_card_port, settings.document_camera, settings.printer
    return Drivers(
        reader=(lambda event: open_id_card_reader(reader, interrupted=event)) if reader else None,
        camera=(lambda event: open_camera(camera, interrupted=event)) if camera else None,
        printer=(lambda: open_printer(printer)) if printer else None,
    )


def _warn_if_on_disk(path: Path) -> None:
    with contextlib.suppress(OSError):
        if not memory_backed(path.resolve(), mounts=Path("/proc/mounts").read_text("utf-8")):
            _log.warning("visit_dir_on_disk", path=str(path))


def _request_id() -> str:
    return new_id(now=time.time(), entropy=secrets.token_bytes)
