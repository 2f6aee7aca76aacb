"""What aiortc pulls from: each frame is made when it is due and sent at once, so nothing queues on the way out.

A frame that would be late is left out. Muting sends silence and hiding a grey picture; the clock of the track goes on,
so the other end sees no jump when the voice or the picture comes back.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError
from av import AudioFrame, VideoFrame

from peer.media.level import LevelMeter
from peer.media.picture import grey
from peer.media.source import SAMPLE_RATE

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from peer.media.source import AudioSource, VideoSource

VIDEO_CLOCK = 90000
CHUNK = SAMPLE_RATE // 50
"""Samples in 20 ms, one Opus frame."""
MAX_LAG = 0.2
"""Seconds of voice that are caught up after a stall; more is left out."""


@dataclass(slots=True)
class Switches:
    """What the person at this end has switched off. One per engine; tracks look at it for each frame."""

    muted: bool = False
    hidden: bool = False
    level: LevelMeter = field(default_factory=LevelMeter)
    """Of what is sent."""


class CameraTrack(MediaStreamTrack):
    """Pictures of a source at its pace; `preview` sees every second one."""

    kind = "video"

    def __init__(
        self,
        source: VideoSource,
        switches: Switches,
        *,
        size: tuple[int, int],
        fps: int,
        preview: Callable[[VideoFrame], None],
    ) -> None:
        """Make the track; `size` is (width, height)."""
        super().__init__()
        self._source = source
        self._switches = switches
        self._grey = grey(width=size[0], height=size[1])
        self._fps = fps
        self._preview = preview
        self._begun: float | None = None
        self._frame = -1

    async def recv(self) -> VideoFrame:
        """Return the frame that is due next, when it is due."""
        now = await self._due()
        planes = None if self._switches.hidden else self._source.picture(now)
        frame = VideoFrame.from_ndarray(self._grey if planes is None else planes, format="yuv420p")
        frame.pts = self._frame * VIDEO_CLOCK // self._fps
        frame.time_base = Fraction(1, VIDEO_CLOCK)
        if self._frame % 2 == 0:
            self._preview(frame)
        return frame

    async def _due(self) -> float:
        if self.readyState != "live":
            raise MediaStreamError
        now = time.monotonic()
        if self._begun is None:
            self._begun = now
        self._frame = max(self._frame + 1, int((now - self._begun) * self._fps))
        await asyncio.sleep(self._begun + self._frame / self._fps - now)
        return time.monotonic()


class VoiceTrack(MediaStreamTrack):
    """Samples of a source, 20 ms at a time."""

    kind = "audio"

    def __init__(self, source: AudioSource, switches: Switches) -> None:
        super().__init__()
        self._source = source
        self._switches = switches
        self._begun: float | None = None
        self._chunk = -1

    async def recv(self) -> AudioFrame:
        """Return the 20 ms that are due next, when they are due."""
        await self._due()
        samples = self._source.samples(CHUNK)
        if self._switches.muted:
            samples = np.zeros(CHUNK, np.int16)
        self._switches.level.put(samples)
        frame = AudioFrame.from_ndarray(_row(samples), format="s16", layout="mono")
        frame.sample_rate = SAMPLE_RATE
        frame.pts = self._chunk * CHUNK
        frame.time_base = Fraction(1, SAMPLE_RATE)
        return frame

    async def _due(self) -> None:
        if self.readyState != "live":
            raise MediaStreamError
        now = time.monotonic()
        if self._begun is None:
            self._begun = now
        self._chunk = max(self._chunk + 1, int((now - self._begun - MAX_LAG) * 50))
        await asyncio.sleep(self._begun + self._chunk / 50 - now)


def _row(samples: NDArray[np.int16]) -> NDArray[np.int16]:
    return np.ascontiguousarray(samples[None, :])
