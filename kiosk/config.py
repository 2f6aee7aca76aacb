"""The booth's settings: one TOML file, one frozen object, every mistake told at once with its name.

The key the booth was enrolled with lies in `data_dir` (see `kiosk.enrolment`), never in this file.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.technician_code import well_formed
from protocol.states import Language

if TYPE_CHECKING:
    from collections.abc import Mapping


class ConfigError(Exception):
    """`mistakes` holds a sentence for each wrong setting."""

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        super().__init__("; ".join(mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a booth needs. Names are those of the file."""

    data_dir: Path
    """Where the enrolment and its key lie."""
    server: str = ""
    """Base URL; "" takes the one the booth was enrolled at."""
    id_card_port: str = ""
    """Serial port of the ID-card reader; "" when the booth has none."""
    document_camera: str = ""
    """`file:PATH`, `folder:PATH` or `device:N`; "" when the booth has none."""
    printer: str = ""
    """`ipp://…` or `folder:PATH`; "" when the booth has none."""
    scanner: str = ""
    """`sane:NAME`; "" when the booth has none. Diagnosed; visits use the document camera."""
    smart_card_reader: str = ""
    """Its name in the card service, or `auto`; "" when the booth has none. Diagnosed."""
    code_scanner: str = ""
    """`serial:PATH`; "" when the booth has none. Diagnosed."""
    camera: str = "auto"
    """Camera that films the citizen: `auto`, `device:N`, `file:PATH`, `test`."""
    microphone: str = "auto"
    """`auto`, `device:N`, `file:PATH`, `test`."""
    loudspeaker: str = "auto"
    """`auto`, `device:N`, `none`."""
    language: Language = Language.ZH_HANS
    """Language between visits: `zh-Hans`, `zh-Hant` or `en`."""
    fullscreen: bool = True
    """Fill the screen, without a frame."""
    width: int = 1080
    """Width of the window when it does not fill the screen."""
    height: int = 1920
    """Height of the window when it does not fill the screen."""
    simulation: bool = False
    """Devices are simulated: a band on every screen says so."""
    visit_dir: Path = field(default_factory=lambda: Path("/dev/shm/cloudwindow-kiosk"))  # noqa: S108 - memory, 0700
    """Where a visit's pictures lie until they are wiped; must be memory-backed."""
    software_rendering: bool = True
    """Paint without a GPU."""
    technician_code: str = ""
    """What `cloudwindow kiosk technician-code` printed; "" when the booth has no technician mode."""


_CHOICES = {"language": [language.value for language in Language]}


def load(path: Path) -> Settings:
    """Read a file.

    Raises:
        ConfigError: it cannot be read, or some settings are wrong; all of them are named.
    """
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError((_reading(error),)) from None
    return parse(values)


def _reading(error: Exception) -> str:
    return f"cannot be read: {error.strerror}" if isinstance(error, OSError) else f"is not TOML: {error}"


def parse(values: Mapping[str, object]) -> Settings:
    """Return the settings of a decoded file; raises `ConfigError`."""
    known = {spec.name: spec for spec in fields(Settings)}
    mistakes = [f"{name}: no such setting" for name in values if name not in known]
    if "data_dir" not in values:
        mistakes.append("data_dir: is missing")
    taken: dict[str, Any] = {}
    for name, value in values.items():
        if name in known:
            wrong = _mistake(name, str(known[name].type), value)
            mistakes += [f"{name}: {wrong}"] if wrong else []
            taken[name] = value
    if mistakes:
        raise ConfigError(tuple(mistakes))
    return Settings(**{name: _converted(str(known[name].type), value) for name, value in taken.items()})


def _mistake(name: str, kind: str, value: object) -> str:
    if name == "technician_code" and isinstance(value, str) and value and not well_formed(value):
        return "must be what `cloudwindow kiosk technician-code` prints"
    if name in _CHOICES and value not in _CHOICES[name]:
        return f"must be one of {', '.join(_CHOICES[name])}"
    if kind == "bool":
        return "" if isinstance(value, bool) else "must be true or false"
    if kind == "int":
        whole = isinstance(value, int) and not isinstance(value, bool)
        return "" if whole and 320 <= int(str(value)) <= 8192 else "must be a whole number from 320 to 8192"
    return "" if isinstance(value, str) else "must be text"


def _converted(kind: str, value: Any) -> Any:
    if kind == "Path":
        return Path(value).expanduser()
    return Language(value) if kind == "Language" else value
