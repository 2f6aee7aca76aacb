"""A SAM_V reader: find, select, read, and what to do when the line, the card or the plug misbehaves.

A booth must never show a wrong card. So one reading is believed only when it came alone and is plausible; on any doubt
the card must say the same twice. Tried against our simulator on a pty; on no reader yet.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Self

from devices.errors import DeviceCancelled, DeviceFault, DeviceTimeout, NotReadable
from devices.health import Health, Watch
from devices.idcard import sam
from devices.idcard.base import IdCard, ReaderInfo
from devices.idcard.line import Line
from devices.idcard.questions import CARD_TROUBLE, FIND, READ, SELECT, TROUBLE, WHO
from devices.idcard.record import Reading, understand
from devices.idcard.sam import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from devices.idcard.link import Interrupt, Link

POLL = 0.3
"""Seconds between two looks for a card; readers want at least 300 ms."""
TRIES = 3
"""How often a faulty card is tried, and how many readings may differ, before it counts as unreadable."""


class SamIdCardReader:
    """`IdCardReader` over a link; opens it when first needed and again after it vanished."""

    def __init__(
        self, link: Link, *, interrupted: Interrupt | None = None, now: Callable[[], float] = time.monotonic
    ) -> None:
        self.link = link
        self._now = now
        self._interrupted = interrupted or threading.Event()
        self._info: ReaderInfo | None = None
        self._line = Line(link, interrupted=self._interrupted, now=now)
        self._watch = Watch(now)

    @property
    def health(self) -> Health:
        """How the reader has been doing, by the reader's own clock; may be looked at from any thread."""
        return self._watch.health

    def open(self) -> ReaderInfo:
        """Open the link and ask the reader who it is; harmless when open. Raises `DeviceError`.

        A reader that does not tell its number but answers is served all the same; its `sam_number` is "".
        """
        with self._watch.operation():
            self._open_link()
            if self._info is None:
                reply = self._line.ask(WHO, self._now() + 2 * WHO.seconds)
                number = sam.sam_number(reply.data) if reply.status == Status.OK else ""
                self._watch.identified(serial=number)
                self._info = ReaderInfo(driver=self.link.driver, port=self.link.path, sam_number=number)
        return self._info

    def wait_for_card(self, *, deadline: float) -> None:
        """Return when a card lies on the reader; raises `DeviceTimeout("no_card")` at `deadline`."""
        with self._watch.operation():
            self._wait(deadline, found=True)

    def wait_for_removal(self, *, deadline: float) -> None:
        """Return when the card is gone; raises `DeviceTimeout("card_left")`."""
        with self._watch.operation():
            self._wait(deadline, found=False)

    def read(self, *, deadline: float) -> IdCard:
        """Wait for a card and read it: see `IdCardReader.read`."""
        with self._watch.operation():
            return self._read(deadline)

    def close(self) -> None:
        """Release the link; harmless when closed."""
        self._info = None
        self._line.forget()
        self.link.close()

    def __enter__(self) -> Self:
        """Return the reader; it opens when it is first used."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the link."""
        self.close()

    def _open_link(self) -> None:
        """Open the link unless it is open and still leads to what its path names."""
        if not self.link.alive():
            self.close()
            self.link.open()

    def _wait(self, deadline: float, *, found: bool) -> None:
        for _ in self._polls(deadline):
            if self._found(deadline) is found:
                return
        raise DeviceTimeout("no_card" if found else "card_left", self.link.path)

    def _found(self, deadline: float) -> bool:
        reply = self._line.ask(FIND, deadline)
        self._raise_trouble(reply)
        return reply.status == Status.FOUND

    def _read(self, deadline: float) -> IdCard:
        faults = 0
        for _ in self._polls(deadline):
            reply = self._try(deadline)
            if reply.status == Status.OK:
                reading = self._believed(reply, deadline)
                if reading is not None:
                    return reading.card()
            faults += reply.status in CARD_TROUBLE
            if faults == TRIES:
                break
        if faults:
            raise NotReadable("card_fault", self.link.path)
        raise DeviceTimeout("no_card", self.link.path)

    def _try(self, deadline: float) -> sam.Reply:
        """Find, select and read; return the first reply that is not as it should be, or the record."""
        for question, wanted in ((FIND, Status.FOUND), (SELECT, Status.OK), (READ, Status.OK)):
            reply = self._line.ask(question, deadline)
            self._raise_trouble(reply)
            if reply.status != wanted:
                return reply
        return reply

    def _believed(self, reply: sam.Reply, deadline: float) -> Reading | None:
        """Return the reading that may be believed, or refused; None when the card went away meanwhile.

        Raises:
            NotReadable: `card_fault`: the readings keep differing.
            DeviceTimeout: `no_answer`: the deadline passed before the second reading.
        """
        reading = understand(reply.data)
        if self._line.came_alone() and reading.plausible:
            return reading
        for _ in range(TRIES):
            if self._now() >= deadline:
                raise DeviceTimeout("no_answer", self.link.path)
            self._line.settle()
            again = self._read_again(deadline)
            if again is None:
                return None
            if again.data == reading.data:
                return again
            reading = again
        raise NotReadable("card_fault", f"{self.link.path}: readings differ")

    def _read_again(self, deadline: float) -> Reading | None:
        """Read the card that was read a moment ago; many readers do not find it anew before it was lifted."""
        reply = self._line.ask(READ, deadline)
        if reply.status != Status.OK:
            reply = self._try(deadline)
        return understand(reply.data) if reply.status == Status.OK else None

    def _raise_trouble(self, reply: sam.Reply) -> None:
        if reply.status == Status.UNKNOWN_CARD:
            raise NotReadable("unknown_card", self.link.path)
        if reply.status in TROUBLE - CARD_TROUBLE:
            raise DeviceFault("sam_fault", f"{self.link.path}: status {reply.status:02X}")

    def _polls(self, deadline: float) -> Iterator[None]:
        """Yield at once and then every `POLL` seconds until the deadline."""
        self._open_link()
        while True:
            yield
            rest = deadline - self._now()
            if self._interrupted.wait(max(0.0, min(POLL, rest))):
                raise DeviceCancelled("cancelled", self.link.path)
            if rest <= POLL:
                return
