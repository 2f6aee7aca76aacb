"""The embedded store: one SQLite file in WAL mode with `synchronous=FULL`, one writing thread, a few reading ones."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from signaling.store import migrate, rows, statements
from signaling.store.base import Append, Appended, Conflict, StoredEvent, StoreError
from signaling.store.chain import FIRST
from signaling.store.sealing import Seal
from signaling.store.writer import Writer, as_store_error

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from protocol.ids import CaseId
    from signaling.store.base import AgentAccount, CaseRow, EnrolmentCode, KioskAccount, RequestKey

T = TypeVar("T")

_READERS = 2
_BUSY_MS = 5000
"""How long a connection waits for another process, such as `cloudwindow admin`, to finish its write."""


def _nobody(seconds: float) -> None:
    del seconds


class SqliteStore:
    """`signaling.store.base.Store` on one file. Close it from a running loop or with `close_now`."""

    def __init__(self, path: Path, key: bytes, *, committed: Callable[[float], None] = _nobody) -> None:
        """Open a file whose schema is the newest; `open` sees to that."""
        self._seal = Seal(key)
        self._path = path
        self._writer = Writer(lambda: _writing(path), committed=committed)
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="store-reader")
        self._local = threading.local()
        self._reading: list[sqlite3.Connection] = []
        self._closed = False

    @classmethod
    def open(cls, path: Path, key: bytes, *, committed: Callable[[float], None] = _nobody) -> SqliteStore:
        """Open the file, made and migrated when it is new; `committed` is told the seconds of each commit.

        Raises `OldSchema` when an upgrade is due, and `StoreError` when it is no such file.
        """
        try:
            migrate.prepare(path)
            return cls(path, key, committed=committed)
        except sqlite3.Error as error:
            raise as_store_error(error) from error

    async def append(self, append: Append) -> Appended:
        """Write events, row and request key together. Raises `Conflict` or `StorageFull`."""
        return await self._writer.do(lambda connection: self._append(connection, append))

    async def repeated(self, key: RequestKey) -> bool:
        """Tell whether the request was carried out before."""
        return await self._first(statements.REQUEST, {"actor": key.actor, "request": key.request}) is not None

    async def events(self, case: CaseId) -> tuple[StoredEvent, ...]:
        """Return the log, empty for an unknown case. Raises `Damaged` when a seal is broken."""
        return await self._read(lambda connection: self._events(connection, case))

    async def open_cases(self) -> tuple[CaseRow, ...]:
        """Return the cases whose visit is going on."""
        found = await self._read(lambda connection: connection.execute(statements.OPEN_CASES).fetchall())
        return tuple(rows.case_from(row) for row in found)

    async def row(self, case: CaseId) -> CaseRow | None:
        """Return the row of one case."""
        found = await self._first(statements.CASE, {"case_id": case})
        return None if found is None else rows.case_from(found)

    async def numbered(self, case_no: str) -> CaseRow | None:
        """Return the row of the case that bears the number now; None for a number no case bears, and for none."""
        found = await self._first(statements.NUMBERED, {"case_no": case_no}) if case_no else None
        return None if found is None else rows.case_from(found)

    async def next_number(self, series: str) -> int:
        """Return 1, 2, 3, ... for a series; never the same twice."""
        return await self._writer.do(lambda c: _counted(c, statements.NEXT_NUMBER, {"series": series}))

    async def broken_events(self) -> AsyncIterator[StoredEvent]:
        """Yield each event that does not fit, case by case; a lost end as an event of kind `missing`."""
        after = ""
        while found := await self._read(partial(_case_ids, after=after)):
            for case in found:
                for event in await self._read(partial(self._broken, case=case)):
                    yield event
            after = found[-1]

    async def kiosk(self, kiosk: str) -> KioskAccount | None:
        """Return an enrolled booth."""
        found = await self._first(statements.KIOSK, {"kiosk": kiosk})
        return None if found is None else rows.kiosk_from(found)

    async def add_code(self, code: EnrolmentCode) -> None:
        """Keep a one-time code; a new one for the same booth replaces the old."""
        await self._writer.do(lambda connection: _add_code(connection, code))

    async def enrol(self, *, code_sha256: str, public_key: str, now: float) -> KioskAccount | None:
        """Use up a code and register the booth's key; None when the code is unknown, used or expired."""
        return await self._writer.do(lambda connection: _enrol(connection, code_sha256, public_key, now))

    async def revoke_kiosk(self, kiosk: str) -> bool:
        """Refuse the booth from now on; False when there is none."""
        return await self._writer.do(lambda c: c.execute(statements.REVOKE_KIOSK, {"which": kiosk}).rowcount > 0)

    async def agent(self, agent: str) -> AgentAccount | None:
        """Return an account."""
        found = await self._first(statements.AGENT, {"agent": agent})
        return None if found is None else rows.agent_from(found)

    async def put_agent(self, account: AgentAccount) -> None:
        """Add or change an account."""
        await self._writer.do(lambda connection: _run(connection, statements.PUT_AGENT, rows.agent_to(account)))

    async def ready(self) -> bool:
        """Write and commit a probe; False when that fails or the schema is not the newest."""
        try:
            await self._writer.do(lambda connection: _counted(connection, statements.PROBE, {"probe": 1}))
            return await self._read(migrate.is_at_head)
        except StoreError:
            return False

    async def sizes(self) -> tuple[int, int]:
        """Return how many cases and events there are."""
        return await self._read(lambda c: tuple(c.execute(statements.SIZES).fetchone()))

    async def close(self) -> None:
        """Finish what is queued and close; what is asked later raises `StoreError`."""
        await asyncio.to_thread(self.close_now)

    def close_now(self) -> None:
        """Do what `close` does, blocking."""
        self._close_readers()
        self._writer.close()  # the last connection of the process folds the WAL into the file

    def _close_readers(self) -> None:
        self._closed = True
        self._readers.shutdown()
        while self._reading:
            self._reading.pop().close()

    async def _first(self, statement: str, values: dict[str, object]) -> sqlite3.Row | None:
        return await self._read(lambda connection: _fetch(connection, statement, values))

    async def _read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` on a reading thread's own connection."""
        if self._closed:
            msg = "the store is closed"
            raise StoreError(msg)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._readers, self._on_reader, work)
        except sqlite3.Error as error:
            raise as_store_error(error) from error

    def _on_reader(self, work: Callable[[sqlite3.Connection], T]) -> T:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = _reading(self._path)
            self._reading.append(connection)
        return work(connection)

    def _append(self, connection: sqlite3.Connection, append: Append) -> Appended:
        case, key = append.row.case, append.request
        if key is not None:
            values = {"actor": key.actor, "request": key.request}
            if connection.execute(statements.REQUEST, values).fetchone() is not None:
                return Appended(events=(), repeated=True)
        head = _fetch(connection, statements.CASE, {"case_id": case})
        count, prev = (0, FIRST) if head is None else (head["events"], head["head"])
        if count != append.expected:
            msg = f"the log holds {count} events, not {append.expected}"
            raise Conflict(msg)
        sealed = []
        for seq, event in enumerate(append.events, start=count + 1):
            stored, envelope = rows.seal_event(event, case=case, seq=seq, prev=prev, seal=self._seal)
            sealed.append((stored, envelope))
            prev = stored.hash
        row = rows.case_to(append.row, events=count + len(sealed), head=prev)
        same = head is not None and all(head[name] == row[name] for name in rows.SELDOM_CHANGED)
        connection.execute(statements.ADVANCE_CASE if same else statements.PUT_CASE, row)
        connection.executemany(statements.ADD_EVENT, [rows.event_to(stored, envelope) for stored, envelope in sealed])
        if key is not None:
            connection.execute(statements.ADD_REQUEST, {**values, "case_id": case})
        return Appended(events=tuple(stored for stored, _ in sealed), repeated=False)

    def _events(self, connection: sqlite3.Connection, case: CaseId) -> tuple[StoredEvent, ...]:
        found = connection.execute(statements.EVENTS, {"case_id": case})
        return tuple(rows.event_from(row, self._seal) for row in found)

    def _broken(self, connection: sqlite3.Connection, case: CaseId) -> list[StoredEvent]:
        broken: list[StoredEvent] = []
        seq, prev, last = 0, FIRST, None
        for row in connection.execute(statements.EVENTS, {"case_id": case}):
            last, fits = rows.event_fits(row, seq=seq + 1, prev=prev, seal=self._seal)
            if not fits:
                broken.append(last)
            seq, prev = last.seq, last.hash
        head = _fetch(connection, statements.CASE, {"case_id": case})
        if head is not None and (head["events"], head["head"]) != (seq, prev):
            broken.append(rows.missing(head))
        return broken


def _writing(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    for pragma in (f"busy_timeout={_BUSY_MS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _reading(path: Path) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    connection.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    return connection


def _run(connection: sqlite3.Connection, statement: str, values: dict[str, object]) -> None:
    connection.execute(statement, values)


def _fetch(connection: sqlite3.Connection, statement: str, values: dict[str, object]) -> sqlite3.Row | None:
    found: sqlite3.Row | None = connection.execute(statement, values).fetchone()
    return found


def _counted(connection: sqlite3.Connection, statement: str, values: dict[str, object]) -> int:
    return int(connection.execute(statement, values).fetchall()[0][0])


def _case_ids(connection: sqlite3.Connection, after: str) -> list[CaseId]:
    return [row[0] for row in connection.execute(statements.CASE_IDS, {"case_id": after}).fetchmany(500)]


def _add_code(connection: sqlite3.Connection, code: EnrolmentCode) -> None:
    connection.execute(statements.DROP_CODES, {"kiosk": code.kiosk})
    connection.execute(statements.ADD_CODE, rows.code_to(code))


def _enrol(connection: sqlite3.Connection, code_sha256: str, public_key: str, now: float) -> KioskAccount | None:
    found = _fetch(connection, statements.CODE, {"code_sha256": code_sha256})
    if found is None:
        return None
    connection.execute(statements.DROP_CODES, {"kiosk": found["kiosk"]})
    if found["expires_at"] <= now:
        return None
    values = {name: found[name] for name in ("kiosk", "hall", "jurisdiction")}
    connection.execute(statements.PUT_KIOSK, {**values, "public_key": public_key, "revoked": 0})
    row = _fetch(connection, statements.KIOSK, {"kiosk": found["kiosk"]})
    return None if row is None else rows.kiosk_from(row)
