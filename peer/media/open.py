"""Which source or sink a setting means, and what this machine has."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from peer.media.camera import Camera, VideoFile
from peer.media.picture import TestPicture
from peer.media.soundcard import Loudspeaker, Microphone, has_device
from peer.media.voice import AudioFile, TestTone

if TYPE_CHECKING:
    from peer.engine import MediaSettings
    from peer.media.source import AudioSource, VideoSource

_log = logging.getLogger(__name__)


def open_camera(media: MediaSettings) -> VideoSource:
    """Open the source of pictures; may take a moment. One that cannot be opened is replaced by the test picture.

    Raises:
        ValueError: the setting means nothing.
    """
    kind, _, rest = media.camera.partition(":")
    width, height = media.width & ~1, media.height & ~3
    match kind:
        case "device":
            return Camera(number=int(rest), width=width, height=height, fps=media.fps)
        case "file":
            try:
                return VideoFile(rest, width=width, height=height)
            except OSError as error:
                _log.warning("no video file: %s", type(error).__name__)
        case "auto" if _has_camera():
            return Camera(number=0, width=width, height=height, fps=media.fps)
        case "auto" | "test":
            pass
        case _:
            msg = f"camera: {media.camera!r} is none of auto, device:N, file:PATH, test"
            raise ValueError(msg)
    return TestPicture(width=width, height=height, label=media.label)


def open_microphone(media: MediaSettings) -> AudioSource:
    """Open the source of voice. One that cannot be opened is replaced by the test tone.

    Raises:
        ValueError: the setting means nothing.
    """
    kind, _, rest = media.microphone.partition(":")
    try:
        match kind:
            case "device":
                return Microphone(int(rest))
            case "file":
                return AudioFile(rest)
            case "auto" if has_device("input"):
                return Microphone(None)
            case "auto" | "test":
                pass
            case _:
                msg = f"microphone: {media.microphone!r} is none of auto, device:N, file:PATH, test"
                raise ValueError(msg)
    except OSError as error:
        _log.warning("no microphone: %s", type(error).__name__)
    return TestTone()


def open_loudspeaker(media: MediaSettings) -> Loudspeaker | None:
    """Open the loudspeaker; None where there is none.

    Raises:
        ValueError: the setting means nothing.
    """
    kind, _, rest = media.loudspeaker.partition(":")
    try:
        match kind:
            case "device":
                return Loudspeaker(int(rest))
            case "auto" if has_device("output"):
                return Loudspeaker(None)
            case "auto" | "none":
                return None
            case _:
                msg = f"loudspeaker: {media.loudspeaker!r} is none of auto, device:N, none"
                raise ValueError(msg)
    except OSError as error:
        _log.warning("no loudspeaker: %s", type(error).__name__)
    return None


def _has_camera() -> bool:
    """Look before OpenCV does: it complains on standard error about every camera that is not there."""
    return sys.platform == "win32" or any(Path("/dev").glob("video[0-9]*"))
