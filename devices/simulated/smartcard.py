"""A card in a virtual PC/SC reader (vpcd) as a process of its own.

Orders: `insert` (`card`: a description), `remove`, `remove_after` (`count` commands), `slow` (`ms`), `wrong_sw` and
`garbage` (each with `count`), `heal`, `state`.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from devices.simulated.control import Refused, controlled, until_told_to_stop
from devices.simulated.smartcard_cards import issuer_of_today, make_chip
from devices.simulated.smartcard_chip import Faults, FaultyChip
from devices.simulated.vpcd import keep_inserted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from devices.simulated.smartcard_issuer import Issuer


@dataclass(frozen=True, slots=True)
class Slot:
    """Where vpcd waits for a card."""

    host: str
    port: int


class SimulatedSmartCard:
    """What is in the reader, and what goes wrong with it; lives on an asyncio loop."""

    def __init__(self, slot: Slot, issuer: Issuer) -> None:
        self._slot = slot
        self._issuer = issuer
        self._faults = Faults()
        self._task: asyncio.Task[None] | None = None

    def told(self, order: dict[str, Any]) -> dict[str, Any]:
        """Carry out one order and return the state after it; raises `ValueError` with a sentence."""
        do, count = str(order.get("do", "")), int(order.get("count", 1))
        match do:
            case "insert":
                self.insert(order.get("card", {}))
            case "remove":
                self.remove()
            case "remove_after":
                self._faults.removed_after = count
            case "slow":
                self._faults.slow = float(order.get("ms", 0)) / 1000
            case "wrong_sw":
                self._faults.wrong_sw = count
            case "garbage":
                self._faults.garbage = count
            case "heal":
                self._heal()
            case "state":
                pass
            case _:
                msg = f"{do}: no such thing to do"
                raise Refused(msg)
        return {"card": self._task is not None and not self._task.done()}

    def insert(self, described: Mapping[str, Any]) -> None:
        """Put a card in, in place of what was there; raises `ValueError`."""
        chip = FaultyChip(make_chip(described, self._issuer), self._faults)
        self.remove()
        coming = keep_inserted(self._slot.host, self._slot.port, chip, delay=lambda: self._faults.slow)
        self._task = asyncio.get_running_loop().create_task(coming)

    def remove(self) -> None:
        """Take the card out; harmless when there is none."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()

    def _heal(self) -> None:
        faults = self._faults
        faults.slow, faults.wrong_sw, faults.garbage, faults.removed_after = 0.0, 0, 0, None


async def run(slot: Slot, *, card: Mapping[str, Any] | None, csca: Path | None, control: str | None) -> None:
    """Be the card until told to stop; prints `READY` and the port. `csca` is where its state's certificate goes."""
    issuer = issuer_of_today()
    if csca is not None:
        csca.write_bytes(issuer.csca.der)  # noqa: ASYNC240 - at the start only
    simulated = SimulatedSmartCard(slot, issuer)
    if card is not None:
        simulated.insert(card)
    try:
        async with controlled(control, simulated.told):
            await until_told_to_stop(ready=f"{slot.host}:{slot.port}")
    finally:
        simulated.remove()
