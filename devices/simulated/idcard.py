"""A SAM_V reader of ID cards as a process of its own, on a pseudo-terminal that a link names.

The link's path stays the same when the reader is pulled out and plugged in again, like a udev link. Orders:
`insert` (`card` or `hex`), `remove`, `unplug`, `replug`, `slow` (`ms`), `split` (`bytes`), `noise` (`hex`),
`babble` (`hex`: send it now), `wrong_checksum`, `card_fault`, `silence`, `late` (each with `count`), `heal`, `state`.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import tty
from typing import TYPE_CHECKING, Any

from devices.simulated import cards
from devices.simulated.control import Refused, controlled, until_told_to_stop
from devices.simulated.sam_reader import Answer, SimulatedSamReader

if TYPE_CHECKING:
    from pathlib import Path

    from devices.simulated.cards import ChipCard

_CHUNK = 4096


class SimulatedIdCardReader:
    """The reader, its plug and its link; lives on an asyncio loop."""

    def __init__(self, link: Path) -> None:
        self.link = link
        self.reader = SimulatedSamReader()
        self._ends: tuple[int, int] | None = None

    @property
    def plugged(self) -> bool:
        """Whether the reader is there."""
        return self._ends is not None

    def plug(self) -> None:
        """Make the terminal and its link; harmless when plugged."""
        if self._ends is not None:
            return
        master, slave = os.openpty()
        for end in (master, slave):
            tty.setraw(end)
        os.set_blocking(master, False)
        self._ends = (master, slave)
        # The link changes in one step: nobody sees it missing or half made.
        fresh = self.link.with_name(f"{self.link.name}.{os.getpid()}")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(os.ttyname(slave))
        fresh.replace(self.link)
        asyncio.get_running_loop().add_reader(master, self._readable, master)

    def unplug(self) -> None:
        """Vanish with link and terminal, in the middle of whatever is going on; harmless when unplugged."""
        if self._ends is None:
            return
        master, slave = self._ends
        self._ends = None
        asyncio.get_running_loop().remove_reader(master)
        self.link.unlink(missing_ok=True)
        os.close(slave)
        os.close(master)

    def told(self, order: dict[str, Any]) -> dict[str, Any]:
        """Carry out one order and return the state after it; raises `ValueError` with a sentence."""
        do = str(order.get("do", ""))
        if do == "insert":
            self.reader.insert(_card(order))
        elif do in ("remove", "unplug", "replug", "heal", "babble"):
            self._happen(do, order)
        elif do != "state":
            self._spoil(do, order)
        return self.state()

    def state(self) -> dict[str, Any]:
        """What lies on the reader and whether it is there; nothing of what the card says."""
        return {"plugged": self.plugged, "card": self.reader.card is not None, "questions": self.reader.questions}

    def _happen(self, do: str, order: dict[str, Any]) -> None:
        match do:
            case "remove":
                self.reader.remove()
            case "unplug":
                self.unplug()
            case "replug":
                self.plug()
            case "babble":
                self._send(bytes.fromhex(str(order.get("hex", ""))))
            case _:
                card, self.reader = self.reader.card, SimulatedSamReader()
                self.reader.card = card

    def _spoil(self, do: str, order: dict[str, Any]) -> None:
        count = int(order.get("count", 1))
        match do:
            case "slow":
                self.reader.slow = float(order.get("ms", 0)) / 1000
            case "split":
                self.reader.split = int(order.get("bytes", 7))
            case "noise":
                self.reader.noise = bytes.fromhex(str(order.get("hex", "aa00aaaa96690005ff")))
            case "wrong_checksum":
                self.reader.wrong_checksums = count
            case "card_fault":
                self.reader.card_faults = count
            case "silence":
                self.reader.silences = count
            case "late":
                self.reader.late_replies = count
            case _:
                msg = f"{do}: no such thing to do"
                raise Refused(msg)

    def _readable(self, master: int) -> None:
        try:
            data = os.read(master, _CHUNK)
        except (BlockingIOError, OSError):
            return
        delay = 0.0
        for answer in self.reader.receive(data):
            delay = self._schedule(answer, delay)

    def _schedule(self, answer: Answer, delay: float) -> float:
        """Send now or later; pieces of one reply follow each other a millisecond apart."""
        at = max(answer.after, delay)
        loop = asyncio.get_running_loop()
        ends = self._ends
        loop.call_later(at, lambda: self._send(answer.data) if self._ends == ends else None)
        return at + 0.001

    def _send(self, data: bytes) -> None:
        if self._ends is not None:
            with contextlib.suppress(BlockingIOError):  # a full line loses bytes, as a real one does
                os.write(self._ends[0], data)


def _card(order: dict[str, Any]) -> ChipCard:
    if "hex" in order:
        return cards.from_hex(str(order["hex"]))
    return cards.from_description(order.get("card", {}))


async def run(link: Path, *, card: ChipCard | None, control: str | None) -> None:
    """Be the reader until told to stop; prints `READY` and the link once it is there."""
    simulated = SimulatedIdCardReader(link)
    if card is not None:
        simulated.reader.insert(card)
    simulated.plug()
    try:
        async with controlled(control, simulated.told):
            await until_told_to_stop(ready=str(link))
    finally:
        simulated.unplug()
