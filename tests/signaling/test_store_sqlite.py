"""The embedded store: the contract, damage, a full disk, other processes, old schemas."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from signaling.store import OldSchema, SqliteStore, migrate, statements
from signaling.store.base import Conflict, Damaged, StorageFull, StoreError
from tests.contracts.store import CASE, OTHER, StoreContract, broken, case_row, enrolment_code, new_event, step

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

KEY = bytes(range(32))
SWAP = """
UPDATE events SET seq = CASE seq WHEN 2 THEN -3 ELSE 2 END WHERE case_id = '{0}' AND seq IN (2, 3);
UPDATE events SET seq = 3 WHERE case_id = '{0}' AND seq = -3
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "cloudwindow.db"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[SqliteStore]:
    opened = SqliteStore.open(path, KEY)
    yield opened
    await opened.close()


class TestSqliteStore(StoreContract):
    """The contract."""


def change(path: Path, statement: str) -> None:
    """Do what a thief with the file could do."""
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute(statement)


async def fill(store: SqliteStore) -> None:
    for case in (CASE, OTHER):
        for n in range(4):
            await store.append(step(new_event(f"event_{n}", value=n), expected=n, row=case_row(case)))


async def fill_up(store: SqliteStore) -> None:
    for n in range(4, 400):
        await store.append(step(new_event("big", value="x" * 2000), expected=n))


async def test_all_is_there_after_closing_and_opening_again(path: Path) -> None:
    store = SqliteStore.open(path, KEY)
    await fill(store)
    before = await store.events(CASE)
    await store.close()
    again = SqliteStore.open(path, KEY)
    assert await again.events(CASE) == before
    assert await again.sizes() == (2, 8)
    assert await again.next_number("n") == 1
    await again.close()


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("UPDATE events SET sealed = CAST(sealed || x'00' AS BLOB) WHERE case_id = '{}' AND seq = 2", [(2, "event_1")]),
        ("UPDATE events SET actor = 'PY-K02' WHERE case_id = '{}' AND seq = 3", [(3, "event_2")]),
        ("UPDATE events SET kind = 'other' WHERE case_id = '{}' AND seq = 1", [(1, "other")]),
        ("UPDATE events SET at = at + 1 WHERE case_id = '{}' AND seq = 1", [(1, "event_0")]),
        ("DELETE FROM events WHERE case_id = '{}' AND seq = 2", [(3, "event_2")]),
        ("DELETE FROM events WHERE case_id = '{}' AND seq = 1", [(2, "event_1")]),
        ("DELETE FROM events WHERE case_id = '{}' AND seq = 4", [(4, "missing")]),
        ("DELETE FROM events WHERE case_id = '{}'", [(4, "missing")]),
        (
            SWAP,
            [(2, "event_2"), (3, "event_1"), (4, "event_3")],
        ),
    ],
)
async def test_what_somebody_changed_in_the_file_is_found(
    store: SqliteStore, path: Path, damage: str, found: list[tuple[int, str]]
) -> None:
    await fill(store)
    for statement in damage.format(CASE).split(";"):
        change(path, statement)
    events = await broken(store)
    assert [(event.seq, event.kind) for event in events] == found
    assert {event.case for event in events} == {CASE}


async def test_a_seal_cannot_be_moved_to_another_event(store: SqliteStore, path: Path) -> None:
    await fill(store)
    change(path, f"UPDATE events SET sealed = (SELECT sealed FROM events WHERE case_id = '{OTHER}' AND seq = 1)")
    with pytest.raises(Damaged):
        await store.events(CASE)


async def test_another_key_opens_nothing(path: Path) -> None:
    store = SqliteStore.open(path, KEY)
    await fill(store)
    await store.close()
    thief = SqliteStore.open(path, bytes(32))
    with pytest.raises(Damaged):
        await thief.events(CASE)
    await thief.close()


async def test_nothing_personal_can_be_read_in_the_files(store: SqliteStore, path: Path) -> None:
    await store.append(step(new_event("identity_recorded", name="龘靐齉", number="11010519491231002X")))
    for file in path.parent.iterdir():
        content = file.read_bytes()
        assert "龘靐齉".encode() not in content
        assert b"11010519491231002X" not in content


async def test_a_full_disk_refuses_loses_nothing_and_goes_on_when_there_is_room(
    store: SqliteStore,
) -> None:
    await fill(store)
    before = await store.events(CASE)
    await store._writer.do(lambda connection: connection.execute("PRAGMA max_page_count=20").fetchall())
    with pytest.raises(StorageFull):
        await fill_up(store)
    written = await store.events(CASE)
    assert written[:4] == before
    assert await broken(store) == []
    await store._writer.do(lambda connection: connection.execute("PRAGMA max_page_count=100000").fetchall())
    await store.append(step(new_event("after"), expected=len(written)))
    assert (await store.events(CASE))[-1].kind == "after"
    assert await store.ready()


