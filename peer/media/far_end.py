"""What comes from the other end: the newest picture for the screen, the voice for the loudspeaker, and figures of both.

Belongs to the engine's loop; only `NewestFrame` is touched by other threads.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from av.video.reformatter import VideoReformatter

from peer.media.frame import VideoFrame
from peer.media.level import LevelMeter

if TYPE_CHECKING:
    import av
    from numpy.typing import NDArray

    from peer.media.newest import NewestFrame
    from peer.media.soundcard import Loudspeaker

MAX_WIDTH = 1920
"""A wider picture is made smaller before it is painted: no peer can make us hold enormous ones."""


@dataclass(slots=True)
class Figures:
    """Of one call."""

    frames: int = 0
    width: int = 0
    height: int = 0
    first_frame_at: float | None = None
    """time.monotonic() of the first decoded frame."""
    newest_frame_at: float | None = None


class Painter:
    """Turns decoded pictures into BGRA and leaves them in the mailbox."""

    def __init__(self, mailbox: NewestFrame) -> None:
        self._mailbox = mailbox
        self._reformatter = VideoReformatter()

    def put(self, frame: av.VideoFrame) -> None:
        """Show this picture next."""
        width, height = frame.width, frame.height
        if width > MAX_WIDTH:
            width, height = MAX_WIDTH, max(2, height * MAX_WIDTH // width)
        bgra = self._reformatter.reformat(frame, format="bgra", width=width, height=height)
        self._mailbox.put(VideoFrame(_pixels(bgra), time.monotonic()))


class FarEnd:
    """Takes the decoded frames of a call."""

    def __init__(self, painter: Painter) -> None:
        self._painter = painter
        self.loudspeaker: Loudspeaker | None = None
        """Where the voice goes, when there is one."""
        self.figures = Figures()
        self.level = LevelMeter()
        """For the needle, ten times a second."""
        self.second = LevelMeter()
        """For the quality, once a second."""
        self.report = LevelMeter()
        """For the server, every few seconds."""

    def saw(self, frame: av.VideoFrame) -> None:
        """Take a picture."""
        now = time.monotonic()
        figures = self.figures
        figures.frames += 1
        figures.width, figures.height = frame.width, frame.height
        figures.first_frame_at = figures.first_frame_at or now
        figures.newest_frame_at = now
        self._painter.put(frame)

    def heard(self, frame: av.AudioFrame) -> None:
        """Take 20 ms of voice."""
        samples = _one_channel(frame)
        for meter in (self.level, self.second, self.report):
            meter.put(samples)
        if self.loudspeaker is not None:
            self.loudspeaker.play(samples)


def _pixels(bgra: av.VideoFrame) -> NDArray[np.uint8]:
    """Return the picture's own bytes, copied only where its rows are padded."""
    plane = bgra.planes[0]
    rows = np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)[: bgra.height]  # type: ignore[call-overload]  # PyAV planes are buffers; numpy does not know
    return np.ascontiguousarray(rows[:, : bgra.width * 4]).reshape(bgra.height, bgra.width, 4)


def _one_channel(frame: av.AudioFrame) -> NDArray[np.int16]:
    samples = frame.to_ndarray().reshape(-1)
    channels = len(frame.layout.channels)
    return np.ascontiguousarray(samples[::channels], np.int16) if frame.format.is_packed else samples.astype(np.int16)
