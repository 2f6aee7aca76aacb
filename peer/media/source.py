"""What a source of picture or voice offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAMPLE_RATE = 48000
"""Samples a second, one channel, signed 16 bit, everywhere in this package."""


class VideoSource(Protocol):
    """Gives pictures of one size; never blocks."""

    def picture(self, now: float) -> NDArray[np.uint8] | None:
        """Return the newest picture as I420 (height × 3/2 rows of width bytes), which nobody writes to any more.

        None when there is none: not yet, or the camera is gone.
        """

    def close(self) -> None:
        """Let the device go. Harmless twice."""


class AudioSource(Protocol):
    """Gives samples; never blocks."""

    def samples(self, count: int) -> NDArray[np.int16]:
        """Return the next `count` samples, silence where there are none."""

    def close(self) -> None:
        """Let the device go. Harmless twice."""
