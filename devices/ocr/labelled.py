"""Finds the value that belongs to a label: behind it in its line, in the cell beside it, or in the line below it.

Pure: lines in, values out. Labels are compared without blanks and colons, the longest first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from devices.ocr.base import Kind, Line, Value
from devices.ocr.understanding import understand

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from devices.ocr.base import Label

_FILLERS = " 　:：_"
_FAR_DOWN = 2.2
"""Line heights below a label at which its value may stand."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line, or the part of it behind one label."""

    line: Line
    label: Label | None
    text: str


def values(
    lines: Iterable[Line], labels: Sequence[Label], *, inline: Sequence[str] = (), stops: Sequence[str] = ()
) -> tuple[Value, ...]:
    """Return one value for each label that has one, in the order of `labels`; the first place found counts.

    `inline` are words that may also follow a value in the same line, as 民族 does on an ID card. `stops` are words
    that label something nobody asked for, so that they are not taken for values.
    """
    pieces = [piece for line in lines for piece in _pieces(line, labels, inline)]
    found: dict[str, Value] = {}
    for piece in pieces:
        if piece.label is not None and piece.label.name not in found:
            value = _value(piece, piece.label, pieces, stops)
            if value is not None:
                found[piece.label.name] = value
    return tuple(found[label.name] for label in labels if label.name in found)


def _pieces(line: Line, labels: Sequence[Label], inline: Sequence[str]) -> list[_Piece]:
    """Cut a line at its labels."""
    text = line.untrusted_text.strip(_FILLERS)
    words = sorted(((word, label) for label in labels for word in label.words), key=lambda pair: -len(pair[0]))
    for word, label in words:
        head = re.match(r"[\s　]*".join(map(re.escape, word)), text)
        if head is None:
            continue
        rest = text[head.end() :]
        for other in inline:
            before, middle, after = rest.partition(other)
            if middle and other != word:
                tail = replace(line, untrusted_text=middle + after)
                return [_Piece(line, label, before.strip(_FILLERS)), *_pieces(tail, labels, inline)]
        return [_Piece(line, label, rest.strip(_FILLERS))]
    return [_Piece(line, None, text)]


def _value(piece: _Piece, label: Label, pieces: list[_Piece], stops: Sequence[str]) -> Value | None:
    if piece.text:
        parts = [piece]
    else:
        near = _beside(piece, pieces, stops) or _below(piece, pieces, stops)
        if near is None:
            return None
        parts = [near]
    if label.kind == Kind.ADDRESS:
        parts += _continued(parts[0], piece, pieces, stops)
    understood = understand("".join(part.text for part in parts), label.kind)
    confidence = min(understood.trust, *(part.line.confidence for part in parts), 1.0)
    box = _around([part.line for part in parts])
    return Value(
        name=label.name,
        untrusted_text=understood.text,
        confidence=round(confidence, 4),
        box=box,
        problem=understood.problem,
    )


def _free(piece: _Piece, stops: Sequence[str]) -> bool:
    return piece.label is None and bool(piece.text) and not piece.text.startswith(tuple(stops) or ("\0",))


def _beside(label: _Piece, pieces: list[_Piece], stops: Sequence[str]) -> _Piece | None:
    """Return the next piece to the right in the same row, unless that is another label."""
    here = label.line
    row = [p for p in pieces if p.line is not here and _same_row(here, p.line) and p.line.left > here.left]
    nearest = min(row, key=lambda p: p.line.left, default=None)
    return nearest if nearest is not None and _free(nearest, stops) else None


def _below(label: _Piece, pieces: list[_Piece], stops: Sequence[str]) -> _Piece | None:
    """Return the free piece right below a label that stands alone in its row's left half."""
    here, height = label.line, label.line.bottom - label.line.top
    under = [
        p
        for p in pieces
        if _free(p, stops)
        and here.bottom - 0.3 * height < p.line.top < here.bottom + _FAR_DOWN * height
        and p.line.left < here.right
        and p.line.right > here.left
        and p.line.left - here.left < 3 * height
    ]
    return min(under, key=lambda p: p.line.top, default=None)


def _continued(first: _Piece, label: _Piece, pieces: list[_Piece], stops: Sequence[str]) -> list[_Piece]:
    """Return the lines that carry on an address: close below, beginning where it began."""
    lines = []
    above, height = first.line, first.line.bottom - first.line.top
    start = max(first.line.left, label.line.right) if first.line is not label.line else None
    for piece in pieces:
        gap = piece.line.top - above.bottom
        starts_there = start is None or abs(piece.line.left - start) < 1.5 * height
        indented = piece.line.left > label.line.left + 0.5 * height
        if _free(piece, stops) and -0.5 * height < gap < 0.9 * height and starts_there and indented:
            lines.append(piece)
            above = piece.line
    return lines


def _same_row(one: Line, other: Line) -> bool:
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap > 0.5 * min(one.bottom - one.top, other.bottom - other.top)


def _around(
    lines: Sequence[Line],
) -> tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]:
    if len(lines) == 1:
        return lines[0].box
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
    return ((left, top), (right, top), (right, bottom), (left, bottom))
