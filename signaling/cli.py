"""`cloudwindow serve` and `cloudwindow admin`; the latter works while the server runs, on the same file."""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from protocol.states import Role
from signaling import administration, config

if TYPE_CHECKING:
    from collections.abc import Iterator

    from signaling.catalogue import LoadedCatalogue
    from signaling.config import Settings

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)
_ROLES = [role.value for role in Role if role is not Role.KIOSK]
_DATA = click.option("--data", type=_FOLDER, help="Folder of the database, the documents and the key.")
_CONFIG = click.option("--config", "config_file", type=_FILE, help="Settings in TOML (docs/reference/settings.md).")


@click.command()
@_CONFIG
@_DATA
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=int, help="Port to listen on; 0 takes a free one.")
def serve(config_file: Path | None, data: Path | None, host: str | None, port: int | None) -> None:
    """Run a jurisdiction's server until SIGTERM, which lets the calls end first."""
    from signaling.app import run

    with _said():
        settings = config.load(config_file, data_dir=data, host=host, port=port)
        administration.prepare_apart(settings)
        code = run(settings)
    sys.exit(code)


@click.group()
def admin() -> None:
    """Enrol kiosks, add agents, migrate and verify the database, check a catalogue."""


@admin.command("kiosk-code")
@click.option("--kiosk", required=True, help="Name of the booth, such as PY-K01.")
@click.option("--hall", required=True, help="Hall it stands in, as the catalogue names it.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on one line.")
@_DATA
@_CONFIG
def kiosk_code(kiosk: str, hall: str, *, as_json: bool, data: Path | None, config_file: Path | None) -> None:
    """Print a one-time code that enrols a booth within ten minutes; a new code voids the one before."""
    with _said():
        settings = config.load(config_file, data_dir=data)
        issued = asyncio.run(administration.issue_code(settings, _catalogue(settings), kiosk=kiosk, hall=hall))
    if as_json:
        click.echo(json.dumps(issued.as_json()))
        return
    click.echo(f"Code for {issued.kiosk} in {issued.hall}: {issued.code}")
    click.echo(f"Within {administration.CODE_SECONDS // 60} minutes, on the booth: {issued.command}")


@admin.group("kiosk")
def kiosks() -> None:
    """Booths."""


@kiosks.command("revoke")
@click.argument("kiosk")
@_DATA
@_CONFIG
def revoke(kiosk: str, data: Path | None, config_file: Path | None) -> None:
    """Refuse a booth from now on; a new code enrols it again."""
    with _said():
        known = asyncio.run(administration.revoke(config.load(config_file, data_dir=data), kiosk))
    if not known:
        msg = f"no booth {kiosk} is enrolled"
        raise click.ClickException(msg)
    click.echo(f"{kiosk} is refused from its next connection on.")


@admin.group("agent")
def agents() -> None:
    """Clerks, supervisors, technicians."""


@agents.command("add")
@click.option("--login", required=True, help="Login name; never given to somebody else later.")
@click.option("--name", required=True, help="As the citizen may see it: 张老师.")
@click.option("--agent-no", required=True, help="工号, shown to the citizen.")
@click.option("--role", type=click.Choice(_ROLES), default=Role.AGENT.value)
@click.option("--jurisdiction", required=True, help="GB/T 2260 code.")
@click.option("--seat", required=True, help="Seat, as the catalogue names it; its items and languages are the agent's.")
@click.option("--password-stdin", is_flag=True, help="Read the password from the first line of standard input.")
@_DATA
@_CONFIG
def add_agent(
    *,
    login: str,
    name: str,
    agent_no: str,
    role: str,
    jurisdiction: str,
    seat: str,
    password_stdin: bool,
    data: Path | None,
    config_file: Path | None,
) -> None:
    """Add an account, or change all of one that is there."""
    with _said():
        settings = config.load(config_file, data_dir=data)
        person = administration.Person(
            login=login, name=name, agent_no=agent_no, role=Role(role), jurisdiction=jurisdiction, seat=seat
        )
        administration.check_person(person, _catalogue(settings))
        password = _password(from_stdin=password_stdin)
        asyncio.run(administration.add_agent(settings, person, password=password))
    click.echo(f"{login} can log in as {role} at {seat}.")


@admin.group("db")
def database() -> None:
    """The database."""


@database.command("upgrade")
@_DATA
@_CONFIG
def upgrade(data: Path | None, config_file: Path | None) -> None:
    """Bring the database to the newest schema. Stop the server and copy the folder first."""
    with _said():
        before, after = administration.upgrade(config.load(config_file, data_dir=data))
    click.echo(f"Schema {after}, as before." if before == after else f"Schema {before or 'none'} → {after}.")


@admin.command("verify")
@_DATA
@_CONFIG
def verify(data: Path | None, config_file: Path | None) -> None:
    """Check the hash chain of every case; exit 1 and name each event that does not fit."""
    with _said():
        verdict = asyncio.run(administration.verify(config.load(config_file, data_dir=data)))
    for event in verdict.broken:
        click.echo(f"broken: case {event.case}, event {event.seq} ({event.kind})")
    click.echo(f"{_many(verdict.cases, 'case')}, {_many(verdict.events, 'event')}, {len(verdict.broken)} broken.")
    sys.exit(1 if verdict.broken else 0)


@admin.group("catalogue")
def catalogue() -> None:
    """Jurisdictions, halls, items and agreements."""


@catalogue.command("check")
@click.argument("path", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
def check(path: Path | None) -> None:
    """Check a catalogue's folder, the packaged one without PATH; exit 1 and name every mistake with file and line."""
    with _said():
        loaded = administration.load_catalogue(path)
    wire = loaded.wire
    click.echo(
        f"{_many(len(wire.jurisdictions), 'jurisdiction')}, {_many(len(wire.halls), 'hall')}, "
        f"{_many(len(wire.items), 'item')}, {_many(len(loaded.seats), 'seat')}, "
        f"{_many(len(loaded.agreements), 'agreement')}: no mistake."
    )


def _catalogue(settings: Settings) -> LoadedCatalogue:
    return administration.load_catalogue(settings.catalogue)


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


@contextmanager
def _said() -> Iterator[None]:
    """Turn what the operator can mend into sentences and exit code 1."""
    try:
        yield
    except administration.EXPECTED as error:
        raise click.ClickException(administration.sentence(error)) from error
