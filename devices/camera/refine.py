"""Corners to a fraction of a pixel: each side is fitted anew to its edge in the full picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from devices.camera.base import Image
    from devices.camera.lines import Floats

_PLACES = 72
"""Profiles across each side."""
_ENDS = 0.04
"""Share of a side next to each corner that is left out: corners are round or bent."""
_NEAR_END = 0.28
"""Share of a side that is near one of its ends."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One side: from `a` to `b`, and the straight lines (offset and slope over t) by which its edge reaches each."""

    a: Floats
    b: Floats
    ends: tuple[Floats, Floats]
    bent: bool = False

    @property
    def normal(self) -> Floats:
        along = (self.b - self.a) / (np.linalg.norm(self.b - self.a) + 1e-6)
        return np.array([-along[1], along[0]], np.float32)

    def at(self, t: Floats) -> Floats:
        """Points of the edge while it is straight."""
        distance = self.ends[0][0] + self.ends[0][1] * t
        return np.asarray(self.a + (self.b - self.a) * t[:, None] + distance[:, None] * self.normal, np.float32)

    def tangent(self, end: int) -> tuple[Floats, Floats]:
        """A point and the direction of the line by which the edge reaches `a` (0) or `b` (1)."""
        start, slope = self.ends[end]
        point = self.a + (self.b - self.a) * end + (start + slope * end) * self.normal
        return point, (self.b - self.a) + slope * self.normal


def refine(image: Image, corners: Floats, *, radius: float) -> Floats:
    """Return better corners than these, which are wrong by up to about `radius` pixels."""
    none = (np.zeros(2, np.float32), np.zeros(2, np.float32))
    sides = [_Side(corners[k], corners[(k + 1) % 4], none) for k in range(4)]
    for reach in (radius, max(2.5, radius / 3)):
        sides = [side if side.bent else _fitted(image, side, reach) for side in sides]
    better = np.array([_meet(sides[k - 1].tangent(1), sides[k].tangent(0)) for k in range(4)], np.float32)
    moved = np.sqrt(((better - corners) ** 2).sum(axis=1))
    # A corner that runs away was drawn by something that is not the page's edge.
    return np.where((moved < 4 * radius)[:, None], better, corners)


def _fitted(image: Image, side: _Side, radius: float) -> _Side:
    """Return the side along the edge near it; as it is where there is no edge."""
    t = np.linspace(_ENDS, 1 - _ENDS, _PLACES, dtype=np.float32)
    half = int(np.clip(round(radius * 1.5), 6, 40))
    across = np.linspace(-radius, radius, 2 * half + 1, dtype=np.float32)
    places = side.at(t)
    profiles = _profiles(image, places[:, None, :] + across[None, :, None] * side.normal)
    where, weight = _edges(profiles)
    edge = places + across[where][:, None] * side.normal
    height, width = image.shape[:2]
    inside = ((edge > 1) & (edge < np.array([width - 2, height - 2]))).all(axis=1)
    weight = np.where(inside, weight, 0).astype(np.float32)
    if (weight > 0).sum() < _PLACES // 5:
        return side
    even = np.minimum(weight, np.median(weight[weight > 0]))
    beside = (edge - side.a) @ side.normal
    line = _fit(t, beside, even, radius)
    first, last = (_end(t, beside, even, line, radius, end=end) for end in (0, 1))
    bent = first is not line or last is not line
    return _Side(side.a, side.b, (first, last), bent)


def _profiles(image: Image, points: Floats) -> Floats:
    """Brightness across the side at each place, along the direction in which its two sides differ in colour."""
    at = np.asarray(points, np.float32)
    colours = cv2.remap(image, at[..., 0], at[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    colours = np.asarray(colours, np.float32)
    third = colours.shape[1] // 3
    difference = np.median(colours[:, -third:] - colours[:, :third][:, ::-1], axis=(0, 1))
    size = float(np.linalg.norm(difference))
    direction = difference / size if size > 2 else np.full(3, 0.577)
    return np.asarray(colours @ direction.astype(np.float32), np.float32)


def _edges(profiles: Floats) -> tuple[NDArray[np.intp], Floats]:
    """Return the place of the strongest step in each profile and how strong it is; only steps of the common sign."""
    smooth = cv2.GaussianBlur(profiles, (0, 0), sigmaX=max(1.0, profiles.shape[1] / 24), sigmaY=0.01)
    step = np.gradient(smooth, axis=1)
    common = np.sign(np.median(profiles[:, -5:].mean(axis=1) - profiles[:, :5].mean(axis=1))) or 1.0
    step = step * common
    where = np.argmax(step, axis=1)
    strength = np.take_along_axis(step, where[:, None], axis=1)[:, 0]
    edge_of_window = (where <= 1) | (where >= profiles.shape[1] - 2)
    clear = strength > 0.25 * np.median(strength)
    return where, np.where(edge_of_window | ~clear, 0, np.maximum(strength, 0))


def _end(t: Floats, beside: Floats, weight: Floats, line: Floats, radius: float, *, end: int) -> Floats:
    """Return the line near one end, where paper bends away; the whole side's line unless the other is clearly right."""
    near = np.where(np.abs(t - end) < _NEAR_END, weight, 0)
    if (near > 0).sum() < 0.8 * (np.abs(t - end) < _NEAR_END).sum():
        return line
    own = _fit(t, beside, near, radius)
    wrong, right = _misfit(line, t, beside, near), _misfit(own, t, beside, near)
    return own if wrong > radius / 7 and right < 0.3 * wrong else line


def _fit(t: Floats, beside: Floats, weight: Floats, radius: float) -> Floats:
    """Fit offset and slope by least squares, again and again with less weight for what lies far off."""
    keep = weight
    found = np.zeros(2, np.float32)
    for tolerance in (radius / 2, radius / 4, radius / 8, radius / 8):
        total = float(keep.sum()) + 1e-9
        middle, mean = float(keep @ t) / total, float(keep @ beside) / total
        away = t - middle
        slope = float((keep * away) @ (beside - mean)) / (float(keep @ away**2) + 1e-9)
        found = np.array([mean - slope * middle, slope], np.float32)
        distance = np.abs(beside - found[0] - found[1] * t)
        keep = weight / (1 + (distance / max(tolerance, 0.5)) ** 4)
    return found


def _misfit(line: Floats, t: Floats, beside: Floats, weight: Floats) -> float:
    """Mean distance of the points from the line, pixels."""
    return float((np.abs(beside - line[0] - line[1] * t) * weight).sum() / weight.sum())


def _meet(first: tuple[Floats, Floats], second: tuple[Floats, Floats]) -> Floats:
    """Return the point in which two lines (point, direction) meet."""
    matrix = np.stack([first[1], -second[1]], axis=1).astype(np.float64)
    if abs(float(np.linalg.det(matrix))) < 1e-3 * float(np.linalg.norm(first[1]) * np.linalg.norm(second[1])):
        return np.full(2, np.inf, np.float32)
    way = np.linalg.solve(matrix, (second[0] - first[0]).astype(np.float64))
    return np.asarray(first[0] + first[1] * way[0], np.float32)
