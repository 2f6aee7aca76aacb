"""A TrueType font in a PDF whose text can be copied and searched right, rare characters included.

reportlab 5.1 writes a character above U+FFFF into the ToUnicode map as one number of five digits; readers take it for
something else, or drop it. ISO 32000-1 9.10.3 wants UTF-16BE. So the map is written anew here.
"""

from __future__ import annotations

import mmap
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

_AT_ONCE = 100
# Entries of one bfchar block (Adobe Technical Note 5014).


class _Mapped:
    """A font file as reportlab reads one; only the parts that are used come into memory."""

    def __init__(self, path: str) -> None:
        self.name = path

    def read(self) -> mmap.mmap:
        """Return the file's bytes."""
        with Path(self.name).open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


class PaperFont(TTFont):
    """A font registered under its own name; only the characters used go into a document."""

    def __init__(self, name: str, path: str) -> None:
        super().__init__(name, _Mapped(path), asciiReadable=0)
        # Only text shaping would read it, and it is half of what a font takes in memory.
        setattr(self.face, "glyphToChar", {})  # noqa: B010 - its stubs do not know it
        pdfmetrics.registerFont(self)

    def has(self, code: int) -> bool:
        """Tell whether the font draws this code point."""
        return code in self.face.charToGlyph

    def advance(self, code: int) -> float:
        """Return the width of a character in thousandths of an em."""
        return float(self.face.charWidths.get(code, self.face.defaultWidth))

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
