"""Compiles the hot statements from the tables into `statements.sql`, which the server reads without SQLAlchemy.

`python -m signaling.store.compiling` writes the file; a test compares the committed one with `page()`. SQLAlchemy
would keep 25 MB of the server's memory to say the same few sentences again at every start.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Table, bindparam, delete, func, insert, literal_column, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import insert as upsert

from signaling.store.schema import agents, cases, codes, events, kiosks, numbers, probes, requests

if TYPE_CHECKING:
    from sqlalchemy.sql import ClauseElement

_DIALECT = sqlite.dialect(paramstyle="named")


def _sql(statement: ClauseElement) -> str:
    return str(statement.compile(dialect=_DIALECT))


def _put(table: Table) -> str:
    """Insert, or replace every other column of the row with the same key."""
    statement = upsert(table)
    keys = [column.name for column in table.primary_key]
    return _sql(
        statement.on_conflict_do_update(
            index_elements=keys,
            set_={column.name: statement.excluded[column.name] for column in table.columns if column.name not in keys},
        )
    )


def _one(table: Table, key: Column[Any]) -> str:
    return _sql(select(table).where(key == bindparam(key.name)))


def _count(table: Table, key: Column[Any], value: Column[Any]) -> str:
    """Insert 1, or add 1; return the number."""
    statement = upsert(table).values({key.name: bindparam(key.name), value.name: literal_column("1")})
    counted = statement.on_conflict_do_update(index_elements=[key.name], set_={value.name: value + literal_column("1")})
    return _sql(counted.returning(value))


STATEMENTS = {
    "PUT_CASE": _put(cases),
    "ADVANCE_CASE": _sql(
        update(cases)
        .where(cases.c.case_id == bindparam("case_id"))
        .values({name: bindparam(name) for name in ("updated_at", "events", "head")})
    ),
    "CASE": _one(cases, cases.c.case_id),
    "NUMBERED": _one(cases, cases.c.case_no),
    "OPEN_CASES": _sql(select(cases).where(cases.c.open == literal_column("1")).order_by(cases.c.case_id)),
    "CASE_IDS": _sql(select(cases.c.case_id).where(cases.c.case_id > bindparam("case_id")).order_by(cases.c.case_id)),
    "ADD_EVENT": _sql(insert(events)),
    "EVENTS": _sql(select(events).where(events.c.case_id == bindparam("case_id")).order_by(events.c.seq)),
    "SIZES": _sql(
        select(
            select(func.count()).select_from(cases).scalar_subquery(),
            select(func.count()).select_from(events).scalar_subquery(),
        )
    ),
    "REQUEST": _sql(
        select(requests.c.case_id).where(
            requests.c.actor == bindparam("actor"), requests.c.request == bindparam("request")
        )
    ),
    "ADD_REQUEST": _sql(insert(requests)),
    "NEXT_NUMBER": _count(numbers, numbers.c.series, numbers.c.value),
    "PROBE": _count(probes, probes.c.probe, probes.c.count),
    "KIOSK": _one(kiosks, kiosks.c.kiosk),
    "PUT_KIOSK": _put(kiosks),
    "REVOKE_KIOSK": _sql(
        update(kiosks).where(kiosks.c.kiosk == bindparam("which")).values(revoked=literal_column("1"))
    ),
    "CODE": _one(codes, codes.c.code_sha256),
    "DROP_CODES": _sql(delete(codes).where(codes.c.kiosk == bindparam("kiosk"))),
    "ADD_CODE": _sql(insert(codes)),
    "AGENT": _one(agents, agents.c.agent),
    "PUT_AGENT": _put(agents),
}
"""By the names of `signaling.store.statements`."""


def page() -> str:
    """Return the text of `statements.sql`: a line with the name, then the statement on one line."""
    return "".join(f"-- {name}\n{' '.join(sql.split())}\n" for name, sql in STATEMENTS.items())


if __name__ == "__main__":
    Path(__file__).with_name("statements.sql").write_text(page(), "utf-8")
