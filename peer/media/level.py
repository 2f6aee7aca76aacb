"""Loudness: root of the mean square, 0 to 1, over everything put in since it was last taken."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class LevelMeter:
    """Adds up energy. One thread at a time."""

    def __init__(self) -> None:
        self._energy = 0.0
        self._count = 0

    def put(self, samples: NDArray[np.int16]) -> None:
        """Hear these samples."""
        if samples.size:
            heard = samples.astype(np.float32)
            self._energy += float(np.dot(heard, heard))
            self._count += samples.size

    def take(self) -> float:
        """Return the loudness since the last time, 0 when nothing was heard, and begin anew."""
        loudness = math.sqrt(self._energy / self._count) / 32768 if self._count else 0.0
        self._energy, self._count = 0.0, 0
        return min(1.0, loudness)
