"""Straight edges of a photograph: where they lie, and how well the picture supports each along its whole way.

A page's edge is a step between two colours that stay the same along it. Text and table rules are thin: what lies on
one side of them is like what lies on the other. So a line is judged by the difference between bands on its two sides.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from devices.camera.base import Image

    Floats = NDArray[np.float32]

WORK_SIDE = 640
"""Longest side of the small picture in which edges are looked for."""
MOST_LINES = 44
MOST_PIECES = 400
SAMPLE = 2.0
"""Pixels between two samples along a line."""
_BAND = 3.0
"""Pixels between a line and the places on its two sides that are compared."""
_SHIFTS = (-2.0, 0.0, 2.0)
"""A page is never quite flat: the edge may lie so far beside the straight line."""
_SHORTEST = 22.0
_LSD_SCALE = 0.65
"""The line detector looks at pictures made smaller by this: page edges stay, letters go."""
_WINDOW = 11
_WIDE = 9
_TINT_BLUR = 2.0
_TINT_GAIN = 400.0
_LIGHT_GAIN = 25.0
_LOGARITHMS = np.log(np.arange(256, dtype=np.float32) + 16)
_BORDERS = np.array([[1, 0], [0, 1], [-1, 0], [0, -1]], np.float32)
"""Normals of the picture's borders, pointing inwards."""
_BORDER_SUPPORT = 0.5
_SAME_DIRECTION = math.cos(math.radians(1.5))


@dataclass(frozen=True, slots=True)
class Small:
    """The picture made small, in Lab, lightly blurred; with the noise that its flat parts show."""

    lab: Floats
    scale: float
    """Small pixels per pixel of the original."""
    noise: float


@dataclass(frozen=True, slots=True)
class Lines:
    """All lines of one picture, as arrays; a line is the points with `normal · p = offset`."""

    normal: Floats
    offset: Floats
    reach: int
    """Positions along a line run from `-reach` to `reach` samples round its point nearest to the middle."""
    middle: Floats
    """The picture's middle."""
    hits: Floats
    """Lines × positions, cumulated: how clearly there is a step."""
    steps: Floats
    """Lines × positions × 3, cumulated: the difference, on the side of the normal minus on the other."""
    sizes: Floats
    """Lines × positions, cumulated: how large that difference is, whatever its direction."""
    seen: Floats
    """Lines × positions, cumulated: 1 within the picture."""
    borders: int
    """So many of the lines, the last ones, are the picture's own borders: a page may be cut off there."""


def make_small(image: Image, scale: float) -> Small:
    """Return the small picture that all else works on, from one already shrunk by `scale`."""
    sharp = cv2.cvtColor(image, cv2.COLOR_BGR2LAB).astype(np.float32)
    lab = np.asarray(cv2.GaussianBlur(sharp, (0, 0), 1.0), np.float32)
    lab[:, :, 1:] *= 1.5
    rough = np.abs(cv2.Laplacian(lab[:, :, 0], cv2.CV_32F))[::3, ::3]
    return Small(lab, scale, float(np.median(rough)) / 0.7)


def make_tints(image: Image, scale: float) -> Small:
    """Return the small picture in shades of colour, in which shadows hardly show: for white paper on a white desk."""
    logs = np.asarray(cv2.LUT(image, _LOGARITHMS), np.float32)
    smooth = np.asarray(cv2.GaussianBlur(logs, (0, 0), _TINT_BLUR), np.float32)
    light = smooth.mean(axis=2)
    tints = smooth[:, :, ::2] - smooth[:, :, 1:2]
    rough = np.abs(cv2.Laplacian(tints[:, :, 0], cv2.CV_32F))[::3, ::3]
    gain = min(_TINT_GAIN, 0.5 / (float(np.median(rough)) + 1e-6))
    return Small(np.dstack([light * _LIGHT_GAIN, tints * gain]).astype(np.float32), scale, 1.0)


def segments(small: Small) -> Floats:
    """Return straight pieces of edges, rows of x1, y1, x2, y2, from lightness and, half as fine, from colour."""
    detector = cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE, _LSD_SCALE)
    half = np.asarray(cv2.resize(small.lab, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.float32)
    found = []
    for channel, size in ((small.lab[:, :, 0], 1), (_colour(half), 2)):
        low, high = np.percentile(channel[::8, ::8], (1, 99))
        if high - low < 2:
            continue
        gain = min(255.0 / (high - low), 8.0)
        stretched = np.clip((channel - low) * gain, 0, 255).astype(np.uint8)
        lines = detector.detect(stretched)[0]
        if lines is not None:
            found.append((np.asarray(lines, np.float32).reshape(-1, 4) + 0.5) * size - 0.5)
    return np.concatenate(found) if found else np.zeros((0, 4), np.float32)


def _colour(lab: Floats) -> Floats:
    """One channel of colour: the direction in which the picture's colours differ most."""
    flat = lab[::4, ::4, 1:].reshape(-1, 2)
    _, axes = np.linalg.eigh(np.cov(flat.T))
    return np.asarray(lab[:, :, 1:] @ axes[:, 1].astype(np.float32), np.float32)


def outlines(small: Small) -> Floats:
    """Return the sides of large regions of one colour, rows of x1, y1, x2, y2: what texture hides from `segments`."""
    found = []
    half = np.asarray(cv2.resize(small.lab, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.float32)
    area = half.shape[0] * half.shape[1]
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (7, 7))
    for channel in cv2.split(half):
        low, high = np.percentile(channel[::8, ::8], (1, 99))
        if high - low < 3:
            continue
        level = np.clip((channel - low) * (255 / (high - low)), 0, 255).astype(np.uint8)
        level = cv2.medianBlur(level, 5)
        for mask in _masks(level):
            closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel)
            opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, kernel)
            contours = cv2.findContours(opened, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]
            found += [
                _sides(np.asarray(c, np.int32)) for c in contours if 0.02 * area < cv2.contourArea(c) < 0.97 * area
            ]
    return np.concatenate(found) * 2 + 0.5 if found else np.zeros((0, 4), np.float32)


