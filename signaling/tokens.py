"""Bearer tokens of a login: signed by this server, so they outlive it; revoked ones are remembered in a file.

A token is `payload.mac`, both base64url: who, which role, until when, and HMAC-SHA-256 (RFC 2104) over the payload.
32 random bytes of key, 12 hours: guessing one needs 2^255 tries on average.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import TYPE_CHECKING

import msgspec

from protocol.errors import Malformed
from protocol.identity import decode_bytes, encode_bytes
from protocol.states import Role  # noqa: TC001  msgspec reads the annotations of Claims

if TYPE_CHECKING:
    from pathlib import Path

LIFETIME = 12 * 3600.0
"""Seconds: a shift and its overtime."""


class Claims(msgspec.Struct, frozen=True, kw_only=True):
    """What a token says."""

    sub: str
    role: Role
    exp: float
    jti: str


class Tokens:
    """Makes, checks and revokes the tokens of logins."""

    def __init__(self, *, key: bytes, revoked: Path) -> None:
        """Sign with `key`; keep revoked tokens in the file `revoked`, one line each."""
        self._key = key
        self._file = revoked
        self._revoked = set(revoked.read_text("ascii").split()) if revoked.exists() else set[str]()

    def issue(self, *, sub: str, role: Role, jti: str, now: float) -> tuple[str, Claims]:
        """Return a new token and what it says."""
        claims = Claims(sub=sub, role=role, exp=now + LIFETIME, jti=jti)
        payload = encode_bytes(msgspec.json.encode(claims))
        return f"{payload}.{self._mac(payload)}", claims

    def read(self, untrusted_token: str, *, now: float) -> Claims | None:
        """Return what a token says; None when it is not ours, too old or revoked."""
        payload, _, mac = untrusted_token.partition(".")
        if not hmac.compare_digest(self._mac(payload).encode(), mac.encode("utf-8", "replace")):
            return None
        try:
            claims = msgspec.json.decode(decode_bytes(payload), type=Claims)
        except (Malformed, msgspec.MsgspecError):
            return None
        return claims if claims.exp > now and claims.jti not in self._revoked else None

    def revoke(self, claims: Claims) -> None:
        """Refuse the token from now on, after a restart too. Raises `OSError` when that cannot be written."""
        with self._file.open("a", encoding="ascii") as file:
            file.write(f"{claims.jti}\n")
            file.flush()
            os.fsync(file.fileno())
        self._revoked.add(claims.jti)

    def check_code(self, text: str) -> str:
        """Return the four digits that tell a true query code from a guessed one."""
        return f"{int.from_bytes(self._digest(b'query ' + text.encode())[:8], 'big') % 10000:04d}"

    def _mac(self, payload: str) -> str:
        return encode_bytes(self._digest(b"token " + payload.encode("utf-8", "replace")))

    def _digest(self, data: bytes) -> bytes:
        return hmac.new(self._key, data, hashlib.sha256).digest()
