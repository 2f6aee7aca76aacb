"""PACE with generic mapping over elliptic curves and AES (ICAO Doc 9303-11 §4.4): open a chip by its MRZ or CAN."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from devices.errors import NotReadable
from devices.smartcard import ciphers
from devices.smartcard.access import CardAccessNumber
from devices.smartcard.apdu import MAXIMUM, Command, fault
from devices.smartcard.curves import BRAINPOOL_P256, P256, Curve, NotOnCurve, Point
from devices.smartcard.secure import AesSuite, SecureMessaging
from devices.smartcard.tlv import BadTlv, encode, objects, only

if TYPE_CHECKING:
    from devices.smartcard.access import MrzKey
    from devices.smartcard.apdu import Channel

_ECDH_GM = bytes.fromhex("04007F000702020402")
"""0.4.0.127.0.7.2.2.4.2: its last arc says which cipher."""
_KEY_SIZES = {2: 16, 3: 24, 4: 32}
_CURVES = {12: P256, 13: BRAINPOOL_P256}
"""Standardised domain parameters (9303-11 §9.5.1) that we speak; the other sizes are not among them."""
_MRZ, _CAN = 1, 2
_CHAINED = 0x10
_DYNAMIC = 0x7C
_PUBLIC_KEY = 0x7F49


@dataclass(frozen=True, slots=True)
class PaceInfo:
    """One way that a chip offers."""

    oid: bytes
    parameters: int

    @property
    def curve(self) -> Curve:
        """The curve whose generator is mapped."""
        return _CURVES[self.parameters]

    @property
    def key_size(self) -> int:
        """Bytes of the AES keys."""
        return _KEY_SIZES[self.oid[-1]]

    @property
    def spoken(self) -> bool:
        """Whether we speak it."""
        return self.oid[:-1] == _ECDH_GM and self.oid[-1] in _KEY_SIZES and self.parameters in _CURVES


def offered(card_access: bytes) -> list[PaceInfo]:
    """Return the ways of EF.CardAccess that we speak, in the chip's order; raises `BadTlv`."""
    infos = []
    for tag, value in objects(only(card_access, 0x31)):
        parts = list(objects(value)) if tag == 0x30 else []
        if [tag for tag, _ in parts] == [0x06, 0x02, 0x02]:
            infos.append(PaceInfo(parts[0][1], int.from_bytes(parts[2][1], "big")))
    return [info for info in infos if info.spoken]


class Agreement:
    """The arithmetic of one run. Both sides are alike; the simulator of a chip uses it too."""

    def __init__(self, info: PaceInfo, password_key: bytes) -> None:
        """`password_key` is K_π."""
        self.info = info
        self._key = password_key

    def nonce(self, encrypted: bytes) -> bytes:
        """Return s of z."""
        return ciphers.aes_decrypt(self._key, bytes(16), encrypted)

    def encrypted(self, nonce: bytes) -> bytes:
        """Return z of s, as the chip sends it."""
        return ciphers.aes_encrypt(self._key, bytes(16), nonce)

    def mapped(self, nonce: bytes, private: int, their: Point) -> Point:
        """Return the new generator: s·G + H (9303-11 §4.4.3.3.1); raises `NotOnCurve`."""
        curve = self.info.curve
        shared = curve.multiply(private, their)
        return curve.add(curve.multiply(int.from_bytes(nonce, "big"), curve.generator), shared)

    def keys(self, private: int, their: Point) -> tuple[bytes, bytes]:
        """Return KS_ENC and KS_MAC."""
        curve = self.info.curve
        shared = curve.multiply(private, their).x.to_bytes(curve.size, "big")
        size = self.info.key_size
        return ciphers.aes_key(shared, ciphers.ENC, size=size), ciphers.aes_key(shared, ciphers.MAC, size=size)

    def token(self, mac_key: bytes, public: Point) -> bytes:
        """Return the token that proves the keys to whoever sent `public`."""
        point = self.info.curve.encode(public)
        return ciphers.cmac(mac_key, encode(_PUBLIC_KEY, encode(0x06, self.info.oid) + encode(0x86, point)))

    def private(self) -> int:
        """Return a fresh private key."""
        return 1 + secrets.randbelow(self.info.curve.order - 1)


def password_key(password: MrzKey | CardAccessNumber, *, size: int = 16) -> bytes:
    """Return K_π (9303-11 §9.7.3)."""
    if isinstance(password, CardAccessNumber):
        return ciphers.aes_key(password.digits.encode(), ciphers.PACE, size=size)
    digest = hashlib.sha1(password.information.encode(), usedforsecurity=False).digest()
    return ciphers.aes_key(digest, ciphers.PACE, size=size)


def open_by_pace(channel: Channel, info: PaceInfo, password: MrzKey | CardAccessNumber) -> None:
    """Open the chip; its channel is protected afterwards.

    Raises `NotReadable`: `wrong_key`; `card_fault`: the chip's answers make no sense.
    """
    _choose(channel, info, password)
    agreement = Agreement(info, password_key(password, size=info.key_size))
    try:
        channel.protection = _agree(channel, agreement)
    except (NotOnCurve, BadTlv, ValueError) as exc:
        raise NotReadable("card_fault", f"PACE: {type(exc).__name__}") from None


def _choose(channel: Channel, info: PaceInfo, password: MrzKey | CardAccessNumber) -> None:
    reference = _CAN if isinstance(password, CardAccessNumber) else _MRZ
    data = encode(0x80, info.oid) + encode(0x83, bytes([reference])) + encode(0x84, bytes([info.parameters]))
    answer = channel.ask(Command(0x00, 0x22, 0xC1, 0xA4, data))
    # 63Cx warns that so many tries are left, and lets us try.
    if not answer.ok and answer.sw >> 4 != 0x63C:
        raise NotReadable("wrong_key", f"status {answer.sw:04X}") if answer.sw == 0x6A88 else fault(answer.sw)


def _agree(channel: Channel, agreement: Agreement) -> SecureMessaging:
    curve = agreement.info.curve
    nonce = agreement.nonce(_step(channel, b"", 0x80))
    mapping = agreement.private()
    theirs = _step(channel, encode(0x81, curve.encode(curve.multiply(mapping, curve.generator))), 0x82)
    generator = agreement.mapped(nonce, mapping, curve.decode(theirs))
    ephemeral = agreement.private()
    ours = curve.multiply(ephemeral, generator)
    their = curve.decode(_step(channel, encode(0x83, curve.encode(ours)), 0x84))
    if their == ours:
        raise NotReadable("card_fault", "PACE: our own key came back")
    enc, mac = agreement.keys(ephemeral, their)
    proof = _step(channel, encode(0x85, agreement.token(mac, their)), 0x86, last=True)
    if not hmac.compare_digest(proof, agreement.token(mac, ours)):
        raise NotReadable("wrong_key", "the chip proves nothing")
    return SecureMessaging(AesSuite(enc=enc, mac=mac))


def _step(channel: Channel, data: bytes, tag: int, *, last: bool = False) -> bytes:
    command = Command(0x00 if last else _CHAINED, 0x86, 0, 0, encode(_DYNAMIC, data), MAXIMUM)
    answer = channel.ask(command)
    if answer.sw in (0x6300, 0x6982) or answer.sw >> 4 == 0x63C:
        raise NotReadable("wrong_key", f"status {answer.sw:04X}")
    if not answer.ok:
        raise fault(answer.sw)
    return dict(objects(only(answer.data, _DYNAMIC))).get(tag, b"")
