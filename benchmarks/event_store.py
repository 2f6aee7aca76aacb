"""Appending events of cases: the embedded store with 64 callers, beside plain SQLite and the disk alone."""

from __future__ import annotations

import asyncio
import os
import secrets
import sqlite3
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.rows import Row, median, percentile
from protocol.ids import CaseId
from protocol.states import CaseState
from signaling.store.base import Append, CaseRow, NewEvent, RequestKey
from signaling.store.sqlite import SqliteStore

CALLERS = 64
EVENTS = 24_000
PLAIN = 1500
TURNS = 3
_TEXT = "广东省广州市番禺区市桥街道虚构里八巷6号501房" * 4


def run() -> list[Row]:
    """Measure in one folder on one disk, in turns; the best of three is what other programs disturbed least."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        turns = [_turn(folder / f"{number}") for number in range(TURNS)]
        best = max(turns, key=lambda turn: turn.rate)
        rate, waits = best.rate, best.waits
        alone = max(turn.alone for turn in turns)
        plain = max(turn.plain for turn in turns)
        disk = max(turn.disk for turn in turns)
        return [
            Row(what=f"durable events, {CALLERS} callers", value=rate, unit="1/s", goal=10_000, more_is_better=True),
            Row(what="an append, median", value=median(waits), unit="ms"),
            Row(what="an append, 99 %", value=percentile(waits, 0.99), unit="ms"),
            Row(what="durable events, one caller", value=alone, unit="1/s"),
            Row(what="peer: sqlite3, one commit an event, not sealed", value=plain, unit="1/s"),
            Row(what="times plain sqlite3", value=rate / plain, unit="×", goal=2, more_is_better=True),
            Row(what="limit: write and fdatasync alone", value=disk, unit="1/s"),
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one turn gave, all a second but `waits`: milliseconds of each append."""

    rate: float
    waits: list[float]
    alone: float
    plain: float
    disk: float


def _turn(folder: Path) -> Turn:
    folder.mkdir()
    rate, waits = asyncio.run(_store(folder))
    alone, _ = asyncio.run(_store(folder, callers=1, events=PLAIN, name="alone.db"))
    return Turn(rate=rate, waits=waits, alone=alone, plain=_plain(folder), disk=_disk(folder))


async def _store(
    folder: Path, *, callers: int = CALLERS, events: int = EVENTS, name: str = "events.db"
) -> tuple[float, list[float]]:
    store = SqliteStore.open(folder / name, secrets.token_bytes(32))
    waits: list[float] = []
    try:
        begun = time.perf_counter()
        await asyncio.gather(*(_append(store, caller, events // callers, waits) for caller in range(callers)))
        return events // callers * callers / (time.perf_counter() - begun), waits
    finally:
        await store.close()


async def _append(store: SqliteStore, caller: int, events: int, waits: list[float]) -> None:
    case = CaseId(f"CASE{caller:04}")
    row = CaseRow(
        case=case, case_no="", state=CaseState.DRAFT, kiosk="K", hall="H", jurisdiction="440113", item="", open=True,
        updated_at=0.0,
    )  # fmt: skip
    for number in range(events):
        event = NewEvent(
            kind="field_patched", at=float(number), actor="K", role="kiosk", jurisdiction="440113",
            data={"field": "address", "value": _TEXT, "revision": number},
        )  # fmt: skip
        begun = time.perf_counter()
        request = RequestKey(actor=f"K{caller}", request=str(number))
        await store.append(Append(row=row, expected=number, events=(event,), request=request))
        waits.append((time.perf_counter() - begun) * 1000)


def _plain(folder: Path) -> float:
    with closing(sqlite3.connect(folder / "plain.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE events (case_id TEXT, seq INTEGER, data TEXT, PRIMARY KEY (case_id, seq))")
        begun = time.perf_counter()
        for number in range(PLAIN):
            connection.execute("INSERT INTO events VALUES ('CASE', ?, ?)", (number, _TEXT))
        return PLAIN / (time.perf_counter() - begun)


def _disk(folder: Path) -> float:
    block = _TEXT.encode()
    descriptor = os.open(folder / "block", os.O_WRONLY | os.O_CREAT)
    try:
        begun = time.perf_counter()
        for _ in range(PLAIN):
            os.pwrite(descriptor, block, 0)
            os.fdatasync(descriptor)
        return PLAIN / (time.perf_counter() - begun)
    finally:
        os.close(descriptor)
