"""What is wrong with a photograph while the page is still under the camera; limits tried on drawn photographs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from devices.camera.base import Warning  # noqa: A004 - the word on the wire

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from devices.camera.base import Image
    from devices.camera.lines import Floats

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
_LONGEST = 1600


def warnings_for(image: Image, corners: Floats | None) -> tuple[Warning, ...]:
    """Return the warnings about the page within `corners`; about the whole picture where no page was found."""
    height, width = image.shape[:2]
    whole = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    quad = whole if corners is None else np.asarray(corners, np.float32)
    grey, mask, scale = _page(image, quad)
    inside = grey[mask > 0]
    if inside.size == 0:
        return ()
    paper = float(np.percentile(inside, 80))
    found = []
    if _blurred(grey, mask, float(np.ptp(quad, axis=0).max()) * scale):
        found.append(Warning.BLURRED)
    if paper < DARKEST_PAPER:
        found.append(Warning.DARK)
    if _glaring(grey, mask, paper):
        found.append(Warning.GLARE)
    if corners is not None and _cut_off(quad, width, height):
        found.append(Warning.CUT_OFF)
    return tuple(found)


def _page(image: Image, quad: Floats) -> tuple[NDArray[np.uint8], NDArray[np.uint8], float]:
    """Return the page's surroundings in grey, the page's mask a little within its edges, and the scale."""
    height, width = image.shape[:2]
    low = np.clip(np.floor(quad.min(axis=0)), 0, [width - 1, height - 1]).astype(int)
    high = np.clip(np.ceil(quad.max(axis=0)), low + 1, [width, height]).astype(int)
    part = image[low[1] : high[1], low[0] : high[0]]
    scale = min(1.0, _LONGEST / max(part.shape[:2]))
    if scale < 1:
        part = np.asarray(cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    middle = quad.mean(axis=0)
    within = (middle + (quad - middle) * 0.96 - low) * scale
    mask = np.zeros(part.shape[:2], np.uint8)
    cv2.fillConvexPoly(mask, within.astype(np.int32), (255,))
    return np.asarray(cv2.cvtColor(part, cv2.COLOR_BGR2GRAY), np.uint8), mask, scale


def _blurred(grey: NDArray[np.uint8], mask: NDArray[np.uint8], long_side: float) -> bool:
    radius = blur_radius(grey, mask)
    return radius is not None and radius > max(LEAST_BLUR, BLUR_SHARE * long_side)


def blur_radius(grey: NDArray[np.uint8], mask: NDArray[np.uint8]) -> float | None:
    """Return the standard deviation of the blur in pixels; None on a page with hardly an edge.

    A step blurred by s and again by a has slope 1 / sqrt(s² + a²): two slopes, at two values of a, give s.
    """
    less, more = 1.0, 2.0
    first, second = _slope(grey, less), _slope(grey, more)
    clear = (mask > 0) & (first > 6)
    if clear.sum() < 200:
        return None
    strong = clear & (first >= np.percentile(first[clear], 80))
    ratio = float(np.median(first[strong] / np.maximum(second[strong], 0.1))) ** 2
    if ratio <= 1.02:
        return 12.0
    return float(np.sqrt(max(0.0, (more**2 - ratio * less**2) / (ratio - 1))))


def _slope(grey: NDArray[np.uint8], radius: float) -> Floats:
    smooth = cv2.GaussianBlur(grey, (0, 0), radius).astype(np.float32)
    return np.asarray(cv2.magnitude(cv2.Sobel(smooth, -1, 1, 0), cv2.Sobel(smooth, -1, 0, 1)) / 8, np.float32)


def _glaring(grey: NDArray[np.uint8], mask: NDArray[np.uint8], paper: float) -> bool:
    """Whether a part is burnt out: white without a letter in it, while the rest of the paper is not."""
    if paper > 244:
        return False
    burnt = ((grey >= 252) & (mask > 0)).astype(np.uint8)
    burnt = np.asarray(cv2.morphologyEx(burnt, cv2.MORPH_OPEN, np.ones((7, 7), np.uint8)), np.uint8)
    return float(burnt.sum()) > GLARE_SHARE * float((mask > 0).sum())


def _cut_off(quad: Floats, width: int, height: int) -> bool:
    near = np.array([width, height], np.float32) * BORDER
    return bool(((quad < near) | (quad > np.array([width, height]) - near)).any())
