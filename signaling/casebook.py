"""The cases in hand: one lock and one projection each, so that a case's events go through one place.

Whoever changes a case holds its lock from the look to the commit; nobody sees a change before it is on disk.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import structlog

from protocol.ids import CaseId
from protocol.states import FailureCode
from signaling.domain.case import Case, apply, fold
from signaling.domain.errors import Refused
from signaling.store.base import Append, CaseRow, Conflict, NewEvent, RequestKey, StorageFull, StoreError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from signaling.store.base import Store

log = structlog.stdlib.get_logger(__name__)

KEPT = 1000
"""Closed cases kept in memory; a booth's rating and proof of wipe come soon after."""


class Entry:
    """A case and its lock."""

    def __init__(self, case: Case) -> None:
        """Begin with what the log says."""
        self.case = case
        self.lock = asyncio.Lock()


class CaseStep:
    """A look at a case that nobody else can change meanwhile."""

    def __init__(self, book: CaseBook, entry: Entry) -> None:
        """Hold the entry, whose lock is taken."""
        self._book = book
        self._entry = entry

    @property
    def case(self) -> Case:
        """The case as it is on disk."""
        return self._entry.case

    async def commit(self, events: tuple[NewEvent, ...], request: RequestKey | None = None) -> Case:
        """Write the events and return the case after them. Raises `Refused`: `storage_full` or `conflict`."""
        await self._book.append(self._entry, events, request)
        return self._entry.case


class CaseBook:
    """All cases by id, and the open visit of each booth."""

    def __init__(self, store: Store) -> None:
        """Read from and write to `store`."""
        self._store = store
        self._entries: OrderedDict[str, Entry] = OrderedDict()
        self._visits: dict[str, str] = {}
        self._calls: dict[str, str] = {}
        self.quiet = asyncio.Event()
        """Set while no call is going on."""
        self.quiet.set()

    async def load(self) -> tuple[Case, ...]:
        """Take up the visits that were going on when the server stopped; return their cases, oldest first."""
        for row in await self._store.open_cases():
            try:
                await self._entry(row.case)
            except (StoreError, KeyError, ValueError) as error:
                # One log that cannot be read must not keep a district's booths shut.
                log.error("case not taken up", case=row.case, error=type(error).__name__)
        cases = [entry.case for entry in self._entries.values()]
        return tuple(sorted((case for case in cases if case.open), key=lambda case: case.opened_at))

    def visit(self, kiosk: str) -> Case | None:
        """Return the case of a booth's visit."""
        return self.peek(self._visits.get(kiosk, ""))

    def of_call(self, call: str) -> Case | None:
        """Return the case of a call that is going on."""
        return self.peek(self._calls.get(call, ""))

    @property
    def calls(self) -> int:
        """How many calls are going on."""
        return len(self._calls)

    def in_call(self, name: str) -> bool:
        """Tell whether a booth or a clerk is in a call."""
        cases = (self.peek(case_id) for case_id in self._calls.values())
        return any(c is not None and c.call is not None and name in {c.kiosk, c.call.agent} for c in cases)

    def peek(self, case_id: str) -> Case | None:
        """Return a case in hand, as it is on disk."""
        entry = self._entries.get(case_id)
        return None if entry is None else entry.case

    async def case(self, case_id: str) -> Case:
        """Return any case; one without events when there is none."""
        held = self.peek(case_id)
        return fold(case_id, await self._store.events(CaseId(case_id))) if held is None else held

    @asynccontextmanager
    async def step(self, case_id: str) -> AsyncIterator[CaseStep]:
        """Take the case's lock. An unknown case has no events."""
        while True:
            entry = await self._entry(case_id)
            async with entry.lock:
                if self._entries.get(case_id) is not entry:
                    continue  # It was dropped while we waited for the lock: take the one that is in the book now.
                try:
                    yield CaseStep(self, entry)
                finally:
                    self._trim()
                return

    async def append(self, entry: Entry, events: tuple[NewEvent, ...], request: RequestKey | None) -> None:
        """Write events to the log of a case whose lock is held."""
        before = entry.case
        after = before
        for event in events:
            after = apply(after, event)
        append = Append(row=row_of(after), expected=before.events, events=events, request=request)
        try:
            appended = await self._store.append(append)
        except StorageFull:
            raise Refused(FailureCode.STORAGE_FULL) from None
        except Conflict:
            # Somebody wrote past us (an administrator's command): what we hold is old.
            self._keep(entry, fold(before.case, await self._store.events(CaseId(before.case))))
            raise Refused(FailureCode.CONFLICT) from None
        if not appended.repeated:
            self._keep(entry, after)

    def _keep(self, entry: Entry, case: Case) -> None:
        before, entry.case = entry.case, case
        if before.call is not None:
            self._calls.pop(before.call.call, None)
        self._index(case)

    def _index(self, case: Case) -> None:
        if case.call is not None:
            self._calls[case.call.call] = case.case
            self.quiet.clear()
        elif not self._calls:
            self.quiet.set()
        if case.open:
            self._visits[case.kiosk] = case.case
        elif self._visits.get(case.kiosk) == case.case:
            del self._visits[case.kiosk]

    async def _entry(self, case_id: str) -> Entry:
        if case_id not in self._entries:
            case = fold(case_id, await self._store.events(CaseId(case_id)))
            # Somebody else may have been quicker while we read.
            entry = self._entries.setdefault(case_id, Entry(case))
            self._index(entry.case)
        self._entries.move_to_end(case_id)
        return self._entries[case_id]

    def _trim(self) -> None:
        surplus = len(self._entries) - len(self._visits) - KEPT
        for case_id in [c for c, e in self._entries.items() if not e.case.open and not e.lock.locked()][
            : max(0, surplus)
        ]:
            del self._entries[case_id]


def row_of(case: Case) -> CaseRow:
    """Return what is looked up of a case without its log."""
    return CaseRow(
        case=CaseId(case.case),
        case_no=case.case_no,
        state=case.state,
        kiosk=case.kiosk,
        hall=case.hall,
        jurisdiction=case.jurisdiction,
        item=case.item,
        open=case.open,
        updated_at=case.updated_at,
    )
