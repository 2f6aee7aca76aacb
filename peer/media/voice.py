"""Voice without a microphone: a soft spoken-like tone, and a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import av
import numpy as np

from peer.media.source import SAMPLE_RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_FILE_SECONDS = 120
"""A longer file is cut here: it is held in memory."""
_PHRASE_SECONDS = 4


class TestTone:
    """An `AudioSource` that sounds a little like speech: syllables, harmonics, and a pause at the end of a phrase."""

    __test__ = False

    def __init__(self, *, pitch: float = 180.0) -> None:
        self._phrase = _phrase(pitch)
        self._at = 0

    def samples(self, count: int) -> NDArray[np.int16]:
        """Return the next `count` samples."""
        out = np.take(self._phrase, range(self._at, self._at + count), mode="wrap")
        self._at = (self._at + count) % self._phrase.size
        return out

    def close(self) -> None:
        """Nothing is held."""


class AudioFile(TestTone):
    """An `AudioSource` that plays a file over and over."""

    def __init__(self, path: str) -> None:
        """Read the file.

        Raises:
            OSError: there is no such file, or it holds no sound.
            av.FFmpegError: it is no such file.
        """
        self._phrase = _decoded(path)
        self._at = 0


def _phrase(pitch: float) -> NDArray[np.int16]:
    at = np.arange(SAMPLE_RATE * _PHRASE_SECONDS) / SAMPLE_RATE
    # Whole cycles in a phrase, so that it joins its own beginning without a click.
    base = 2 * np.pi * round(pitch * _PHRASE_SECONDS) / _PHRASE_SECONDS * at
    tone = np.sum([np.sin(base * n) / n**1.4 for n in range(1, 7)], axis=0)
    syllables = np.clip(np.sin(2 * np.pi * 3.5 * at), 0, 1) ** 0.6
    speaking = np.clip((3.1 - at) * 8, 0, 1)
    return np.asarray(0.09 * 32767 * tone * syllables * speaking, np.int16)


def _decoded(path: str) -> NDArray[np.int16]:
    resampler = av.AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE)
    parts: list[NDArray[np.int16]] = []
    left = MAX_FILE_SECONDS * SAMPLE_RATE
    with av.open(path) as container:
        if not container.streams.audio:
            msg = f"{path} holds no sound"
            raise OSError(msg)
        for frame in container.decode(audio=0):
            for even in resampler.resample(frame):
                parts.append(even.to_ndarray().reshape(-1).astype(np.int16))
                left -= parts[-1].size
            if left <= 0:
                break
    if not parts:
        msg = f"{path} holds no sound"
        raise OSError(msg)
    return np.concatenate(parts)
