"""Reads print on papers and cards, offline, to prefill fields that a person then confirms.

`open_paper_reader().read(image)` gives lines; `understand_paper(lines)` gives the values among them.
"""

from __future__ import annotations

from devices.ocr.base import Kind, Label, Line, PaperReader, Value
from devices.ocr.papers import COMMON, Paper, Reading, understand_paper

__all__ = [
    "COMMON",
    "Kind",
    "Label",
    "Line",
    "Paper",
    "PaperReader",
    "Reading",
    "Value",
    "open_paper_reader",
    "understand_paper",
]


def open_paper_reader() -> PaperReader:
    """Return the reader; its networks (31 MB) are loaded at the first picture."""
    from devices.ocr.engine import RapidPaperReader

    return RapidPaperReader()
