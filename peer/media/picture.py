"""The test picture: what a machine without a camera sends, calm enough to be looked at for the length of a visit.

A gradient, a slowly moving disc, the label, a running clock, and the strip of `stamp`. It is drawn straight into
I420 planes; only the disc, the clock and the strip are new in each frame.
"""

from __future__ import annotations

import math
import time

import cv2
import numpy as np
from numpy.typing import NDArray

from peer.media import stamp

Plane = NDArray[np.uint8]


class TestPicture:
    """A `VideoSource` that needs no device."""

    __test__ = False

    def __init__(self, *, width: int, height: int, label: str) -> None:
        """Draw what does not move. Width and height are even."""
        self._width, self._height = width, height
        self._ground = np.vstack([_luma(width, height, label), _chroma(width, height)])
        self._radius = max(8, height // 9)
        self._number = 0

    def picture(self, now: float) -> Plane:
        """Return the picture at `now`, seconds of the monotonic clock."""
        planes = self._ground.copy()
        luma = planes[: self._height]
        self._draw_disc(planes, now)
        size = max(12, self._height // 16)
        cv2.putText(luma, time.strftime("%H:%M:%S"), (size, self._height - size), (225,), cv2.FontFace("sans"), size)
        stamp.draw(luma, number=self._number, now=now)
        self._number += 1
        return planes

    def close(self) -> None:
        """Nothing is held."""

    def _draw_disc(self, planes: Plane, now: float) -> None:
        """Draw the disc on its way, once round in twelve seconds."""
        width, height, radius = self._width, self._height, self._radius
        turn = now * 2 * math.pi / 12
        x = round(width / 2 + (width / 2 - radius * 1.5) * math.cos(turn))
        y = round(height * 0.55 + height * 0.22 * math.sin(2 * turn))
        cv2.circle(planes[:height], (x, y), radius, (200,), -1, cv2.LINE_AA)
        quarter, half = height // 4, width // 2
        blue = planes[height : height + quarter].reshape(height // 2, half)
        red = planes[height + quarter :].reshape(height // 2, half)
        cv2.circle(blue, (x // 2, y // 2), radius // 2, (112,), -1)
        cv2.circle(red, (x // 2, y // 2), radius // 2, (150,), -1)


def grey(*, width: int, height: int) -> Plane:
    """Return the picture of a hidden camera."""
    planes = np.full((height * 3 // 2, width), 128, np.uint8)
    planes[:height] = 72
    return planes


def _luma(width: int, height: int, label: str) -> Plane:
    across = np.linspace(70, 120, width)[None, :]
    down = np.linspace(0, 40, height)[:, None]
    luma = (across + down).astype(np.uint8)
    if label:
        size = max(16, height // 9)
        face = cv2.FontFace("uni")
        cv2.putText(luma, label, (size, stamp.HEIGHT + size * 2), (235,), face, size)
    return luma


def _chroma(width: int, height: int) -> Plane:
    """Return blue-difference and red-difference planes, one below the other, a quiet blue-green."""
    half = np.linspace(140, 132, height // 2).astype(np.uint8)
    blue = np.repeat(half[:, None], width // 2, axis=1)
    red = np.full_like(blue, 116)
    return np.vstack([blue.reshape(-1, width), red.reshape(-1, width)])
