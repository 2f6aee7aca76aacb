"""The test picture: what a machine without a camera sends, calm enough to be looked at for the length of a visit.

A person in flat colours before a plain wall, a small label and clock, and the strip of `stamp`. What does not move is
drawn once a second; only the head and the strip are new in each frame.
"""

from __future__ import annotations

import time

import cv2
import numpy as np
from numpy.typing import NDArray

from peer.media import stamp
from peer.media.bust import Bust, person_for, pose_at

Plane = NDArray[np.uint8]


class TestPicture:
    """A `VideoSource` that needs no device."""

    __test__ = False

    def __init__(self, *, width: int, height: int, label: str, clerk: bool = False) -> None:
        """Draw what does not move. Width is even, height a multiple of four."""
        self._width, self._height = width, height
        person = person_for(label, clerk=clerk)
        self._bust = Bust(person, width=width, height=height)
        self._wall = _wall(width, height, person.ground)
        self._bust.shoulders(self._wall)
        self._write(self._wall, label, left=True)
        self._clock = ""
        self._still = self._wall
        self._planes: Plane = np.zeros(0, np.uint8)
        self._number = 0
        self.picture(0.0)
        self._number = 0

    def picture(self, now: float) -> Plane:
        """Return the picture at `now`, seconds of the monotonic clock."""
        self._tell_the_time(time.strftime("%H:%M:%S"))
        planes = self._planes.copy()
        rows, columns = self._bust.head_area
        head = self._still.copy()
        self._bust.head(head, pose_at(now))
        _replace(planes, self._height, head[rows, columns], rows, columns)
        stamp.draw(planes[: self._height], number=self._number, now=now)
        self._number += 1
        return planes

    def close(self) -> None:
        """Nothing is held."""

    def _tell_the_time(self, clock: str) -> None:
        if clock != self._clock:
            self._clock = clock
            self._still = self._wall.copy()
            self._write(self._still, clock, left=False)
            self._planes = _planar(self._still)

    def _write(self, picture: Plane, text: str, *, left: bool) -> None:
        if not text:
            return
        size = max(11, self._height // 22)
        # The built-in face that knows Chinese.
        face = cv2.FontFace("uni")
        (_, _, wide, _) = cv2.getTextSize((0, 0), text, (0, 0), face, size)
        at = (size if left else self._width - size - int(wide), self._height - stamp.HEIGHT - size)
        cv2.putText(picture, text, at, (226, 226, 222), face, size)


def grey(*, width: int, height: int) -> Plane:
    """Return the picture of a hidden camera."""
    planes = np.full((height * 3 // 2, width), 128, np.uint8)
    planes[:height] = 72
    return planes


def _wall(width: int, height: int, colour: tuple[int, int, int]) -> Plane:
    """Return a wall lit from above left, blue-green-red."""
    across = np.linspace(1.18, 0.92, width)[None, :, None]
    down = np.linspace(1.08, 0.86, height)[:, None, None]
    return np.asarray(np.clip(across * down * np.array(colour), 0, 255), np.uint8)


def _planar(bgr: Plane) -> Plane:
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(bgr), cv2.COLOR_BGR2YUV_I420), np.uint8)


def _replace(planes: Plane, height: int, bgr: Plane, rows: slice, columns: slice) -> None:
    """Put a piece of picture in its place; all its edges are even, its height a multiple of four."""
    piece = _planar(bgr)
    tall, wide = bgr.shape[:2]
    width = planes.shape[1]
    planes[rows, columns] = piece[:tall]
    for target, source in zip(_chroma(planes, height, width), _chroma(piece, tall, wide), strict=True):
        target[rows.start // 2 : rows.stop // 2, columns.start // 2 : columns.stop // 2] = source


def _chroma(planes: Plane, height: int, width: int) -> tuple[Plane, Plane]:
    """Return views of the two half-sized colour planes."""
    quarter = height // 4
    blue = planes[height : height + quarter].reshape(height // 2, width // 2)
    red = planes[height + quarter : height + 2 * quarter].reshape(height // 2, width // 2)
    return blue, red
