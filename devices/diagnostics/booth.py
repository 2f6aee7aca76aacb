"""What a booth is said to have: the part of its settings that probes need."""

from __future__ import annotations

import json
import tomllib
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ENROLMENT = "enrolment.json"


class BadBooth(Exception):
    """The settings cannot be read, or a name in them is not known; the sentence says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Booth:
    """Names are those of the booth's settings file. "" is what the booth does not have, or is not said to have."""

    id_card_port: str = ""
    document_camera: str = ""
    printer: str = ""
    scanner: str = ""
    """`sane:NAME`."""
    smart_card_reader: str = ""
    """Its name in the card service, or `auto`: any."""
    code_scanner: str = ""
    """`serial:PATH`, or a camera."""
    camera: str = "auto"
    microphone: str = "auto"
    loudspeaker: str = "auto"
    server: str = ""
    data_dir: str = ""
    visit_dir: str = ""
    kiosk: str = ""
    simulation: bool = False
    """Devices are simulated: a machine without screen and touch will do."""
    configured: bool = False
    """It comes from a settings file: what is not named there is not missing."""
    ice_urls: tuple[str, ...] = ()
    """STUN and TURN servers of calls (RFC 7064, 7065)."""
    ice_username: str = ""
    ice_credential: str = ""

    def with_words(self, words: Iterable[str]) -> Booth:
        """Return the booth with `name=value` of a command line taken over; raises `BadBooth`."""
        taken: dict[str, Any] = {}
        for word in words:
            name, equals, value = word.partition("=")
            if not equals or name not in _TEXTS:
                msg = f"{word!r}: NAME=VALUE is wanted, NAME one of {', '.join(sorted(_TEXTS))}"
                raise BadBooth(msg)
            taken[name] = value
        return replace(self, **taken)


_TEXTS = {spec.name for spec in fields(Booth) if spec.type == "str"}


def read(path: Path) -> Booth:
    """Return the booth of a settings file; settings that no probe needs are passed over. Raises `BadBooth`."""
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as exc:
        msg = f"{path}: {exc.strerror if isinstance(exc, OSError) else exc}"
        raise BadBooth(msg) from None
    return of_settings(values)


def of_settings(values: Mapping[str, Any]) -> Booth:
    """Return the booth of decoded settings; raises `BadBooth` for a value that is no text."""
    taken: dict[str, Any] = {}
    for name in _TEXTS & set(values):
        if not isinstance(values[name], str):
            msg = f"{name}: must be text"
            raise BadBooth(msg)
        taken[name] = values[name]
    booth = Booth(configured=True, simulation=values.get("simulation") is True, **taken)
    enrolled = _enrolment(booth.data_dir)
    return replace(booth, server=booth.server or enrolled.get("server", ""), kiosk=enrolled.get("kiosk", ""))


def _enrolment(data_dir: str) -> dict[str, str]:
    """Return what the booth's enrolment says; nothing where it is not enrolled."""
    try:
        said = json.loads((Path(data_dir).expanduser() / _ENROLMENT).read_bytes()) if data_dir else {}
    except (OSError, ValueError):
        return {}
    return {name: text for name, text in said.items() if isinstance(text, str)} if isinstance(said, dict) else {}


def to_json(booth: Booth) -> str:
    """Return the booth for the process of a probe."""
    return json.dumps(asdict(booth))


def from_json(text: str) -> Booth:
    """Return what `to_json` wrote."""
    values = json.loads(text)
    return Booth(**values | {"ice_urls": tuple(values["ice_urls"])})
