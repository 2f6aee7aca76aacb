"""Capture by itself: watches the camera's frames and says when the page lies still, whole and sharp.

A pure machine: frames and their times go in, what to show and when to capture comes out.

| state    | a frame that moved | a still frame                                                        |
| -------- | ------------------ | -------------------------------------------------------------------- |
| moving   | moving             | waiting, until it was still for `still_for`; then looked at          |
| looked   | moving             | warnings: looked at again every `still_for`; none: `CaptureNow`, taken |
| taken    | moving             | nothing more: the same paper is not captured twice                   |

A paper that is turned over, changed or taken away moves the picture, so its back is captured next, as the next number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from devices.camera.fingers import fingers_on
from devices.camera.page import find_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from devices.camera.base import FoundPage, Image

    Corners = tuple[tuple[float, float], ...]

STILL_FOR = 0.6
"""Seconds: shorter than a hand needs to come back, longer than it rests by chance."""
MOVED = 6.0
"""Grey values by which a place of the thumbnail must change to count as moved; noise and flicker stay below."""
_THUMBNAIL = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowMoving:
    """The picture moves, or has only just come to rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowWarnings:
    """It lies still, and so one cannot capture it: words of `Warning`, and `fingers`."""

    warnings: tuple[str, ...]
    corners: Corners


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureNow:
    """Take the photograph now."""

    number: int
    """1 for the first paper (or side), 2 for the next."""
    corners: Corners


Effect = ShowMoving | ShowWarnings | CaptureNow


class StillWatcher:
    """Watches one camera; `look` may be another page finder."""

    def __init__(self, *, still_for: float = STILL_FOR, look: Callable[[Image], FoundPage] = find_page) -> None:
        self._still_for = still_for
        self._look = look
        self._captured = 0
        self._before: NDArray[np.float32] | None = None
        self._resting_since = 0.0
        self._next_look: float | None = None
        self._taken: NDArray[np.float32] | None = None
        self._now = float("-inf")

    @property
    def captured(self) -> int:
        """How many papers or sides were captured."""
        return self._captured

    def frame(self, image: Image, *, now: float) -> tuple[Effect, ...]:
        """Take the next frame; raises `ValueError`, changing nothing, for one from before the last."""
        if now < self._now:
            msg = f"a frame of {now} after one of {self._now}"
            raise ValueError(msg)
        self._now = now
        thumbnail = _thumbnail(image)
        moved = self._before is None or _differ(self._before, thumbnail)
        # What creeps is compared with where it lay when it came to rest, not with the frame before.
        if moved:
            self._before, self._resting_since, self._next_look = thumbnail, now, now + self._still_for
            return (ShowMoving(),)
        if self._next_look is None:
            return ()
        if now < self._next_look:
            return (ShowMoving(),) if now - self._resting_since < self._still_for else ()
        if self._taken is not None and not _differ(self._taken, thumbnail):
            self._next_look = None
            return ()
        return self._looked_at(image, thumbnail, now)

    def interrupted(self) -> None:
        """Forget the last frame: the camera was unplugged or opened anew. What was captured stays captured."""
        self._before, self._next_look = None, None

    def _looked_at(self, image: Image, thumbnail: NDArray[np.float32], now: float) -> tuple[Effect, ...]:
        page = self._look(image)
        warnings = tuple(warning.value for warning in page.warnings)
        if page.found and fingers_on(image, page.corners):
            warnings += ("fingers",)
        if not page.found:
            self._taken = None
        if warnings:
            self._next_look = now + self._still_for
            return (ShowWarnings(warnings=warnings, corners=page.corners),)
        self._taken, self._next_look = thumbnail, None
        self._captured += 1
        return (CaptureNow(number=self._captured, corners=page.corners),)


def _thumbnail(image: Image) -> NDArray[np.float32]:
    """Return the picture in grey, tiny and without its mean: lamps that flicker change only that."""
    height, width = image.shape[:2]
    size = (_THUMBNAIL, max(8, round(_THUMBNAIL * height / width)))
    step = max(1, min(height, width) // (4 * _THUMBNAIL))
    coarse = np.ascontiguousarray(image[::step, ::step])
    grey = cv2.cvtColor(np.asarray(cv2.resize(coarse, size, interpolation=cv2.INTER_AREA)), cv2.COLOR_BGR2GRAY)
    return np.asarray(grey, np.float32) - np.float32(np.mean(grey))


def _differ(one: NDArray[np.float32], other: NDArray[np.float32]) -> bool:
    if one.shape != other.shape:
        return True  # the camera changed its resolution
    return float(np.sort(np.abs(one - other), axis=None)[-12:].mean()) > MOVED
