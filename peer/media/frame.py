"""A picture as it is painted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class VideoFrame:
    """A picture to paint: height × width × 4 bytes BGRA with A 255, contiguous, never written to again."""

    pixels: NDArray[np.uint8]
    taken_at: float
    """time.monotonic() when it was decoded."""
