"""What an operator does to a server's data, without a command line: codes, accounts, schema, verification."""

from __future__ import annotations

import secrets
import subprocess
import sys
import time
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from signaling.catalogue import CatalogueError, load
from signaling.config import ConfigError, Settings
from signaling.store import DATABASE, SqliteStore, load_or_create, migrate
from signaling.store.base import AgentAccount, EnrolmentCode, StoreError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from protocol.states import Role
    from signaling.catalogue import LoadedCatalogue
    from signaling.store.base import StoredEvent

PORT_FILE = "server.port"
"""Name below the data folder of the file that tells the port of the running server."""
CODE_SECONDS = 600
"""How long an enrolment code lives."""
_CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without what is misread: 0 and O, 1, I and L."""
_CODE_LENGTH = 10
"""10 of 31 characters: 8·10¹⁴ codes, of which one is right for ten minutes."""
_PASSWORD_LENGTH = 8


class Wrong(Exception):
    """What was asked cannot be done; the text is for the operator."""


EXPECTED = (CatalogueError, ConfigError, StoreError, OSError, Wrong)
"""What an operator can mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedCode:
    """A one-time code, seen only now."""

    code: str
    kiosk: str
    hall: str
    jurisdiction: str
    expires_at: int
    server: str
    """Public address of the server."""

    @property
    def command(self) -> str:
        """What to run on the booth."""
        return f"cloudwindow kiosk enrol --server {self.server} --code {self.code}"

    def as_json(self) -> dict[str, object]:
        """Return it for a program."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who gets an account."""

    login: str
    name: str
    agent_no: str
    role: Role
    jurisdiction: str
    seat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a verification found."""

    cases: int
    events: int
    broken: tuple[StoredEvent, ...]


def load_catalogue(path: Path | None) -> LoadedCatalogue:
    """Return the catalogue checked against the forms there are. Raises `CatalogueError`."""
    from forms import definitions

    return load(path, forms={definition.name for definition in definitions()})


async def issue_code(settings: Settings, catalogue: LoadedCatalogue, *, kiosk: str, hall: str) -> IssuedCode:
    """Keep a new code for a booth and return it. Raises `Wrong` for a hall the catalogue does not know."""
    from signaling.auth import code_digest

    found = catalogue.hall(hall)
    if found is None:
        known = ", ".join(sorted(one.hall for one in catalogue.wire.halls))
        msg = f"the catalogue knows no hall {hall}; it knows {known}"
        raise Wrong(msg)
    letters = "".join(secrets.choice(_CODE_ALPHABET) for _ in range(_CODE_LENGTH))
    issued = IssuedCode(
        code=f"{letters[:5]}-{letters[5:]}",
        kiosk=_identifier(kiosk),
        hall=hall,
        jurisdiction=found.jurisdiction,
        expires_at=int(time.time()) + CODE_SECONDS,
        server=_address(settings),
    )
    code = EnrolmentCode(
        code_sha256=code_digest(issued.code),
        kiosk=kiosk,
        hall=hall,
        jurisdiction=found.jurisdiction,
        expires_at=issued.expires_at,
    )
    async with _store(settings) as store:
        await store.add_code(code)
    return issued


async def revoke(settings: Settings, kiosk: str) -> bool:
    """Refuse a booth from now on; False when there is none."""
    async with _store(settings) as store:
        return await store.revoke_kiosk(kiosk)


def check_person(person: Person, catalogue: LoadedCatalogue) -> None:
    """Raise `Wrong` unless the catalogue knows the seat, in that jurisdiction."""
    _identifier(person.login)
    seat = catalogue.seat(person.seat)
    if seat is None:
        known = ", ".join(sorted(one.seat for one in catalogue.seats))
        msg = f"the catalogue knows no seat {person.seat}; it knows {known}"
        raise Wrong(msg)
    if seat.jurisdiction != person.jurisdiction:
        msg = f"seat {person.seat} belongs to {seat.jurisdiction}, not to {person.jurisdiction}"
        raise Wrong(msg)


async def add_agent(settings: Settings, person: Person, *, password: str) -> None:
    """Add or change an account. Raises `Wrong` for a password that is too short."""
    from signaling.auth import HASHER

    if len(password) < _PASSWORD_LENGTH:
        msg = f"a password has {_PASSWORD_LENGTH} characters or more"
        raise Wrong(msg)
    account = AgentAccount(
        agent=person.login,
        agent_no=person.agent_no,
        name=person.name,
        role=person.role,
        password_hash=HASHER.hash(password),
        jurisdiction=person.jurisdiction,
        seat=person.seat,
    )
    async with _store(settings) as store:
        await store.put_agent(account)


def prepare_apart(settings: Settings) -> None:
    """Make and migrate the database of an empty folder in a process of its own, whose memory ends with it."""
    file = settings.data_dir / DATABASE
    if migrate.revision(file) is None:
        done = subprocess.run([sys.executable, "-m", "signaling.store.upgrade", str(file)], check=False)  # noqa: S603  our own
        if done.returncode:
            msg = f"the database {file} could not be made"
            raise Wrong(msg)


def upgrade(settings: Settings) -> tuple[str | None, str | None]:
    """Run the migrations that are due; return the revision before and after."""
    file = settings.data_dir / DATABASE
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    before = migrate.revision(file)
    migrate.upgrade(migrate.url_of(file))
    return before, migrate.revision(file)


async def verify(settings: Settings) -> Verdict:
    """Check every chain. Raises `Wrong` when there is no database."""
    if not (settings.data_dir / DATABASE).exists():
        msg = f"there is no database in {settings.data_dir}"
        raise Wrong(msg)
    async with _store(settings) as store:
        broken = tuple([event async for event in store.broken_events()])
        cases, events = await store.sizes()
    return Verdict(cases=cases, events=events, broken=broken)


def sentence(error: Exception) -> str:
    """Return what to tell the operator."""
    if isinstance(error, (ConfigError, CatalogueError)):
        count = len(error.mistakes)
        return f"{count} mistake{'s' if count > 1 else ''}\n{error}"
    return str(error)


@asynccontextmanager
async def _store(settings: Settings) -> AsyncIterator[SqliteStore]:
    store = SqliteStore.open(settings.data_dir / DATABASE, load_or_create(settings.data_dir))
    try:
        yield store
    finally:
        await store.close()


def _address(settings: Settings) -> str:
    """Return the public address, or while none is set the one on which a server with this data listens."""
    file = settings.data_dir / PORT_FILE
    if settings.public_url != Settings().public_url or not file.exists():
        return settings.public_url
    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104  compared, not bound
    return f"{'https' if settings.tls_cert else 'http'}://{host}:{file.read_text('ascii').strip()}"


def _identifier(value: str) -> str:
    if not value.replace("-", "").replace(".", "").replace("_", "").isalnum() or not value.isascii() or len(value) > 40:
        msg = f"{value!r} must be at most 40 letters, digits, `.`, `-` or `_`"
        raise Wrong(msg)
    return value
