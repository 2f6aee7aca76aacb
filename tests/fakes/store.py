"""A store and documents in memory. Like the real ones they commit all or nothing, and can be full."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from protocol.ids import CaseId
from signaling.store.base import (
    AgentAccount,
    Append,
    Appended,
    CaseRow,
    Conflict,
    EnrolmentCode,
    KioskAccount,
    NewEvent,
    RequestKey,
    StorageFull,
    StoredEvent,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

FIRST = "0" * 64


class FakeStore:
    """Implements `signaling.store.base.Store`."""

    def __init__(self) -> None:
        self.logs: dict[str, list[StoredEvent]] = {}
        self.rows: dict[str, CaseRow] = {}
        self.requests: set[RequestKey] = set()
        self.numbers: dict[str, int] = {}
        self.kiosks: dict[str, KioskAccount] = {}
        self.codes: dict[str, EnrolmentCode] = {}
        self.agents: dict[str, AgentAccount] = {}
        self.full = False
        """Set it, and every write raises `StorageFull`."""

    async def append(self, append: Append) -> Appended:
        log = self.logs.get(append.row.case, [])
        if append.request is not None and append.request in self.requests:
            return Appended(events=(), repeated=True)
        if len(log) != append.expected:
            raise Conflict
        self._require_room()
        first = len(log)
        log = [*log]
        for event in append.events:
            log.append(_stored(append.row.case, log, event))
        self.logs[append.row.case] = log
        self.rows[append.row.case] = append.row
        if append.request is not None:
            self.requests.add(append.request)
        return Appended(events=tuple(log[first:]), repeated=False)

    async def repeated(self, key: RequestKey) -> bool:
        return key in self.requests

    async def events(self, case: CaseId) -> tuple[StoredEvent, ...]:
        return tuple(self.logs.get(case, ()))

    async def open_cases(self) -> tuple[CaseRow, ...]:
        return tuple(row for row in self.rows.values() if row.open)

    async def row(self, case: CaseId) -> CaseRow | None:
        return self.rows.get(case)

    async def numbered(self, case_no: str) -> CaseRow | None:
        return next((row for row in self.rows.values() if case_no and row.case_no == case_no), None)

    async def next_number(self, series: str) -> int:
        self._require_room()
        self.numbers[series] = self.numbers.get(series, 0) + 1
        return self.numbers[series]

    async def broken_events(self) -> AsyncIterator[StoredEvent]:
        for case, log in self.logs.items():
            for index, event in enumerate(log):
                if event != _stored(case, log[:index], event):
                    yield event

    async def kiosk(self, kiosk: str) -> KioskAccount | None:
        return self.kiosks.get(kiosk)

    async def add_code(self, code: EnrolmentCode) -> None:
        self._require_room()
        self.codes = {key: old for key, old in self.codes.items() if old.kiosk != code.kiosk}
        self.codes[code.code_sha256] = code

    async def enrol(self, *, code_sha256: str, public_key: str, now: float) -> KioskAccount | None:
        code = self.codes.get(code_sha256)
        if code is None or code.expires_at <= now:
            return None
        self._require_room()
        del self.codes[code_sha256]
        account = KioskAccount(kiosk=code.kiosk, hall=code.hall, jurisdiction=code.jurisdiction, public_key=public_key)
        self.kiosks[code.kiosk] = account
        return account

    async def revoke_kiosk(self, kiosk: str) -> bool:
        if kiosk not in self.kiosks:
            return False
        self._require_room()
        self.kiosks[kiosk] = replace(self.kiosks[kiosk], revoked=True)
        return True

    async def agent(self, agent: str) -> AgentAccount | None:
        return self.agents.get(agent)

    async def put_agent(self, account: AgentAccount) -> None:
        self._require_room()
        self.agents[account.agent] = account

    async def ready(self) -> bool:
        return not self.full

    async def close(self) -> None:
        """Nothing is open."""

    def _require_room(self) -> None:
        if self.full:
            raise StorageFull


class FakeDocuments:
    """Implements `signaling.store.base.Documents`."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[bytes, str]] = {}
        self.full = False

    async def put(self, data: bytes, *, media_type: str) -> str:
        if self.full:
            raise StorageFull
        sha256 = hashlib.sha256(data).hexdigest()
        self.kept.setdefault(sha256, (data, media_type))
        return sha256

    async def get(self, sha256: str) -> tuple[bytes, str] | None:
        return self.kept.get(sha256)

    async def delete(self, sha256: str) -> bool:
        return self.kept.pop(sha256, None) is not None


def _stored(case: str, log: list[StoredEvent], event: NewEvent) -> StoredEvent:
    prev = log[-1].hash if log else FIRST
    content = [prev, case, len(log) + 1, event.kind, event.at, event.actor, event.role, event.jurisdiction]
    text = json.dumps([*content, event.data], sort_keys=True, ensure_ascii=False)
    return StoredEvent(
        kind=event.kind,
        at=event.at,
        actor=event.actor,
        role=event.role,
        jurisdiction=event.jurisdiction,
        data=event.data,
        case=CaseId(case),
        seq=len(log) + 1,
        prev=prev,
        hash=hashlib.sha256(text.encode()).hexdigest(),
    )
