"""Writes `docs/reference/settings.md` from `Settings`, so that no setting is without its line.

`python -m signaling.reference FILE` writes it; a test compares the committed page with `page()`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_origin

import msgspec

from signaling.config import PREFIX, Settings, hints, places

if TYPE_CHECKING:
    from signaling.config import Place

_INTRO = f"""# Settings of the server

Generated from `signaling/config.py` by `make docs`; do not edit.

`cloudwindow serve --config FILE` reads TOML. The environment wins over the file, and the command line over both. The
setting `ring_seconds` of section `dispatch` is `{PREFIX}DISPATCH__RING_SECONDS` in the environment; with `_FILE` at the
end the variable names a file that holds the value, which is how a secret is given. Lists are JSON there. An unknown
name is an error, and all mistakes are told at once.
"""


def page() -> str:
    """Return the whole reference page."""
    sections = dict.fromkeys(place.section for place in places().values())
    return "\n".join([_INTRO, *(_section(section) for section in sections)])


def _section(section: str) -> str:
    lines = [f"## `[{section}]`", "", "| setting | type | default | what it is |", "| --- | --- | --- | --- |"]
    lines += [_line(name, place) for name, place in places().items() if place.section == section]
    return "\n".join([*lines, ""])


def _line(name: str, place: Place) -> str:
    default = getattr(Settings(), name)
    shown = (
        "–" if default is None else f"`{str(default) if isinstance(default, Path) else msgspec.to_builtins(default)}`"
    )
    return f"| `{name}` | {_type(hints()[name])} | {shown} | {place.sentence} |"


def _type(hint: Any) -> str:
    """Return a type in words: `Path | None` is an optional path, a number shows its bounds."""
    kind, *extras = get_args(hint)
    if type(None) in get_args(kind):
        return _type_word(next(part for part in get_args(kind) if part is not type(None)))
    bounds = [
        f"{sign} {getattr(extra, bound):g}"
        for extra in extras
        if isinstance(extra, msgspec.Meta)
        for sign, bound in ((">", "gt"), ("≥", "ge"), ("≤", "le"))
        if getattr(extra, bound) is not None
    ]
    return ", ".join([_type_word(kind), *bounds])


def _type_word(kind: Any) -> str:
    words = {Path: "path", str: "text", int: "whole number", float: "number"}
    return "list of `{urls, username, credential}`" if get_origin(kind) is tuple else words[kind]


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), "utf-8")
