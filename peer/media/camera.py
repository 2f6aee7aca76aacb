"""Pictures from a camera or a file: each reads on a thread of its own and keeps only the newest.

A camera that stops answering is closed and tried again every two seconds, so a plug put back brings the picture back.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

import av
import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_log = logging.getLogger(__name__)

RETRY_SECONDS = 2.0
STALE_SECONDS = 2.0
"""A picture older than this is not shown as if it were now."""


class _Reader:
    """A thread that reads pictures; subclasses say from where."""

    def __init__(self, *, name: str, width: int, height: int) -> None:
        self._width, self._height = width, height
        self._newest: tuple[float, NDArray[np.uint8]] | None = None
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def picture(self, now: float) -> NDArray[np.uint8] | None:
        """Return the newest picture as I420, None when it is stale."""
        newest = self._newest
        return newest[1] if newest is not None and now - newest[0] <= STALE_SECONDS else None

    def close(self) -> None:
        """Stop reading; returns when the device is free."""
        self._closing.set()
        self._thread.join(timeout=RETRY_SECONDS)

    def _pictures(self) -> Iterator[NDArray[np.uint8]]:
        """Yield BGR pictures until there are no more."""
        raise NotImplementedError

    def _run(self) -> None:
        while not self._closing.is_set():
            try:
                for bgr in self._pictures():
                    if self._closing.is_set():
                        return
                    self._newest = (time.monotonic(), self._converted(bgr))
            except (av.FFmpegError, cv2.error) as error:
                _log.warning("no picture: %s", type(error).__name__)
            self._closing.wait(RETRY_SECONDS)

    def _converted(self, bgr: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the picture in the wanted size, the middle of it where the shapes differ."""
        height, width = bgr.shape[:2]
        scale = max(self._width / width, self._height / height)
        cut_width, cut_height = min(width, round(self._width / scale)), min(height, round(self._height / scale))
        left, top = (width - cut_width) // 2, (height - cut_height) // 2
        part = bgr[top : top + cut_height, left : left + cut_width]
        if part.shape[:2] != (self._height, self._width):
            part = np.asarray(cv2.resize(part, (self._width, self._height), interpolation=cv2.INTER_AREA), np.uint8)
        return np.asarray(cv2.cvtColor(part, cv2.COLOR_BGR2YUV_I420), np.uint8)


class Camera(_Reader):
    """A camera of the machine, by its number."""

    def __init__(self, *, number: int, width: int, height: int, fps: int) -> None:
        self._number, self._fps = number, fps
        super().__init__(name=f"camera {number}", width=width, height=height)

    def _pictures(self) -> Iterator[NDArray[np.uint8]]:
        capture = cv2.VideoCapture(self._number)
        try:
            capture.set(cv2.CAP_PROP_FRAME_WIDTH, self._width)
            capture.set(cv2.CAP_PROP_FRAME_HEIGHT, self._height)
            capture.set(cv2.CAP_PROP_FPS, self._fps)
            capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
            while capture.isOpened() and not self._closing.is_set():
                got, bgr = capture.read()
                if not got:
                    return
                yield np.asarray(bgr, np.uint8)
        finally:
            capture.release()


class VideoFile(_Reader):
    """A file, played at its own pace over and over."""

    def __init__(self, path: str, *, width: int, height: int) -> None:
        """Begin to play.

        Raises:
            OSError: there is no such file, or it holds no picture.
            av.FFmpegError: it is no such file.
        """
        with av.open(path) as container:
            if not container.streams.video:
                msg = f"{path} holds no picture"
                raise OSError(msg)
        self._path = path
        super().__init__(name="video file", width=width, height=height)

    def _pictures(self) -> Iterator[NDArray[np.uint8]]:
        while not self._closing.is_set():
            begun = time.monotonic()
            with av.open(self._path) as container:
                for frame in container.decode(video=0):
                    if self._closing.wait(max(0.0, begun + (frame.time or 0.0) - time.monotonic())):
                        return
                    yield np.asarray(frame.to_ndarray(format="bgr24"), np.uint8)
