"""The one-picture mailbox between the engine's thread and the screen's: a new picture replaces the one before it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from peer.media.frame import VideoFrame


class NewestFrame:
    """Holds the newest picture. `announce` is called at most once until it is taken."""

    def __init__(self, announce: Callable[[], None]) -> None:
        self._announce = announce
        self._lock = threading.Lock()
        self._frame: VideoFrame | None = None
        self._announced = False

    def put(self, frame: VideoFrame) -> None:
        """Replace the picture."""
        with self._lock:
            self._frame = frame
            tell, self._announced = not self._announced, True
        if tell:
            self._announce()

    def take(self) -> VideoFrame | None:
        """Return the newest picture; it stays, and the next one is announced."""
        with self._lock:
            self._announced = False
            return self._frame

    def clear(self) -> None:
        """Forget the picture."""
        with self._lock:
            self._frame = None
            self._announced = False
