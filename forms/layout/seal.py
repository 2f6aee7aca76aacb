"""The round red seal, drawn as outlines so that its letters do not mix with the text beneath it.

It is a demonstration seal and says so: 演示用章 无法律效力. Papers are sealed electronically by the site, not by this.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from forms.layout.marks import MM, RED, Circle, Shape

if TYPE_CHECKING:
    from pathlib import Path

RADIUS = 20 * MM
"""A seal of 40 mm (国发〔1999〕25号: county organs 42 mm, their offices smaller)."""
_OPACITY = 0.82
Path_ = tuple[tuple[str | float, ...], ...]


def seal(organ: str, *, x: float, y: float, font: Path) -> tuple[Circle | Shape, ...]:
    """Return the seal of an organ around a centre; the name runs round the upper part."""
    place = _Placer(x, y)
    marks: list[Circle | Shape] = [Circle(x=x, y=y, radius=RADIUS, width=1.7, colour=RED, opacity=_OPACITY)]
    marks.append(Shape(path=_star(x, y - 1.2 * MM, 5.4 * MM), colour=RED, opacity=_OPACITY))
    marks.extend(place.arc(organ[:30], font))
    marks.extend(place.row("演示用章", font, below=8.6 * MM, size=10.5))
    marks.extend(place.row("无法律效力", font, below=13.2 * MM, size=8.5))
    return tuple(marks)


class _Placer:
    def __init__(self, x: float, y: float) -> None:
        self._x, self._y = x, y

    def arc(self, text: str, font: Path) -> list[Shape]:
        """Set the text round the ring, upright at the top, from about 8 o'clock to 4 o'clock at most."""
        if not text:
            return []
        sweep = math.radians(min(236, 19 * len(text)))
        size = min(13.0, sweep / max(len(text), 6) * (RADIUS - 4 * MM) * 1.12)
        step = sweep / len(text)
        shapes = []
        for index, character in enumerate(text):
            angle = -sweep / 2 + step * (index + 0.5)
            radius = RADIUS - 1.9 * MM - size * 0.88
            shapes.append(self._glyph(character, font, size=size, narrow=0.82, angle=angle, radius=radius))
        return [shape for shape in shapes if shape.path]

    def row(self, text: str, font: Path, *, below: float, size: float) -> list[Shape]:
        """Set the text level, centred below the middle."""
        narrow = 0.86
        width = size * narrow
        first = self._x - width * len(text) / 2
        shapes = []
        for index, character in enumerate(text):
            left = first + index * width
            path = _transform(
                _outline(str(font), character),
                lambda u, v, left=left: (left + u * size * narrow, self._y + below + size * 0.38 - v * size),
            )
            shapes.append(Shape(path=path, colour=RED, opacity=_OPACITY))
        return shapes

    def _glyph(
        self, character: str, font: Path, *, size: float, narrow: float, angle: float, radius: float
    ) -> Shape:
        cos, sin = math.cos(angle), math.sin(angle)

        def put(u: float, v: float) -> tuple[float, float]:
            across, out = (u - 0.5) * size * narrow, radius + v * size
            return self._x + across * cos + out * sin, self._y + across * sin - out * cos

        return Shape(path=_transform(_outline(str(font), character), put), colour=RED, opacity=_OPACITY)


def _star(x: float, y: float, radius: float) -> Path_:
    points = []
    for index in range(10):
        reach = radius if index % 2 == 0 else radius * 0.382
        angle = math.pi * index / 5
        points.append((x + reach * math.sin(angle), y - reach * math.cos(angle)))
    return (("M", *points[0]), *(("L", *point) for point in points[1:]), ("Z",))


def _transform(path: Path_, put: Any) -> Path_:
    moved: list[tuple[str | float, ...]] = []
    for command, *numbers in path:
        pairs = [put(numbers[i], numbers[i + 1]) for i in range(0, len(numbers), 2)]
        moved.append((command, *(value for pair in pairs for value in pair)))
    return tuple(moved)


class _Recorder(BasePen):
    """Collects an outline in ems; quadratic curves become cubic ones."""

    def __init__(self, glyphs: Any, em: float) -> None:
        super().__init__(glyphs)
        self.path: list[tuple[str | float, ...]] = []
        self._em = em

    def _note(self, command: str, *points: tuple[float, float]) -> None:
        self.path.append((command, *(value / self._em for point in points for value in point)))

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 - fontTools' name
        self._note("M", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self._note("L", pt)

    def _curveToOne(self, pt1: Any, pt2: Any, pt3: Any) -> None:  # noqa: N802
        self._note("C", pt1, pt2, pt3)

    def _closePath(self) -> None:  # noqa: N802
        self._note("Z")


@lru_cache(maxsize=512)
def _outline(font: str, character: str) -> Path_:
    opened = _open(font)
    glyph = opened.getBestCmap().get(ord(character))
    if glyph is None:
        return ()
    glyphs = opened.getGlyphSet()
    pen = _Recorder(glyphs, opened["head"].unitsPerEm)
    glyphs[glyph].draw(pen)
    return tuple(pen.path)


@lru_cache(maxsize=2)
def _open(font: str) -> TTFont:
    return TTFont(font, lazy=True)
