"""Seals, keys, canonical form and migrations."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine

from signaling.store import compiling, load_or_create, migrate, statements
from signaling.store.base import Damaged, NewEvent
from signaling.store.chain import FIRST, canonical, digest, number
from signaling.store.key import STORE_KEY, TOKEN_KEY
from signaling.store.schema import metadata
from signaling.store.sealing import Seal

EVENT = NewEvent(kind="visit_opened", at=1795400000.5, actor="PY-K01", role="kiosk", jurisdiction="440113", data={})


def test_what_is_hashed_is_canonical_json_by_rfc_8785() -> None:
    event = replace(EVENT, actor='龘"\\\n\x01€')
    assert (
        canonical(event, case="C", seq=1, prev=FIRST, sealed=b"\x00\xff")
        == (
            '{"actor":"龘\\"\\\\\\n\\u0001€","at":1795400000.5,"case":"C","data":"AP8=","jurisdiction":"440113",'
            f'"kind":"visit_opened","prev":"{FIRST}","role":"kiosk","seq":1}}'
        ).encode()
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.0, "0"), (1795400000.0, "1795400000"), (1795400000.125, "1795400000.125"), (0.001, "0.001")],
)
def test_a_time_is_written_as_ecmascript_writes_it(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize("value", [-1.0, 1e15, 1e-7, float("nan"), float("inf")])
def test_what_is_no_unix_time_is_not_hashed(value: float) -> None:
    with pytest.raises(ValueError, match="no Unix time"):
        number(value)


@given(st.floats(min_value=1, max_value=1e12))
def test_a_time_reads_back_as_the_same_number(value: float) -> None:
    assert json.loads(number(value)) == value


@pytest.mark.parametrize(
    "changed",
    [
        replace(EVENT, kind="x"),
        replace(EVENT, at=1.0),
        replace(EVENT, actor="x"),
        replace(EVENT, role="x"),
        replace(EVENT, jurisdiction="x"),
    ],
)
def test_every_value_of_an_event_is_in_its_hash(changed: NewEvent) -> None:
    plain = digest(EVENT, case="C", seq=1, prev=FIRST, sealed=b"")
    assert digest(changed, case="C", seq=1, prev=FIRST, sealed=b"") != plain
    others = [
        digest(EVENT, case="D", seq=1, prev=FIRST, sealed=b""),
        digest(EVENT, case="C", seq=2, prev=FIRST, sealed=b""),
        digest(EVENT, case="C", seq=1, prev="1" * 64, sealed=b""),
        digest(EVENT, case="C", seq=1, prev=FIRST, sealed=b"x"),
    ]
    assert len({plain, *others}) == 5


def test_a_seal_opens_with_its_key_at_its_place_and_never_twice_the_same() -> None:
    seal = Seal(bytes(32))
    envelope = seal.seal(b"secret", where=b"C|1|kind")
    assert seal.open(envelope, where=b"C|1|kind") == b"secret"
    assert envelope.startswith(b"v1")
    assert envelope != seal.seal(b"secret", where=b"C|1|kind")


@pytest.mark.parametrize("place", range(2 + 1 + 4 + 12 + 6 + 16))
def test_a_seal_with_one_flipped_bit_does_not_open(place: int) -> None:
    seal = Seal(bytes(32))
    envelope = bytearray(seal.seal(b"secret", where=b""))
    envelope[place] ^= 1
    with pytest.raises(Damaged):
        seal.open(bytes(envelope), where=b"")


@pytest.mark.parametrize("length", [0, 3, 18, 30])
def test_a_seal_that_is_cut_off_does_not_open(length: int) -> None:
    seal = Seal(bytes(32))
    with pytest.raises(Damaged):
        seal.open(seal.seal(b"secret", where=b"")[:length], where=b"")


@pytest.mark.parametrize("name", [STORE_KEY, TOKEN_KEY])
def test_a_key_is_made_once_and_is_the_owners_alone(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "data"
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: load_or_create(folder, name), range(16)))
    assert len(keys) == 1
    assert len(keys.pop()) == 32
    assert [file.name for file in folder.iterdir()] == [name]
    assert (folder / name).stat().st_mode & 0o777 == 0o400


def test_a_key_others_can_read_or_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "store.key"
    file.write_bytes(bytes(32))
    file.chmod(0o644)
    with pytest.raises(Damaged, match="chmod 400"):
        load_or_create(tmp_path)
    file.write_bytes(bytes(31))
    file.chmod(0o400)
    with pytest.raises(Damaged, match="no key"):
        load_or_create(tmp_path)


def test_the_revisions_make_exactly_the_tables_of_the_schema(tmp_path: Path) -> None:
    url = migrate.url_of(tmp_path / "x.db")
    migrate.upgrade(url)
    engine = create_engine(url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        strict = connection.exec_driver_sql("SELECT name FROM pragma_table_list WHERE strict").scalars().all()
    engine.dispose()
    assert set(strict) == set(metadata.tables)


def test_the_statements_are_those_compiled_from_the_schema() -> None:
    committed = Path(compiling.__file__).with_name("statements.sql").read_text("utf-8")
    assert committed == compiling.page()
    names = {name for name in vars(statements) if name.isupper() and not name.startswith("_")}
    assert names == set(compiling.STATEMENTS)


@pytest.mark.thorough
def test_a_server_needs_neither_sqlalchemy_nor_alembic_nor_pypinyin() -> None:
    program = (
        "import sys; import signaling.app, signaling.cli;"
        "print(sorted({'sqlalchemy', 'alembic', 'pypinyin'} & sys.modules.keys()))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_head_is_the_newest_revision() -> None:
    assert ScriptDirectory(str(migrate._SCRIPTS)).get_current_head() == migrate.HEAD


def test_upgrading_twice_and_at_once_is_harmless(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: migrate.upgrade(migrate.url_of(path)), range(3)))
    migrate.prepare(path)
    assert migrate.revision(path) == migrate.HEAD


def test_a_new_database_is_the_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "x.db"
    migrate.prepare(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
