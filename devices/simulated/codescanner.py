"""A scanner of codes as a process of its own, on a pseudo-terminal that a link names. It sends and never listens.

Orders: `scan` (`text` and its `encoding`, or `hex`), `suffix` (`hex`), `split` (`bytes`), `slow` (`ms` between pieces),
`babble` (`hex`: send it now), `unplug`, `replug`, `heal`, `state`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from devices.simulated.control import Refused, controlled, until_told_to_stop
from devices.simulated.pseudo_terminal import Plug

if TYPE_CHECKING:
    from pathlib import Path

_CR_LF = b"\r\n"


class SimulatedCodeScanner:
    """The scanner and how it is set up."""

    def __init__(self, link: Path) -> None:
        self.plug = Plug(link)
        self.suffix = _CR_LF
        self.split = 0
        """Send in pieces of so many bytes; 0 sends whole codes."""
        self.slow = 0.0
        """Seconds between two pieces."""
        self.scanned = 0

    def told(self, order: dict[str, Any]) -> dict[str, Any]:
        """Carry out one order and return the state after it; raises `ValueError` with a sentence."""
        match str(order.get("do", "")):
            case "scan":
                self._scan(_content(order))
            case "babble":
                self.plug.send(bytes.fromhex(str(order.get("hex", ""))))
            case "unplug":
                self.plug.unplug()
            case "replug":
                self.plug.plug()
            case do:
                self._set_up(do, order)
        return {"plugged": self.plug.plugged, "scanned": self.scanned}

    def _set_up(self, do: str, order: dict[str, Any]) -> None:
        match do:
            case "suffix":
                self.suffix = bytes.fromhex(str(order.get("hex", "0d0a")))
            case "split":
                self.split = int(order.get("bytes", 3))
            case "slow":
                self.slow = float(order.get("ms", 0)) / 1000
            case "heal":
                self.suffix, self.split, self.slow = _CR_LF, 0, 0.0
            case "state":
                pass
            case _:
                msg = f"{do}: no such thing to do"
                raise Refused(msg)

    def _scan(self, content: bytes) -> None:
        self.scanned += 1
        data = content + self.suffix
        size = self.split or len(data)
        for number, at in enumerate(range(0, len(data), size)):
            self.plug.send_later(data[at : at + size], number * self.slow)


def _content(order: dict[str, Any]) -> bytes:
    if "hex" in order:
        return bytes.fromhex(str(order["hex"]))
    try:
        return str(order.get("text", "")).encode(str(order.get("encoding", "utf-8")))
    except LookupError as exc:
        msg = f"encoding: {exc}"
        raise Refused(msg) from exc


async def run(link: Path, *, control: str | None) -> None:
    """Be the scanner until told to stop; prints `READY` and the link once it is there."""
    simulated = SimulatedCodeScanner(link)
    simulated.plug.plug()
    try:
        async with controlled(control, simulated.told):
            await until_told_to_stop(ready=str(link))
    finally:
        simulated.plug.unplug()
