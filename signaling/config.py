"""The settings of a server: TOML and environment into one frozen object, all mistakes reported together.

A setting `ring_seconds` of section `dispatch` is `ring_seconds = 20` under `[dispatch]` in the file, or
`CLOUDWINDOW__DISPATCH__RING_SECONDS=20` in the environment, which wins. A variable that ends in `_FILE` names a file
that holds the value, for secrets. The environment is read here and nowhere else in the server.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import msgspec

from protocol.messages import IceServer  # noqa: TC001  the hints are read at run time

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PREFIX = "CLOUDWINDOW__"

Seconds = Annotated[float, msgspec.Meta(gt=0, le=86400)]
Rate = Annotated[float, msgspec.Meta(gt=0, le=1e6)]
Burst = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
Port = Annotated[int, msgspec.Meta(ge=0, le=65535)]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a setting stands and what it is for; carried by its annotation."""

    section: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a server can be told."""

    data_dir: Annotated[Path, Place("server", "Folder of the database, the documents and the key that seals them.")] = (
        Path("cloudwindow-data")
    )
    host: Annotated[str, Place("server", "Address to listen on.")] = "127.0.0.1"
    port: Annotated[Port, Place("server", "Port to listen on; 0 takes a free one and writes it to `server.port`.")] = (
        8080
    )
    public_url: Annotated[str, Place("server", "Address by which citizens reach this server, printed in QR codes.")] = (
        "http://127.0.0.1:8080"
    )
    server_name: Annotated[str, Place("server", "Name of this server that kiosks sign in their proofs.")] = (
        "cloudwindow"
    )
    proxy: Annotated[
        str, Place("server", "Address of a proxy in front, whose `X-Forwarded-For` is believed; empty without one.")
    ] = ""
    drain_seconds: Annotated[Seconds, Place("server", "Longest wait for calls to end after SIGTERM, in seconds.")] = (
        900.0
    )
    tls_cert: Annotated[
        Path | None, Place("tls", "PEM file of the certificate chain; without it the server speaks HTTP.")
    ] = None
    tls_key: Annotated[Path | None, Place("tls", "PEM file of the certificate's private key.")] = None
    catalogue: Annotated[
        Path | None,
        Place("catalogue", "Folder of jurisdictions, halls, items and agreements; without it the packaged one."),
    ] = None
    ring_seconds: Annotated[
        Seconds, Place("dispatch", "How long an offer rings before the next seat is asked, in seconds.")
    ] = 20.0
    kiosk_grace: Annotated[
        Seconds, Place("dispatch", "How long a call waits for a kiosk that lost its link, in seconds.")
    ] = 60.0
    ticket_grace: Annotated[
        Seconds, Place("dispatch", "How long a ticket keeps its place without its kiosk, in seconds.")
    ] = 300.0
    seat_grace: Annotated[
        Seconds, Place("dispatch", "How long a call waits for a console that lost its link, in seconds.")
    ] = 15.0
    resume_kiosk: Annotated[
        Seconds, Place("session", "How long a kiosk's lost session can be resumed, in seconds.")
    ] = 60.0
    resume_agent: Annotated[
        Seconds, Place("session", "How long a console's lost session can be resumed, in seconds.")
    ] = 30.0
    heartbeat_call: Annotated[Seconds, Place("session", "Seconds between heartbeats during a call.")] = 10.0
    heartbeat_idle: Annotated[Seconds, Place("session", "Seconds between heartbeats of an idle session.")] = 30.0
    connection_rate: Annotated[
        Rate, Place("limits", "New connections a second from one address, on average; a `proxy` is not counted.")
    ] = 50.0
    connection_burst: Annotated[Burst, Place("limits", "New connections from one address at once.")] = 1000
    handshake_rate: Annotated[
        Rate, Place("limits", "Session handshakes a second from one address; booths behind one NAT share it.")
    ] = 20.0
    handshake_burst: Annotated[Burst, Place("limits", "Session handshakes from one address at once.")] = 500
    handshake_seconds: Annotated[
        Seconds, Place("limits", "How long a client has to say who it is, in seconds; as long again for TLS.")
    ] = 10.0
    ice_servers: Annotated[
        tuple[IceServer, ...], Place("ice", "STUN and TURN servers for both ends of a call; none on one network.")
    ] = ()


@dataclass(frozen=True, slots=True, order=True)
class SettingMistake:
    """One setting that cannot be used."""

    path: str
    """`dispatch.ring_seconds`, or the name of the variable or file."""
    text: str

    def __str__(self) -> str:
        return f"{self.path}: {self.text}"


class ConfigError(Exception):
    """The settings cannot be used; `mistakes` names every reason."""

    def __init__(self, mistakes: tuple[SettingMistake, ...]) -> None:
        """Keep every mistake, ordered by path."""
        self.mistakes = tuple(sorted(mistakes))
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


def load(file: Path | None, *, environ: Mapping[str, str] | None = None, **overrides: object) -> Settings:
    """Return the settings of file, environment and `overrides` (command line), each winning over the one before.

    Overrides that are None do not count. Raises `ConfigError`.
    """
    mistakes: list[SettingMistake] = []
    values: dict[str, Any] = {}
    for name, path, raw, strict in [
        *_from_file(file, mistakes),
        *_from_environment(os.environ if environ is None else environ, mistakes),
    ]:
        _convert(name, path, raw, strict=strict, values=values, mistakes=mistakes)
    for name, raw in overrides.items():
        if raw is not None:
            _convert(name, f"--{name.replace('_', '-')}", raw, strict=False, values=values, mistakes=mistakes)
    if bool(values.get("tls_cert")) != bool(values.get("tls_key")):
        mistakes.append(SettingMistake("tls", "tls_cert and tls_key must be given together"))
    if mistakes:
        raise ConfigError(tuple(mistakes))
    return Settings(**values)


_HINTS: dict[str, Any] = get_type_hints(Settings, include_extras=True)


def hints() -> dict[str, Any]:
    """Return the annotated type of each setting, by its name."""
    return dict(_HINTS)


Source = tuple[str, str, object, bool]
"""Name of the setting, path for messages, raw value, and whether its type must fit exactly."""


def places() -> dict[str, Place]:
    """Return where each setting stands, by its name, in the order of the class."""
    return {
        name: next(extra for extra in hint.__metadata__ if isinstance(extra, Place)) for name, hint in _HINTS.items()
    }


def _from_file(file: Path | None, mistakes: list[SettingMistake]) -> Iterator[Source]:
    if file is None:
        return
    try:
        tree = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
        mistakes.append(SettingMistake(str(file), f"cannot be read: {error}"))
        return
    sections = {place.section for place in places().values()}
    for section, table in tree.items():
        if section not in sections or not isinstance(table, dict):
            mistakes.append(SettingMistake(section, "unknown section" if section not in sections else "not a section"))
            continue
        for name, raw in table.items():
            path = f"{section}.{name}"
            if _section(name) == section:
                yield name, path, raw, True
            else:
                mistakes.append(SettingMistake(path, "unknown setting"))


def _from_environment(environ: Mapping[str, str], mistakes: list[SettingMistake]) -> Iterator[Source]:
    for variable in sorted(environ):
        if not variable.startswith(PREFIX):
            continue
        section, _, name = variable.removeprefix(PREFIX).lower().partition("__")
        raw: str | None = environ[variable]
        if _section(name) is None and name.endswith("_file"):
            name = name.removesuffix("_file")
            raw = _secret(variable, environ[variable], mistakes)
        if _section(name) != section:
            mistakes.append(SettingMistake(variable, "unknown setting"))
        elif raw is not None:
            yield name, variable, _json(raw) if name == "ice_servers" else raw, False


def _secret(variable: str, file: str, mistakes: list[SettingMistake]) -> str | None:
    try:
        return Path(file).read_text("utf-8").strip()
    except (OSError, UnicodeError) as error:
        mistakes.append(SettingMistake(variable, f"cannot read the file: {error}"))
        return None


def _json(raw: str) -> object:
    try:
        return msgspec.json.decode(raw)
    except msgspec.DecodeError:
        return raw


def _section(name: str) -> str | None:
    place = places().get(name)
    return None if place is None else place.section


def _convert(
    name: str, path: str, raw: object, *, strict: bool, values: dict[str, Any], mistakes: list[SettingMistake]
) -> None:
    """Keep the value in its type, or the mistake; the value itself is not quoted, it may be a secret."""
    hint = _HINTS[name]
    try:
        if hint.__origin__ in {Path, Path | None}:
            values[name] = Path(msgspec.convert(str(raw) if isinstance(raw, Path) else raw, type=str)).expanduser()
        else:
            values[name] = msgspec.convert(raw, type=hint, strict=strict)
    except msgspec.ValidationError as error:
        mistakes.append(SettingMistake(path, str(error)))
