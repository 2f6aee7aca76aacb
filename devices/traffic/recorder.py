"""Writes what a driver's tap hears to a file, masked, and dares no more than that: a full disk ends the recording."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol, Self, TextIO

from devices.traffic.masks import clear
from devices.traffic.recording import Header, Moment, What, header_line, moment_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from devices.traffic.masks import Mask


class Tap(Protocol):
    """What a driver tells of its line. Called on the driver's thread; never raises."""

    def sent(self, data: bytes) -> None:
        """Bytes went out."""

    def received(self, data: bytes) -> None:
        """Bytes came, or b"": the driver looked in vain."""

    def happened(self, what: What, word: str = "") -> None:
        """The line was opened, closed, found gone, failed, or rested."""


class TrafficRecorder:
    """A `Tap` into a file that only its owner may read. `now` is any clock of seconds."""

    def __init__(self, path: Path, header: Header, *, mask: Mask, now: Callable[[], float]) -> None:
        """Create the file anew; raises `OSError`."""
        self._mask = mask if header.masked else clear
        self._now = now
        self._begun = now()
        self.time = 0.0
        """Time of the last moment: the clock a recorded driver goes by, so that it replays to the same tick."""
        self.failed = False
        """Whether the disk took no more; the recording ends before."""
        self._incoming: list[Moment] = []
        self._file: TextIO | None = os.fdopen(
            os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8", buffering=1
        )
        self._write(header_line(header))

    def sent(self, data: bytes) -> None:
        """See `Tap.sent`."""
        self._flush()
        self._put(Moment(at=self._tick(), what=What.OUT, data=self._mask(What.OUT, data)))

    def received(self, data: bytes) -> None:
        """See `Tap.received`; kept back until the answer is over, so that it is masked as a whole."""
        self._incoming.append(Moment(at=self._tick(), what=What.IN, data=data))

    def happened(self, what: What, word: str = "") -> None:
        """See `Tap.happened`."""
        self._flush()
        self._put(Moment(at=self._tick(), what=what, word=word))

    def ended(self, word: str) -> None:
        """The operation is over: `read`, or the reason of its error."""
        self.happened(What.END, word)

    def close(self) -> None:
        """End the recording; harmless when ended."""
        self._flush()
        file, self._file = self._file, None
        if file is not None:
            try:
                file.close()
            except OSError:
                self.failed = True

    def __enter__(self) -> Self:
        """Return the recorder."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the recording."""
        self.close()

    def _tick(self) -> float:
        self.time = max(self.time, round(self._now() - self._begun, 6))
        return self.time

    def _flush(self) -> None:
        heard, self._incoming = self._incoming, []
        masked = self._mask(What.IN, b"".join(moment.data for moment in heard))
        begin = 0
        for moment in heard:
            end = begin + len(moment.data)
            self._put(Moment(at=moment.at, what=What.IN, data=masked[begin:end]))
            begin = end

    def _put(self, moment: Moment) -> None:
        self._write(moment_line(moment))

    def _write(self, line: str) -> None:
        if self._file is None or self.failed:
            return
        try:
            self._file.write(line + "\n")
        except OSError:
            self.failed = True