def _masks(level: NDArray[np.uint8]) -> list[NDArray[np.uint8]]:
    """The channel cut by its own best threshold, and by that of its brighter part; both ways round."""
    first, mask = cv2.threshold(level, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    upper = level[level > first]
    masks = [mask, 255 - mask]
    if upper.size > 64:
        second, _ = cv2.threshold(upper.reshape(1, -1), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
        masks.append(np.where(level > second, 255, 0).astype(np.uint8))
    return [np.asarray(m, np.uint8) for m in masks]


def _sides(contour: NDArray[np.int32]) -> Floats:
    hull = cv2.convexHull(contour)
    round_about = cv2.arcLength(hull, closed=True)
    corners = cv2.approxPolyDP(hull, 0.02 * round_about, closed=True).reshape(-1, 2).astype(np.float32)
    return np.concatenate([corners, np.roll(corners, -1, axis=0)], axis=1)


def merge(pieces: Floats) -> tuple[Floats, Floats]:
    """Join pieces of one straight edge; return normals and offsets, the longest first."""
    long = np.hypot(pieces[:, 2] - pieces[:, 0], pieces[:, 3] - pieces[:, 1])
    order = np.argsort(-np.where(long >= _SHORTEST, long, 0))[: min(MOST_PIECES, int((long >= _SHORTEST).sum()))]
    pieces, long = pieces[order], long[order]
    along = (pieces[:, 2:] - pieces[:, :2]) / np.maximum(long, 1e-6)[:, None]
    across = np.stack([-along[:, 1], along[:, 0]], axis=1)
    beside = (across * (pieces[:, :2] + pieces[:, 2:])).sum(axis=1) / 2
    near = _near(pieces, across, beside, 3.0)
    taken = np.zeros(len(pieces), bool)
    rows: list[tuple[float, float, float, float]] = []
    for i in range(len(pieces)):
        if taken[i]:
            continue
        mine = np.flatnonzero(near[i] & ~taken)
        taken[mine] = True
        normal, offset = (across[i], float(beside[i])) if len(mine) == 1 else _through(pieces[mine], long[mine])
        rows.append((float(normal[0]), float(normal[1]), offset, float(long[mine].sum())))
    table = np.array(rows, np.float32).reshape(-1, 4)
    table = table[np.argsort(-table[:, 3])[: 5 * MOST_LINES // 2]]
    return table[:, :2], table[:, 2]


def _near(pieces: Floats, normal: Floats, offset: Floats, distance: float) -> NDArray[np.bool_]:
    """Return for each line whether each piece lies along it; every piece is near its own line."""
    first = np.abs(normal @ pieces[:, :2].T - offset[:, None]) < distance
    second = np.abs(normal @ pieces[:, 2:].T - offset[:, None]) < distance
    return np.asarray((first & second) | np.eye(len(pieces), dtype=bool))


def _through(pieces: Floats, long: Floats) -> tuple[Floats, float]:
    """Return the line through the pieces' ends, longer ones counting more."""
    ends = np.concatenate([pieces[:, :2], pieces[:, 2:]])
    weight = np.concatenate([long, long])
    mean = weight @ ends / weight.sum()
    away = ends - mean
    xx, yy, xy = (float(weight @ product) for product in (away[:, 0] ** 2, away[:, 1] ** 2, away[:, 0] * away[:, 1]))
    turn = math.atan2(2 * xy, xx - yy) / 2
    normal = np.array([-math.sin(turn), math.cos(turn)], np.float32)
    return normal, float(normal @ mean)


def judge(small: Small, normal: Floats, offset: Floats, *, most: int = MOST_LINES) -> Lines:
    """Measure the steps along each line, keep the lines with most of them, and add the picture's borders."""
    height, width = small.lab.shape[:2]
    normal = np.concatenate([normal, _BORDERS])
    offset = np.concatenate([offset, np.array([1, 1, 2 - width, 2 - height], np.float32)])
    middle = np.array([width / 2, height / 2], np.float32)
    reach = math.ceil(math.hypot(width, height) / 2 / SAMPLE) + 1
    along = np.arange(-reach, reach + 1, dtype=np.float32) * SAMPLE
    tangent = np.stack([-normal[:, 1], normal[:, 0]], axis=1)
    foot = middle + normal * (offset - normal @ middle)[:, None]
    points = foot[:, None, :] + along[None, :, None] * tangent[:, None, :]
    within = (points >= 1) & (points < np.array([width - 1, height - 1]))
    inside: NDArray[np.bool_] = np.asarray(within.all(axis=2), np.bool_)
    step = np.zeros((*points.shape[:2], 3), np.float32)
    size = np.zeros(points.shape[:2], np.float32)
    wide = np.asarray(cv2.blur(small.lab, (_WIDE, _WIDE)), np.float32)
    broad = _difference(wide, points, normal, _WIDE * 0.65)
    for shift in _SHIFTS:
        difference = _difference(small.lab, points + shift * normal[:, None, :], normal, _BAND)
        difference = _smoothed(difference * inside[:, :, None])
        strength = _norm(difference)
        np.copyto(step, difference, where=(strength > size)[:, :, None])
        np.maximum(size, strength, out=size)
    broad = _smoothed(broad * inside[:, :, None])
    broad_size = _norm(broad)
    # A soft shadow changes more over a wide gap than over a narrow one, an edge does not.
    sharp = np.clip((size / (broad_size + 1) - 0.5) * 3, 0.15, 1)
    np.copyto(step, broad, where=(broad_size < size)[:, :, None])
    np.minimum(size, broad_size, out=size)
    least = 2.0 + small.noise
    hits = np.where(inside, np.clip((size - least) / 7.0, 0, 1) * sharp, 0).astype(np.float32)
    hits[-4:], size[-4:], step[-4:] = _BORDER_SUPPORT, 6, (6, 0, 0)
    hits *= inside
    step *= inside[:, :, None]
    strong = np.minimum(size[:-4], 60).sum(axis=1)
    best = _distinct(normal[:-4], offset[:-4], middle, (hits[:-4].sum(axis=1), strong, _one_sided(step[:-4])), most)
    best = np.concatenate([best, np.arange(len(offset) - 4, len(offset))])
    return Lines(
        normal=normal[best],
        offset=offset[best],
        reach=reach,
        middle=middle,
        hits=_cumulated(hits[best]),
        steps=_cumulated(step[best]),
        sizes=_cumulated(np.where(inside, size, 0).astype(np.float32)[best]),
        seen=_cumulated(inside[best].astype(np.float32)),
        borders=4,
    )


def _one_sided(step: Floats) -> Floats:
    """Return how far the same side stays the lighter one: long beside a page, short in a pattern of tiles."""
    summed = np.cumsum(np.clip(step[:, :, 0], -30, 30), axis=1)
    return np.asarray(np.ptp(summed, axis=1), np.float32)


def _smoothed(difference: Floats) -> Floats:
    """Means along each line over `_WINDOW` samples: texture and text cancel out, a page's edge stays."""
    return np.asarray(cv2.blur(difference, (_WINDOW, 1), borderType=cv2.BORDER_REPLICATE), np.float32)


def _difference(lab: Floats, points: Floats, normal: Floats, distance: float) -> Floats:
    """Colour on the side of the normal minus colour on the other."""
    away = distance * normal[:, None, :]
    return np.asarray(_at(lab, points + away) - _at(lab, points - away), np.float32)


def _norm(vectors: Floats) -> Floats:
    return np.asarray(np.sqrt(np.einsum("ijk,ijk->ij", vectors, vectors)), np.float32)


def _distinct(
    normal: Floats, offset: Floats, middle: Floats, weights: tuple[Floats, ...], most: int
) -> NDArray[np.intp]:
    """Return the best lines by each weight in turn; of two that nearly coincide the weaker is left out."""
    away = offset - normal @ middle
    kept: list[int] = []
    for i in np.stack([np.argsort(-weight) for weight in weights], axis=1).ravel():
        cosine = normal[kept] @ normal[i]
        same = (np.abs(cosine) > _SAME_DIRECTION) & (np.abs(away[kept] - np.sign(cosine) * away[i]) < 3)
        if not same.any():
            kept.append(int(i))
        if len(kept) == most:
            break
    return np.array(kept, np.intp)


def _at(lab: Floats, points: Floats) -> Floats:
    """Colours at the points, the nearest pixel's; beyond the border that of the border."""
    x, y = points[..., 0].astype(np.float32), points[..., 1].astype(np.float32)
    return np.asarray(cv2.remap(lab, x, y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE), np.float32)


def _cumulated(values: Floats) -> Floats:
    """Sums up to and without each position, so that a stretch is one subtraction."""
    start = np.zeros((values.shape[0], 1, *values.shape[2:]), np.float32)
    return np.concatenate([start, np.cumsum(values, axis=1)], axis=1)
