"""A receipt printer (ESC/POS) as a process of its own, on a TCP port or on a pseudo-terminal that a link names.

Orders: `no_paper`, `cover_open`, `offline`, `cutter`, `broken`, `near_end`, `paper_left` (`rows`), `slow` (`ms` a
command), `late` (`ms` an answer), `mute`, `noise` (`hex`, before each answer), `die` (`after` so many bytes), `unplug`,
`replug`, `heal`, `state`. Each paper that is cut becomes `job-NNNN.txt`, its picture `job-NNNN.pbm`, in the spool.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

from devices.simulated.control import Refused, controlled, until_told_to_stop
from devices.simulated.escpos_machine import FAULTS, SimulatedEscposPrinter
from devices.simulated.escpos_plugs import PtyPlug, TcpPlug

if TYPE_CHECKING:
    from pathlib import Path

    from devices.simulated.escpos_machine import Paper
    from devices.simulated.escpos_plugs import Plug


class EscposProcess:
    """The printer, its cable and its faults; lives on an asyncio loop."""

    def __init__(self, spool: Path) -> None:
        self.spool = spool
        self.plug: Plug | None = None
        self.machine = SimulatedEscposPrinter()
        self._slow = 0.0
        self._late = 0.0
        self._noise = b""
        self._dies_after: int | None = None
        self._wake = asyncio.Event()
        self._printed = 0

    def told(self, order: dict[str, Any]) -> dict[str, Any]:
        """Carry out one order and return the state after it; raises `ValueError` with a sentence."""
        do = str(order.get("do", ""))
        if do in FAULTS:
            self.machine.faults.add(do)
        elif do in ("unplug", "replug"):
            self._pull() if do == "unplug" else self._connected().plug()
        elif do == "heal":
            self._heal()
        elif do != "state":
            self._spoil(do, order)
        self._wake.set()
        return self.state()

    def state(self) -> dict[str, Any]:
        """What it is like; nothing of what was printed."""
        return {
            "printed": len(self.machine.finished) + self._printed,
            "rows": self.machine.rows_printed,
            "buffered": self.machine.buffered,
            "unknown": self.machine.unknown,
            "faults": sorted(self.machine.faults),
            "plugged": self._connected().plugged,
        }

    def received(self, data: bytes) -> None:
        """Take what came over the cable."""
        if self._dies_after is not None:
            self._dies_after -= len(data)
            if self._dies_after <= 0:
                self._dies_after = None
                self._pull()
                return
        self._answer(self.machine.receive(data))
        self._wake.set()

    async def print_on(self) -> None:
        """Carry out commands for ever."""
        while True:
            went_on, answer = self.machine.step()
            self._answer(answer)
            while self.machine.finished:
                self._printed += 1
                await asyncio.to_thread(self._keep, self.machine.finished.pop(0), self._printed)
            if self._slow:
                await asyncio.sleep(self._slow)
            if not went_on:
                self._wake.clear()
                await self._wake.wait()

    def _connected(self) -> Plug:
        assert self.plug is not None
        return self.plug

    def _pull(self) -> None:
        self._connected().unplug()
        self.machine.forget()

    def _heal(self) -> None:
        self.machine.faults.clear()
        self.machine.near_end = self.machine.mute = False
        self.machine.paper_left = self._dies_after = None
        self._slow = self._late = 0.0
        self._noise = b""
        self._connected().plug()

    def _spoil(self, do: str, order: dict[str, Any]) -> None:
        match do:
            case "near_end":
                self.machine.near_end = True
            case "mute":
                self.machine.mute = True
            case "paper_left":
                self.machine.paper_left = int(order.get("rows", 1))
            case "slow":
                self._slow = float(order.get("ms", 100)) / 1000
            case "late":
                self._late = float(order.get("ms", 1000)) / 1000
            case "noise":
                self._noise = bytes.fromhex(str(order.get("hex", "ff11139a")))
            case "die":
                self._dies_after = int(order.get("after", 1))
            case _:
                msg = f"{do}: no such thing to do"
                raise Refused(msg)

    def _answer(self, data: bytes) -> None:
        if not data:
            return
        data = self._noise + data
        if self._late:
            asyncio.get_running_loop().call_later(self._late, self._connected().send, data)
        else:
            self._connected().send(data)

    def _keep(self, paper: Paper, number: int) -> None:
        stem = self.spool / f"job-{number:04d}"
        if paper.picture_width:
            rows = len(paper.picture) // paper.picture_width
            head = b"P4\n%d %d\n" % (paper.picture_width * 8, rows)
            stem.with_suffix(".pbm").write_bytes(head + bytes(paper.picture))
        stem.with_suffix(".txt").write_text("".join(f"{row}\n" for row in paper.rows), encoding="utf-8")


async def run(*, port: int | None, link: Path | None, spool: Path, control: str | None) -> None:
    """Be the printer until told to stop; prints `READY` and its address for `print --printer`.

    `port` is a TCP port on loopback (0 takes a free one); None for a pseudo-terminal that `link` names.
    """
    await asyncio.to_thread(spool.mkdir, parents=True, exist_ok=True)
    printer = EscposProcess(spool)
    plug = PtyPlug(link, printer.received) if link is not None else TcpPlug(port or 0, printer.received)
    printer.plug = plug
    plug.plug()
    task = asyncio.create_task(printer.print_on())
    try:
        async with controlled(control, printer.told):
            await until_told_to_stop(ready=plug.address)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        with contextlib.suppress(OSError):
            plug.unplug()
