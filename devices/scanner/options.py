"""What a scanner says it can do (`scanimage -d NAME -A`), and the options that ask it for a scan; pure.

Names differ from maker to maker: a feeder is `ADF`, `ADF Front`, `Automatic Document Feeder` or `Feeder`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from devices.scanner.base import Side

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from devices.scanner.base import ScanRequest

_OPTION = re.compile(r"^ {4}(-[a-z]|--[a-z0-9-]+)(?:\[=\([^)]*\)\])? ?(.*?) ?\[([^\]]*)\](?: \[[a-z-]+\])*$")
_FEEDER = ("feeder", "adf")
_FLATBED = ("flatbed", "platen", "normal", "table")
_COLOUR = ("color", "colour")
_GREY = ("gray", "grey")


def read_options(text: str) -> dict[str, tuple[str, ...]]:
    """Return the active options by name with the values they take; a range is one value such as `1..1200dpi`."""
    options = {}
    for line in text.splitlines():
        found = _OPTION.match(line)
        if found and found[3] not in ("inactive", "read-only"):
            options[found[1]] = tuple(value.strip() for value in found[2].split("|") if value.strip())
    return options


def sides(options: Mapping[str, Sequence[str]]) -> tuple[Side, ...]:
    """Return where paper can lie; a scanner that does not tell has a flatbed."""
    sources = options.get("--source", ())
    found = [side for side in Side if _source(sources, side)]
    return tuple(found) or (Side.FLATBED,)


def arguments(options: Mapping[str, Sequence[str]], request: ScanRequest) -> list[str]:
    """Return the words that ask for this scan, naming only what the scanner knows.

    Raises `ValueError` when it has no such side.
    """
    if request.side not in sides(options):
        raise ValueError(request.side)
    words = []
    source = _source(options.get("--source", ()), request.side)
    if source:
        words.append(f"--source={source}")
    mode = _first(options.get("--mode", ()), _COLOUR if request.colour else _GREY)
    if mode:
        words.append(f"--mode={mode}")
    if "--depth" in options and "8" in options["--depth"]:
        words.append("--depth=8")
    if "--resolution" in options:
        words.append(f"--resolution={request.dpi}")
    for name, size in (("-x", request.width), ("-y", request.height)):
        if name in options:
            words += [name, str(_within(options[name], size))]
    return words


def _source(sources: Sequence[str], side: Side) -> str:
    return _first(sources, _FEEDER if side is Side.FEEDER else _FLATBED)


def _first(values: Sequence[str], words: Sequence[str]) -> str:
    return next((value for word in words for value in values if word in value.lower()), "")


def _within(values: Sequence[str], wanted: float) -> float:
    """Return the wanted length, or the longest of a range such as `0..215.9mm (in steps of 1)`."""
    longest = re.search(r"\.\.(\d+(?:\.\d+)?)", " ".join(values))
    return min(wanted, float(longest[1])) if longest else wanted
