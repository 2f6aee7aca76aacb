"""Which way up a straightened page lies: lines of text run across it, and a reader tells top from bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from devices.camera.base import Image

_SIDE = 800
_CLEARLY = 1.35
"""How much more the rows must differ than the columns (or the other way round) before a page is turned."""
_MOST_SKEW = 6.0
"""Degrees. A page found by its edges is straight; this is for what is printed askew, and for pictures without edges."""


def upright(image: Image, *, reads: Callable[[Image], float] | None = None) -> Image:
    """Return the page turned by quarters so that its text is upright.

    Lines of text across or down are told apart by the gaps between them. Head and foot look alike to that: `reads`
    says how well a picture reads (more is better) and is asked only then; without it nothing is turned by 180°.
    """
    turned = image
    across, down = _stripes(image)
    if down > across * _CLEARLY:
        turned = _quarter(image, 1)
    if reads is None:
        return turned
    return max((turned, _quarter(turned, 2)), key=reads)


def skew(image: Image) -> float:
    """Return by how many degrees (clockwise, -6 to 6) the lines of text are turned; 0 where there are none."""
    ink = _ink(image)
    if ink.sum() < 0.002 * ink.size:
        return 0.0
    coarse = _best_turn(ink, np.arange(-_MOST_SKEW, _MOST_SKEW + 0.1, 1.0))
    return _best_turn(ink, coarse + np.arange(-0.8, 0.81, 0.2))


def deskew(image: Image) -> Image:
    """Return the page turned so that its lines of text are level; the page itself where they are already."""
    angle = skew(image)
    if abs(angle) < 0.3:
        return image
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    out = cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(out, np.uint8)


def _quarter(image: Image, turns: int) -> Image:
    return np.ascontiguousarray(np.rot90(image, -turns))


def _ink(image: Image) -> NDArray[np.float32]:
    """Return where there is ink: darker than the paper round it."""
    scale = min(1.0, _SIDE / max(image.shape[:2]))
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.int16)
    paper = np.asarray(cv2.blur(grey.astype(np.float32), (31, 31)), np.float32)
    return np.asarray(grey < paper - 18, np.float32)


def _stripes(image: Image) -> tuple[float, float]:
    """How strongly ink comes in rows, and how strongly in columns."""
    ink = _ink(image)
    # The margin holds the page's own edges, which are stripes both ways.
    high, wide = (max(1, side // 20) for side in ink.shape)
    middle = ink[high:-high, wide:-wide]
    return _unevenness(middle, 1), _unevenness(middle, 0)


def _unevenness(ink: NDArray[np.float32], axis: int) -> float:
    profile = ink.mean(axis=axis)
    return float(np.abs(np.diff(profile)).mean()) if len(profile) > 1 else 0.0


def _best_turn(ink: NDArray[np.float32], angles: NDArray[np.float64]) -> float:
    height, width = ink.shape
    scores = []
    for angle in angles:
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), float(angle), 1.0)
        turned = np.asarray(cv2.warpAffine(ink, matrix, (width, height)), np.float32)
        scores.append(float((np.diff(turned.sum(axis=1)) ** 2).sum()))
    return round(float(angles[int(np.argmax(scores))]), 1)
