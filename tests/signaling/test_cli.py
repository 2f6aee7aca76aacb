"""The command line of an operator: what it prints, what it keeps, how it refuses."""

from __future__ import annotations

import asyncio
import contextlib
import json
import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from protocol.states import Role
from signaling.administration import PORT_FILE
from signaling.auth import HASHER, code_digest
from signaling.catalogue.load import PACKAGED
from signaling.cli import admin, serve
from signaling.store import DATABASE, SqliteStore, load_or_create
from tests.contracts.store import CASE, new_event, step

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ZHANG = (
    *("agent", "add", "--login", "zhang", "--name", "张老师", "--agent-no", "1023", "--role", "agent"),
    *("--jurisdiction", "440113", "--seat", "PY-S01", "--password-stdin"),
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def server(data: Path) -> Iterator[SqliteStore]:
    """The server's store, open while the commands run."""
    store = SqliteStore.open(data / DATABASE, load_or_create(data))
    yield store
    store.close_now()


def run(data: Path, *words: str, typed: str = "") -> Result:
    return CliRunner(env={"CLOUDWINDOW__SERVER__PUBLIC_URL": "https://py.invalid"}).invoke(
        admin, [*words, "--data", str(data)], input=typed
    )


def issued(data: Path, *words: str) -> dict[str, object]:
    result = run(data, "kiosk-code", "--kiosk", "PY-K01", "--hall", "PY-WB", "--json", *words)
    assert result.exit_code == 0, result.output
    answer: dict[str, object] = json.loads(result.stdout)
    return answer


def test_a_code_made_while_the_server_runs_enrols_the_booth_with_its_hall(server: SqliteStore, data: Path) -> None:
    answer = issued(data)
    assert (answer["kiosk"], answer["hall"], answer["jurisdiction"]) == ("PY-K01", "PY-WB", "440113")
    digest = code_digest(str(answer["code"]).lower().replace("-", " "))
    account = asyncio.run(server.enrol(code_sha256=digest, public_key="KEY", now=0.0))
    assert account is not None
    assert (account.kiosk, account.hall, account.jurisdiction) == ("PY-K01", "PY-WB", "440113")


def test_codes_are_long_never_the_same_and_the_newest_counts(server: SqliteStore, data: Path) -> None:
    old, new = (str(issued(data)["code"]) for _ in range(2))
    assert old != new
    assert len(new.replace("-", "")) == 10
    for code, works in ((old, False), (new, True)):
        account = asyncio.run(server.enrol(code_sha256=code_digest(code), public_key="KEY", now=0.0))
        assert (account is not None) is works


def test_a_person_reads_the_code_and_what_to_do_with_it(data: Path) -> None:
    result = run(data, "kiosk-code", "--kiosk", "PY-K01", "--hall", "PY-WB")
    assert "Code for PY-K01 in PY-WB: " in result.stdout
    assert "cloudwindow kiosk enrol --server https://py.invalid --code " in result.stdout


def test_without_a_public_address_the_running_servers_port_is_told(data: Path) -> None:
    data.mkdir()
    words = ["kiosk-code", "--kiosk", "PY-K01", "--hall", "PY-WB", "--json", "--data", str(data)]
    before = json.loads(CliRunner().invoke(admin, words).stdout)
    (data / PORT_FILE).write_text("43210\n", "ascii")
    running = json.loads(CliRunner().invoke(admin, words).stdout)
    assert (before["server"], running["server"]) == ("http://127.0.0.1:8080", "http://127.0.0.1:43210")


def test_an_unknown_hall_and_a_bad_name_are_refused(data: Path) -> None:
    result = run(data, "kiosk-code", "--kiosk", "PY-K01", "--hall", "PY-XX")
    assert (result.exit_code, "no hall PY-XX; it knows PY-007" in result.stderr) == (1, True)
    result = run(data, "kiosk-code", "--kiosk", "../K01", "--hall", "PY-WB")
    assert (result.exit_code, "letters, digits" in result.stderr) == (1, True)


def test_an_agent_is_added_with_a_hashed_password_and_can_be_changed(server: SqliteStore, data: Path) -> None:
    result = run(data, *ZHANG, typed="yun-chuang-kou\n")
    assert (result.exit_code, result.stdout) == (0, "zhang can log in as agent at PY-S01.\n")
    account = asyncio.run(server.agent("zhang"))
    assert account is not None
    assert (account.name, account.agent_no, account.role, account.seat) == ("张老师", "1023", Role.AGENT, "PY-S01")
    assert HASHER.verify(account.password_hash, "yun-chuang-kou")
    assert run(data, *ZHANG, "--role", "supervisor", typed="another one\n").exit_code == 0
    account = asyncio.run(server.agent("zhang"))
    assert account is not None
    assert account.role is Role.SUPERVISOR


@pytest.mark.parametrize(
    ("change", "typed", "told"),
    [
        (("--seat", "PY-S99"), "long enough\n", "no seat PY-S99"),
        (("--seat", "WJ-S01"), "long enough\n", "belongs to 440203, not to 440113"),
        ((), "short\n", "8 characters or more"),
        ((), "", "8 characters or more"),
        (("--login", "张"), "long enough\n", "letters, digits"),
    ],
)
@pytest.mark.thorough
def test_a_wrong_seat_name_or_password_is_refused(
    server: SqliteStore, data: Path, change: tuple[str, ...], typed: str, told: str
) -> None:
    result = run(data, *ZHANG, *change, typed=typed)
    assert (result.exit_code, told in result.stderr) == (1, True), result.stderr
    assert asyncio.run(server.agent("zhang")) is None


def test_a_booth_is_revoked_once_it_is_known(server: SqliteStore, data: Path) -> None:
    assert run(data, "kiosk", "revoke", "PY-K01").exit_code == 1
    asyncio.run(server.enrol(code_sha256=code_digest(str(issued(data)["code"])), public_key="KEY", now=0.0))
    assert run(data, "kiosk", "revoke", "PY-K01").exit_code == 0
    account = asyncio.run(server.kiosk("PY-K01"))
    assert account is not None
    assert account.revoked


def test_verify_counts_a_good_log_and_names_a_broken_event(server: SqliteStore, data: Path) -> None:
    asyncio.run(server.append(step(new_event("visit_opened"), new_event("field_patched"))))
    result = run(data, "verify")
    assert (result.exit_code, result.stdout) == (0, "1 case, 2 events, 0 broken.\n")
    with contextlib.closing(sqlite3.connect(data / DATABASE)) as connection, connection:
        connection.execute("UPDATE events SET actor = 'somebody' WHERE seq = 2")
    result = run(data, "verify")
    assert result.exit_code == 1
    assert result.stdout == f"broken: case {CASE}, event 2 (field_patched)\n1 case, 2 events, 1 broken.\n"


def test_verify_makes_no_database_where_there_is_none(data: Path) -> None:
    result = run(data, "verify")
    assert (result.exit_code, "no database" in result.stderr) == (1, True)
    assert not data.exists()


def test_an_upgrade_brings_an_empty_folder_to_the_newest_schema(data: Path) -> None:
    assert run(data, "db", "upgrade").stdout == "Schema none → 0002.\n"
    assert run(data, "db", "upgrade").stdout == "Schema 0002, as before.\n"


def test_an_old_schema_stops_the_server_and_says_what_to_do(data: Path) -> None:
    run(data, "db", "upgrade")
    with contextlib.closing(sqlite3.connect(data / DATABASE)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
    result = CliRunner().invoke(serve, ["--data", str(data), "--port", "0"])
    assert result.exit_code == 1
    assert "cloudwindow admin db upgrade" in result.stderr


def test_mistakes_in_settings_are_all_told_before_anything_starts(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "server.toml"
    file.write_text("[server]\nport = -1\n[dispatch]\nring = 1\n")
    result = CliRunner().invoke(serve, ["--config", str(file), "--data", str(data)])
    assert result.exit_code == 1
    assert "2 mistakes" in result.stderr
    assert "dispatch.ring: unknown setting" in result.stderr
    assert "server.port: Expected `int` >= 0" in result.stderr
    assert not data.exists()


def test_the_packaged_catalogue_has_no_mistake() -> None:
    result = CliRunner().invoke(admin, ["catalogue", "check"])
    assert (result.exit_code, result.stdout.endswith("no mistake.\n")) == (0, True)


def test_all_mistakes_of_a_catalogue_are_named_and_the_exit_code_is_one(tmp_path: Path) -> None:
    folder = shutil.copytree(PACKAGED, tmp_path / "catalogue")
    file = folder / "items" / "sbk-bh-002.yaml"
    text = file.read_text("utf-8").replace("promised_days: 12", "promised_days: 99").replace("theme: ", "theme: x")
    file.write_text(text.replace("[id_card_reader,", "[card_reader,").replace("copies: 1", "copies: one"), "utf-8")
    (folder / "themes.yaml").write_text("- {theme: medical, name: {zh: 医疗}, icon: medical, colour: red}\n", "utf-8")
    result = CliRunner().invoke(admin, ["catalogue", "check", str(folder)])
    assert result.exit_code == 1
    for told in ("promised 99 days", "unknown theme `xsocial_security`", "unknown `card_reader`", "`copies` must be"):
        assert told in result.stderr
    assert "themes.yaml:1: `colour` is not known here" in result.stderr
