"""The chain of a case's log: what is hashed, in which form, and how a chain is checked.

The form is RFC 8785 (JSON Canonicalization Scheme) for what an event holds: a flat object with ASCII keys, strings, an
integer and one float. For these, sorted keys, no spaces, `ensure_ascii` off and ECMAScript's shortest numbers are all
of it; `number` writes a float as ECMAScript does for every Unix time.
"""

from __future__ import annotations

import base64
import hashlib
from json.encoder import encode_basestring as quoted
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from signaling.store.base import NewEvent

FIRST = "0" * 64
"""`prev` of the first event."""
_SMALLEST, _LARGEST = 1e-4, 1e15
"""Between them `repr` writes no exponent, and neither does ECMAScript."""


def canonical(event: NewEvent, *, case: str, seq: int, prev: str, sealed: bytes) -> bytes:
    """Return the bytes that are hashed; `data` is the sealed data in base64 (RFC 4648 §4)."""
    return (
        f'{{"actor":{quoted(event.actor)},"at":{number(event.at)},"case":{quoted(case)},'
        f'"data":"{base64.b64encode(sealed).decode()}","jurisdiction":{quoted(event.jurisdiction)},'
        f'"kind":{quoted(event.kind)},"prev":"{prev}","role":{quoted(event.role)},"seq":{seq}}}'
    ).encode()


def digest(event: NewEvent, *, case: str, seq: int, prev: str, sealed: bytes) -> str:
    """Return the hash of one event, lower-case hexadecimal SHA-256."""
    return hashlib.sha256(canonical(event, case=case, seq=seq, prev=prev, sealed=sealed)).hexdigest()


def where(*, case: str, seq: int, kind: str) -> bytes:
    """Return the associated data of an event's seal."""
    return f"{case}|{seq}|{kind}".encode()


def number(value: float) -> str:
    """Return a Unix time as ECMAScript writes it (RFC 8785 §3.2.2.3).

    Raises `ValueError` outside 0.0001 to 10¹⁵ and other than 0, where Python would write an exponent.
    """
    if value != 0 and not _SMALLEST <= value < _LARGEST:
        msg = "no Unix time"
        raise ValueError(msg)
    return repr(int(value)) if value == int(value) else repr(float(value))
