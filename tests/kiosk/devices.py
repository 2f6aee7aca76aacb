"""Devices without hardware: they implement the drivers' interfaces and do what the test says."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import cv2
import numpy as np

from devices.camera import Photograph
from devices.errors import DeviceCancelled, DeviceError, DeviceTimeout, DeviceUnplugged
from devices.idcard import ReaderInfo
from devices.printer import PrintedJob, PrinterStatus

if TYPE_CHECKING:
    from devices.idcard import IdCard

CANCELLED, UNPLUGGED = "cancelled", "unplugged"


class FakeReader:
    """A reader: `card` lies on it or not, `plugged` or not. Waiting ends with the worker's interrupt."""

    def __init__(self) -> None:
        self.card: IdCard | None = None
        self.plugged = True
        self.error: DeviceError | None = None
        self.opened = 0
        self._changed = threading.Condition()
        self.interrupted = threading.Event()

    def put(self, card: IdCard | None) -> None:
        """Put a card on, or take it away."""
        with self._changed:
            self.card = card
            self._changed.notify_all()

    def open(self) -> ReaderInfo:
        """Answer who it is."""
        self._check()
        self.opened += 1
        return ReaderInfo(driver="fake", port="fake", sam_number="05.03-20260101-0000000001-0000000001")

    def wait_for_card(self, *, deadline: float) -> None:
        """Wait until a card is there."""
        self._wait(present=True, deadline=deadline, reason="no_card")

    def read(self, *, deadline: float) -> IdCard:
        """Wait for a card and return it."""
        self.wait_for_card(deadline=deadline)
        if self.error is not None:
            error, self.error = self.error, None
            raise error
        assert self.card is not None
        return self.card

    def wait_for_removal(self, *, deadline: float) -> None:
        """Wait until it is gone."""
        self._wait(present=False, deadline=deadline, reason="card_left")

    def close(self) -> None:
        """Do nothing."""

    def _wait(self, *, present: bool, deadline: float, reason: str) -> None:
        with self._changed:
            while (self.card is not None) != present:
                self._check()
                if self.interrupted.is_set():
                    raise DeviceCancelled(CANCELLED)
                if time.monotonic() >= deadline:
                    raise DeviceTimeout(reason)
                self._changed.wait(0.01)
        self._check()

    def _check(self) -> None:
        if not self.plugged:
            raise DeviceUnplugged(UNPLUGGED)


class FakeCamera:
    """A document camera with a white page on a dark desk under it."""

    def __init__(self) -> None:
        self.error: DeviceError | None = None
        self.taken = 0
        desk = np.full((900, 1200, 3), 60, np.uint8)
        cv2.rectangle(desk, (330, 90), (870, 810), (245, 245, 245), -1)
        for line in range(150, 780, 42):
            cv2.line(desk, (390, line), (810, line), (60, 60, 60), 4)
        self._picture = cv2.imencode(".jpg", desk)[1].tobytes()

    def capture(self, *, deadline: float) -> Photograph:
        """Take the picture, or fail."""
        del deadline
        if self.error is not None:
            raise self.error
        self.taken += 1
        return Photograph(original=self._picture, media_type="image/jpeg")

    def close(self) -> None:
        """Do nothing."""


class FakePrinter:
    """A printer that keeps what it printed."""

    def __init__(self) -> None:
        self.error: DeviceError | None = None
        self.jobs: list[bytes] = []

    def status(self, *, deadline: float) -> PrinterStatus:
        """Say that it is ready."""
        del deadline
        return PrinterStatus(ready=True, reasons=(), name="fake")

    def print_pdf(self, *, pdf: bytes, title: str, deadline: float) -> PrintedJob:
        """Print, or fail."""
        del title, deadline
        if self.error is not None:
            raise self.error
        self.jobs.append(pdf)
        return PrintedJob(job=str(len(self.jobs)))

    def close(self) -> None:
        """Do nothing."""
