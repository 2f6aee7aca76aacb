"""What is wrong with a photograph while the page is still under the camera; limits tried on drawn photographs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from devices.camera.base import Warning  # noqa: A004 - the word on the wire

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from devices.camera.base import Image
    from devices.camera.lines import Floats

    Grey = NDArray[np.uint8]

DARKEST_PAPER = 85
"""Grey value of the paper (80th percentile of the page) below which letters drown in noise."""
GLARE_SHARE = 0.004
"""Share of the page that may be burnt out while the paper round it is not."""
BLUR_SHARE = 0.0016
"""Radius of blur as a share of the page's long side: half a millimetre on A4, a stroke and a half of its print."""
LEAST_BLUR = 2.0
"""Pixels of blur that are never warned of: the lens and the sensor make that much."""
BORDER = 0.004
"""Share of the picture: a corner so near to its border is taken for cut off."""
_BLUR_SIDE = 1000
"""Pixels of the page's long side from which on its sharpness can be told."""
_TILE = 160
_TILES = 6
"""Sharpness is measured where the page has most detail, on so many squares of `_TILE` pixels."""


def warnings_for(levels: Sequence[Image], corners: Floats | None) -> tuple[Warning, ...]:
    """Return the warnings about the page within `corners`; about the whole picture where no page was found.

    `levels` is the picture's `pyramid`; the corners are in pixels of its first.
    """
    height, width = levels[0].shape[:2]
    whole = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    quad = whole if corners is None else np.asarray(corners, np.float32)
    grey = np.asarray(cv2.cvtColor(levels[-1], cv2.COLOR_BGR2GRAY), np.uint8)
    mask = _mask(grey, quad * (grey.shape[1] / width))
    inside = grey[mask > 0]
    if inside.size == 0:
        return ()
    paper = float(np.percentile(inside[:: max(1, inside.size // 20_000)], 80))
    found = []
    if _blurred(levels, quad, grey, mask):
        found.append(Warning.BLURRED)
    if paper < DARKEST_PAPER:
        found.append(Warning.DARK)
    if _glaring(grey, mask, paper):
        found.append(Warning.GLARE)
    if corners is not None and _cut_off(quad, width, height):
        found.append(Warning.CUT_OFF)
    return tuple(found)


def _mask(grey: Grey, quad: Floats) -> Grey:
    """Return the page a little within its edges."""
    middle = quad.mean(axis=0)
    mask = np.zeros(grey.shape[:2], np.uint8)
    cv2.fillConvexPoly(mask, (middle + (quad - middle) * 0.96).astype(np.int32), (255,))
    return mask


def _blurred(levels: Sequence[Image], quad: Floats, grey: Grey, mask: Grey) -> bool:
    long_side = float(np.ptp(quad, axis=0).max())
    width = levels[0].shape[1]
    sharp = [level for level in levels if long_side * level.shape[1] / width >= _BLUR_SIDE]
    level = sharp[-1] if sharp else levels[0]
    ratio = level.shape[1] / grey.shape[1]
    radius = blur_radius([_tile(level, at) for at in _detailed(grey, mask, ratio)])
    return radius is not None and radius > max(LEAST_BLUR, BLUR_SHARE * long_side * level.shape[1] / width)


def _detailed(grey: Grey, mask: Grey, ratio: float) -> list[tuple[int, int]]:
    """Return the middles, in pixels of a level `ratio` times as large, of the page's places with most detail."""
    side = max(3, round(_TILE / ratio))
    fine = np.abs(cv2.Laplacian(grey, cv2.CV_16S)).astype(np.float32) * (mask > 0)
    sums = np.asarray(cv2.boxFilter(fine, -1, (side, side)))
    places = []
    for _ in range(_TILES):
        y, x = divmod(int(np.argmax(sums)), sums.shape[1])
        if sums[y, x] <= 0:
            break
        places.append((round(x * ratio), round(y * ratio)))
        sums[max(0, y - side) : y + side, max(0, x - side) : x + side] = 0
    return places


def _tile(level: Image, at: tuple[int, int]) -> Grey:
    half = _TILE // 2
    y = int(np.clip(at[1] - half, 0, max(0, level.shape[0] - _TILE)))
    x = int(np.clip(at[0] - half, 0, max(0, level.shape[1] - _TILE)))
    part = level[y : y + _TILE, x : x + _TILE]
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(part), cv2.COLOR_BGR2GRAY), np.uint8)


def blur_radius(tiles: Sequence[Grey]) -> float | None:
    """Return the standard deviation of the blur in pixels; None where there is hardly an edge.

    A step blurred by s and again by a has slope 1 / sqrt(s² + a²): two slopes, at two values of a, give s.
    """
    less, more = 1.0, 2.0
    first = np.concatenate([_slope(tile, less).ravel() for tile in tiles] or [np.zeros(0, np.float32)])
    second = np.concatenate([_slope(tile, more).ravel() for tile in tiles] or [np.zeros(0, np.float32)])
    clear = first > 6
    if clear.sum() < 200:
        return None
    first, second = first[clear], second[clear]
    strong = first >= np.percentile(first, 80)
    ratio = float(np.median(first[strong] / np.maximum(second[strong], 0.1))) ** 2
    if ratio <= 1.02:
        return 12.0
    return float(np.sqrt(max(0.0, (more**2 - ratio * less**2) / (ratio - 1))))


def _slope(grey: Grey, radius: float) -> Floats:
    smooth = cv2.GaussianBlur(grey, (0, 0), radius).astype(np.float32)
    return np.asarray(cv2.magnitude(cv2.Sobel(smooth, -1, 1, 0), cv2.Sobel(smooth, -1, 0, 1)) / 8, np.float32)


def _glaring(grey: Grey, mask: Grey, paper: float) -> bool:
    """Whether a part is burnt out: white without a letter in it, while the rest of the paper is not."""
    if paper > 244:
        return False
    burnt = ((grey >= 252) & (mask > 0)).astype(np.uint8)
    burnt = np.asarray(cv2.morphologyEx(burnt, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)), np.uint8)
    return float(burnt.sum()) > GLARE_SHARE * float((mask > 0).sum())


def _cut_off(quad: Floats, width: int, height: int) -> bool:
    near = np.array([width, height], np.float32) * BORDER
    return bool(((quad < near) | (quad > np.array([width, height]) - near)).any())
