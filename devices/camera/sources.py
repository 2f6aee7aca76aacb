"""Where photographs come from: a video device, one file, or the newest file of a folder."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import cv2

from devices.camera import picture
from devices.camera.base import Photograph
from devices.errors import DeviceCancelled, DeviceFault, DeviceTimeout, DeviceUnplugged, NotReadable

if TYPE_CHECKING:
    import numpy as np

_SUFFIXES = (".jpg", ".jpeg", ".png")
_SETTLING_FRAMES = 5
"""Frames thrown away before the picture: exposure and focus settle, and the driver's queue holds old ones."""


class FileCamera:
    """Takes what lies in a file, or in the newest picture of a folder, anew at each capture."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def capture(self, *, deadline: float) -> Photograph:
        """Return the file's own bytes. Raises `DeviceUnplugged` (no such file) or `NotReadable`."""
        del deadline  # reading a file takes no time worth bounding
        original = self._read(self._newest())
        return Photograph(original=original, media_type=picture.media_type(original))

    def close(self) -> None:
        """Do nothing: no file is kept open."""

    def _newest(self) -> Path:
        if not self.path.is_dir():
            return self.path
        pictures = [p for p in self.path.iterdir() if p.suffix.lower() in _SUFFIXES and p.is_file()]
        if not pictures:
            raise NotReadable("missing", str(self.path))
        return max(pictures, key=lambda p: (p.stat().st_mtime_ns, p.name))

    def _read(self, path: Path) -> bytes:
        try:
            with path.open("rb") as file:
                return file.read(picture.LARGEST_FILE + 1)
        except FileNotFoundError:
            raise DeviceUnplugged("unplugged", str(path)) from None
        except OSError as exc:
            raise DeviceFault("cannot_open", f"{path}: {exc.strerror}") from None


class VideoCamera:
    """A video device of the system (V4L2, DirectShow) through OpenCV; opened for each capture and released after it.

    Tried with a video file in its place; on no camera yet.
    """

    def __init__(self, index: int | str, *, interrupted: threading.Event | None = None) -> None:
        self.index = index
        self._interrupted = interrupted or threading.Event()

    def capture(self, *, deadline: float) -> Photograph:
        """Take one picture at the largest size that the camera offers."""
        self._check_there()
        device = cv2.VideoCapture(self.index)
        try:
            if not device.isOpened():
                raise DeviceUnplugged("unplugged", f"camera {self.index}")
            self._largest_size(device)
            frame = self._settled_frame(device, deadline)
        finally:
            device.release()
        return Photograph(original=picture.encode_jpeg(frame, quality=95), media_type="image/jpeg")

    def close(self) -> None:
        """Do nothing: the device is released after each capture."""

    def _check_there(self) -> None:
        # OpenCV complains on standard error about a device that is missing; look before asking it.
        if isinstance(self.index, int) and sys.platform == "linux" and not Path(f"/dev/video{self.index}").exists():
            raise DeviceUnplugged("unplugged", f"/dev/video{self.index}")

    def _largest_size(self, device: cv2.VideoCapture) -> None:
        if isinstance(self.index, int):
            with contextlib.suppress(cv2.error):
                device.set(cv2.CAP_PROP_FRAME_WIDTH, 10_000)
                device.set(cv2.CAP_PROP_FRAME_HEIGHT, 10_000)

    def _settled_frame(self, device: cv2.VideoCapture, deadline: float) -> np.ndarray:
        frame = None
        for _ in range(_SETTLING_FRAMES):
            if self._interrupted.is_set():
                raise DeviceCancelled("cancelled", f"camera {self.index}")
            if time.monotonic() > deadline:
                raise DeviceTimeout("no_answer", f"camera {self.index}")
            good, newer = device.read()
            frame = newer if good else frame
        if frame is None:
            raise DeviceFault("no_frames", f"camera {self.index}")
        return frame
