"""A wooden desk seen from above, made from a seed: planks, grain, a knot or two, and the light of a lamp."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]

_LIGHT = np.array((118.0, 158.0, 196.0), dtype=np.float32)
_DARK = np.array((58.0, 88.0, 122.0), dtype=np.float32)
_PLANKS = 5


def wood(*, width: int, height: int, seed: int) -> Image:
    """Return a desk, height × width × 3, BGR. Drawn at half size: a desk has no detail finer than that."""
    chance = np.random.default_rng(seed)
    small = (max(2, height // 2), max(2, width // 2))
    grain = _grain(small, chance)
    tone = np.clip(0.5 + grain, 0, 1)[..., None]
    planks = _plank_tones(small, chance)[..., None]
    colour = (_DARK + (_LIGHT - _DARK) * tone) * planks
    desk = np.clip(colour, 0, 255).astype(np.uint8)
    return np.asarray(cv2.resize(desk, (width, height), interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def lamp(*, width: int, height: int, seed: int) -> NDArray[np.float32]:
    """Return how bright the light is at each pixel: 1 near the lamp, less towards the far corners."""
    chance = np.random.default_rng(seed + 1)
    centre = chance.uniform(0.3, 0.7, size=2)
    y, x = np.mgrid[0 : height : max(1, height // 64), 0 : width : max(1, width // 64)].astype(np.float32)
    distance = ((x / width - centre[0]) ** 2 + (y / height - centre[1]) ** 2).astype(np.float32)
    field = np.clip(1.06 - 0.55 * distance, 0.5, 1.1).astype(np.float32)
    return np.asarray(cv2.resize(field, (width, height), interpolation=cv2.INTER_LINEAR), dtype=np.float32)


def _grain(shape: tuple[int, int], chance: np.random.Generator) -> NDArray[np.float32]:
    """Noise drawn out along the boards, in three widths."""
    total = np.zeros(shape, dtype=np.float32)
    for lines, along, weight in ((40, 4, 0.16), (160, 8, 0.12), (500, 24, 0.08)):
        noise = chance.normal(0, 1, size=(lines, along)).astype(np.float32)
        total += weight * np.asarray(cv2.resize(noise, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC))
    return total


def _plank_tones(shape: tuple[int, int], chance: np.random.Generator) -> NDArray[np.float32]:
    """Each board a little lighter or darker, with a dark joint between two."""
    tones = np.ones(shape, dtype=np.float32)
    height = shape[0] / _PLANKS
    for plank in range(_PLANKS):
        top, bottom = round(plank * height), round((plank + 1) * height)
        tones[top:bottom] = chance.uniform(0.88, 1.08)
        tones[top : top + 3] = 0.45
    return tones
