"""One picture in several sizes, each half of the one before: made once, used by whoever needs less than all pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from devices.camera.base import Image


def pyramid(image: Image, longest: int) -> tuple[Image, ...]:
    """Return the picture, its half, its quarter … and last the one whose longest side is `longest` (or the picture).

    Halving is many times faster than shrinking at once, and every size is an average, never a choice of pixels.
    """
    levels = [image]
    while max(levels[-1].shape[:2]) >= 2 * longest:
        last = levels[-1]
        even = last[: last.shape[0] // 2 * 2, : last.shape[1] // 2 * 2]
        levels.append(np.asarray(cv2.resize(even, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8))
    scale = longest / max(image.shape[:2])
    if scale < 1 and max(levels[-1].shape[:2]) > longest:
        size = (max(8, round(image.shape[1] * scale)), max(8, round(image.shape[0] * scale)))
        levels.append(np.asarray(cv2.resize(levels[-1], size, interpolation=cv2.INTER_AREA), np.uint8))
    return tuple(levels)
