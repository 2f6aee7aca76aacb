"""The chip's side of secure messaging: opens what a terminal protected, protects what the chip answers; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devices.simulated.smartcard_chip import Asked
from devices.smartcard import ciphers
from devices.smartcard.tlv import BadTlv, encode, objects

if TYPE_CHECKING:
    from devices.smartcard.secure import Suite


class BrokenSession(Exception):
    """The command's check is wrong: the chip forgets the session (6988)."""


class ChipSession:
    """One session as the chip sees it."""

    def __init__(self, suite: Suite, counter: bytes = b"") -> None:
        self._suite = suite
        self._counter = int.from_bytes(counter, "big")

    def open(self, asked: Asked) -> Asked:
        """Return the command within; raises `BrokenSession`."""
        counter = self._next()
        size = self._suite.block
        try:
            parts = list(objects(asked.data))
            found = dict(parts)
            check = found[0x8E]
            covered = b"".join(encode(tag, value) for tag, value in parts if tag != 0x8E)
            head = ciphers.pad(bytes([asked.cla, asked.ins, asked.p1, asked.p2]), size)
            if self._suite.mac(ciphers.pad(counter + head + covered, size)) != check:
                raise BrokenSession
            hidden = found[0x85] if 0x85 in found else found.get(0x87, b"")[1:]
            data = ciphers.unpad(self._suite.decrypt(counter, hidden)) if hidden else b""
        except (BadTlv, KeyError, ValueError) as exc:
            raise BrokenSession from exc
        le = found.get(0x97)
        wanted = (int.from_bytes(le, "big") or 256) if le is not None else None
        return Asked(asked.cla & ~0x0C, asked.ins, asked.p1, asked.p2, data, wanted)

    def close(self, answer: bytes, *, odd: bool) -> bytes:
        """Return the answer with its data encrypted and checked; the status stands in clear besides."""
        counter = self._next()
        data, status = answer[:-2], answer[-2:]
        body = b""
        if data:
            hidden = self._suite.encrypt(counter, ciphers.pad(data, self._suite.block))
            body = encode(0x85, hidden) if odd else encode(0x87, b"\x01" + hidden)
        body += encode(0x99, status)
        check = self._suite.mac(ciphers.pad(counter + body, self._suite.block))
        return body + encode(0x8E, check) + status

    def _next(self) -> bytes:
        self._counter += 1
        return self._counter.to_bytes(self._suite.block, "big")
