"""The round red seal, drawn as outlines so that its letters do not mix with the text beneath it.

It is a demonstration seal and says so: 演示用章 无法律效力. Papers are sealed electronically by the site, not by this.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from forms.layout.marks import MM, RED, Circle, Shape
from forms.layout.outline import outline
from forms.layout.sfnt import Sfnt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RADIUS = 20 * MM
"""A seal of 40 mm (国发〔1999〕25号: county organs 42 mm, their offices smaller)."""
_OPACITY = 0.82
Outline = tuple[tuple[Any, ...], ...]
Put = Callable[[float, float], tuple[float, float]]


def seal(organ: str, *, x: float, y: float, font: Path) -> tuple[Circle, Shape]:
    """Return the seal of an organ around a centre; the name runs round the upper part."""
    place = _Placer(x, y)
    ring = Circle(x=x, y=y, radius=RADIUS, width=1.7, colour=RED, opacity=_OPACITY)
    paths = (
        _star(x, y - 1.2 * MM, 5.4 * MM),
        *place.arc(organ[:30], font),
        *place.row("演示用章", font, below=8.6 * MM, size=10.5),
        *place.row("无法律效力", font, below=13.2 * MM, size=8.5),
    )
    return ring, Shape(path=tuple(chain.from_iterable(paths)), colour=RED, opacity=_OPACITY)


class _Placer:
    def __init__(self, x: float, y: float) -> None:
        self._x, self._y = x, y

    def arc(self, text: str, font: Path) -> Iterator[Outline]:
        """Set the text round the ring, upright at the top, from 8 o'clock to 4 o'clock at most."""
        sweep = math.radians(min(236, 19 * len(text)))
        size = min(13.0, sweep / max(len(text), 6) * (RADIUS - 4 * MM) * 1.12)
        radius = RADIUS - 1.9 * MM - size * 0.88
        for index, character in enumerate(text):
            angle = -sweep / 2 + sweep / len(text) * (index + 0.5)
            yield _transform(_outline(str(font), character), self._round(size, angle, radius))

    def row(self, text: str, font: Path, *, below: float, size: float) -> Iterator[Outline]:
        """Set the text level, centred below the middle."""
        width = size * 0.86
        first = self._x - width * len(text) / 2
        for index, character in enumerate(text):
            put = self._level(first + index * width, self._y + below + size * 0.38, width, size)
            yield _transform(_outline(str(font), character), put)

    def _round(self, size: float, angle: float, radius: float) -> Put:
        cos, sin = math.cos(angle), math.sin(angle)

        def put(u: float, v: float) -> tuple[float, float]:
            across, out = (u - 0.5) * size * 0.82, radius + v * size
            return self._x + across * cos + out * sin, self._y + across * sin - out * cos

        return put

    def _level(self, left: float, base: float, width: float, size: float) -> Put:
        return lambda u, v: (left + u * width, base - v * size)


def _star(x: float, y: float, radius: float) -> Outline:
    points = []
    for index in range(10):
        reach = radius if index % 2 == 0 else radius * 0.382
        angle = math.pi * index / 5
        points.append((x + reach * math.sin(angle), y - reach * math.cos(angle)))
    return (("M", *points[0]), *(("L", *point) for point in points[1:]), ("Z",))


def _transform(path: Outline, put: Put) -> Outline:
    moved: list[tuple[str | float, ...]] = []
    for command, *numbers in path:
        pairs = [put(numbers[i], numbers[i + 1]) for i in range(0, len(numbers), 2)]
        moved.append((command, *(value for pair in pairs for value in pair)))
    return tuple(moved)


@lru_cache(maxsize=512)
def _outline(font: str, character: str) -> Outline:
    return outline(_open(font), character)


@lru_cache(maxsize=2)
def _open(font: str) -> Sfnt:
    return Sfnt(font)
