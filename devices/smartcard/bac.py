"""Basic access control (ICAO Doc 9303-11 §4.3): prove the MRZ, and agree on keys for secure messaging."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from devices.errors import NotReadable
from devices.smartcard import ciphers
from devices.smartcard.apdu import Command, fault
from devices.smartcard.secure import SecureMessaging, TripleDesSuite

if TYPE_CHECKING:
    from devices.smartcard.access import MrzKey
    from devices.smartcard.apdu import Channel

SELECT_TRAVEL_DOCUMENT = Command(0x00, 0xA4, 0x04, 0x0C, bytes.fromhex("A0000002471001"))
_GET_CHALLENGE = Command(0x00, 0x84, 0, 0, le=8)
_REFUSED = frozenset({0x6300, 0x6982, 0x6985, 0x6A80, 0x6988})


@dataclass(frozen=True, slots=True)
class DocumentKeys:
    """The keys that the printed MRZ gives."""

    enc: bytes
    mac: bytes


def document_keys(key: MrzKey) -> DocumentKeys:
    """Return K_ENC and K_MAC (9303-11 App. D.2)."""
    seed = hashlib.sha1(key.information.encode(), usedforsecurity=False).digest()[:16]
    return DocumentKeys(ciphers.des_key(seed, ciphers.ENC), ciphers.des_key(seed, ciphers.MAC))


class Handshake:
    """The terminal's side, for one challenge; the random values are arguments."""

    def __init__(self, keys: DocumentKeys, *, challenge: bytes, nonce: bytes, secret: bytes) -> None:
        """`nonce` (RND.IFD) has 8 bytes, `secret` (K.IFD) 16."""
        self._keys = keys
        self._challenge, self._nonce, self._secret = challenge, nonce, secret

    def proof(self) -> bytes:
        """Return the data of EXTERNAL AUTHENTICATE: E_IFD and M_IFD."""
        hidden = ciphers.des_encrypt(self._keys.enc, self._nonce + self._challenge + self._secret)
        return hidden + ciphers.retail_mac(self._keys.mac, ciphers.pad(hidden, 8))

    def session(self, answer: bytes) -> SecureMessaging:
        """Return the session that the answer opens; raises `NotReadable("wrong_key")` where it proves nothing."""
        hidden, check = answer[:32], answer[32:]
        right = ciphers.retail_mac(self._keys.mac, ciphers.pad(hidden, 8))
        if len(hidden) != 32 or not hmac.compare_digest(right, check):
            raise NotReadable("wrong_key", "the chip proves nothing")
        plain = ciphers.des_decrypt(self._keys.enc, hidden)
        if plain[:8] != self._challenge or plain[8:16] != self._nonce:
            raise NotReadable("wrong_key", "the chip answers another challenge")
        seed = bytes(ours ^ theirs for ours, theirs in zip(self._secret, plain[16:], strict=True))
        suite = TripleDesSuite(enc=ciphers.des_key(seed, ciphers.ENC), mac=ciphers.des_key(seed, ciphers.MAC))
        return SecureMessaging(suite, counter=self._challenge[4:] + self._nonce[4:])


def open_by_bac(channel: Channel, key: MrzKey) -> None:
    """Open the selected travel document; its channel is protected afterwards.

    Raises `NotReadable`: `wrong_key`; `card_fault`: the chip has no BAC, or no sense.
    """
    challenge = channel.ask(_GET_CHALLENGE)
    if not challenge.ok or len(challenge.data) != 8:
        raise fault(challenge.sw)
    handshake = Handshake(
        document_keys(key), challenge=challenge.data, nonce=secrets.token_bytes(8), secret=secrets.token_bytes(16)
    )
    answer = channel.ask(Command(0x00, 0x82, 0, 0, handshake.proof(), 0x28))
    if answer.sw in _REFUSED or answer.sw >> 4 == 0x63C:
        raise NotReadable("wrong_key", f"status {answer.sw:04X}")
    if not answer.ok:
        raise fault(answer.sw)
    channel.protection = handshake.session(answer.data)
