"""Microphone and loudspeaker. PortAudio calls back on threads of its own; between them and us is 200 ms at most."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import numpy as np

from peer.media.source import SAMPLE_RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

KEEP_SECONDS = 0.2
"""Samples older than this are dropped: late voice is worse than a missing word."""


class SampleBuffer:
    """Samples between two threads; the oldest are dropped when there are too many."""

    def __init__(self, *, keep: int = int(KEEP_SECONDS * SAMPLE_RATE)) -> None:
        self._keep = keep
        self._lock = threading.Lock()
        self._samples = np.zeros(0, np.int16)

    def put(self, samples: NDArray[np.int16]) -> None:
        """Add at the end."""
        with self._lock:
            self._samples = np.concatenate([self._samples, samples])[-self._keep :]

    def take(self, count: int) -> NDArray[np.int16]:
        """Return the oldest `count` samples, silence where there are fewer."""
        with self._lock:
            out, self._samples = self._samples[:count], self._samples[count:]
        return out if out.size == count else np.concatenate([out, np.zeros(count - out.size, np.int16)])


class Microphone:
    """An `AudioSource`: the machine's microphone by its PortAudio number, None for the default one."""

    def __init__(self, number: int | None) -> None:
        """Open it.

        Raises:
            OSError: it cannot be opened.
        """
        self._buffer = SampleBuffer()
        self._stream = _open_stream("InputStream", number, self._heard)

    def samples(self, count: int) -> NDArray[np.int16]:
        """Return the next `count` samples."""
        return self._buffer.take(count)

    def close(self) -> None:
        """Stop listening."""
        self._stream.close()

    def _heard(self, data: NDArray[np.int16], count: int, at: object, status: object) -> None:
        del count, at, status
        self._buffer.put(data[:, 0].copy())


class Loudspeaker:
    """The machine's loudspeaker by its PortAudio number, None for the default one."""

    def __init__(self, number: int | None) -> None:
        """Open it.

        Raises:
            OSError: it cannot be opened.
        """
        self._buffer = SampleBuffer()
        self._stream = _open_stream("OutputStream", number, self._wanted)

    def play(self, samples: NDArray[np.int16]) -> None:
        """Play these next."""
        self._buffer.put(samples)

    def close(self) -> None:
        """Fall silent."""
        self._stream.close()

    def _wanted(self, data: NDArray[np.int16], count: int, at: object, status: object) -> None:
        del at, status
        data[:, 0] = self._buffer.take(count)


def has_device(kind: str) -> bool:
    """Tell whether the machine has an `input` or `output` device at all."""
    try:
        import sounddevice

        return bool(sounddevice.query_devices(kind=kind))
    except (OSError, ValueError, _port_audio_error()):
        return False


def _open_stream(kind: str, number: int | None, callback: Any) -> Any:
    try:
        import sounddevice

        stream = getattr(sounddevice, kind)(
            samplerate=SAMPLE_RATE, blocksize=SAMPLE_RATE // 50, device=number, channels=1, dtype="int16",
            callback=callback,
        )  # fmt: skip
        stream.start()
    except (ValueError, _port_audio_error()) as error:
        raise OSError(str(error)) from None
    return stream


def _port_audio_error() -> type[Exception]:
    try:
        import sounddevice
    except OSError:
        return OSError
    found: type[Exception] = sounddevice.PortAudioError
    return found
