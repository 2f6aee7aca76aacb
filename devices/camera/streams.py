"""Frames one after another, for a preview and for capture by itself: a video device, or a video file in its place."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from devices.errors import DeviceTimeout, DeviceUnplugged

if TYPE_CHECKING:
    from devices.camera.base import Image


class FrameStream:
    """Keeps a camera open; reopens it by itself at the next frame after it was unplugged.

    Frames may change their size when the camera does. Tried with video files in its place; on no camera yet.
    """

    def __init__(self, source: int | Path) -> None:
        self.source = source
        self._device: cv2.VideoCapture | None = None

    def frame(self, *, deadline: float) -> Image:
        """Return the next frame. Raises `DeviceUnplugged` (also at a video file's end) or `DeviceTimeout`."""
        device = self._opened()
        while True:
            if time.monotonic() > deadline:
                raise DeviceTimeout("no_answer", str(self.source))
            good, frame = device.read()
            if not good:
                self.close()
                raise DeviceUnplugged("unplugged", str(self.source))
            if frame.size:
                return np.asarray(frame, np.uint8)

    def close(self) -> None:
        """Release the camera; the next frame opens it again."""
        if self._device is not None:
            self._device.release()
            self._device = None

    def _opened(self) -> cv2.VideoCapture:
        if self._device is None:
            self._check_there()
            device = cv2.VideoCapture(self.source if isinstance(self.source, int) else str(self.source))
            if not device.isOpened():
                device.release()
                raise DeviceUnplugged("unplugged", str(self.source))
            self._device = device
        return self._device

    def _check_there(self) -> None:
        # OpenCV complains on standard error about what is missing; look before asking it.
        node = self.source if isinstance(self.source, Path) else Path(f"/dev/video{self.source}")
        if (isinstance(self.source, Path) or sys.platform == "linux") and not (node.exists() and _has_bytes(node)):
            raise DeviceUnplugged("unplugged", str(node))


def _has_bytes(node: Path) -> bool:
    return not node.is_file() or node.stat().st_size > 0
