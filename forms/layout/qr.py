"""QR codes (ISO/IEC 18004, level M) as filled rectangles."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel

from forms.layout.marks import BLACK, Area

LONGEST = 600
"""Bytes that a code of 20 mm can hold and a camera still read."""


def qr_code(content: str, *, x: float, y: float, size: float) -> tuple[Area, ...]:
    """Return the code in a square; its quiet zone is the caller's margin. Nothing for an empty or too long content."""
    if not content or len(content.encode("utf-8", "replace")) > LONGEST:
        return ()
    rows = _modules(content)
    step = size / len(rows)
    return tuple(
        Area(x=x + left * step, y=y + top * step, width=run * step, height=step, colour=BLACK)
        for top, row in enumerate(rows)
        for left, run in _runs(row)
    )


@lru_cache(maxsize=64)
def _modules(content: str) -> tuple[tuple[bool, ...], ...]:
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QR8bitByte(content.encode("utf-8", "replace")))
    code.make()
    return tuple(tuple(bool(module) for module in row) for row in code.modules)


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    runs, left = [], 0
    for dark, modules in groupby(row):
        length = len(list(modules))
        if dark:
            runs.append((left, length))
        left += length
    return runs
