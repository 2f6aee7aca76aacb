"""A SAM_V reader on a serial port: find, select, read, and what to do when the line, the card or the plug misbehaves.

Replies do not say which question they answer. So each question accepts only the statuses and sizes that can answer it:
what comes late from an earlier question is passed over. Tried against our simulator on a pty; on no reader yet.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Self

from devices.errors import DeviceCancelled, DeviceFault, DeviceTimeout, NotReadable
from devices.idcard import sam
from devices.idcard.base import IdCard, ReaderInfo
from devices.idcard.questions import CARD_TROUBLE, FIND, READ, SELECT, TROUBLE, WHO, Question
from devices.idcard.sam import Status
from devices.idcard.text import decode
from devices.serial_port import SerialPort

if TYPE_CHECKING:
    from collections.abc import Iterator

POLL = 0.3
"""Seconds between two looks for a card; readers want at least 300 ms."""
SHORTEST_ANSWER = 0.25
"""Seconds that a question may take at least, however near the deadline: a healthy reader answers by then."""
TRIES = 3
"""How often one question is asked before the line counts as garbled, and a faulty card as unreadable."""


class SerialIdCardReader:
    """`IdCardReader` over pyserial; opens the port when first needed and again after it vanished."""

    def __init__(self, port: str, *, baud: int = 115200, interrupted: threading.Event | None = None) -> None:
        self.port = SerialPort(port, baud=baud)
        self._interrupted = interrupted or threading.Event()
        self._info: ReaderInfo | None = None
        self._parser = sam.Parser()

    def open(self) -> ReaderInfo:
        """Open the port and ask the reader who it is; harmless when open. Raises `DeviceError`.

        A reader that does not tell its number but answers is served all the same; its `sam_number` is "".
        """
        self._open_port()
        if self._info is None:
            reply = self._ask(WHO, time.monotonic() + 2 * WHO.seconds)
            number = sam.sam_number(reply.data) if reply.status == Status.OK else ""
            self._info = ReaderInfo(driver="sam_v_serial", port=self.port.path, sam_number=number)
        return self._info

    def wait_for_card(self, *, deadline: float) -> None:
        """Return when a card lies on the reader; raises `DeviceTimeout("no_card")` at `deadline` (time.monotonic)."""
        for _ in self._polls(deadline):
            if self._found(deadline):
                return
        raise DeviceTimeout("no_card", self.port.path)

    def wait_for_removal(self, *, deadline: float) -> None:
        """Return when the card is gone; raises `DeviceTimeout("card_left")`."""
        for _ in self._polls(deadline):
            if not self._found(deadline):
                return
        raise DeviceTimeout("card_left", self.port.path)

    def read(self, *, deadline: float) -> IdCard:
        """Wait for a card and read it: see `IdCardReader.read`."""
        faults = 0
        for _ in self._polls(deadline):
            reply = self._try(deadline)
            if reply.status == Status.OK:
                return self._decode(reply)
            faults += reply.status in CARD_TROUBLE
            if faults == TRIES:
                break
        if faults:
            raise NotReadable("card_fault", self.port.path)
        raise DeviceTimeout("no_card", self.port.path)

    def close(self) -> None:
        """Release the port; harmless when closed."""
        self._info = None
        self._parser.forget()
        self.port.close()

    def __enter__(self) -> Self:
        """Return the reader; it opens when it is first used."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the port."""
        self.close()

    def _open_port(self) -> None:
        """Open the port unless it is open and still the one that the path names."""
        if not self.port.alive():
            self.close()
            self.port.open()

    def _found(self, deadline: float) -> bool:
        reply = self._ask(FIND, deadline)
        self._raise_trouble(reply)
        return reply.status == Status.FOUND

    def _try(self, deadline: float) -> sam.Reply:
        """Find, select and read; return the first reply that is not as it should be, or the record."""
        for question, wanted in ((FIND, Status.FOUND), (SELECT, Status.OK), (READ, Status.OK)):
            reply = self._ask(question, deadline)
            self._raise_trouble(reply)
            if reply.status != wanted:
                return reply
        return reply

    def _decode(self, reply: sam.Reply) -> IdCard:
        try:
            text, photo = sam.split_record(reply.data)
        except sam.NotAReply as exc:
            raise DeviceFault("garbled", self.port.path) from exc
        return decode(text, photo)

    def _raise_trouble(self, reply: sam.Reply) -> None:
        if reply.status == Status.UNKNOWN_CARD:
            raise NotReadable("unknown_card", self.port.path)
        if reply.status in TROUBLE - CARD_TROUBLE:
            raise DeviceFault("sam_fault", f"{self.port.path}: status {reply.status:02X}")

    def _polls(self, deadline: float) -> Iterator[None]:
        """Yield at once and then every `POLL` seconds until the deadline."""
        self._open_port()
        while True:
            yield
            rest = deadline - time.monotonic()
            if self._interrupted.wait(max(0.0, min(POLL, rest))):
                raise DeviceCancelled("cancelled", self.port.path)
            if rest <= POLL:
                return

    def _ask(self, question: Question, deadline: float) -> sam.Reply:
        """Ask until an answer comes whole, `TRIES` times at most."""
        silent = False
        for _ in range(TRIES):
            try:
                reply = self._ask_once(question, deadline)
            except DeviceTimeout:
                silent = True
                if time.monotonic() >= deadline:
                    break
                continue
            silent = False
            if reply is not None and reply.status not in (Status.CHECKSUM_ERROR, Status.LENGTH_ERROR):
                return reply
        if silent:
            raise DeviceTimeout("no_answer", self.port.path)
        raise DeviceFault("garbled", self.port.path)

    def _ask_once(self, question: Question, deadline: float) -> sam.Reply | None:
        """Ask once; None when the answer came with a wrong check byte."""
        now = time.monotonic()
        end = max(min(deadline, now + question.seconds), now + SHORTEST_ANSWER)
        self._parser.forget()
        self.port.drop_input()
        self.port.write(sam.request(question.command))
        while time.monotonic() < end:
            items = self._parser.receive(self.port.read())
            for item in items:
                reply = sam.as_reply(item)
                if reply is not None and question.answers(reply):
                    return reply
            if any(isinstance(item, sam.BadChecksum) for item in items):
                self.port.wait_for_quiet()
                return None
            if self._interrupted.is_set():
                raise DeviceCancelled("cancelled", self.port.path)
        raise DeviceTimeout("no_answer", self.port.path)
