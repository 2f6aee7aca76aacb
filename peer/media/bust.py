"""Head and shoulders in flat colours: whom the test picture shows. Blinks, sways a little, and seems to speak.

All measures are for a picture of height 360 and are scaled; places are relative to the middle of the picture.
"""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Colour = tuple[int, int, int]

_SHIFT = 4
"""Binary places below a pixel, so that the sway is smooth."""


@dataclass(frozen=True, slots=True)
class Person:
    """Colours, blue-green-red."""

    ground: Colour
    coat: Colour
    collar: Colour
    hair: Colour
    skin: Colour = (168, 196, 232)


CLERK = Person(ground=(112, 96, 78), coat=(86, 58, 40), collar=(236, 232, 226), hair=(38, 32, 30))
CITIZENS = (
    Person(ground=(104, 112, 92), coat=(74, 92, 128), collar=(196, 210, 224), hair=(44, 40, 44)),
    Person(ground=(120, 104, 104), coat=(98, 104, 72), collar=(220, 226, 220), hair=(70, 70, 72)),
)


def person_for(label: str, *, clerk: bool) -> Person:
    """Return whom to show: the clerk, or a citizen, the same one for the same label."""
    return CLERK if clerk else CITIZENS[zlib.crc32(label.encode()) % len(CITIZENS)]


@dataclass(frozen=True, slots=True)
class Pose:
    """How the head is at one moment."""

    dx: float
    dy: float
    eyes: float
    """0 shut to 1 open."""
    mouth: float
    """0 shut to 1 open."""


def pose_at(now: float) -> Pose:
    """Return the pose at a time: a slow sway, a blink about every four seconds, words in phrases of four."""
    blinking = now % 4.2 < 0.14
    speaking = now % 4 < 3
    return Pose(
        dx=4 * math.sin(now * 0.7),
        dy=2 * math.sin(now * 1.1),
        eyes=0.15 if blinking else 1.0,
        mouth=max(0.0, math.sin(now * 2 * math.pi * 1.75)) if speaking else 0.0,
    )


class Bust:
    """Draws one person into pictures of one size."""

    def __init__(self, person: Person, *, width: int, height: int) -> None:
        self._person = person
        self._scale = height / 360
        self._middle = width / 2
        self._size = (width, height)

    @property
    def head_area(self) -> tuple[slice, slice]:
        """Rows and columns that `head` draws in, whatever the pose; even, as the planes of a picture need."""
        width, height = self._size
        half = min(width // 2, round(84 * self._scale)) & ~1
        left = (width // 2 - half) & ~1
        return slice(round(52 * self._scale) & ~3, min(height, round(252 * self._scale)) & ~3), slice(
            left, min(width, left + 2 * half)
        )

    def shoulders(self, picture: Picture) -> None:
        """Draw what does not move."""
        self._ellipse(picture, (0, 372), (158, 128), self._person.coat)
        self._ellipse(picture, (0, 252), (40, 34), self._person.collar)

    def head(self, picture: Picture, pose: Pose) -> None:
        """Draw neck and head."""
        person = self._person
        neck = tuple(round(part * 0.9) for part in person.skin)
        self._ellipse(picture, (pose.dx * 0.3, 220), (24, 31), (neck[0], neck[1], neck[2]))
        x, y = pose.dx, pose.dy
        self._ellipse(picture, (x, 134 + y), (62, 70), person.hair)
        for side in (-1, 1):
            self._ellipse(picture, (x + side * 51, 158 + y), (9, 14), person.skin)
        self._ellipse(picture, (x, 156 + y), (51, 63), person.skin)
        self._ellipse(picture, (x, 106 + y), (50, 24), person.hair)
        for side in (-1, 1):
            self._ellipse(picture, (x + side * 20, 154 + y), (4.5, 5.5 * pose.eyes), person.hair)
            self._ellipse(picture, (x + side * 20, 139 + y), (9, 1.6), person.hair)
        self._ellipse(picture, (x, 190 + y), (12, 1.6 + 5 * pose.mouth), (96, 96, 178))

    def _ellipse(self, picture: Picture, centre: tuple[float, float], radii: tuple[float, float], fill: Colour) -> None:
        one = self._scale * (1 << _SHIFT)
        x, y = round(self._middle * (1 << _SHIFT) + centre[0] * one), round(centre[1] * one)
        across, down = max(1, round(radii[0] * one)), max(1, round(radii[1] * one))
        cv2.ellipse(picture, (x, y), (across, down), 0, 0, 360, fill, -1, cv2.LINE_AA, _SHIFT)
