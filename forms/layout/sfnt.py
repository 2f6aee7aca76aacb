"""A TrueType file read in place (ISO/IEC 14496-22): what drawing needs, looked up when needed, nothing kept.

Font files of tens of megabytes are mapped, not loaded; a process that prints notices touches a few pages of them.
"""

from __future__ import annotations

import mmap
from pathlib import Path
from struct import unpack_from


class Sfnt:
    """One font file. A code point or glyph that is not there has glyph 0."""

    def __init__(self, path: str) -> None:
        with Path(path).open("rb") as file:
            self.data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        count = unpack_from(">H", self.data, 4)[0]
        records = (unpack_from(">4s3I", self.data, 12 + 16 * n) for n in range(count))
        self.tables = {tag.decode("latin-1"): (offset, length) for tag, _, offset, length in records}
        """Tag to offset and length."""
        self.em: int = self._number("head", 18, "H")
        """Units of an em."""
        self._long = self._number("head", 50, "h")
        self._metrics = self._number("hhea", 34, "H")
        self._groups, self._segments = self._character_maps()

    def table(self, tag: str) -> bytes:
        """Return a table's bytes; empty when there is none."""
        offset, length = self.tables.get(tag, (0, 0))
        return self.data[offset : offset + length]

    def glyph(self, code: int) -> int:
        """Return the glyph of a code point."""
        if self._groups:
            return self._grouped(code)
        return self._segmented(code) if self._segments and code <= 0xFFFF else 0

    def metric(self, glyph: int) -> tuple[int, int]:
        """Return advance width and left side bearing (as 16 bits without sign) in font units."""
        start, last = self.tables["hmtx"][0], self._metrics - 1
        advance, bearing = unpack_from(">HH", self.data, start + 4 * min(glyph, last))
        if glyph > last:
            bearing = unpack_from(">H", self.data, start + 4 * self._metrics + 2 * (glyph - self._metrics))[0]
        return advance, bearing

    def position(self, glyph: int) -> int:
        """Return where a glyph's outline begins in `glyf`; the next glyph's position is its end."""
        start = self.tables["loca"][0]
        if self._long:
            return int(unpack_from(">I", self.data, start + 4 * glyph)[0])
        return int(unpack_from(">H", self.data, start + 2 * glyph)[0]) * 2

    def outline(self, start: int, end: int) -> bytes:
        """Return bytes of `glyf`."""
        offset = self.tables["glyf"][0]
        return self.data[offset + start : offset + end]

    def _number(self, tag: str, offset: int, kind: str) -> int:
        return int(unpack_from(">" + kind, self.data, self.tables[tag][0] + offset)[0])

    def _character_maps(self) -> tuple[int, int]:
        # Windows Unicode: (3, 10) format 12 covers all planes, (3, 1) format 4 the first.
        start = self.tables["cmap"][0]
        groups = segments = 0
        for n in range(unpack_from(">H", self.data, start + 2)[0]):
            platform, encoding, offset = unpack_from(">HHI", self.data, start + 4 + 8 * n)
            form = unpack_from(">H", self.data, start + offset)[0]
            if (platform, encoding, form) == (3, 10, 12):
                groups = start + offset
            elif (platform, encoding, form) == (3, 1, 4):
                segments = start + offset
        return groups, segments

    def _grouped(self, code: int) -> int:
        low, high = 0, unpack_from(">I", self.data, self._groups + 12)[0]
        while low < high:
            middle = (low + high) // 2
            first, last, glyph = unpack_from(">3I", self.data, self._groups + 16 + 12 * middle)
            if code < first:
                high = middle
            elif code > last:
                low = middle + 1
            else:
                return int(glyph + code - first)
        return 0

    def _segmented(self, code: int) -> int:
        base = self._segments
        doubled = unpack_from(">H", self.data, base + 6)[0]
        low, high = 0, doubled // 2 - 1
        while low < high:
            middle = (low + high) // 2
            if unpack_from(">H", self.data, base + 14 + 2 * middle)[0] < code:
                low = middle + 1
            else:
                high = middle
        at = base + 16 + doubled + 2 * low
        first, delta = unpack_from(">H", self.data, at)[0], unpack_from(">h", self.data, at + doubled)[0]
        indirect = unpack_from(">H", self.data, at + 2 * doubled)[0]
        if code < first:
            return 0
        if not indirect:
            return int(code + delta) & 0xFFFF
        glyph = unpack_from(">H", self.data, at + 2 * doubled + indirect + 2 * (code - first))[0]
        return (int(glyph) + delta) & 0xFFFF if glyph else 0
