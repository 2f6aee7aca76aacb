"""A TrueType font in a PDF whose text can be copied and searched right, rare characters included.

reportlab 5.1 writes a character above U+FFFF into the ToUnicode map as one number of five digits; readers take it for
something else, or drop it. ISO 32000-1 9.10.3 wants UTF-16BE. So the map is written anew here.
"""

from __future__ import annotations

from struct import unpack_from
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import FF_SYMBOLIC, SUBSETN, TTEncoding, TTFont, TTFontFace

from forms.layout.sfnt import Sfnt

if TYPE_CHECKING:
    import mmap
    from collections.abc import Callable

_AT_ONCE = 100
# Entries of one bfchar block (Adobe Technical Note 5014).


class _Glyphs:
    """Code point → glyph, as reportlab asks for it."""

    def __init__(self, font: Sfnt) -> None:
        self._font = font

    def __contains__(self, code: int) -> bool:
        return self._font.glyph(code) != 0

    def __getitem__(self, code: int) -> int:
        return self._font.glyph(code)


class _Lookup:
    """Something by its index, read when asked for."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        self._read = read

    def __getitem__(self, index: Any) -> Any:
        return self._read(index)


class _Face(TTFontFace):
    """What reportlab's subsetting wants of a font, without the tables it would make of a whole font beforehand."""

    def __init__(self, name: str, path: str) -> None:
        self._font = font = Sfnt(path)
        self.filename = name
        # Not the font's own: two of one name in a document are drawn with the outlines of one.
        self.name, self.subfontNameX = f"CloudWindow-{name}".encode("ascii"), b""
        self.charToGlyph = _Glyphs(font)
        self.hmetrics = _Lookup(font.metric)
        self.glyphPos = _Lookup(font.position)
        self.defaultWidth = self._scaled(font.metric(0)[0])
        head, hhea, os2 = font.table("head"), font.table("hhea"), font.table("OS/2")
        self.bbox = [self._scaled(value) for value in unpack_from(">4h", head, 36)]
        self.ascent, self.descent = (self._scaled(value) for value in unpack_from(">2h", hhea, 4))
        capitals = unpack_from(">h", os2, 88)[0] if len(os2) >= 90 else 0
        self.capHeight = self._scaled(capitals) or self.ascent
        self.italicAngle, self.flags = 0, FF_SYMBOLIC
        self.stemV = 50 + int((unpack_from(">H", os2, 4)[0] / 65) ** 2) if os2 else 80

    def getCharWidth(self, code: int) -> int:  # noqa: N802 - reportlab's name
        """Return the width of a code point in thousandths of an em."""
        return self._scaled(self._font.metric(self._font.glyph(code))[0])

    def get_table_pos(self, tag: str) -> tuple[int, int]:
        """Return where a table stands; reportlab looks for composite glyphs there."""
        return self._font.tables[tag]

    def get_table(self, tag: str) -> Any:
        """Return a table's bytes; of `glyf`, which is large, something to take slices from."""
        if tag not in self._font.tables:
            raise KeyError(tag)
        if tag == "glyf":
            return _Lookup(lambda part: self._font.outline(part.start, part.stop))
        return self._font.table(tag)

    @property
    def _ttf_data(self) -> mmap.mmap:
        return self._font.data

    def _scaled(self, value: int) -> int:
        return round(value * 1000 / self._font.em)


class PaperFont(TTFont):
    """A font registered under its own name; only the characters used go into a document."""

    def __init__(self, name: str, path: str) -> None:
        self.fontName = name
        self.face = _Face(name, path)
        self.encoding = TTEncoding()
        self.state = WeakKeyDictionary()
        self._asciiReadable = 0
        self.shapable = False
        self._advances: dict[int, float] = {}
        pdfmetrics.registerFont(self)

    def has(self, code: int) -> bool:
        """Tell whether the font draws this code point."""
        return code in self.face.charToGlyph

    def advance(self, code: int) -> float:
        """Return the width of a character in thousandths of an em."""
        if code not in self._advances:
            self._advances[code] = float(self.face.getCharWidth(code))  # type: ignore[no-untyped-call]  # as TTFontFace
        return self._advances[code]

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802 - reportlab's name
        """Return the width of a text in points."""
        del encoding
        return sum(self.advance(ord(character)) for character in text) * size / 1000

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's name
        """Write the font's objects, then put right what the subsets say their characters are."""
        subsets = self.state[doc].subsets
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = (SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX).decode("pdfdoc")
            doc.idToObject[f"toUnicodeCMap:{name}"].content = unicode_map(name, subset)


def unicode_map(name: str, codes: list[int]) -> str:
    """Return the ToUnicode CMap of a subset whose n-th code draws the n-th code point."""
    entries = [f"<{index:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for index, code in enumerate(codes)]
    blocks = [entries[i : i + _AT_ONCE] for i in range(0, len(entries), _AT_ONCE)]
    parts = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
        *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
        "endcmap",
        "CMapName currentdict /CMap defineresource pop",
        "end",
        "end",
    ]
    return "\n".join(parts)
