"""The console's shell on a fake engine, with its window when wanted."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMetaObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine

from agent_console.app import load, unload
from agent_console.login import LoggedIn, Refusal
from agent_console.ui.console import Console
from peer.qt import EngineBridge, register_media
from protocol.states import Language, Role
from tests.agent_console import made
from tests.fakes.engine import FakeEngine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtQuick import QQuickItem


def application() -> QGuiApplication:
    """The one application of this process."""
    known = QGuiApplication.instance()
    return known if isinstance(known, QGuiApplication) else QGuiApplication(["test"])


def settle(rounds: int = 5) -> None:
    """Deliver what is queued."""
    for _ in range(rounds):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents()


class Stage:
    """A console and the engine it talks to. `log_in()` brings it to the idle desk."""

    def __init__(
        self,
        *,
        language: Language = Language.ZH_HANS,
        answer: LoggedIn | Refusal | None = None,
        registered: Callable[[EngineBridge], None] | None = None,
    ) -> None:
        application()
        self.engine = FakeEngine(catalogue=made.CATALOGUE, now=made.NOW)
        self.answer = answer or LoggedIn(login="zhang", token="token", role=Role.AGENT)
        self.asked: list[tuple[str, str]] = []
        self._registered = registered
        self.console = Console(
            log_in=self._log_in, connect=self._connect, now=lambda: made.NOW, login="", language=language
        )

    def set_registered(self, registered: Callable[[EngineBridge], None]) -> None:
        """Call this with each new bridge."""
        self._registered = registered

    def close(self) -> None:
        """End the console."""
        self.console.close()
        settle()

    def log_in(self) -> None:
        """Log in, connect, and have the desk's state told."""
        self.console.submit("zhang", "secret")
        settle()
        self.engine.link_up()
        self.engine.push(made.desk_state())
        settle()

    def ring(self) -> None:
        """Let a citizen call."""
        self.engine.push(made.offered())
        settle()

    def talk(self) -> None:
        """Begin a call."""
        self.engine.push(made.started())
        settle()

    def push(self, *messages: object) -> None:
        """Deliver what the server says by itself, and let the screen follow."""
        self.engine.push(*messages)  # type: ignore[arg-type]  # whatever the server may say
        settle()

    def _log_in(self, login: str, password: str) -> Future[LoggedIn | Refusal]:
        self.asked.append((login, password))
        future: Future[LoggedIn | Refusal] = Future()
        future.set_result(self.answer)
        return future

    def _connect(self, who: LoggedIn) -> EngineBridge:
        del who
        bridge = EngineBridge(self.engine)
        if self._registered is not None:
            self._registered(bridge)
        return bridge


class Screen(Stage):
    """A stage with the console's window."""

    def __init__(self, translations: Path, *, width: int = 1920, height: int = 1080) -> None:
        super().__init__()
        self.qml = QQmlApplicationEngine()
        self.set_registered(self._register)
        window = load(self.qml, self.console, translations=translations)
        assert window is not None
        self.window = window
        self.window.resize(width, height)
        self.window.show()
        settle()

    def _register(self, bridge: EngineBridge) -> None:
        register_media(bridge, self.qml)

    def close(self) -> None:
        """Take the window down, then the console."""
        unload(self.qml, self.console)
        settle()

    def items(self) -> Iterator[QQuickItem]:
        """Every item of the window."""
        waiting = [self.window.contentItem()]
        while waiting:
            item = waiting.pop()
            yield item
            waiting.extend(item.childItems())

    def item(self, name: str) -> QQuickItem:
        """The item of this name, a visible one when there are several."""
        named = [item for item in self.items() if item.objectName() == name]
        assert named, f"nothing is called {name}"
        return next((item for item in named if item.isVisible()), named[0])

    def read(self, name: str, what: str) -> object:
        """A property of an item."""
        return self.item(name).property(what)

    def press(self, name: str) -> None:
        """Click a button that is there and enabled."""
        button = self.item(name)
        assert button.isVisible(), f"{name} is not visible"
        assert button.isEnabled(), f"{name} is disabled"
        QMetaObject.invokeMethod(button, "click")
        settle()
