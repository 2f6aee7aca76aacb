"""Brings a database to the newest schema. Alembic is loaded only when there is something to do.

`python -m signaling.store.upgrade FILE` does it in a process of its own, so that a server which starts on an empty
folder does not keep Alembic's 40 MB.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from signaling.store.base import StoreError

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

HEAD = "0002"
"""The newest revision of `migrations/versions`."""
_SCRIPTS = Path(__file__).parent / "migrations"


class OldSchema(StoreError):
    """The database is older or newer than the program: `cloudwindow admin db upgrade`, or the right program."""

    def __init__(self, *, found: str) -> None:
        """Tell which revision was found."""
        super().__init__(
            f"the database has schema {found}, the program needs {HEAD}: run `cloudwindow admin db upgrade`"
        )
        self.found = found


def url_of(path: Path) -> str:
    """Return the URL of a SQLite file."""
    return f"sqlite:///{path.absolute()}"


def prepare(path: Path) -> None:
    """Make and migrate a database that is not there or empty; raises `OldSchema` for one that needs an upgrade."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    found = revision(path)
    if found is None:
        upgrade(url_of(path))
    elif found != HEAD:
        raise OldSchema(found=found)


def revision(path: Path) -> str | None:
    """Return the revision of a SQLite file; None when it has no tables. Raises `sqlite3.Error` for another file."""
    if not path.exists():
        return None
    connection = sqlite3.connect(path)
    try:
        return _revision(connection)
    finally:
        connection.close()


def is_at_head(connection: sqlite3.Connection) -> bool:
    """Tell whether the schema is the newest."""
    return _revision(connection) == HEAD


def upgrade(url: str) -> None:
    """Run every migration that is due in one transaction; of two upgraders at once the second finds nothing to do."""
    from alembic import command
    from sqlalchemy import create_engine, event

    engine = create_engine(url)
    event.listen(engine, "connect", _leave_transactions_to_us)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql("BEGIN EXCLUSIVE")
            command.upgrade(_config(connection), "head")
    finally:
        engine.dispose()


def _revision(connection: sqlite3.Connection) -> str | None:
    tables = {str(row[0]) for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return None
    if "alembic_version" not in tables:
        return "unknown"
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return "unknown" if row is None else str(row[0])


def _leave_transactions_to_us(connection: sqlite3.Connection, record: object) -> None:
    """Make pysqlite begin nothing by itself, so that tables are made inside our transaction."""
    del record
    connection.isolation_level = None
    connection.execute("PRAGMA busy_timeout=30000")


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
