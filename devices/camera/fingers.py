"""Whether a hand lies on the page: a patch of skin's colour that comes in over the page's edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from devices.camera.pyramid import pyramid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from devices.camera.base import Image

_SIDE = 320
_SKIN = (np.array([40, 136, 70], np.uint8), np.array([250, 182, 127], np.uint8))
"""Least and most Y, Cr, Cb of skin, light and dark alike: melanin changes Y most (Chai and Ngan, 1999, widened)."""
_SMALLEST, _LARGEST = 0.002, 0.3
"""Area of a finger or hand as a share of the page's. A page that is skin-coloured all over is paper, not a hand."""
_LEAST_STEP = 9
"""Steps of Cr at the patch's rim: a finger ends at once, the tints of a card run into each other."""
_MARGIN = 0.97
_MOST_EDGE = 0.35
"""Share of the page's outline that a hand may cover; the coloured border of a card runs all round it."""


def fingers_on(image: Image, corners: Sequence[tuple[float, float]]) -> bool:
    """Return whether something of skin's colour reaches over the edge of the page within `corners`."""
    small = pyramid(image, _SIDE)[-1]
    quad = np.array(corners, np.float32) * (small.shape[1] / image.shape[1])
    page = _filled(quad.mean(axis=0) + (quad - quad.mean(axis=0)) * _MARGIN, small.shape)
    edge = page - np.asarray(cv2.erode(page, np.ones((5, 5), np.uint8)), np.uint8)
    colours = np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2YCrCb), np.uint8)
    red = np.asarray(cv2.morphologyEx(colours[:, :, 1], cv2.MORPH_GRADIENT, np.ones((5, 5), np.uint8)), np.uint8)
    skin = cv2.inRange(colours, *_SKIN)
    skin = np.asarray(cv2.morphologyEx(skin, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)), np.uint8) & page
    _, labels, stats, _ = cv2.connectedComponentsWithStats(skin)
    inner = np.asarray(cv2.erode(page, np.ones((9, 9), np.uint8)), np.uint8)
    whole, round_about = max(1, int((page > 0).sum())), max(1, int((edge > 0).sum()))
    for label in range(1, len(stats)):
        share = int(stats[label, cv2.CC_STAT_AREA]) / whole
        over = int(((labels == label) & (edge > 0)).sum()) / round_about
        patch = (labels == label).astype(np.uint8)
        rim = (patch > np.asarray(cv2.erode(patch, np.ones((3, 3), np.uint8)))) & (inner > 0)
        clear = bool(rim.any()) and float(np.median(red[rim])) > _LEAST_STEP
        if _SMALLEST < share < _LARGEST and 0 < over < _MOST_EDGE and clear:
            return True
    return False


def _filled(quad: NDArray[np.float32], shape: tuple[int, ...]) -> NDArray[np.uint8]:
    mask = np.zeros(shape[:2], np.uint8)
    cv2.fillConvexPoly(mask, quad.astype(np.int32), (255,))
    return mask
