"""The picture of a signature: smooth ink whose width follows pressure and speed, on nothing."""

from __future__ import annotations

import io
import math
from itertools import pairwise
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from devices.errors import NotReadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from devices.signature.strokes import Point, Stroke

INK = (24, 32, 72)
"""Dark blue: told from print at a glance."""
_FINER = 3
"""Drawn so many times larger and then shrunk, which makes edges smooth."""
_THINNEST, _THICKEST = 0.004, 0.013
"""Width of the line in widths of the writing area."""
_FAST = 0.004
"""Widths of the area per millisecond at which the pen leaves its thinnest line."""
LARGEST_SIDE = 4000


def picture(strokes: Sequence[Stroke], width: int, height: int) -> bytes:
    """Return the strokes as a transparent PNG of `width` × `height` pixels; raises `NotReadable("too_big")`."""
    if not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE):
        raise NotReadable("too_big", f"{width} x {height} pixels")
    scale = width * _FINER
    mask = Image.new("L", (width * _FINER, height * _FINER), 0)
    draw = ImageDraw.Draw(mask)
    for stroke in strokes:
        _draw(draw, list(_smooth(stroke.points)), scale)
    mask = mask.resize((width, height), Image.Resampling.LANCZOS)
    ink = Image.new("RGBA", (width, height), (*INK, 0))
    ink.putalpha(mask)
    out = io.BytesIO()
    ink.save(out, "PNG", optimize=True)
    return out.getvalue()


def _draw(draw: ImageDraw.ImageDraw, dabs: list[tuple[float, float, float]], scale: int) -> None:
    """Draw dabs (x, y, width) and what lies between them."""
    for x, y, wide in dabs:
        r = wide * scale / 2
        draw.ellipse((x * scale - r, y * scale - r, x * scale + r, y * scale + r), fill=255)
    for (x1, y1, w1), (x2, y2, w2) in pairwise(dabs):
        draw.line(
            (x1 * scale, y1 * scale, x2 * scale, y2 * scale), fill=255, width=max(1, round((w1 + w2) * scale / 2))
        )


def _smooth(points: Sequence[Point]) -> Iterator[tuple[float, float, float]]:
    """Yield dabs along a Catmull-Rom curve through the points, widths eased from one to the next."""
    widths = _eased([_width(a, b) for a, b in pairwise([points[0], *points])]) if points else []
    for i, (a, b) in enumerate(pairwise(points)):
        before, after = points[max(0, i - 1)], points[min(len(points) - 1, i + 2)]
        steps = max(1, min(32, round(math.dist((a.x, a.y), (b.x, b.y)) / 0.003)))
        for step in range(steps):
            t = step / steps
            yield (
                _curve(before.x, a.x, b.x, after.x, t),
                _curve(before.y, a.y, b.y, after.y, t),
                widths[i] * (1 - t) + widths[i + 1] * t,
            )
    if points:
        yield points[-1].x, points[-1].y, widths[-1]


def _width(a: Point, b: Point) -> float:
    """Width at `b`: pressure makes it thick, speed makes it thin."""
    speed = math.dist((a.x, a.y), (b.x, b.y)) / max(1, b.ms - a.ms)
    share = 0.6 * b.pressure + 0.4 * max(0.0, 1 - speed / _FAST)
    return _THINNEST + (_THICKEST - _THINNEST) * min(1.0, max(0.0, share))


def _eased(widths: list[float]) -> list[float]:
    """Let a width change by a third of the way at each point: a pen does not jump."""
    eased = widths[:1]
    for width in widths[1:]:
        eased.append(eased[-1] + (width - eased[-1]) / 3)
    return eased


def _curve(p0: float, p1: float, p2: float, p3: float, t: float) -> float:
    return 0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3)
