"""Identifiers: opaque, sortable by time of making, safe to log (they name nobody)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NewType

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TIME_CHARS, _RANDOM_CHARS = 10, 16

Identifier = Annotated[str, msgspec.Meta(min_length=1, max_length=40, pattern="^[A-Za-z0-9._-]+$")]
Sha256 = Annotated[str, msgspec.Meta(min_length=64, max_length=64, pattern="^[0-9a-f]{64}$")]
"""Lower-case hexadecimal SHA-256 of a document's bytes; its name everywhere."""

CaseId = NewType("CaseId", str)
CallId = NewType("CallId", str)
OfferId = NewType("OfferId", str)
RequestId = NewType("RequestId", str)
SessionId = NewType("SessionId", str)
KioskId = NewType("KioskId", str)
AgentId = NewType("AgentId", str)
SeatId = NewType("SeatId", str)


def new_id(*, now: float, entropy: Callable[[int], bytes]) -> str:
    """Return a ULID for the Unix time `now`; `entropy(n)` returns n random bytes (`secrets.token_bytes`).

    26 characters of Crockford base 32: 48 bits of milliseconds, then 80 bits of chance (https://github.com/ulid/spec).
    """
    value = (int(now * 1000) & ((1 << 48) - 1)) << 80 | int.from_bytes(entropy(10), "big")
    return "".join(_CROCKFORD[value >> 5 * i & 31] for i in reversed(range(_TIME_CHARS + _RANDOM_CHARS)))
