"""Fonts as the layout sees them: which draws a character, and how wide it is. Loaded when first needed, then kept."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from forms.fontmap import FontFile, Style, chain
from forms.layout.pdffont import PaperFont
from forms.layout.text import GETA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text that one font draws."""

    font: PaperFont
    text: str


class Faces:
    """The styles of type in one folder of fonts. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self._chains = {style: chain(style, folder) for style in Style}
        self._fonts: dict[str, PaperFont] = {}
        self._glyphs: dict[tuple[Style, str], tuple[PaperFont, float] | None] = {}
        self._lock = threading.Lock()

    def drawable(self, text: str, style: Style) -> str:
        """Return the text with 〓 for every character that no font has; line ends stay."""
        return "".join(c if c == "\n" or self._glyph(style, c) else GETA for c in text)

    def width(self, text: str, style: Style, size: float) -> float:
        """Return the width of a drawable text in points."""
        return sum(self._drawn(style, c)[1] for c in text) * size / 1000

    def runs(self, text: str, style: Style) -> Iterator[Run]:
        """Split a drawable text by the font that draws each part."""
        for font, characters in groupby(text, key=lambda c: self._drawn(style, c)[0]):
            yield Run(font, "".join(characters))

    def first(self, style: Style) -> FontFile:
        """Return the file of the style's own font."""
        return self._chains[style][0]

    def _drawn(self, style: Style, character: str) -> tuple[PaperFont, float]:
        found = self._glyph(style, character) or self._glyph(style, GETA)
        assert found is not None, "every set of fonts has 〓"
        return found

    def _glyph(self, style: Style, character: str) -> tuple[PaperFont, float] | None:
        key = (style, character)
        if key not in self._glyphs:
            self._glyphs[key] = self._find(style, ord(character))
        return self._glyphs[key]

    def _find(self, style: Style, code: int) -> tuple[PaperFont, float] | None:
        for file in self._chains[style]:
            font = self._load(file)
            if font.has(code):
                return font, font.advance(code)
        return None

    def _load(self, file: FontFile) -> PaperFont:
        with self._lock:
            if file.name not in self._fonts:
                self._fonts[file.name] = PaperFont(file.name, str(file.path))
            return self._fonts[file.name]


@cache
def faces(folder: Path) -> Faces:
    """Return the fonts of a folder; raise `FontsMissing` when it lacks one."""
    return Faces(folder)
