"""Strokes of a signature: points with time and pressure, and the bytes by which they are kept and compared.

The bytes are canonical: the same strokes always give the same ones, so their SHA-256 stands for the signature.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from devices.errors import NotReadable

if TYPE_CHECKING:
    from collections.abc import Sequence

MEDIA_TYPE = "application/vnd.cloudwindow.strokes+json"
LARGEST = 256 * 1024
"""Bytes; about 10,000 points, several minutes of writing."""
_VERSION = 1
_DIGITS = 4
ENOUGH_INK = 0.25
"""Length of all strokes in widths of the writing area: less is a slip of the finger, not a name."""


@dataclass(frozen=True, slots=True)
class Point:
    """One sample of the pen. `x` and `y` are in widths of the writing area, from its top left; `y` grows downwards."""

    x: float
    y: float
    pressure: float
    """0 to 1; 0.5 where the screen does not measure it."""
    ms: int
    """Milliseconds since the first point of the signature."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """The pen's way from touching to lifting."""

    points: tuple[Point, ...]

    @property
    def length(self) -> float:
        """Length in widths of the writing area."""
        return sum(math.dist((a.x, a.y), (b.x, b.y)) for a, b in pairwise(self.points))


def strokes_json(strokes: Sequence[Stroke]) -> bytes:
    """Return the canonical bytes of the strokes, of `MEDIA_TYPE`; raises `NotReadable("too_big")` above `LARGEST`."""
    rows = [[_row(point) for point in stroke.points] for stroke in strokes if stroke.points]
    written = json.dumps({"strokes": rows, "version": _VERSION}, separators=(",", ":"), allow_nan=False).encode()
    if len(written) > LARGEST:
        raise NotReadable("too_big", f"{len(written)} bytes of strokes")
    return written


def read_strokes(untrusted: bytes) -> tuple[Stroke, ...]:
    """Return the strokes that such bytes hold; raises `NotReadable`: `too_big` or `not_strokes`."""
    if len(untrusted) > LARGEST:
        raise NotReadable("too_big", f"{len(untrusted)} bytes of strokes")
    try:
        read = json.loads(untrusted)
        if read["version"] != _VERSION:
            raise NotReadable("not_strokes", "unknown version")
        return tuple(Stroke(tuple(_point(row) for row in rows)) for rows in read["strokes"])
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError) as exc:
        raise NotReadable("not_strokes", type(exc).__name__) from None


def enough_ink(strokes: Sequence[Stroke]) -> bool:
    """Whether somebody wrote, and did not merely touch."""
    return sum(stroke.length for stroke in strokes) >= ENOUGH_INK


def _row(point: Point) -> list[float | int]:
    return [round(point.x, _DIGITS), round(point.y, _DIGITS), round(point.pressure, 3), point.ms]


def _point(row: Any) -> Point:
    x, y, pressure, ms = (float(value) for value in row)
    if not all(map(math.isfinite, (x, y, pressure, ms))) or abs(x) > 10 or abs(y) > 10 or not 0 <= pressure <= 1:
        raise ValueError
    return Point(x, y, pressure, int(ms))