FULL_DISK = """
import asyncio, resource, signal, sys
from pathlib import Path
from signaling.store import SqliteStore
from signaling.store.base import StorageFull
from tests.contracts.store import CASE, broken, new_event, step

async def fill_up(store, known):
    while True:
        await store.append(step(new_event("big", value="x" * 2000), expected=known))
        known += 1

async def main():
    store = SqliteStore.open(Path(sys.argv[1]), bytes(32))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
    for _ in range(3):
        try:
            await fill_up(store, len(await store.events(CASE)))
        except StorageFull:
            print("full", await broken(store))
    kept = len(await store.events(CASE))
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    await store.append(step(new_event("after"), expected=kept))
    print("room", await broken(store), await store.ready(), kept > 5)
    await store.close()

asyncio.run(main())
"""


@pytest.mark.thorough
def test_a_disk_that_fills_in_the_middle_of_a_write_breaks_nothing(path: Path) -> None:
    """The limit on a file's size stands for the disk: the write to the log of SQLite fails with EFBIG."""
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(path)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": "."},
    )
    assert done.stdout.split("\n") == ["full []"] * 3 + ["room [] True True", ""]


async def test_a_writer_that_dies_leaves_nobody_waiting(path: Path) -> None:
    def faulty(seconds: float) -> None:
        raise ZeroDivisionError(seconds)

    caught: list[object] = []
    hook, threading.excepthook = threading.excepthook, lambda arguments: caught.append(arguments.exc_type)
    store = SqliteStore.open(path, KEY, committed=faulty)
    results = await asyncio.gather(*(store.next_number("n") for _ in range(500)), return_exceptions=True)
    with pytest.raises(StoreError):
        await store.next_number("n")
    await store.close()
    threading.excepthook = hook
    assert {type(result) for result in results} == {StoreError}
    assert caught == [ZeroDivisionError]


async def test_callers_at_once_share_a_flush_to_disk(path: Path) -> None:
    commits: list[float] = []
    store = SqliteStore.open(path, KEY, committed=commits.append)
    await asyncio.gather(*(store.next_number("n") for _ in range(300)))
    assert len(commits) < 100
    await store.close()


async def test_a_caller_who_gives_up_disturbs_nobody(store: SqliteStore) -> None:
    impatient = asyncio.ensure_future(store.append(step(new_event("visit_opened"))))
    await asyncio.sleep(0)
    impatient.cancel()
    with contextlib.suppress(asyncio.CancelledError, Conflict):
        await impatient
    assert [event.kind for event in await store.events(CASE)] in ([], ["visit_opened"])
    assert await store.next_number("n") == 1


async def test_what_was_queued_is_written_before_the_store_closes_and_nothing_after(path: Path) -> None:
    store = SqliteStore.open(path, KEY)
    waiting = [asyncio.ensure_future(store.next_number("n")) for _ in range(20)]
    await asyncio.sleep(0)
    await store.close()
    assert sorted(await asyncio.gather(*waiting)) == list(range(1, 21))
    with pytest.raises(StoreError):
        await store.next_number("n")
    await store.close()


async def test_a_second_process_can_write_while_the_server_runs(store: SqliteStore, path: Path) -> None:
    admin = SqliteStore.open(path, KEY)
    await asyncio.gather(admin.add_code(enrolment_code("a" * 64)), fill(store))
    assert await store.enrol(code_sha256="a" * 64, public_key="KEY", now=1.0) is not None
    await admin.close()


async def test_an_event_that_cannot_be_written_fails_alone(store: SqliteStore) -> None:
    impossible = replace(step(), events=(replace(new_event(), at=-1.0),))
    results = await asyncio.gather(store.append(impossible), store.next_number("n"), return_exceptions=True)
    assert isinstance(results[0], ValueError)
    assert results[1] == 1
    assert await store.events(CASE) == ()


def test_a_database_with_another_schema_is_refused_with_the_command_that_helps(path: Path) -> None:
    migrate.prepare(path)
    change(path, "UPDATE alembic_version SET version_num = '0000'")
    with pytest.raises(OldSchema, match="cloudwindow admin db upgrade") as refused:
        SqliteStore.open(path, KEY)
    assert refused.value.found == "0000"


async def test_a_store_whose_schema_is_changed_under_it_is_not_ready(store: SqliteStore, path: Path) -> None:
    assert await store.ready()
    change(path, "UPDATE alembic_version SET version_num = '0000'")
    assert not await store.ready()


async def test_a_database_of_the_schema_before_is_upgraded_and_keeps_its_cases(path: Path) -> None:
    store = SqliteStore.open(path, KEY)
    await store.append(step(new_event("visit_opened"), row=replace(case_row(), case_no="1")))
    await store.close()
    change(path, "DROP INDEX ix_cases_case_no")
    change(path, "UPDATE alembic_version SET version_num = '0001'")
    with pytest.raises(OldSchema):
        SqliteStore.open(path, KEY)
    migrate.upgrade(migrate.url_of(path))
    store = SqliteStore.open(path, KEY)
    assert await store.numbered("1") == replace(case_row(), case_no="1")
    assert await broken(store) == []
    await store.close()


async def test_finding_a_case_by_its_number_reads_an_index(store: SqliteStore, path: Path) -> None:
    assert await store.numbered("1") is None
    with sqlite3.connect(path) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {statements.NUMBERED}", {"case_no": "1"}).fetchall()
    connection.close()
    assert "ix_cases_case_no" in plan[0][3]


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "cloudwindow.db"
    file.write_bytes(b"this is a letter, not a database; " * 100)
    with pytest.raises(StoreError):
        SqliteStore.open(file, KEY)
