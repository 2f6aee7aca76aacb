"""The technician's code as the settings keep it: `scrypt$N$R$P$SALT$HASH`, salt and hash in base64."""

from __future__ import annotations

import base64
import hashlib
import hmac

_N, _R, _P = 2**15, 8, 1
"""32 MB and a tenth of a second a guess (RFC 7914 §2)."""
_MEMORY = 64 * 1024 * 1024
_LARGEST_N = 2**16
SHORTEST = 6


def kept(code: str, *, salt: bytes) -> str:
    """Return what goes into the settings. Raises `ValueError` for a code that is no row of six digits or more."""
    if len(code) < SHORTEST or not (code.isascii() and code.isdigit()):
        msg = f"the code must be {SHORTEST} digits or more"
        raise ValueError(msg)
    digest = hashlib.scrypt(code.encode(), salt=salt, n=_N, r=_R, p=_P, maxmem=_MEMORY)
    return f"scrypt${_N}${_R}${_P}${_text(salt)}${_text(digest)}"


def well_formed(kept_code: str) -> bool:
    """Whether a setting is what `kept` makes."""
    return _parts(kept_code) is not None


def matches(untrusted_code: str, kept_code: str) -> bool:
    """Compare a typed code, in constant time; a setting that is not well formed matches nothing."""
    parts = _parts(kept_code)
    if parts is None or len(untrusted_code) > 64:
        return False
    n, r, p, salt, digest = parts
    typed = hashlib.scrypt(untrusted_code.encode(), salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=len(digest))
    return hmac.compare_digest(typed, digest)


def _parts(kept_code: str) -> tuple[int, int, int, bytes, bytes] | None:
    word, *rest = kept_code.split("$")
    if word != "scrypt" or len(rest) != 5:
        return None
    try:
        n, r, p = (int(part) for part in rest[:3])
        salt, digest = (base64.b64decode(part, validate=True) for part in rest[3:])
    except ValueError:
        return None
    fine = 2 <= n <= _LARGEST_N and n & (n - 1) == 0 and 1 <= r <= 8 and 1 <= p <= 4 and salt and len(digest) >= 16
    return (n, r, p, salt, digest) if fine else None


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
