"""A Qt application and a fake of an engine for tests of `peer.qt`."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QGuiApplication

from peer.media.frame import VideoFrame
from tests.fakes.engine import FakeEngine

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_MS = 10_000


def application() -> QGuiApplication:
    """Return the one application of this process."""
    known = QGuiApplication.instance()
    return known if isinstance(known, QGuiApplication) else QGuiApplication(["test"])


def spin(until: Callable[[], bool]) -> None:
    """Run Qt's event loop until something holds."""
    loop = QEventLoop()
    look, deadline = QTimer(), QTimer()
    look.timeout.connect(lambda: loop.quit() if until() else None)
    deadline.timeout.connect(loop.quit)
    look.start(5)
    deadline.start(PATIENCE_MS)
    loop.exec()
    look.stop()
    deadline.stop()
    assert until(), "it did not come"


def picture(*, blue: int = 0, green: int = 0, red: int = 0, width: int = 64, height: int = 36) -> VideoFrame:
    """Return a picture of one colour."""
    pixels = np.empty((height, width, 4), np.uint8)
    pixels[:] = (blue, green, red, 255)
    return VideoFrame(pixels, time.monotonic())


__all__ = ["FakeEngine", "application", "picture", "spin"]
