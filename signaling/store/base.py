"""What the server needs of a store. `SqliteStore` is the embedded one; every store passes `tests/contracts/store.py`.

A case is an append-only log of events. Each event carries the hash of the one before it, so that a changed byte or a
missing row is found. What else is kept (the row of a case, answered requests, numbers, accounts) is either projected
from events in the same transaction or has nothing to do with a case.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from protocol.ids import CaseId
    from protocol.states import CaseState, Language, Role

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """An event to append."""

    kind: str
    """One word of `signaling.domain.case.EVENTS`: `visit_opened`, `field_patched`, `call_started`, ..."""
    at: float
    """Unix time."""
    actor: str
    """Kiosk id, agent id or `server`."""
    role: str
    jurisdiction: str
    data: Mapping[str, Json]
    """Sealed at rest (AES-256-GCM), because it may be personal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent(NewEvent):
    """An event as it stands in the log."""

    case: CaseId
    seq: int
    """1, 2, 3, ... within the case."""
    prev: str
    """Hash of the event before it, 64 zeros for the first."""
    hash: str
    """SHA-256 over `prev`, case, seq, kind, at, actor, role, jurisdiction and the sealed data, in RFC 8785 form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """What is looked up of cases without reading their logs; written with the events that change it."""

    case: CaseId
    case_no: str
    state: CaseState
    kiosk: str
    hall: str
    jurisdiction: str
    item: str
    open: bool
    """A visit is going on: the server takes it up again after a restart."""
    updated_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestKey:
    """Identity of a client's request: sent twice, it is carried out once."""

    actor: str
    request: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Append:
    """One atomic step of a case."""

    row: CaseRow
    expected: int
    """Number of events the log holds now; anything else is a `Conflict`."""
    events: tuple[NewEvent, ...]
    request: RequestKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """What came of it."""

    events: tuple[StoredEvent, ...]
    """What was written now."""
    repeated: bool
    """The request was carried out before; nothing was written now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskAccount:
    """An enrolled booth."""

    kiosk: str
    hall: str
    jurisdiction: str
    public_key: str
    """Ed25519, base64url."""
    revoked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentCode:
    """A one-time code for one booth; only its SHA-256 is kept.

    A wrong guess names no booth, so guesses are counted by their address, not here.
    """

    code_sha256: str
    kiosk: str
    hall: str
    jurisdiction: str
    expires_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentAccount:
    """A clerk, supervisor or technician."""

    agent: str
    """Login name; never reused."""
    agent_no: str
    name: str
    """As the citizen may see it: 张老师."""
    role: Role
    password_hash: str
    """argon2id, PHC string."""
    jurisdiction: str
    seat: str
    items: tuple[str, ...] = ()
    """Item codes this seat can do; the catalogue's seats are the default."""
    languages: tuple[Language, ...] = field(default=())
    disabled: bool = False


class StoreError(Exception):
    """Root of what a store raises."""


class Conflict(StoreError):
    """Somebody else appended first; nothing was written."""


class StorageFull(StoreError):
    """The disk is full; nothing was written, what was written before is safe."""


class Damaged(StoreError):
    """What is stored cannot be opened: another key, or somebody changed it."""


class Store(Protocol):
    """Cases, numbers and accounts. A write returns after it is committed to disk."""

    async def append(self, append: Append) -> Appended:
        """Write events, row and request key together. Raises `Conflict` or `StorageFull`."""

    async def repeated(self, key: RequestKey) -> bool:
        """Tell whether the request was carried out before."""

    async def events(self, case: CaseId) -> tuple[StoredEvent, ...]:
        """Return the log, empty for an unknown case."""

    async def open_cases(self) -> tuple[CaseRow, ...]:
        """Return the cases whose visit is going on."""

    async def row(self, case: CaseId) -> CaseRow | None:
        """Return the row of one case."""

    async def numbered(self, case_no: str) -> CaseRow | None:
        """Return the row of the case that bears the number now; None for a number no case bears, and for none."""

    async def next_number(self, series: str) -> int:
        """Return 1, 2, 3, ... for a series such as `ticket/PY-WB/2026-11-23`; never the same twice."""

    def broken_events(self) -> AsyncIterator[StoredEvent]:
        """Yield each event whose hash, predecessor or number does not fit; a lost end as an event of kind `missing`."""

    async def kiosk(self, kiosk: str) -> KioskAccount | None:
        """Return an enrolled booth."""

    async def add_code(self, code: EnrolmentCode) -> None:
        """Keep a one-time code; a new one for the same booth replaces the old."""

    async def enrol(self, *, code_sha256: str, public_key: str, now: float) -> KioskAccount | None:
        """Use up a code and register the booth's key; None when the code is unknown, used or expired."""

    async def revoke_kiosk(self, kiosk: str) -> bool:
        """Refuse the booth from now on; False when there is none."""

    async def agent(self, agent: str) -> AgentAccount | None:
        """Return an account."""

    async def put_agent(self, account: AgentAccount) -> None:
        """Add or change an account."""

    async def ready(self) -> bool:
        """Write and commit a probe; False when that fails or the schema is not the newest."""

    async def close(self) -> None:
        """Finish what is queued and close."""


class Documents(Protocol):
    """Pictures, papers and strokes by the SHA-256 of their bytes; sealed at rest."""

    async def put(self, data: bytes, *, media_type: str) -> str:
        """Store and return the SHA-256 after it is on disk; harmless twice. Raises `StorageFull`."""

    async def get(self, sha256: str) -> tuple[bytes, str] | None:
        """Return bytes and media type."""

    async def delete(self, sha256: str) -> bool:
        """Remove for good; False when there is none."""
