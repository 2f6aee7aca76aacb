"""The tables: the one source for the migrations, the hot statements and the reports.

Strict tables refuse a value of the wrong type. What may be personal is sealed before it gets here.
"""

from __future__ import annotations

from sqlalchemy import REAL, Column, ForeignKey, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

metadata = MetaData()

cases = Table(
    "cases",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("case_no", Text, nullable=False, index=True),
    Column("state", Text, nullable=False),
    Column("kiosk", Text, nullable=False),
    Column("hall", Text, nullable=False),
    Column("jurisdiction", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("open", Integer, nullable=False, index=True),
    Column("updated_at", REAL, nullable=False),
    Column("events", Integer, nullable=False),
    Column("head", Text, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""One row a case; `events` and `head` are number and hash of the last event, so that a lost end is found too."""

events = Table(
    "events",
    metadata,
    Column("case_id", Text, ForeignKey("cases.case_id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("at", REAL, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("jurisdiction", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("prev", Text, nullable=False),
    Column("hash", Text, nullable=False),
    sqlite_strict=True,
)
"""The log. Nothing updates or deletes a row."""

requests = Table(
    "requests",
    metadata,
    Column("actor", Text, primary_key=True),
    Column("request", Text, primary_key=True),
    Column("case_id", Text, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Requests that were carried out."""

numbers = Table(
    "numbers",
    metadata,
    Column("series", Text, primary_key=True),
    Column("value", Integer, nullable=False),
    sqlite_strict=True,
)

kiosks = Table(
    "kiosks",
    metadata,
    Column("kiosk", Text, primary_key=True),
    Column("hall", Text, nullable=False),
    Column("jurisdiction", Text, nullable=False),
    Column("public_key", Text, nullable=False),
    Column("revoked", Integer, nullable=False),
    sqlite_strict=True,
)

codes = Table(
    "codes",
    metadata,
    Column("code_sha256", Text, primary_key=True),
    Column("kiosk", Text, nullable=False),
    Column("hall", Text, nullable=False),
    Column("jurisdiction", Text, nullable=False),
    Column("expires_at", REAL, nullable=False),
    UniqueConstraint("kiosk"),
    sqlite_strict=True,
)

agents = Table(
    "agents",
    metadata,
    Column("agent", Text, primary_key=True),
    Column("agent_no", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("jurisdiction", Text, nullable=False),
    Column("seat", Text, nullable=False),
    Column("items", Text, nullable=False),
    Column("languages", Text, nullable=False),
    Column("disabled", Integer, nullable=False),
    sqlite_strict=True,
)
"""`items` and `languages` are JSON lists."""

probes = Table(
    "probes",
    metadata,
    Column("probe", Integer, primary_key=True),
    Column("count", Integer, nullable=False),
    sqlite_strict=True,
)
"""One row that `ready` counts up, to know that a write reaches the disk."""
