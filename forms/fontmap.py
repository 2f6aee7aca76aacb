"""Which font file draws which style of paper, and what is tried when it lacks a character.

The fonts stand in `.fonts/` of the project, or where `CLOUDWINDOW_FONTS` says, or in the user's data folder when the
package is installed elsewhere. A site with licensed 仿宋 or 小标宋 names them in `fonts.toml` there:

    [styles]
    song = "/usr/share/fonts/licensed/simfang.ttf"
    title = "/usr/share/fonts/licensed/xiaobiaosong.ttf"
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from forms.errors import FontsMissing


class Style(StrEnum):
    """Styles of type on paper."""

    SONG = "song"
    """Body; stands in for 仿宋, of which no free TrueType exists."""
    TITLE = "title"
    """Titles; stands in for 小标宋."""
    HEI = "hei"
    """Headings (黑体)."""
    KAI = "kai"
    """What people have filled in (楷体)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFile:
    """One font file under a name that no other has."""

    name: str
    path: Path


_FALLBACK = ("kai", "kai-rare", "hana-a", "hana-b")
_CHAINS = {
    Style.SONG: ("song", "song-rare", *_FALLBACK),
    Style.TITLE: ("title", "song", "song-rare", *_FALLBACK),
    Style.HEI: ("hei", "song", "song-rare", *_FALLBACK),
    Style.KAI: _FALLBACK,
}
OPTIONAL = frozenset({"hana-a", "hana-b"})
"""Fonts without which papers are drawn all the same; rarer characters become 〓."""


def directory() -> Path:
    """Return the folder of the fonts; it need not exist."""
    chosen = os.environ.get("CLOUDWINDOW_FONTS")
    if chosen:
        return Path(chosen)
    root = Path(__file__).resolve().parent.parent
    if (root / "pyproject.toml").exists():
        return root / ".fonts"
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share"
    return Path(data) / "cloudwindow/fonts"


def chain(style: Style, folder: Path) -> tuple[FontFile, ...]:
    """Return the fonts for a style, the one to try first first; raise `FontsMissing` when one is not there."""
    own = _overrides(folder).get(style)
    first = (FontFile(name=f"site-{style}", path=Path(own)),) if own else ()
    files = (*first, *(FontFile(name=name, path=folder / f"{name}.ttf") for name in _CHAINS[style]))
    for file in files:
        if not file.path.exists() and file.name not in OPTIONAL:
            raise FontsMissing(str(file.path))
    return tuple(file for file in files if file.path.exists())


def _overrides(folder: Path) -> dict[str, str]:
    try:
        text = (folder / "fonts.toml").read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    try:
        styles = tomllib.loads(text).get("styles", {})
    except tomllib.TOMLDecodeError as error:
        where = f"{folder / 'fonts.toml'}: {error}"
        raise FontsMissing(where) from error
    return {str(style): str(path) for style, path in styles.items()}
