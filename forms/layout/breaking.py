"""Chinese line breaking (GB/T 15834 5.1.9 and 禁则): where a line may end, and filling lines of a given width.

A line never starts with a closing mark and never ends with an opening one; a run of Latin letters and digits stays
whole unless it is longer than a line. Only a text that leaves no other way (a line of brackets alone) is cut anywhere.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOT_AT_START = frozenset("，。、；：？！》〉”’）〕】］｝」』〗…—～·‰％℃,.;:?!)]}%")
"""Marks that may not begin a line."""
NOT_AT_END = frozenset("《〈“‘（〔【［｛「『〖([{￥＄$№")
"""Marks that may not end a line."""
_PAIRS = frozenset({"——", "……"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text without the spaces at its ends, its width, and whether it ends a paragraph."""

    text: str
    width: float
    last: bool


def break_lines(text: str, width: float, measure: Callable[[str], float]) -> tuple[Line, ...]:
    """Break a clean text into lines not wider than `width`; a line end ends a paragraph.

    `measure` is additive over characters. A character wider than the line stands alone on its line.
    """
    lines: list[Line] = []
    for paragraph in text.split("\n"):
        filled = list(_fill(paragraph, width, measure))
        lines.extend(Line(part, measure(part), index == len(filled) - 1) for index, part in enumerate(filled))
    return tuple(lines)


def _fill(paragraph: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    line, used = "", 0.0
    for atom in _atoms(paragraph):
        needed = measure(atom.rstrip(" "))
        if used + needed <= width + 1e-6:
            line, used = line + atom, used + measure(atom)
            continue
        if needed > width:
            *full, line = _cut(line + atom, width, measure)
            yield from (part.strip(" ") for part in full)
            used = measure(line)
            continue
        yield line.strip(" ")
        line = atom.lstrip(" ")
        used = measure(line)
    yield line.strip(" ")


def _atoms(paragraph: str) -> Iterator[str]:
    # An atom is what may not be broken inside; the spaces after it go with it.
    start = 0
    for index in range(1, len(paragraph)):
        if _may_break(paragraph, index):
            yield paragraph[start:index]
            start = index
    if paragraph:
        yield paragraph[start:]


def _may_break(text: str, index: int) -> bool:
    before, after = text[index - 1], text[index]
    if after == " " or unicodedata.combining(after):
        return False
    if before == " ":
        # Spaces do not free a mark that may not stand at a line's edge.
        stripped = text[:index].rstrip(" ")
        return after not in NOT_AT_START and (not stripped or stripped[-1] not in NOT_AT_END)
    if before + after in _PAIRS or after in NOT_AT_START or before in NOT_AT_END:
        return False
    return not (_in_token(before) and _in_token(after))


def _in_token(character: str) -> bool:
    if character in "’-":
        return True
    if character in NOT_AT_END or character in NOT_AT_START:
        return ord(character) < 0x80
    return unicodedata.east_asian_width(character) not in {"W", "F", "A"}


def _cut(text: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    # The atom is longer than a line: cut it inside its token, else wherever a line is full.
    while measure(text) > width and len(text) > 1:
        fits = _fitting(text, width, measure)
        cut = next((i for i in range(fits, 0, -1) if _may_cut(text, i)), fits)
        yield text[:cut]
        text = text[cut:].lstrip(" ")
    yield text


def _fitting(text: str, width: float, measure: Callable[[str], float]) -> int:
    used = 0.0
    for index, character in enumerate(text):
        used += measure(character)
        if used > width + 1e-6:
            return max(1, index)
    return len(text)


def _may_cut(text: str, index: int) -> bool:
    before, after = text[index - 1], text[index]
    return (
        after not in NOT_AT_START
        and before not in NOT_AT_END
        and before + after not in _PAIRS
        and not unicodedata.combining(after)
    )
