"""A card service in memory: one reader, into which tests put simulated chips; quick enough for ten thousand events."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from devices.errors import DeviceUnplugged
from devices.simulated.smartcard_chip import GONE, Faults, FaultyChip
from devices.smartcard.base import CardLost, ReaderState

if TYPE_CHECKING:
    from devices.simulated.smartcard_chip import Chip

READER = "Memory 00"
UNPLUGGED, CARD_REMOVED, NO_SERVICE = "unplugged", "card_removed", "no_service"


class MemoryReader:
    """What all services share: the reader, its card, and whether a service runs. Safe from any thread."""

    def __init__(self) -> None:
        self.changed = threading.Condition(threading.RLock())
        self.running = True
        self.state: ReaderState | None = ReaderState(READER, present=False)
        self.chip: FaultyChip | None = None
        self.faults = Faults()

    def insert(self, chip: Chip) -> None:
        with self.changed:
            self.remove()
            self.chip = FaultyChip(chip, self.faults)
            self._become(present=True, atr=chip.atr)

    def remove(self) -> None:
        with self.changed:
            if self.chip is not None:
                self.chip = None
                self._become(present=False, atr=b"")

    def unplug(self) -> None:
        with self.changed:
            self.chip = None
            self.state = None
            self.changed.notify_all()

    def replug(self) -> None:
        with self.changed:
            self.state = self.state or ReaderState(READER, present=False)
            self.changed.notify_all()

    def stop_service(self) -> None:
        with self.changed:
            self.running = False
            self.changed.notify_all()

    def start_service(self) -> None:
        with self.changed:
            self.running = True
            self.changed.notify_all()

    def heal(self) -> None:
        faults = self.faults
        faults.slow, faults.wrong_sw, faults.garbage, faults.removed_after = 0.0, 0, 0, None

    def _become(self, *, present: bool, atr: bytes) -> None:
        if self.state is not None:
            self.state = replace(self.state, present=present, atr=atr, events=self.state.events + 1)
        self.changed.notify_all()


class MemoryService:
    """`CardService` over a `MemoryReader`."""

    def __init__(self, reader: MemoryReader) -> None:
        self._reader = reader

    def states(self) -> tuple[ReaderState, ...]:
        with self._reader.changed:
            return self._look()

    def wait(self, known: tuple[ReaderState, ...], *, seconds: float) -> tuple[ReaderState, ...]:
        with self._reader.changed:
            self._reader.changed.wait_for(lambda: not self._reader.running or self._look() != known, seconds)
            return self._look()

    def connect(self, reader: str) -> MemoryConnection:
        with self._reader.changed:
            if reader not in [state.name for state in self._look()]:
                raise DeviceUnplugged(UNPLUGGED, reader)
            chip = self._reader.chip
            if chip is None:
                raise CardLost(CARD_REMOVED, reader)
            chip.reset()
            return MemoryConnection(self._reader, chip)

    def close(self) -> None:
        pass

    def _look(self) -> tuple[ReaderState, ...]:
        if not self._reader.running:
            raise DeviceUnplugged(NO_SERVICE)
        return () if self._reader.state is None else (self._reader.state,)


class MemoryConnection:
    """`CardConnection` to one chip, as long as it stays in the reader."""

    def __init__(self, reader: MemoryReader, chip: FaultyChip) -> None:
        self._reader = reader
        self._chip = chip
        self.t0 = chip.atr[1] >> 4 & 8 == 0

    def transmit(self, command: bytes) -> bytes:
        with self._reader.changed:
            if self._reader.faults.slow:
                self._reader.changed.wait(self._reader.faults.slow)
            if not self._reader.running:
                raise DeviceUnplugged(NO_SERVICE)
            answer = self._chip.answer(command) if self._reader.chip is self._chip else GONE
            if answer == GONE:
                self._reader.remove()
                raise CardLost(CARD_REMOVED, READER)
            return answer

    def close(self) -> None:
        self._chip.reset()
