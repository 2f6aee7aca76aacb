"""A SAM_V reader on a line in a time of its own: no waiting, and the same history for the same seed."""

from __future__ import annotations

import heapq
import itertools
import math
from typing import TYPE_CHECKING

from devices.errors import DeviceUnplugged
from devices.simulated.sam_reader import SimulatedSamReader

if TYPE_CHECKING:
    from collections.abc import Callable

    from devices.simulated.cards import ChipCard

_UNPLUGGED = "unplugged"
_CALL = 0.0001
"""Seconds that every call takes, so that time passes in every loop."""


class VirtualReader:
    """`Link`, `Interrupt` and clock in one, with the project's simulated reader behind it."""

    driver = "virtual"
    path = "virtual"

    def __init__(self) -> None:
        self.time = 1000.0
        self.sam = SimulatedSamReader()
        self.lay: list[ChipCard] = []
        """The cards that lay on it since the list was emptied."""
        self.frames: list[bytes] = []
        self._order = itertools.count()
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._arrived = bytearray()
        self._plug = 1
        self._opened = 0
        self._interrupted = False

    def now(self) -> float:
        return self.time

    # What a test lets happen.

    def at(self, after: float, happen: Callable[[], None]) -> None:
        """Let something happen so many seconds from now."""
        heapq.heappush(self._events, (self.time + after, next(self._order), happen))

    def insert(self, card: ChipCard) -> None:
        self.sam.insert(card)
        self.lay.append(card)

    def unplug(self) -> None:
        self._plug = 0
        self._arrived.clear()

    def replug(self) -> None:
        self._plug = self._plug or self._opened + 1

    def cancel(self) -> None:
        self._interrupted = True

    def send(self, data: bytes) -> None:
        """Put bytes on the line now; lost when nobody has it open."""
        if self._plug and self._opened == self._plug:
            self._arrived += data

    def begin(self) -> None:
        """A new operation: nothing is cancelled, and of the cards only the one that lies there counts."""
        self._interrupted = False
        self.lay = [self.sam.card] if self.sam.card else []

    def rest(self, seconds: float) -> None:
        """Let so much time pass with nobody asking."""
        end = self.time + seconds
        while self._step(end):
            pass
        self.time = end

    # What the driver sees.

    def open(self) -> None:
        if not self._plug:
            raise DeviceUnplugged(_UNPLUGGED, self.path)
        self._opened = self._plug

    def alive(self) -> bool:
        return bool(self._plug) and self._opened == self._plug

    def write(self, frame: bytes) -> None:
        self._look()
        self.frames.append(frame)
        plug, delay = self._plug, 0.0
        for answer in self.sam.receive(frame):
            delay = max(answer.after, delay) + 0.001
            self.at(delay, lambda data=answer.data: self.send(data) if self._plug == plug else None)  # type: ignore[misc]  # mypy infers no default arguments of a lambda

    def read(self, seconds: float) -> bytes:
        end = self.time + seconds + _CALL
        self._look()
        while not self._arrived and self._step(end):
            self._look()
        if not self._arrived:
            self.time = end
        self._look()
        data = bytes(self._arrived)
        self._arrived.clear()
        return data

    def close(self) -> None:
        self._opened = 0
        self._arrived.clear()

    def is_set(self) -> bool:
        return self._interrupted

    def wait(self, timeout: float | None = None) -> bool:
        end = self.time + (math.inf if timeout is None else timeout)
        while not self._interrupted and self._step(end):
            pass
        if not self._interrupted:
            self.time = end
        return self._interrupted

    def _look(self) -> None:
        if not self.alive():
            raise DeviceUnplugged(_UNPLUGGED, self.path)

    def _step(self, end: float) -> bool:
        """Let the next thing happen if it is due by `end`."""
        if not self._events or self._events[0][0] > end:
            return False
        due, _, happen = heapq.heappop(self._events)
        self.time = max(self.time, due)
        happen()
        return True
