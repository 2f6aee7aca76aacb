"""SAM_V frames (GA/T 467): bytes to payloads and back, with no port in sight.

To the reader    `AA AA AA 96 69 | length | command parameter [data] | check`
From the reader  `AA AA AA 96 69 | length | 00 00 status [data] | check`

The length is big-endian and counts what follows it, the check byte included; the check byte is the XOR of everything
between the preamble and itself. Serial lines carry noise, so a parser finds frames anywhere in a stream.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum
from functools import reduce
from operator import xor

PREAMBLE = bytes.fromhex("AAAAAA9669")
LARGEST = 4096
"""Longest length field believed; the longest reply, text with photo and fingerprint, says 2314."""
_HEAD = len(PREAMBLE) + 2
_SHORTEST = 3


class Command(Enum):
    """What a host asks: command and parameter byte."""

    RESET = b"\x10\xff"
    STATUS = b"\x11\xff"
    SAM_ID = b"\x12\xff"
    FIND = b"\x20\x01"
    SELECT = b"\x20\x02"
    READ = b"\x30\x01"
    READ_WITH_FINGERPRINT = b"\x30\x10"
    READ_NEW_ADDRESS = b"\x30\x03"


class Status(IntEnum):
    """SW3, what the reader answers."""

    CHECKSUM_ERROR = 0x10
    LENGTH_ERROR = 0x11
    COMMAND_ERROR = 0x21
    NOT_PERMITTED = 0x23
    UNKNOWN_ERROR = 0x24
    SAM_REFUSED_BY_CARD = 0x31
    CARD_REFUSED_BY_SAM = 0x32
    INFORMATION_UNVERIFIED = 0x33
    UNKNOWN_CARD = 0x40
    CARD_READ_FAILED = 0x41
    RANDOM_NUMBER_FAILED = 0x47
    SELF_TEST_FAILED = 0x60
    SAM_NOT_AUTHORISED = 0x66
    FIND_FAILED = 0x80
    SELECT_FAILED = 0x81
    OK = 0x90
    NO_CONTENT = 0x91
    FOUND = 0x9F


@dataclass(frozen=True, slots=True)
class Reply:
    """What the reader answered; `status` may be a number that no standard names."""

    status: int
    data: bytes


@dataclass(frozen=True, slots=True)
class BadChecksum:
    """A frame whose check byte is wrong: ask again."""


class NotAReply(ValueError):
    """A frame with a right check byte that no reader sends."""


def frame(payload: bytes) -> bytes:
    """Return the frame around a payload."""
    body = (len(payload) + 1).to_bytes(2, "big") + payload
    return PREAMBLE + body + bytes([checksum(body)])


def checksum(body: bytes) -> int:
    """Return the XOR of all bytes."""
    return reduce(xor, body, 0)


def request(command: Command) -> bytes:
    """Return the frame that asks the reader."""
    return frame(command.value)


def reply(status: int, data: bytes = b"") -> bytes:
    """Return the frame by which a reader answers."""
    return frame(bytes([0, 0, status]) + data)


def read_reply(payload: bytes) -> Reply:
    """Return a payload's status and data; raises `NotAReply`."""
    if len(payload) < 3 or payload[:2] != b"\0\0":
        raise NotAReply
    return Reply(payload[2], payload[3:])


def as_reply(item: bytes | BadChecksum) -> Reply | None:
    """Return what a parsed item answers; None when it is no reply."""
    if isinstance(item, BadChecksum):
        return None
    try:
        return read_reply(item)
    except NotAReply:
        return None


def sam_number(data: bytes) -> str:
    """Return the reader's number as printed on its label; raises `NotAReply` unless `data` has 16 bytes."""
    if len(data) != 16:
        raise NotAReply
    fields = [int.from_bytes(data[at : at + size], "little") for at, size in ((0, 2), (2, 2), (4, 4), (8, 4), (12, 4))]
    return "{:02d}.{:02d}-{:d}-{:010d}-{:010d}".format(*fields)


def split_record(data: bytes) -> tuple[bytes, bytes]:
    """Return text and photo of a `READ` reply by its own length fields; raises `NotAReply` when they do not fit."""
    if len(data) < 4:
        raise NotAReply
    text, photo = int.from_bytes(data[:2], "big"), int.from_bytes(data[2:4], "big")
    if len(data) != 4 + text + photo:
        raise NotAReply
    return data[4 : 4 + text], data[4 + text :]


class Parser:
    """Finds frames in a stream of bytes, whatever noise lies before, between and after them."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self.stray = 0
        """Bytes since `forget` that belong to no frame: the line carried more than an answer."""

    @property
    def unfinished(self) -> bool:
        """Whether bytes are left that no frame has claimed yet."""
        return bool(self._buffer)

    def receive(self, data: bytes) -> list[bytes | BadChecksum]:
        """Take what came from the line; return the payloads now complete, and a `BadChecksum` for each broken frame."""
        self._buffer += data
        found: list[bytes | BadChecksum] = []
        while (item := self._next()) is not None:
            found.append(item)
        return found

    def forget(self) -> None:
        """Drop an unfinished frame, its rest is not coming, and count anew."""
        self._buffer.clear()
        self.stray = 0

    def _next(self) -> bytes | BadChecksum | None:
        waiting: int | None = None
        start = self._buffer.find(PREAMBLE)
        while start >= 0:
            size = self._size_at(start)
            if size is not None and len(self._buffer) >= start + size:
                return self._take(start, start + size)
            if size is not None and waiting is None:
                waiting = start
            # What looked like a frame may be noise with a preamble in it: the true one may already be behind it.
            start = self._buffer.find(PREAMBLE, start + 1)
        keep = max(0, len(self._buffer) - len(PREAMBLE) + 1) if waiting is None else waiting
        self._drop(keep)
        return None

    def _drop(self, size: int) -> None:
        self.stray += size
        del self._buffer[:size]

    def _take(self, start: int, end: int) -> bytes | BadChecksum:
        body, check = bytes(self._buffer[start + len(PREAMBLE) : end - 1]), self._buffer[end - 1]
        if checksum(body) != check:
            self._drop(start + 1)
            return BadChecksum()
        self._drop(start)
        del self._buffer[: end - start]
        return body[2:]

    def _size_at(self, start: int) -> int | None:
        """Whole size of the frame at `start`; None when no frame can begin there."""
        head = self._buffer[start + len(PREAMBLE) : start + _HEAD]
        if len(head) < 2:
            return _HEAD + _SHORTEST
        length = int.from_bytes(head, "big")
        return _HEAD + length if _SHORTEST <= length <= LARGEST else None
