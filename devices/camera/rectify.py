"""A page seen at an angle, set straight with the proportions of the real thing."""

from __future__ import annotations

import math
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from devices.camera.base import Image

A4 = 297 / 210
ID_1 = 85.6 / 53.98
"""ISO/IEC 7810 ID-1: every bank, social security and identity card."""
SNAP = 0.06
"""A proportion this near to a known one (relative) is taken for it; perspective leaves about 2 to 4 % of error."""
_FLAT = 0.05
_USUAL_LENS = 1.1
"""Focal length of phones' and document cameras' lenses as a share of the picture's longer side."""
LONGEST_SIDE = 3508
"""A4 at 300 dpi: more pixels than a document camera resolves only cost room."""
SHORTEST_SIDE = 16


def rectify(image: Image, corners: Sequence[tuple[float, float]]) -> Image:
    """Return the page within `corners` (clockwise from its top left) as a straight picture of the right proportions."""
    quad = np.array(corners, dtype=np.float64)
    height, width = image.shape[:2]
    long_per_short = proportion(quad, (width / 2, height / 2))
    across, down = _sides(quad)
    size = _size(max(across, down), long_per_short, upright=down >= across)
    target = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], dtype=np.float32) - 0.5
    matrix = cv2.getPerspectiveTransform(quad.astype(np.float32), target)
    out = cv2.warpPerspective(image, matrix, size, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(out, dtype=np.uint8)


class PaperSize(StrEnum):
    """What a page is by its proportions; a camera of unknown height cannot tell A4 from A5."""

    A4 = "a4"
    ID_1 = "id_1"
    OTHER = "other"


def size_of(image: Image, corners: Sequence[tuple[float, float]]) -> PaperSize:
    """Return which known paper or card lies within `corners`."""
    height, width = image.shape[:2]
    ratio = proportion(np.array(corners, dtype=np.float64), (width / 2, height / 2))
    return {A4: PaperSize.A4, ID_1: PaperSize.ID_1}.get(ratio, PaperSize.OTHER)


def proportion(quad: NDArray[np.float64], centre: tuple[float, float]) -> float:
    """Return long side over short side of the flat rectangle seen as `quad`, snapped to A4 or ID-1 when near."""
    true = _true_proportion(quad, centre)
    across, down = _sides(quad)
    ratio = true if true is not None else across / max(down, 1e-6)
    ratio = max(ratio, 1 / max(ratio, 1e-6))
    for known in (A4, ID_1):
        if abs(ratio - known) / known < SNAP:
            return known
    return min(ratio, 8.0)


def _sides(quad: NDArray[np.float64]) -> tuple[float, float]:
    """Mean length across and down, as seen."""
    top, right, bottom, left = (math.dist(a, b) for a, b in pairwise([*quad, quad[0]]))
    return (top + bottom) / 2, (left + right) / 2


def _size(longest: float, ratio: float, *, upright: bool) -> tuple[int, int]:
    long = max(SHORTEST_SIDE, min(LONGEST_SIDE, round(longest)))
    short = max(SHORTEST_SIDE, round(long / ratio))
    return (short, long) if upright else (long, short)


def _true_proportion(quad: NDArray[np.float64], centre: tuple[float, float]) -> float | None:
    """Return width over height of the rectangle behind a perspective view (Zhang and He, Whiteboard scanning, 2003).

    The camera's focal length follows from the two vanishing points, its centre is taken to be the picture's. Where
    one of them is too far away to tell, a usual lens is taken; the flatter the view, the less that matters.
    """
    m1, m2, m4, m3 = (np.array([x - centre[0], y - centre[1], 1.0]) for x, y in quad)
    with np.errstate(all="ignore"):
        k2 = np.dot(np.cross(m1, m4), m3) / np.dot(np.cross(m2, m4), m3)
        k3 = np.dot(np.cross(m1, m4), m2) / np.dot(np.cross(m3, m4), m2)
        n2, n3 = k2 * m2 - m1, k3 * m3 - m1
        focal = -(n2[0] * n3[0] + n2[1] * n3[1]) / (n2[2] * n3[2])
        longest = max(abs(centre[0]), abs(centre[1])) * 2
        # Lenses between a telephoto and a fisheye; outside of that the numbers are noise.
        if min(abs(n2[2]), abs(n3[2])) < _FLAT or not (0.5 * longest) ** 2 < focal < (4 * longest) ** 2:
            focal = (_USUAL_LENS * longest) ** 2
        across = (n2[0] ** 2 + n2[1] ** 2) / focal + n2[2] ** 2
        down = (n3[0] ** 2 + n3[1] ** 2) / focal + n3[2] ** 2
    return float(math.sqrt(across / down)) if down > 0 and math.isfinite(across / down) else None
