"""The document camera: photographs, the page in them, warnings.

A visit's page is made so: `camera.capture` → `decode` → `find_page` → `rectify` → `encode_jpeg`, keeping the original.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from devices.camera.base import DocumentCamera, FoundPage, Photograph, Warning  # noqa: A004 - the word on the wire
from devices.camera.page import find_page
from devices.camera.picture import decode, encode_jpeg, encode_png
from devices.camera.rectify import rectify

if TYPE_CHECKING:
    import threading

__all__ = [
    "DocumentCamera",
    "FoundPage",
    "Photograph",
    "Warning",
    "decode",
    "encode_jpeg",
    "encode_png",
    "find_page",
    "open_camera",
    "rectify",
]


def open_camera(uri: str, *, interrupted: threading.Event | None = None) -> DocumentCamera:
    """Return the camera that `file:PATH`, `folder:PATH` (newest picture in it) or `device:N` names.

    Raises `ValueError` for anything else. Nothing is opened before the first capture.
    """
    from devices.camera.sources import FileCamera, VideoCamera  # noqa: PLC0415 - loads OpenCV's video input

    kind, _, rest = uri.partition(":")
    if kind in ("file", "folder") and rest:
        return FileCamera(Path(rest))
    if kind == "device" and rest.isdigit():
        return VideoCamera(int(rest), interrupted=interrupted)
    msg = f"{uri!r} is not file:PATH, folder:PATH or device:N"
    raise ValueError(msg)
