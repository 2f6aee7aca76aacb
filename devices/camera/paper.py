"""Whether what bounds a quadrilateral is the end of the paper, and not a line of text or a rule upon it.

Paper shows between the letters. So on both sides of a line of text the brightest parts are alike; at the paper's end
they are not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from devices.camera.lines import Floats, Small

_ALONG = np.linspace(0.06, 0.94, 36, dtype=np.float32)
_AWAY = np.array([3.0, 5.0, 7.0, 9.0, 11.0], np.float32)
_BRIGHT = 85
"""Percentile that is taken for the paper between the letters."""
_WORST = 0.5


def ends_there(small: Small, corners: Floats) -> Floats:
    """Return a factor for each quadrilateral (clockwise, small pixels): 1 where the paper ends at all four sides."""
    factors = np.ones(len(corners), np.float32)
    clear = 4.0 + small.noise
    for k in range(4):
        a, b = corners[:, k], corners[:, (k + 1) % 4]
        along = (b - a) / (np.linalg.norm(b - a, axis=1, keepdims=True) + 1e-6)
        outward = np.stack([along[:, 1], -along[:, 0]], axis=1)
        difference = _bright(small, a, b, outward) - _bright(small, a, b, -outward)
        size = np.sqrt((difference**2).sum(axis=1))
        at_border = _beside_border(a, b, small.lab.shape)
        factors *= np.where(at_border, 1, np.clip(size / clear, _WORST, 1))
    return factors


def _beside_border(a: Floats, b: Floats, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Whether both ends lie at the same border: what is beyond it cannot be asked."""
    size = np.array([shape[1], shape[0]], np.float32)
    low = (np.maximum(a, b) < 3).any(axis=1)
    high = (np.minimum(a, b) > size - 4).any(axis=1)
    return np.asarray(low | high)


def _bright(small: Small, a: Floats, b: Floats, direction: Floats) -> Floats:
    """Colour of the brighter parts of a band beside each side: lightness by percentile, tint by the median."""
    places = a[:, None, :] + (b - a)[:, None, :] * _ALONG[None, :, None]
    points = places[:, :, None, :] + direction[:, None, None, :] * _AWAY[None, None, :, None]
    x = np.clip(points[..., 0] + 0.5, 0, small.lab.shape[1] - 1).astype(np.intp)
    y = np.clip(points[..., 1] + 0.5, 0, small.lab.shape[0] - 1).astype(np.intp)
    colours = small.lab[y, x].reshape(len(a), -1, 3)
    light = np.percentile(colours[:, :, 0], _BRIGHT, axis=1)
    tint = np.median(colours[:, :, 1:], axis=1)
    return np.concatenate([light[:, None], tint], axis=1).astype(np.float32)
