"""Where readers of smart cards are tried: in memory, and over a real PC/SC service with a card as a process."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING, Any, Protocol

from devices.errors import DeviceError
from devices.simulated.smartcard_cards import make_chip
from devices.simulated.smartcard_issuer import Issuer
from devices.smartcard.reader import ServiceCardReader
from tests.devices.simulators import PATIENCE, Simulator
from tests.devices.smartcard import pcscd
from tests.devices.smartcard.memory import READER, MemoryReader, MemoryService

if TYPE_CHECKING:
    import threading
    from collections.abc import Sequence

    from devices.simulated.pcscd import PrivatePcscd
    from devices.simulated.smartcard_chip import Chip
    from devices.smartcard.base import CardService

NOW = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)


class Bench(Protocol):
    """One reader, and a hand that puts cards into it and pulls plugs."""

    reader_name: str
    trusted: Sequence[bytes]

    def service(self) -> CardService:
        """Return a fresh service."""

    def tell(self, do: str, **more: Any) -> None:
        """Let something happen: an order of the simulator, or `stop_service`, `start_service`."""

    def reset(self) -> None:
        """No card, no fault, service running."""


class MemoryBench:
    """All in this process."""

    reader_name = READER

    def __init__(self) -> None:
        self.reader = MemoryReader()
        self._issuer = Issuer(dt.datetime.now(dt.UTC))
        self.trusted: Sequence[bytes] = (self._issuer.csca.der,)
        self._made: dict[str, Chip] = {}

    def service(self) -> MemoryService:
        return MemoryService(self.reader)

    def tell(self, do: str, **more: Any) -> None:
        reader, faults, count = self.reader, self.reader.faults, int(more.get("count", 1))
        match do:
            case "insert":
                reader.insert(self._chip(more["card"]))
            case "remove_after":
                faults.removed_after = count
            case "slow":
                faults.slow = more["ms"] / 1000
            case "wrong_sw":
                faults.wrong_sw = count
            case "garbage":
                faults.garbage = count
            case _:
                getattr(reader, do)()

    def reset(self) -> None:
        for do in ("start_service", "replug", "remove", "heal"):
            self.tell(do)

    def _chip(self, card: dict[str, Any]) -> Chip:
        """Return the chip described, made once: signing takes longer than reading."""
        key = repr(card)
        if key not in self._made:
            self._made[key] = make_chip(card, self._issuer)
        return self._made[key]


class VpcdBench:
    """pcscd with vpcd, and the simulator's process behind it."""

    reader_name = pcscd.READER

    def __init__(self, service: PrivatePcscd, simulator: Simulator, csca: bytes) -> None:
        self._pcscd = service
        self._simulator = simulator
        self.trusted: Sequence[bytes] = (csca,)
        self._running = True

    def service(self) -> CardService:
        from devices.smartcard.pcsc import PcscService

        return PcscService()

    def tell(self, do: str, **more: Any) -> None:
        if do == "stop_service":
            self._pcscd.kill()
            self._running = False
        elif do == "start_service":
            if not self._running:
                self._pcscd.start()
                self._running = True
        else:
            answer = self._simulator.tell(do, **more)
            assert answer["ok"], answer

    def reset(self) -> None:
        for do in ("start_service", "remove", "heal"):
            self.tell(do)
        service = self.service()
        watched = ServiceCardReader(service, self.reader_name)
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                watched.wait_for_removal(deadline=deadline)
                break
            except DeviceError:
                assert time.monotonic() < deadline
        service.close()


def reader_of(bench: Bench, interrupted: threading.Event | None = None) -> ServiceCardReader:
    """Return a reader on a fresh service."""
    return ServiceCardReader(bench.service(), bench.reader_name, trusted=bench.trusted, interrupted=interrupted)
