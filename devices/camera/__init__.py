"""The document camera: photographs, the page in them, warnings.

A visit's page is made so: `camera.capture` → `decode` → `find_page` → `rectify` → `encode_jpeg`, keeping the original.
With frames of a preview (`open_stream`), a `StillWatcher` says when to capture, and what is wrong until then. Further:
`find_pages` (several papers), `size_of`, `upright` and `deskew`, `enhance` and `without_glare` (beside the original).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from devices.camera.base import DocumentCamera, FoundPage, Photograph, Warning  # noqa: A004 - the word on the wire
from devices.camera.enhance import enhance, without_glare
from devices.camera.fingers import fingers_on
from devices.camera.page import find_page, find_pages
from devices.camera.picture import decode, encode_jpeg, encode_png
from devices.camera.rectify import PaperSize, rectify, size_of
from devices.camera.still import CaptureNow, ShowMoving, ShowWarnings, StillWatcher
from devices.camera.upright import deskew, skew, upright

if TYPE_CHECKING:
    import threading

    from devices.camera.streams import FrameStream

__all__ = [
    "CaptureNow",
    "DocumentCamera",
    "FoundPage",
    "PaperSize",
    "Photograph",
    "ShowMoving",
    "ShowWarnings",
    "StillWatcher",
    "Warning",
    "decode",
    "deskew",
    "encode_jpeg",
    "encode_png",
    "enhance",
    "find_page",
    "find_pages",
    "fingers_on",
    "open_camera",
    "open_stream",
    "rectify",
    "size_of",
    "skew",
    "upright",
    "without_glare",
]


def open_camera(uri: str, *, interrupted: threading.Event | None = None) -> DocumentCamera:
    """Return the camera that `file:PATH`, `folder:PATH` (newest picture in it) or `device:N` names.

    Raises `ValueError` for anything else. Nothing is opened before the first capture.
    """
    from devices.camera.sources import FileCamera, VideoCamera

    kind, _, rest = uri.partition(":")
    if kind in ("file", "folder") and rest:
        return FileCamera(Path(rest))
    if kind == "device" and rest.isdigit():
        return VideoCamera(int(rest), interrupted=interrupted)
    msg = f"{uri!r} is not file:PATH, folder:PATH or device:N"
    raise ValueError(msg)


def open_stream(uri: str) -> FrameStream:
    """Return the frames that `video:PATH` (a video file) or `device:N` gives; raises `ValueError` for anything else."""
    from devices.camera.streams import FrameStream

    kind, _, rest = uri.partition(":")
    if kind == "video" and rest:
        return FrameStream(Path(rest))
    if kind == "device" and rest.isdigit():
        return FrameStream(int(rest))
    msg = f"{uri!r} is not video:PATH or device:N"
    raise ValueError(msg)
