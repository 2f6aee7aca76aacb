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


@dataclass(frozen=True, slots=True)
class _Side:
    """One side: from `a` to `b`, and how far beside the straight line its edge lies (a parabola: paper bends)."""

    a: Floats
    b: Floats
    beside: Floats
    """Coefficients of 1, t and t², pixels along the normal."""

    @property
    def normal(self) -> Floats:
        along = (self.b - self.a) / (np.linalg.norm(self.b - self.a) + 1e-6)
        return np.array([-along[1], along[0]], np.float32)

    def at(self, t: Floats) -> Floats:
        """Points of the edge."""
        distance = self.beside[0] + self.beside[1] * t + self.beside[2] * t * t
        return np.asarray(self.a + (self.b - self.a) * t[:, None] + distance[:, None] * self.normal, np.float32)

    def tangent(self, t: float) -> tuple[Floats, Floats]:
        """A point of the edge and the edge's direction there."""
        direction = (self.b - self.a) + (self.beside[1] + 2 * self.beside[2] * t) * self.normal
        return self.at(np.array([t], np.float32))[0], direction


def refine(image: Image, corners: Floats, *, radius: float) -> Floats:
    """Return better corners than these, which are wrong by up to about `radius` pixels."""
    straight = np.zeros(3, np.float32)
    sides = [_Side(corners[k], corners[(k + 1) % 4], straight) for k in range(4)]
    for reach in (radius, max(2.5, radius / 3)):
        sides = [_fitted(image, side, reach) for side in sides]
    better = np.array([_meet(sides[k - 1].tangent(1.0), sides[k].tangent(0.0)) for k in range(4)], np.float32)
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
    return _Side(side.a, side.b, side.beside + _robust_parabola(t, across[where], weight, radius))


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


def _robust_parabola(t: Floats, beside: Floats, weight: Floats, radius: float) -> Floats:
    """Fit by least squares, again and again with less weight for what lies far off; straight unless clearly bent."""
    even = np.minimum(weight, np.median(weight[weight > 0]))
    straight = _fit(t, beside, even, radius, terms=2)
    bent = _fit(t, beside, even, radius, terms=3)
    sag = abs(float(bent[2])) / 4
    return bent if sag > max(1.0, radius / 8) and _misfit(bent, t, beside, even) < 0.8 * _misfit(
        straight, t, beside, even
    ) else straight


def _fit(t: Floats, beside: Floats, weight: Floats, radius: float, *, terms: int) -> Floats:
    basis = np.stack([np.ones_like(t), t, t * t], axis=1)[:, :terms].astype(np.float64)
    keep = weight / (1 + ((beside - np.median(beside[weight > 0])) / radius) ** 4)
    found = np.zeros(3, np.float64)
    for tolerance in (radius / 2, radius / 4, radius / 8, radius / 8):
        root = np.sqrt(keep)[:, None]
        found[:terms] = np.linalg.lstsq(basis * root, beside * root[:, 0], rcond=None)[0]
        distance = np.abs(beside - basis @ found[:terms])
        keep = weight / (1 + (distance / max(tolerance, 0.5)) ** 4)
    return found.astype(np.float32)


def _misfit(curve: Floats, t: Floats, beside: Floats, weight: Floats) -> float:
    distance = np.abs(beside - (curve[0] + curve[1] * t + curve[2] * t * t))
    return float((np.minimum(distance, 4.0) * weight).sum() / weight.sum()) + 1e-6


def _meet(first: tuple[Floats, Floats], second: tuple[Floats, Floats]) -> Floats:
    """Return the point in which two lines (point, direction) meet."""
    matrix = np.stack([first[1], -second[1]], axis=1).astype(np.float64)
    if abs(float(np.linalg.det(matrix))) < 1e-3 * float(np.linalg.norm(first[1]) * np.linalg.norm(second[1])):
        return np.full(2, np.inf, np.float32)
    way = np.linalg.solve(matrix, (second[0] - first[0]).astype(np.float64))
    return np.asarray(first[0] + first[1] * way[0], np.float32)
