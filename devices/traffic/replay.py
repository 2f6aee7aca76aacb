"""Gives a recording back, moment for moment, in the recording's own time; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devices.traffic.recording import Moment, What

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHOWN = 24


class ReplayDiffers(Exception):
    """The driver did something else than when it was recorded."""

    def __init__(self, position: int, expected: str, did: str) -> None:
        """`position` counts moments from 1; the sentences hold no more bytes than tell two commands apart."""
        super().__init__(f"moment {position}: recorded {expected}, now {did}")
        self.position = position
        self.expected = expected
        self.did = did


class Replay:
    """One pass through a recording. The driver goes by `time`, which is that of the last moment taken."""

    def __init__(self, moments: Sequence[Moment]) -> None:
        self._moments = moments
        self._next = 0
        self.time = 0.0

    def peek(self) -> What | None:
        """What comes next; None at the end."""
        return self._moments[self._next].what if self._next < len(self._moments) else None

    def take(self, *whats: What, did: str) -> Moment:
        """Return the next moment, which must be one of `whats`; raises `ReplayDiffers`."""
        if self.peek() not in whats:
            raise self._differs(did)
        moment = self._moments[self._next]
        self._next += 1
        self.time = max(self.time, moment.at)
        return moment

    def sent(self, data: bytes) -> Moment:
        """Take what the driver says now: the recorded bytes, or the error they met."""
        if self.peek() is What.OUT and self._moments[self._next].data != data:
            raise self._differs(_told(What.OUT, data))
        return self.take(What.OUT, What.ERROR, did=_told(What.OUT, data))

    def finish(self, word: str) -> None:
        """Take the end; raises `ReplayDiffers` where it is another, or not reached yet."""
        end = self.take(What.END, did=f"end {word}")
        if end.word != word:
            raise ReplayDiffers(self._next, f"end {end.word}", f"end {word}")

    def _differs(self, did: str) -> ReplayDiffers:
        if self._next >= len(self._moments):
            return ReplayDiffers(self._next + 1, "the end of the file", did)
        moment = self._moments[self._next]
        return ReplayDiffers(self._next + 1, _told(moment.what, moment.data, moment.word), did)


def _told(what: What, data: bytes = b"", word: str = "") -> str:
    shown = data[:_SHOWN].hex() + ("…" if len(data) > _SHOWN else "")
    return " ".join(part for part in (what.value, word, shown) if part)
