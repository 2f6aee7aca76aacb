"""Rows of the tables to the values of `base` and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec

from protocol.ids import CaseId
from protocol.states import CaseState, Language, Role
from signaling.store import chain
from signaling.store.base import AgentAccount, CaseRow, Damaged, Json, KioskAccount, NewEvent, StoredEvent

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from signaling.store.base import EnrolmentCode
    from signaling.store.sealing import Seal

SELDOM_CHANGED = ("state", "open", "item", "case_no", "hall", "jurisdiction", "kiosk")
"""Columns of a case that most events leave as they are."""
_data = msgspec.json.Decoder(dict[str, object])
_encoder = msgspec.json.Encoder()


def case_from(row: Any) -> CaseRow:
    """Return the case of a row of `cases`."""
    return CaseRow(
        case=CaseId(row["case_id"]),
        case_no=row["case_no"],
        state=CaseState(row["state"]),
        kiosk=row["kiosk"],
        hall=row["hall"],
        jurisdiction=row["jurisdiction"],
        item=row["item"],
        open=bool(row["open"]),
        updated_at=row["updated_at"],
    )


def case_to(case: CaseRow, *, events: int, head: str) -> dict[str, object]:
    """Return the row of a case whose last event has this number and hash."""
    return {
        "case_id": case.case,
        "case_no": case.case_no,
        "state": case.state.value,
        "kiosk": case.kiosk,
        "hall": case.hall,
        "jurisdiction": case.jurisdiction,
        "item": case.item,
        "open": int(case.open),
        "updated_at": case.updated_at,
        "events": events,
        "head": head,
    }


def seal_event(event: NewEvent, *, case: CaseId, seq: int, prev: str, seal: Seal) -> tuple[StoredEvent, bytes]:
    """Return the event as the next of its log, and its data sealed."""
    data = _encoder.encode(event.data)
    sealed = seal.seal(data, where=chain.where(case=case, seq=seq, kind=event.kind))
    stored = StoredEvent(
        kind=event.kind,
        at=event.at,
        actor=event.actor,
        role=event.role,
        jurisdiction=event.jurisdiction,
        data=_plain(data),
        case=case,
        seq=seq,
        prev=prev,
        hash=chain.digest(event, case=case, seq=seq, prev=prev, sealed=sealed),
    )
    return stored, sealed


def event_to(event: StoredEvent, sealed: bytes) -> dict[str, object]:
    """Return the row of an event."""
    return {
        "case_id": event.case,
        "seq": event.seq,
        "kind": event.kind,
        "at": event.at,
        "actor": event.actor,
        "role": event.role,
        "jurisdiction": event.jurisdiction,
        "sealed": sealed,
        "prev": event.prev,
        "hash": event.hash,
    }


def event_from(row: Any, seal: Seal) -> StoredEvent:
    """Return the event of a row of `events`; raises `Damaged` when its data does not open."""
    place = chain.where(case=row["case_id"], seq=row["seq"], kind=row["kind"])
    return _event(row, _plain(seal.open(row["sealed"], where=place)))


def event_fits(row: Any, *, seq: int, prev: str, seal: Seal) -> tuple[StoredEvent, bool]:
    """Return the event, its data empty when it does not open, and whether all of it fits where it stands."""
    try:
        event = event_from(row, seal)
    except Damaged:
        return _event(row, {}), False
    hashed = chain.digest(event, case=event.case, seq=event.seq, prev=event.prev, sealed=row["sealed"])
    return event, (event.seq, event.prev, event.hash) == (seq, prev, hashed)


def missing(head: Any) -> StoredEvent:
    """Return what stands for the end of a log that its case's row knows of and the log has not."""
    return StoredEvent(
        kind="missing",
        at=head["updated_at"],
        actor="server",
        role="server",
        jurisdiction=head["jurisdiction"],
        data={},
        case=CaseId(head["case_id"]),
        seq=head["events"],
        prev="",
        hash=head["head"],
    )


def code_to(code: EnrolmentCode) -> dict[str, object]:
    """Return the row of a one-time code."""
    return {
        "code_sha256": code.code_sha256,
        "kiosk": code.kiosk,
        "hall": code.hall,
        "jurisdiction": code.jurisdiction,
        "expires_at": code.expires_at,
    }


def kiosk_from(row: Any) -> KioskAccount:
    """Return the booth of a row of `kiosks`."""
    return KioskAccount(
        kiosk=row["kiosk"],
        hall=row["hall"],
        jurisdiction=row["jurisdiction"],
        public_key=row["public_key"],
        revoked=bool(row["revoked"]),
    )


def agent_from(row: Any) -> AgentAccount:
    """Return the account of a row of `agents`."""
    return AgentAccount(
        agent=row["agent"],
        agent_no=row["agent_no"],
        name=row["name"],
        role=Role(row["role"]),
        password_hash=row["password_hash"],
        jurisdiction=row["jurisdiction"],
        seat=row["seat"],
        items=tuple(json.loads(row["items"])),
        languages=tuple(Language(language) for language in json.loads(row["languages"])),
        disabled=bool(row["disabled"]),
    )


def agent_to(account: AgentAccount) -> dict[str, object]:
    """Return the row of an account."""
    return {
        "agent": account.agent,
        "agent_no": account.agent_no,
        "name": account.name,
        "role": account.role.value,
        "password_hash": account.password_hash,
        "jurisdiction": account.jurisdiction,
        "seat": account.seat,
        "items": json.dumps(account.items),
        "languages": json.dumps(account.languages),
        "disabled": int(account.disabled),
    }


def _event(row: Any, data: Mapping[str, Json]) -> StoredEvent:
    return StoredEvent(
        kind=row["kind"],
        at=row["at"],
        actor=row["actor"],
        role=row["role"],
        jurisdiction=row["jurisdiction"],
        data=data,
        case=CaseId(row["case_id"]),
        seq=row["seq"],
        prev=row["prev"],
        hash=row["hash"],
    )


def _plain(encoded: bytes) -> Mapping[str, Json]:
    decoded: Mapping[str, Any] = _data.decode(encoded)
    return decoded
