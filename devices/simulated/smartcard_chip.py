"""What every simulated chip does: answers commands, obeys T=0 where it speaks it, and goes wrong when told to; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

GONE = b""
"""Instead of an answer: the card has been taken out."""
_OK = b"\x90\x00"


@dataclass(frozen=True, slots=True)
class Asked:
    """A command APDU taken apart; `le` None where no data is wanted."""

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes
    le: int | None


class Chip(Protocol):
    """One card's application; `answer` never raises for what a terminal may send."""

    atr: bytes

    def reset(self) -> None:
        """Forget all that was agreed with a terminal."""

    def answer(self, command: bytes) -> bytes:
        """Return data and status word."""


def take_apart(command: bytes) -> Asked | None:
    """Return a short APDU's parts, None where it is none."""
    if len(command) < 4:
        return None
    (cla, ins, p1, p2), body = command[:4], command[4:]
    if len(body) <= 1:
        return Asked(cla, ins, p1, p2, b"", (body[0] or 256) if body else None)
    data, rest = body[1 : 1 + body[0]], body[1 + body[0] :]
    if len(data) != body[0] or len(rest) > 1:
        return None
    return Asked(cla, ins, p1, p2, data, (rest[0] or 256) if rest else None)


def sw(code: int) -> bytes:
    """Return a status word without data."""
    return code.to_bytes(2, "big")


class BlockingT0:
    """T=0 round a chip: 6Cxx where the length asked for is not the length there is, 61xx after data was sent."""

    def __init__(self, chip: Chip) -> None:
        self._chip = chip
        self.atr = chip.atr
        self._waiting = b""

    def reset(self) -> None:
        """Power up again."""
        self._waiting = b""
        self._chip.reset()

    def answer(self, command: bytes) -> bytes:
        """Return what a T=0 card returns."""
        asked = take_apart(command)
        if asked is None:
            return sw(0x6700)
        if asked.ins == 0xC0:
            ready, self._waiting = self._waiting, b""
            return ready + _OK if ready else sw(0x6985)
        answer = self._chip.answer(command)
        data, status = answer[:-2], answer[-2:]
        if not data or status != _OK:
            return answer
        if asked.data:
            self._waiting = data
            return bytes([0x61, len(data) & 0xFF])
        return answer if asked.le == len(data) else bytes([0x6C, len(data) & 0xFF])


@dataclass(slots=True)
class Faults:
    """What goes wrong; counted in commands."""

    slow: float = 0.0
    """Seconds that every answer takes longer."""
    wrong_sw: int = 0
    """So many of the next answers are 6F00."""
    garbage: int = 0
    """So many of the next answers are bytes without sense."""
    removed_after: int | None = None
    """The card is taken out instead of the answer after so many more."""


class FaultyChip:
    """A chip with faults; its own state goes on as if they were not."""

    def __init__(self, chip: Chip, faults: Faults) -> None:
        self._chip = chip
        self._faults = faults
        self.atr = chip.atr

    def reset(self) -> None:
        """Power up again."""
        self._chip.reset()

    def answer(self, command: bytes) -> bytes:
        """Return the answer, a fault, or `GONE`."""
        faults = self._faults
        if faults.removed_after is not None:
            if faults.removed_after <= 0:
                faults.removed_after = None
                return GONE
            faults.removed_after -= 1
        answer = self._chip.answer(command)
        if faults.wrong_sw:
            faults.wrong_sw -= 1
            return sw(0x6F00)
        if faults.garbage:
            faults.garbage -= 1
            return bytes(byte ^ 0x5A for byte in command[::-1]) + b"\x90\x00"
        return answer
