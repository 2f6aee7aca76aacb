"""Listens to the booth's microphone for the technician's level meter. Nothing is kept."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

from peer.media.open import open_microphone
from peer.media.source import SAMPLE_RATE

if TYPE_CHECKING:
    from collections.abc import Callable

    from peer.settings import MediaSettings

_EVERY = 0.1
_LONGEST = 30.0
"""Seconds after which it stops by itself."""
_FULL = 32768.0


class MicrophoneEar:
    """Implements `kiosk.technician_bench.Ear` on a thread of its own."""

    def __init__(self, media: MediaSettings) -> None:
        self._media = media
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, told: Callable[[float], None]) -> None:
        """Tell the level, 0 to 1, ten times a second, for half a minute."""
        self.stop()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(told, self._stop), name="technician-ear", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Listen no more; harmless when it does not."""
        self._stop.set()
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.join(2.0)

    def _run(self, told: Callable[[float], None], stop: threading.Event) -> None:
        microphone = open_microphone(self._media)
        try:
            for _ in range(int(_LONGEST / _EVERY)):
                if stop.wait(_EVERY):
                    break
                heard = microphone.samples(int(SAMPLE_RATE * _EVERY)).astype(np.float64)
                told(min(1.0, float(np.sqrt(np.mean(np.square(heard)))) / _FULL * 4))
            told(0.0)
        finally:
            microphone.close()
