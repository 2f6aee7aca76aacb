"""A whole booth in a test: the real program with a fake engine, fake devices and a visit directory of its own."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING, Self

from PySide6.QtTest import QTest

import forms
from kiosk.app import Kiosk
from kiosk.config import Settings
from kiosk.device_host import Drivers
from kiosk.enrolment import Enrolment
from peer.qt.pilot_items import PilotError, find
from protocol.states import Language
from signaling.catalogue import load
from tests.fakes.engine import FakeEngine
from tests.kiosk.devices import FakeCamera, FakePrinter, FakeReader
from tests.kiosk.server import FakeServer

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QGuiApplication
    from PySide6.QtQuick import QQuickItem

ENROLMENT = Enrolment(kiosk="booth-1", hall="PY-007", jurisdiction="440113", server="http://127.0.0.1:1")
PATIENCE = 10.0


class Booth:
    """Play the citizen by `tap` and `type`, the server by `server`, the hardware by `reader`, `camera`, `printer`."""

    def __init__(
        self,
        app: QGuiApplication,
        folder: Path,
        *,
        size: tuple[int, int] = (1080, 1920),
        language: Language = Language.ZH_HANS,
        technician_code: str = "",
    ) -> None:
        self.app = app
        self.reader, self.camera, self.printer = FakeReader(), FakeCamera(), FakePrinter()
        catalogue = load(None, forms=[one.name for one in forms.definitions()]).wire
        self.engine = FakeEngine(catalogue=catalogue)
        self.server = FakeServer(self.engine)
        self.settings = Settings(
            data_dir=folder / "data",
            visit_dir=folder / "visit",
            fullscreen=False,
            width=size[0],
            height=size[1],
            simulation=True,
            language=language,
            technician_code=technician_code,
        )
        drivers = Drivers(reader=self._plug, camera=lambda _: self.camera, printer=lambda: self.printer)
        self.kiosk = Kiosk(settings=self.settings, enrolment=ENROLMENT, engine=self.engine, drivers=drivers)

    def __enter__(self) -> Self:
        self.kiosk.start()
        self.engine.link_up()
        self.until(lambda: self.model("linkUp") and self.model("catalogueReady"))
        return self

    def __exit__(self, *_: object) -> None:
        self.kiosk.stop()
        self.app.processEvents()
        gc.collect()

    def until(self, true: Callable[[], object], *, what: str = "") -> None:
        """Let Qt run until something is true."""
        deadline = time.monotonic() + PATIENCE
        while not true():
            if time.monotonic() > deadline:
                msg = f"{what or 'it'} did not happen; screen {self.screen}, trouble {self.model('trouble')!r}"
                raise AssertionError(msg)
            QTest.qWait(2)

    def on(self, screen: str) -> None:
        """Wait for a screen."""
        self.until(lambda: self.screen == screen, what=screen)

    @property
    def screen(self) -> str:
        """The screen that is shown."""
        return str(self.model("screen"))

    def model(self, name: str) -> object:
        """Read the view model."""
        return self.kiosk.model.property(name)

    def intend(self, name: str) -> None:
        """Do what a button does."""
        self.kiosk.model.intend(name)

    def find(self, name: str) -> QQuickItem:
        """Find an item by name; raises `PilotError` when there is none."""
        return find(self.kiosk.window, name)

    def shows(self, name: str) -> bool:
        """Tell whether an item of this name is there."""
        try:
            return self.find(name).isVisible()
        except PilotError:
            return False

    def store_files(self) -> list[Path]:
        """Return what lies in the visit's directory."""
        return self.kiosk.store.files()

    def _plug(self, interrupted: threading.Event) -> FakeReader:
        self.reader.interrupted = interrupted
        return self.reader
