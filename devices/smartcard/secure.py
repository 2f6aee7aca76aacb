"""Secure messaging of ICAO Doc 9303-11 §9.8, with 3DES after BAC and with AES after PACE."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Protocol

from devices.errors import NotReadable
from devices.smartcard import ciphers
from devices.smartcard.apdu import MAXIMUM, Command, Response
from devices.smartcard.tlv import BadTlv, encode, objects

if TYPE_CHECKING:
    from collections.abc import Sequence

_SECURE = 0x0C
"""Class bits: secure messaging, header authenticated."""
_ENCRYPTED, _ENCRYPTED_ODD, _LE, _STATUS, _CHECK = 0x87, 0x85, 0x97, 0x99, 0x8E
_PADDED = b"\x01"


class Suite(Protocol):
    """Encryption and check of one session; `counter` is the send sequence counter of this message."""

    block: int

    def encrypt(self, counter: bytes, data: bytes) -> bytes:
        """Return whole blocks encrypted."""

    def decrypt(self, counter: bytes, data: bytes) -> bytes:
        """Return whole blocks decrypted."""

    def mac(self, padded: bytes) -> bytes:
        """Return eight bytes over whole blocks, the counter the first of them."""


class TripleDesSuite:
    """After BAC."""

    block = 8

    def __init__(self, *, enc: bytes, mac: bytes) -> None:
        self._enc, self._mac = enc, mac

    def encrypt(self, _: bytes, data: bytes) -> bytes:
        """Return whole blocks encrypted; the counter has no part in it."""
        return ciphers.des_encrypt(self._enc, data)

    def decrypt(self, _: bytes, data: bytes) -> bytes:
        """Return whole blocks decrypted."""
        return ciphers.des_decrypt(self._enc, data)

    def mac(self, padded: bytes) -> bytes:
        """Return the retail MAC."""
        return ciphers.retail_mac(self._mac, padded)


class AesSuite:
    """After PACE: the IV is the counter, encrypted."""

    block = 16

    def __init__(self, *, enc: bytes, mac: bytes) -> None:
        self._enc, self._mac = enc, mac

    def encrypt(self, counter: bytes, data: bytes) -> bytes:
        """Return whole blocks encrypted."""
        return ciphers.aes_encrypt(self._enc, ciphers.aes_block(self._enc, counter), data)

    def decrypt(self, counter: bytes, data: bytes) -> bytes:
        """Return whole blocks decrypted."""
        return ciphers.aes_decrypt(self._enc, ciphers.aes_block(self._enc, counter), data)

    def mac(self, padded: bytes) -> bytes:
        """Return the CMAC, cut to eight bytes."""
        return ciphers.cmac(self._mac, padded)


class SecureMessaging:
    """The terminal's side of one session; `counter` is the send sequence counter it begins with."""

    def __init__(self, suite: Suite, *, counter: bytes = b"") -> None:
        self._suite = suite
        self._counter = int.from_bytes(counter, "big")

    def protect(self, command: Command) -> Command:
        """Return the command with its data encrypted and checked."""
        counter = self._next()
        body = b""
        if command.data:
            hidden = self._suite.encrypt(counter, ciphers.pad(command.data, self._suite.block))
            odd = command.ins % 2
            body = encode(_ENCRYPTED_ODD, hidden) if odd else encode(_ENCRYPTED, _PADDED + hidden)
        if command.le is not None:
            body += encode(_LE, bytes([command.le % MAXIMUM]))
        head = bytes([command.cla | _SECURE, command.ins, command.p1, command.p2])
        check = self._check(counter, ciphers.pad(head, self._suite.block) + body)
        body += encode(_CHECK, check)
        return Command(head[0], command.ins, command.p1, command.p2, body, MAXIMUM)

    def unprotect(self, response: Response) -> Response:
        """Return what the card meant; raises `NotReadable("card_fault")`: unchecked, or the check is wrong."""
        counter = self._next()
        try:
            found = list(objects(response.data))
            return self._open(counter, found, response)
        except (BadTlv, KeyError, ValueError) as exc:
            raise NotReadable("card_fault", f"secure messaging: {response.sw:04X}, {type(exc).__name__}") from None

    def _open(self, counter: bytes, found: Sequence[tuple[int, bytes]], response: Response) -> Response:
        parts = dict(found)
        if [tag for tag, _ in found][-1:] != [_CHECK] or len(parts) != len(found):
            # Without a check the answer could be anybody's, a plain status among them.
            raise NotReadable("card_fault", f"secure messaging ended by {response.sw:04X}")
        covered = response.data[: -2 - len(parts[_CHECK])]
        if not hmac.compare_digest(self._check(counter, covered), parts[_CHECK]):
            raise NotReadable("card_fault", "secure messaging: wrong check")
        hidden = parts.get(_ENCRYPTED_ODD, parts.get(_ENCRYPTED, b"")[1:])
        data = ciphers.unpad(self._suite.decrypt(counter, hidden)) if hidden else b""
        return Response(data, int.from_bytes(parts[_STATUS], "big"))

    def _check(self, counter: bytes, covered: bytes) -> bytes:
        return self._suite.mac(ciphers.pad(counter + covered, self._suite.block))

    def _next(self) -> bytes:
        self._counter = (self._counter + 1) % (1 << 8 * self._suite.block)
        return self._counter.to_bytes(self._suite.block, "big")
