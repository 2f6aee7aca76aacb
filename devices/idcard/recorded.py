"""A link that tells its tap everything, and one that plays it back: both are link, clock and interrupt in one.

The driver goes by the time of the last recorded moment while it is recorded, and again when it is replayed. So it takes
the same decisions at the same moments, deadlines included.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from devices.errors import DeviceBusy, DeviceError, DeviceFault, DeviceTimeout, DeviceUnplugged
from devices.idcard.sam_reader import SamIdCardReader
from devices.traffic import What

if TYPE_CHECKING:
    from collections.abc import Callable

    from devices.idcard.base import IdCard
    from devices.idcard.link import Interrupt, Link
    from devices.traffic import Replay, TrafficRecorder

T = TypeVar("T")
_ERRORS: dict[str, type[DeviceError]] = {
    "unplugged": DeviceUnplugged,
    "busy": DeviceBusy,
    "cannot_open": DeviceFault,
    "no_answer": DeviceTimeout,
}


class RecordedLink:
    """`Link`, `Interrupt` and clock of a driver that is being recorded."""

    def __init__(self, link: Link, recorder: TrafficRecorder, *, interrupted: Interrupt) -> None:
        self.driver = link.driver
        self.path = link.path
        self._link = link
        self._recorder = recorder
        self._interrupted = interrupted
        self._open = False

    def now(self) -> float:
        """Return seconds since the recording began, as of the last moment."""
        return self._recorder.time

    def open(self) -> None:
        """See `Link.open`."""
        self._guard(self._link.open)
        self._open = True
        self._recorder.happened(What.OPENED)

    def alive(self) -> bool:
        """See `Link.alive`."""
        alive = self._link.alive()
        if self._open and not alive:
            self._open = False
            self._recorder.happened(What.GONE)
        return alive

    def write(self, frame: bytes) -> None:
        """See `Link.write`."""
        self._guard(lambda: self._link.write(frame))
        self._recorder.sent(frame)

    def read(self, seconds: float) -> bytes:
        """See `Link.read`."""
        data = self._guard(lambda: self._link.read(seconds))
        self._recorder.received(data)
        return data

    def close(self) -> None:
        """See `Link.close`."""
        self._link.close()
        if self._open:
            self._open = False
            self._recorder.happened(What.CLOSED)

    def is_set(self) -> bool:
        """See `Interrupt.is_set`."""
        return self._interrupted.is_set()

    def wait(self, timeout: float | None = None) -> bool:
        """See `Interrupt.wait`."""
        ended = self._interrupted.wait(timeout)
        self._recorder.happened(What.PAUSE)
        return ended

    def _guard(self, call: Callable[[], T]) -> T:
        try:
            return call()
        except DeviceError as exc:
            self._open = False
            self._recorder.happened(What.ERROR, exc.reason)
            raise


class ReplayedLink:
    """The same three, from a recording."""

    driver = "replay"
    path = "replay"

    def __init__(self, replay: Replay) -> None:
        self._replay = replay
        self._open = False

    def now(self) -> float:
        """Return the recording's time."""
        return self._replay.time

    def open(self) -> None:
        """See `Link.open`."""
        self._settle(What.OPENED, did="open")
        self._open = True

    def alive(self) -> bool:
        """See `Link.alive`."""
        if self._open and self._replay.peek() is What.GONE:
            self._replay.take(What.GONE, did="look")
            self._open = False
        return self._open

    def write(self, frame: bytes) -> None:
        """See `Link.write`; raises `ReplayDiffers` for another frame than the recorded one."""
        moment = self._replay.sent(frame)
        self._raise(moment.what, moment.word)

    def read(self, seconds: float) -> bytes:
        """See `Link.read`."""
        del seconds
        return self._settle(What.IN, did="read")

    def close(self) -> None:
        """See `Link.close`."""
        if self._open:
            self._open = False
            self._replay.take(What.CLOSED, did="close")

    def is_set(self) -> bool:
        """Nobody interrupts a replay."""
        return False

    def wait(self, timeout: float | None = None) -> bool:
        """See `Interrupt.wait`."""
        del timeout
        self._replay.take(What.PAUSE, did="pause")
        return False

    def _settle(self, what: What, *, did: str) -> bytes:
        moment = self._replay.take(what, What.ERROR, did=did)
        self._raise(moment.what, moment.word)
        return moment.data

    def _raise(self, what: What, word: str) -> None:
        if what is What.ERROR:
            self._open = False
            raise _ERRORS.get(word, DeviceFault)(word, self.path)


def read_and_tell(link: RecordedLink | ReplayedLink, ended: Callable[[str], None], *, timeout: float) -> IdCard:
    """Read one card over the link, recorded or replayed, and tell `ended` the word the operation came to.

    Raises what `SamIdCardReader.read` raises, after telling.
    """
    reader = SamIdCardReader(link, interrupted=link, now=link.now)
    try:
        card = reader.read(deadline=link.now() + timeout)
    except DeviceError as exc:
        reader.close()
        ended(exc.reason)
        raise
    reader.close()
    ended(" ".join(("read", *card.doubts, *card.impossible_dates)))
    return card
