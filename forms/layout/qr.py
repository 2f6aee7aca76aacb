"""QR codes (ISO/IEC 18004, level M) as one filled shape."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel

from forms.layout.marks import BLACK, Shape

LONGEST = 600
"""Bytes that a code of 20 mm can hold and a camera still read."""


def qr_code(content: str, *, x: float, y: float, size: float) -> tuple[Shape, ...]:
    """Return the code as one shape in a square, nothing for an empty or too long content.

    The quiet zone is the caller's margin.
    """
    if not content or len(content.encode("utf-8", "replace")) > LONGEST:
        return ()
    rows = _modules(content)
    step = size / len(rows)
    path = (
        corner
        for top, row in enumerate(rows)
        for left, run in _runs(row)
        for corner in _rectangle(x + left * step, y + top * step, run * step, step)
    )
    return (Shape(path=tuple(path), colour=BLACK),)


def _rectangle(x: float, y: float, width: float, height: float) -> tuple[tuple[str | float, ...], ...]:
    return ("M", x, y), ("L", x + width, y), ("L", x + width, y + height), ("L", x, y + height), ("Z",)


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
