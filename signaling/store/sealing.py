"""Sealing of personal data at rest: AES-256-GCM with one key a store, in an envelope that names suite and key.

Envelope: `v1`, one byte suite (1: AES-256-GCM), four bytes of the key's name, a random nonce of 12 bytes, then the
ciphertext with its 16-byte tag. The associated data says where the envelope belongs, so that it opens nowhere else.
Random nonces are safe up to 2³² envelopes a key (NIST SP 800-38D §8.3).
"""

from __future__ import annotations

import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from signaling.store.base import Damaged

KEY_BYTES = 32
_VERSION_AND_SUITE = b"v1\x01"
_NONCE_BYTES = 12


class Seal:
    """Seals and opens with one key of 32 bytes."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)
        self._head = _VERSION_AND_SUITE + hashlib.sha256(b"cloudwindow key name" + key).digest()[:4]

    def seal(self, plain: bytes, *, where: bytes) -> bytes:
        """Return the envelope of `plain`, bound to `where`."""
        nonce = os.urandom(_NONCE_BYTES)
        return self._head + nonce + self._cipher.encrypt(nonce, plain, where)

    def open(self, envelope: bytes, *, where: bytes) -> bytes:
        """Return what was sealed; raises `Damaged` for another key, another place or a changed byte."""
        start = len(self._head) + _NONCE_BYTES
        if len(envelope) < start or not envelope.startswith(self._head):
            msg = "sealed by another key or in an unknown form"
            raise Damaged(msg)
        try:
            return self._cipher.decrypt(envelope[len(self._head) : start], envelope[start:], where)
        except InvalidTag:
            msg = "the seal is broken"
            raise Damaged(msg) from None
