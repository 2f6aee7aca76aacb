"""The bytes that a receipt printer receives, taken apart: real-time commands at once, the others in their order.

Written from the printer's side, apart from the driver, so that a mistake of one shows against the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LIVE = re.compile(rb"\x10\x04([\x01-\x04])|(\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08)")
_LIVE_BEGINS = re.compile(rb"\x10(?:\x04|\x14(?:\x08(?:\x01(?:\x03(?:\x14(?:\x01(?:\x06(?:\x02)?)?)?)?)?)?)?)?$")
_LONGEST = 70_000
# Commands of a fixed length: their first bytes, and how many bytes of parameters follow.
_FIXED = {
    b"\x1b@": 0,
    b"\x1ba": 1,
    b"\x1bE": 1,
    b"\x1bd": 1,
    b"\x1d!": 1,
    b"\x1c!": 1,
    b"\x1c&": 0,
    b"\x1c.": 0,
    b"\x1da": 1,
    b"\x1dr": 1,
}


@dataclass(frozen=True, slots=True)
class Live:
    """A command that is obeyed when it arrives: a question 1 to 4, or 0 to clear."""

    question: int


@dataclass(frozen=True, slots=True)
class Command:
    """A command for the buffer: its name (`text`, `line`, or its first bytes) and its parameters."""

    name: bytes
    data: bytes = b""


class Stream:
    """Takes bytes in any pieces."""

    def __init__(self) -> None:
        self.unknown = 0
        """Commands that this printer does not know; their first byte was passed over."""
        self._raw = b""
        self._waiting = b""

    def receive(self, data: bytes) -> list[Live]:
        """Take bytes; return the real-time commands among them."""
        self._raw += data
        live = []
        at = 0
        for found in _LIVE.finditer(self._raw):
            self._waiting += self._raw[at : found.start()]
            at = found.end()
            live.append(Live(found[1][0] if found[1] else 0))
        rest = self._raw[at:]
        held = _LIVE_BEGINS.search(rest)
        cut = held.start() if held else len(rest)
        self._waiting, self._raw = self._waiting + rest[:cut], rest[cut:]
        return live

    @property
    def size(self) -> int:
        """Bytes that wait."""
        return len(self._waiting)

    def clear(self) -> None:
        """Forget what waits."""
        self._waiting = b""

    def next(self) -> Command | None:
        """Return the next whole command; None when there is none yet."""
        while self._waiting:
            command = self._take()
            if command is not None:
                return command
            if len(self._waiting) < _LONGEST and self._known():
                return None  # its parameters are still to come
            self._waiting = self._waiting[1:]
            self.unknown += 1
        return None

    def _known(self) -> bool:
        head = self._waiting[:2]
        return len(head) < 2 or head in _FIXED or head in (b"\x1dV", b"\x1d(", b"\x1dv")

    def _take(self) -> Command | None:
        first = self._waiting[0]
        if first == 0x0A:
            return self._cut(b"line", 1, 1)
        if first not in (0x1B, 0x1C, 0x1D, 0x10):
            end = next((i for i, b in enumerate(self._waiting) if b in (0x0A, 0x1B, 0x1C, 0x1D)), len(self._waiting))
            return self._cut(b"text", 0, end)
        head = self._waiting[:2]
        if head in _FIXED:
            return self._cut(head, 2, 2 + _FIXED[head])
        return self._long(head)

    def _long(self, head: bytes) -> Command | None:
        waiting = self._waiting
        if head == b"\x1dV" and len(waiting) > 2:
            return self._cut(head, 2, 4 if waiting[2] in (65, 66) else 3)
        if head == b"\x1d(" and len(waiting) > 4:
            return self._cut(waiting[:3], 5, 5 + int.from_bytes(waiting[3:5], "little"))
        if head == b"\x1dv" and len(waiting) > 7:
            width, height = (int.from_bytes(waiting[i : i + 2], "little") for i in (4, 6))
            return self._cut(b"\x1dv0", 4, 8 + width * height)
        return None

    def _cut(self, name: bytes, start: int, end: int) -> Command | None:
        if len(self._waiting) < end:
            return None
        command = Command(name, self._waiting[start:end])
        self._waiting = self._waiting[end:]
        return command
