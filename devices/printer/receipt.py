"""A receipt of text lines and a QR code, laid out for a paper roll; pure.

A Chinese character is twice as wide as a Latin one. Control characters never reach a printer: what a person is called
must not be able to cut the paper.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_QR = 1000
"""Bytes of UTF-8; more is too fine for a roll of 58 mm."""
_NO_CHARACTER = ("Cc", "Cf", "Cs", "Zl", "Zp")


class Align(StrEnum):
    """Where a line stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line; longer ones are wrapped."""

    text: str
    bold: bool = False
    large: bool = False
    """Twice as wide and high."""
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What is printed on a roll."""

    lines: tuple[Line, ...]
    qr: str = ""
    """What the QR code below the lines says; "" for none."""

    def __post_init__(self) -> None:
        """Refuse, by `ValueError`, a QR code that is too long to be read."""
        if len(self.qr.encode("utf-8", "replace")) > LONGEST_QR:
            msg = f"a QR code of more than {LONGEST_QR} bytes"
            raise ValueError(msg)


def from_text(text: str, *, qr: str = "") -> Receipt:
    """Return a plain text as a receipt, a line for a line."""
    return Receipt(lines=tuple(Line(text=line) for line in text.splitlines()), qr=qr)


def safe(text: str) -> str:
    """Return the text without control characters, direction marks and unpaired surrogates; a tab is a space."""
    return "".join(c for c in text.replace("\t", " ") if unicodedata.category(c) not in _NO_CHARACTER)


def width(text: str) -> int:
    """Return how many columns the text takes."""
    return sum(_columns(c) for c in text)


def wrap(text: str, columns: int) -> Iterator[str]:
    """Yield the rows of a line, each at most `columns` wide, broken between words where they are Latin."""
    row = ""
    for piece in _pieces(safe(text)):
        if width(row) + width(piece) > columns and row:
            yield row.rstrip(" ")
            row = ""
            if piece == " ":
                continue
        while width(piece) > columns:
            head = _head(piece, columns)
            yield head
            piece = piece[len(head) :]  # noqa: PLW2901 - what is left of the same piece
        row += piece
    yield row.rstrip(" ")


def _pieces(text: str) -> Iterator[str]:
    """Yield what must not be torn: a Latin word, a single Chinese character, a space."""
    word = ""
    for character in text:
        if character == " " or _columns(character) != 1:
            if word:
                yield word
            word = ""
            yield character
        else:
            word += character
    if word:
        yield word


def _head(text: str, columns: int) -> str:
    taken, used = 0, 0
    while used + _columns(text[taken]) <= columns:
        used += _columns(text[taken])
        taken += 1
    return text[: max(1, taken)]


def _columns(character: str) -> int:
    # A printer draws by GB18030's codes: all that is not ASCII is full width, an accented Latin letter too.
    return 1 if character.isascii() else 2
