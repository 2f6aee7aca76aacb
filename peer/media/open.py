"""Which source or sink a setting means, and what this machine has."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import av

from peer.media.camera import Camera, VideoFile
from peer.media.picture import TestPicture
from peer.media.soundcard import Loudspeaker, Microphone, has_device
from peer.media.voice import AudioFile, TestTone

if TYPE_CHECKING:
    from peer.media.source import AudioSource, VideoSource
    from peer.settings import MediaSettings

_log = logging.getLogger(__name__)


_CAMERA = ("auto", "device", "file", "test")
_MICROPHONE = ("auto", "device", "file", "test")
_LOUDSPEAKER = ("auto", "device", "none")


def check(media: MediaSettings) -> None:
    """Look whether the settings mean something.

    Raises:
        ValueError: one does not; it is named.
    """
    _parts("camera", media.camera, _CAMERA)
    _parts("microphone", media.microphone, _MICROPHONE)
    _parts("loudspeaker", media.loudspeaker, _LOUDSPEAKER)


def open_camera(media: MediaSettings, *, clerk: bool = False) -> VideoSource:
    """Open the source of pictures; may take a moment. One that cannot be opened is replaced by the test picture."""
    kind, rest = _parts("camera", media.camera, _CAMERA)
    width, height = media.size
    try:
        if kind == "device" or (kind == "auto" and _has_camera()):
            return Camera(number=int(rest or "0"), width=width, height=height, fps=media.fps)
        if kind == "file":
            return VideoFile(rest, width=width, height=height)
    except (OSError, av.FFmpegError) as error:
        _log.warning("no camera: %s", type(error).__name__)
    return TestPicture(width=width, height=height, label=media.label, clerk=clerk)


def open_microphone(media: MediaSettings) -> AudioSource:
    """Open the source of voice. One that cannot be opened is replaced by the test tone."""
    kind, rest = _parts("microphone", media.microphone, _MICROPHONE)
    try:
        if kind == "device" or (kind == "auto" and has_device("input")):
            return Microphone(int(rest) if rest else None)
        if kind == "file":
            return AudioFile(rest)
    except (OSError, av.FFmpegError) as error:
        _log.warning("no microphone: %s", type(error).__name__)
    return TestTone()


def open_loudspeaker(media: MediaSettings) -> Loudspeaker | None:
    """Open the loudspeaker; None where there is none."""
    kind, rest = _parts("loudspeaker", media.loudspeaker, _LOUDSPEAKER)
    try:
        if kind == "device" or (kind == "auto" and has_device("output")):
            return Loudspeaker(int(rest) if rest else None)
    except OSError as error:
        _log.warning("no loudspeaker: %s", type(error).__name__)
    return None


def _parts(what: str, setting: str, kinds: tuple[str, ...]) -> tuple[str, str]:
    kind, _, rest = setting.partition(":")
    wants_number, wants_path = kind == "device", kind == "file"
    if kind not in kinds or (wants_number and not rest.isdigit()) or (wants_path and not rest):
        msg = f"{what}: {setting!r} is none of {', '.join(kinds)}; device:N, file:PATH"
        raise ValueError(msg)
    return kind, rest


def _has_camera() -> bool:
    """Look before OpenCV does: it complains on standard error about every camera that is not there."""
    return sys.platform == "win32" or any(Path("/dev").glob("video[0-9]*"))
