"""Grids: rows of cells with thin rules, over as many pages as it takes, the head repeated on each.

A row that fits on a page is not cut; one that is longer than a page goes on over the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.layout.marks import SHADE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.layout.breaking import Line
    from forms.layout.flow import Flow, Type

_PAD_X, _PAD_Y = 4.5, 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a row."""

    text: str
    width: float
    kind: Type
    head: bool = False
    """Shaded."""


Row = tuple["Cell", ...]


def draw_rows(flow: Flow, rows: Sequence[Row], *, least: float, head: Row | None = None) -> None:
    """Draw the rows, each at least `least` points high, under `head`, which is repeated on every page."""
    for index, row in enumerate(rows):
        cells = [flow.lines(cell.text, cell.kind, cell.width - 2 * _PAD_X) for cell in row]
        height = _height(row, cells, least)
        if index == 0 or (flow.room < height and flow.y > flow.frame.top):
            _begin(flow, head, height, least, first=index == 0)
        _draw(flow, row, cells, least, head)


def _begin(flow: Flow, head: Row | None, height: float, least: float, *, first: bool) -> None:
    above = 0.0 if head is None else _head_height(flow, head, least)
    whole = above + height
    if not first or (flow.room < whole < flow.frame.bottom - flow.frame.top):
        flow.new_page() if flow.y > flow.frame.top else None
    if head is not None:
        _draw(flow, head, [flow.lines(cell.text, cell.kind, cell.width - 2 * _PAD_X) for cell in head], least, None)


def _draw(flow: Flow, row: Row, cells: list[tuple[Line, ...]], least: float, head: Row | None) -> None:
    while True:
        fitting = [_fitting(flow, cell, lines) for cell, lines in zip(row, cells, strict=True)]
        part = [lines[:n] for lines, n in zip(cells, fitting, strict=True)]
        _draw_part(flow, row, part, _height(row, part, least))
        cells = [lines[n:] for lines, n in zip(cells, fitting, strict=True)]
        if not any(cells):
            return
        flow.new_page()
        if head is not None:
            _begin(flow, head, 0, least, first=True)


def _draw_part(flow: Flow, row: Row, cells: list[tuple[Line, ...]], height: float) -> None:
    x = flow.frame.left
    for cell, lines in zip(row, cells, strict=True):
        flow.box(x, flow.y, cell.width, height, shade=SHADE if cell.head else None)
        y = flow.y + (height - len(lines) * cell.kind.leading) / 2
        for line in lines:
            flow.set_line(line, cell.kind, x=x + _PAD_X, y=y, width=cell.width - 2 * _PAD_X)
            y += cell.kind.leading
        x += cell.width
    flow.y += height


def _fitting(flow: Flow, cell: Cell, lines: tuple[Line, ...]) -> int:
    return min(len(lines), max(1, int((flow.room - 2 * _PAD_Y) / cell.kind.leading)))


def _height(row: Row, cells: list[tuple[Line, ...]], least: float) -> float:
    needed = (len(lines) * cell.kind.leading + 2 * _PAD_Y for cell, lines in zip(row, cells, strict=True))
    return max(least, *needed) if len(row) > 1 else max(least, next(iter(needed)))


def _head_height(flow: Flow, head: Row, least: float) -> float:
    return _height(head, [flow.lines(cell.text, cell.kind, cell.width - 2 * _PAD_X) for cell in head], least)
