"""One conversation with an ESC/POS printer: what was sent, what it has carried out, and what stops it.

The printer is never more than `WINDOW` pieces behind: its buffer stays small enough that real-time questions are
always heard, and that little is left to be thrown away when the paper ends.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from devices.errors import DeviceCancelled, DeviceError, DeviceFault, DeviceTimeout
from devices.printer import escpos
from devices.printer.escpos import Cleared, Condition, Done, Parser, StatusByte

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from devices.printer.links import Link

WINDOW = 2
ANSWER_SECONDS = 2.0
"""How long a printer may take for an answer that it should give at once; the line's lag comes on top."""
_LOOK = 0.25
"""Seconds without progress before the printer is asked what is wrong."""
_READ = 0.05
_BYTES_OF_STATUS = 4


class Conversation:
    """Over an open link, from one thread."""

    def __init__(self, link: Link, interrupted: threading.Event, clock: Callable[[], float] = time.monotonic) -> None:
        self.unconfirmed = 0
        self._clock = clock
        self._link = link
        self._patience = ANSWER_SECONDS + link.lag
        self._interrupted = interrupted
        self._parser = Parser()
        self._status = bytearray()
        self._cleared = False

    def condition(self, deadline: float) -> Condition:
        """Ask how the printer is. Raises `DeviceTimeout("no_answer")`, `DeviceUnplugged`, `DeviceCancelled`."""
        end = min(deadline, self._clock() + self._patience)
        self._ask(end)
        while len(self._status) < _BYTES_OF_STATUS:
            if self._clock() >= end:
                raise DeviceTimeout("no_answer", self._link.address)
            self._listen()
        return escpos.condition(bytes(self._status[:_BYTES_OF_STATUS]))

    def send(self, piece: bytes, deadline: float) -> None:
        """Send whole commands, once the printer is no more than a window behind; raises as `settle` does."""
        self.settle(deadline, at_most=WINDOW - 1)
        self._link.write(piece + escpos.SYNC, self._seconds(deadline))
        self.unconfirmed += 1

    def settle(self, deadline: float, *, at_most: int = 0) -> None:
        """Return when no more than so many pieces are unconfirmed.

        Raises:
            DeviceFault: what stops the printer.
            DeviceTimeout: `no_answer`, or `not_done` at the deadline.
            DeviceUnplugged: the link broke.
            DeviceCancelled: interrupted.
        """
        heard = before = self._clock()
        while self.unconfirmed > at_most:
            left = self.unconfirmed
            self._listen()
            now = self._clock()
            if self.unconfirmed < left:
                heard = before = now
            elif now - before >= _LOOK:
                self._check(deadline)
                before = self._clock()
            if now >= deadline:
                raise DeviceTimeout("not_done", f"{self._link.address}: {now - heard:.1f} s without progress")

    def clear(self) -> bool:
        """Have the printer forget what it has not printed yet; return whether it said that it did."""
        self._cleared = False
        end = self._clock() + self._patience
        try:
            self._link.write(escpos.CLEAR, self._patience)
            while not self._cleared and self._clock() < end:
                self._take(self._link.read(_READ))
        except DeviceError:
            return False
        return self._cleared

    def _check(self, deadline: float) -> None:
        trouble = self.condition(deadline + self._patience).trouble
        if trouble:
            raise DeviceFault(trouble, self._link.address)

    def _ask(self, end: float) -> None:
        self._status.clear()
        self._link.write(escpos.ASK, self._seconds(end))

    def _listen(self) -> None:
        if self._interrupted.is_set():
            raise DeviceCancelled("cancelled", self._link.address)
        self._take(self._link.read(_READ))

    def _take(self, data: bytes) -> None:
        for answer in self._parser.receive(data):
            match answer:
                case Done():
                    self.unconfirmed = max(0, self.unconfirmed - 1)
                case StatusByte(value):
                    self._status.append(value)
                case Cleared():
                    self._cleared = True

    def _seconds(self, end: float) -> float:
        return max(0.01, min(self._patience, end - self._clock()))
