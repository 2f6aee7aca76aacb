"""The outline of a TrueType glyph as a path: quadratic curves become the cubic ones of PDF."""

from __future__ import annotations

from itertools import pairwise
from struct import unpack_from
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.layout.sfnt import Sfnt

Path = tuple[tuple[Any, ...], ...]
"""Commands as `marks.Shape` has them, in ems, y upwards."""
Point = tuple[float, float]
_ON, _SHORT_X, _SHORT_Y, _REPEAT, _SAME_X, _SAME_Y = 1, 2, 4, 8, 16, 32


def outline(font: Sfnt, character: str) -> Path:
    """Return the path of a character; nothing for an empty or a composite glyph."""
    glyph = font.glyph(ord(character))
    data = font.outline(font.position(glyph), font.position(glyph + 1))
    if len(data) < 10 or unpack_from(">h", data)[0] <= 0:
        return ()
    commands = (command for contour in _contours(data) for command in _curves(contour))
    return tuple((name, *(value / font.em for value in values)) for name, *values in commands)


def _contours(data: bytes) -> Iterator[list[tuple[float, float, bool]]]:
    count = unpack_from(">h", data)[0]
    ends = unpack_from(f">{count}H", data, 10)
    at = 12 + 2 * count + unpack_from(">H", data, 10 + 2 * count)[0]
    flags: list[int] = []
    while len(flags) <= ends[-1]:
        flag, at = data[at], at + 1
        repeat = 1
        if flag & _REPEAT:
            repeat, at = data[at] + 1, at + 1
        flags += [flag] * repeat
    xs, at = _coordinates(data, at, flags, _SHORT_X, _SAME_X)
    ys, _ = _coordinates(data, at, flags, _SHORT_Y, _SAME_Y)
    points = [(float(x), float(y), bool(flag & _ON)) for x, y, flag in zip(xs, ys, flags, strict=False)]
    for first, last in pairwise((-1, *ends)):
        yield points[first + 1 : last + 1]


def _coordinates(data: bytes, at: int, flags: list[int], short: int, same: int) -> tuple[list[int], int]:
    value, values = 0, []
    for flag in flags:
        if flag & short:
            value, at = value + (data[at] if flag & same else -data[at]), at + 1
        elif not flag & same:
            value, at = value + unpack_from(">h", data, at)[0], at + 2
        values.append(value)
    return values, at


def _curves(contour: list[tuple[float, float, bool]]) -> Iterator[tuple[Any, ...]]:
    if len(contour) < 3:
        return
    start = next((n for n, point in enumerate(contour) if point[2]), None)
    if start is None:
        # All points are controls: begin in the middle of two.
        contour = [(*_middle(contour[-1], contour[0]), True), *contour]
        start = 0
    ring = [*contour[start:], *contour[:start], contour[start]]
    x, y, _ = ring[0]
    yield "M", x, y
    control: tuple[float, float] | None = None
    for px, py, on in ring[1:]:
        if control is None and on:
            yield "L", px, py
            x, y = px, py
        elif control is None:
            control = (px, py)
        else:
            ex, ey = (px, py) if on else _middle((*control, False), (px, py, False))
            yield _cubic((x, y), control, (ex, ey))
            x, y, control = ex, ey, None if on else (px, py)
    yield ("Z",)


def _middle(a: tuple[float, float, bool], b: tuple[float, float, bool]) -> tuple[float, float]:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def _cubic(start: Point, control: Point, end: Point) -> tuple[Any, ...]:
    # The cubic's handles lie two thirds of the way to the one control point.
    handles = [a + (c - a) * 2 / 3 for point in (start, end) for a, c in zip(point, control, strict=True)]
    return "C", *handles, *end
