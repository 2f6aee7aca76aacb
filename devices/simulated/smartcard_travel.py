"""A travel document's chip (ICAO 9303): files behind BAC or PACE, and secure messaging; pure but for its dice."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from devices.simulated.smartcard_chip import Asked, sw, take_apart
from devices.simulated.smartcard_secure import BrokenSession, ChipSession
from devices.smartcard import ciphers, pace
from devices.smartcard.bac import DocumentKeys, document_keys
from devices.smartcard.curves import NotOnCurve, Point
from devices.smartcard.secure import AesSuite, TripleDesSuite
from devices.smartcard.tlv import BadTlv, encode, objects, only

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from devices.smartcard.access import CardAccessNumber, MrzKey

ATR = bytes.fromhex("3B8880010073C84013009000" + "71")
"""T=1 with eight historical bytes and their check byte."""
_APPLICATION = bytes.fromhex("A0000002471001")
_CARD_ACCESS = 0x011C
_OK = b"\x90\x00"


@dataclass(frozen=True, slots=True)
class Locks:
    """How the chip is opened. An empty `pace` means BAC only; `bac` False means PACE only."""

    key: MrzKey
    can: CardAccessNumber | None = None
    pace: tuple[pace.PaceInfo, ...] = ()
    bac: bool = True


@dataclass(slots=True)
class _Pace:
    """One run, as far as it got."""

    agreement: pace.Agreement
    nonce: bytes = b""
    private: int = 0
    generator: Point | None = None
    theirs: Point | None = None
    ours: Point | None = None
    keys: tuple[bytes, bytes] = field(default=(b"", b""))


class TravelDocumentChip:
    """One document: its files by identifier, and its locks."""

    atr = ATR

    def __init__(self, files: Mapping[int, bytes], locks: Locks) -> None:
        self._files = dict(files)
        self._locks = locks
        if locks.pace:
            self._files[_CARD_ACCESS] = encode(0x31, b"".join(_pace_info(info) for info in locks.pace))
        self.reset()

    def reset(self) -> None:
        """Forget the session and what was selected."""
        self._session: ChipSession | None = None
        self._next_session: ChipSession | None = None
        self._pace: _Pace | None = None
        self._challenge = b""
        self._in_application = False
        self._file = 0

    def answer(self, command: bytes) -> bytes:
        """Return data and status word."""
        asked = take_apart(command)
        if asked is None:
            return sw(0x6700)
        session = self._session
        if session is None or not asked.cla & 0x0C:
            self._session = None  # a command in clear ends the session
            answer = self._carry_out(asked)
            self._session, self._next_session = self._next_session, None
            return answer
        try:
            opened = session.open(asked)
        except BrokenSession:
            self._session = None
            return sw(0x6988)
        return session.close(self._carry_out(opened), odd=opened.ins % 2 == 1)

    def _carry_out(self, asked: Asked) -> bytes:
        known: dict[int, Callable[[Asked], bytes]] = {
            0xA4: self._select,
            0xB0: self._read_near,
            0xB1: self._read_far,
            0x84: self._give_challenge,
            0x82: self._authenticate,
            0x22: self._choose_pace,
            0x86: self._go_on_with_pace,
        }
        carry_out = known.get(asked.ins)
        return carry_out(asked) if carry_out else sw(0x6D00)

    def _select(self, asked: Asked) -> bytes:
        if asked.p1 == 0x04:
            if asked.data != _APPLICATION:
                return sw(0x6A82)
            if not self._locks.bac and self._session is None:
                return sw(0x6982)
            self._in_application = True
            return _OK
        file = int.from_bytes(asked.data, "big")
        if file not in self._files:
            return sw(0x6A82)
        if file != _CARD_ACCESS and (self._session is None or not self._in_application):
            return sw(0x6982)
        self._file = file
        return _OK

    def _read_near(self, asked: Asked) -> bytes:
        return self._read(asked.p1 << 8 | asked.p2, asked.le or 0)

    def _read_far(self, asked: Asked) -> bytes:
        try:
            offset = int.from_bytes(only(asked.data, 0x54), "big")
        except BadTlv:
            return sw(0x6A80)
        room = (asked.le or 0) - (2 if (asked.le or 0) < 0x82 else 3)
        answer = self._read(offset, room)
        return encode(0x53, answer[:-2]) + answer[-2:] if answer[:-2] else answer

    def _read(self, offset: int, length: int) -> bytes:
        if not self._file:
            return sw(0x6986)
        data = self._files[self._file]
        if offset >= len(data):
            return sw(0x6B00)
        return data[offset : offset + length] + (_OK if offset + length <= len(data) else sw(0x6282))

    def _give_challenge(self, _: Asked) -> bytes:
        if not self._locks.bac or not self._in_application:
            return sw(0x6D00)
        self._challenge = secrets.token_bytes(8)
        return self._challenge + _OK

    def _authenticate(self, asked: Asked) -> bytes:
        challenge, self._challenge = self._challenge, b""
        keys = document_keys(self._locks.key)
        hidden, check = asked.data[:32], asked.data[32:]
        if not challenge or ciphers.retail_mac(keys.mac, ciphers.pad(hidden, 8)) != check:
            return sw(0x6300)
        return self._prove(keys, ciphers.des_decrypt(keys.enc, hidden), challenge)

    def _prove(self, keys: DocumentKeys, plain: bytes, challenge: bytes) -> bytes:
        nonce, theirs = plain[:8], plain[16:]
        if plain[8:16] != challenge:
            return sw(0x6300)
        ours = secrets.token_bytes(16)
        hidden = ciphers.des_encrypt(keys.enc, challenge + nonce + ours)
        seed = bytes(a ^ b for a, b in zip(theirs, ours, strict=True))
        suite = TripleDesSuite(enc=ciphers.des_key(seed, 1), mac=ciphers.des_key(seed, 2))
        self._next_session = ChipSession(suite, challenge[4:] + nonce[4:])
        return hidden + ciphers.retail_mac(keys.mac, ciphers.pad(hidden, 8)) + _OK

    def _choose_pace(self, asked: Asked) -> bytes:
        try:
            parts = dict(objects(asked.data))
        except BadTlv:
            return sw(0x6A80)
        info = next((one for one in self._locks.pace if one.oid == parts.get(0x80)), None)
        password = {b"\x01": self._locks.key, b"\x02": self._locks.can}.get(parts.get(0x83, b""))
        if info is None or password is None:
            return sw(0x6A88)
        self._pace = _Pace(pace.Agreement(info, pace.password_key(password, size=info.key_size)))
        return _OK

    def _go_on_with_pace(self, asked: Asked) -> bytes:
        run = self._pace
        if run is None:
            return sw(0x6985)
        try:
            parts = dict(objects(only(asked.data, 0x7C)))
            return self._step(run, parts)
        except (BadTlv, NotOnCurve):
            self._pace = None
            return sw(0x6A80)

    def _step(self, run: _Pace, parts: dict[int, bytes]) -> bytes:
        agreement, curve = run.agreement, run.agreement.info.curve
        if not parts:
            run.nonce = secrets.token_bytes(16)
            return _dynamic(0x80, agreement.encrypted(run.nonce))
        if 0x81 in parts and run.nonce:
            run.private = agreement.private()
            run.generator = agreement.mapped(run.nonce, run.private, curve.decode(parts[0x81]))
            return _dynamic(0x82, curve.encode(curve.multiply(run.private, curve.generator)))
        if 0x83 in parts and run.generator:
            run.private = agreement.private()
            run.theirs, run.ours = curve.decode(parts[0x83]), curve.multiply(run.private, run.generator)
            run.keys = agreement.keys(run.private, run.theirs)
            return _dynamic(0x84, curve.encode(run.ours))
        if 0x85 in parts and run.ours and run.theirs:
            return self._finish(run, parts[0x85], run.ours, run.theirs)
        return sw(0x6985)

    def _finish(self, run: _Pace, token: bytes, ours: Point, theirs: Point) -> bytes:
        self._pace = None
        enc, mac = run.keys
        if token != run.agreement.token(mac, ours):
            return sw(0x6300)
        self._next_session = ChipSession(AesSuite(enc=enc, mac=mac))
        return _dynamic(0x86, run.agreement.token(mac, theirs))


def _dynamic(tag: int, value: bytes) -> bytes:
    return encode(0x7C, encode(tag, value)) + _OK


def _pace_info(info: pace.PaceInfo) -> bytes:
    return encode(0x30, encode(0x06, info.oid) + encode(0x02, b"\x02") + encode(0x02, bytes([info.parameters])))
