"""A straightened page made easier to read: shadows evened out, glare replaced from another picture of it.

These are made beside the photograph, never instead of it: the untouched original is what counts as evidence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from devices.camera.base import Image

_SIDE = 400
_REACH = 21
"""Pixels at `_SIDE`: wider than letters and their lines, narrower than a shadow."""
_WHITE = 243.0
_MOST_GAIN = 4.0
_BURNT = 250


def enhance(image: Image) -> Image:
    """Return the page with even light: paper white everywhere, ink and seals in their colours.

    For paper. A dark picture on the page larger than about a tenth of it is lightened too.
    """
    gain = _WHITE / np.maximum(_light(image), _WHITE / _MOST_GAIN)
    size = (image.shape[1], image.shape[0])
    full = np.asarray(cv2.resize(gain, size, interpolation=cv2.INTER_LINEAR), np.float32)
    return np.asarray(np.clip(image * full, 0, 255), np.uint8)


def _light(image: Image) -> NDArray[np.float32]:
    """Return the colour of the paper at each place, small: the brightest nearby, without the letters."""
    scale = min(1.0, _SIDE / max(image.shape[:2]))
    small = np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_REACH, _REACH))
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, kernel)
    paper = cv2.medianBlur(np.asarray(paper, np.uint8), 9)
    return np.asarray(cv2.GaussianBlur(paper, (0, 0), _REACH / 4), np.float32)


def without_glare(pages: Sequence[Image]) -> Image:
    """Return the first page, with what is burnt out in it taken from the others.

    `pages` are the same page straightened from several photographs, the lamp or the paper moved in between. Raises
    `ValueError` for none.
    """
    if not pages:
        msg = "no pages"
        raise ValueError(msg)
    first = pages[0]
    size = (first.shape[1], first.shape[0])
    result = first.copy()
    for other in pages[1:]:
        same = np.asarray(cv2.resize(other, size, interpolation=cv2.INTER_AREA), np.uint8)
        burnt = _burnt(result) & ~_burnt(same)
        soft = np.asarray(cv2.GaussianBlur(burnt.astype(np.float32), (0, 0), 5), np.float32)[:, :, None]
        level = _level(result, same, burnt)
        mixed = result * (1 - soft) + np.clip(same * level, 0, 255) * soft
        result = np.asarray(np.clip(mixed, 0, 255), np.uint8)
    return result


def _burnt(image: Image) -> NDArray[np.bool_]:
    spots = (image.min(axis=2) >= _BURNT).astype(np.uint8)
    spots = np.asarray(cv2.morphologyEx(spots, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8)), np.uint8)
    return np.asarray(cv2.dilate(spots, np.ones((25, 25), np.uint8))) > 0


def _level(one: Image, other: Image, burnt: NDArray[np.bool_]) -> float:
    """How much brighter the one picture is where neither is burnt out."""
    clear = ~burnt
    if not clear.any():
        return 1.0
    return float(np.median(one[clear]) / max(1.0, float(np.median(other[clear]))))
