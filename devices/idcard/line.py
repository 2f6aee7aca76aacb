"""One question and its answer over a link, and whether the answer came alone.

Replies do not say which question they answer, and the check byte is weak: where two replies run into each other, one
chance in 256 lets a mixture pass, and with a photo of zeros far more. So the line is let fall quiet after whatever was
given up, and what was heard beside an answer is told: the caller then wants to hear it twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from devices.errors import DeviceCancelled, DeviceFault, DeviceTimeout
from devices.idcard import sam
from devices.idcard.sam import Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from devices.idcard.link import Interrupt, Link
    from devices.idcard.questions import Question

SHORTEST_ANSWER = 0.25
"""Seconds that a question may take at least, however near the deadline: a healthy reader answers by then."""
TRIES = 3
"""How often one question is asked before the line counts as garbled."""
LATEST_ANSWER = 10.0
"""Seconds after which the answer to a question given up is not expected any more."""
_READ_SECONDS = 0.02
_QUIET_SECONDS = 0.05
_LONGEST_BABBLE = 0.5
_BABBLE_READS = 1000


class Line:
    """Asks over a link. `now` is the clock of all deadlines."""

    def __init__(self, link: Link, *, interrupted: Interrupt, now: Callable[[], float]) -> None:
        self.link = link
        self.interrupted = interrupted
        self.now = now
        self._parser = sam.Parser()
        self._unsettled = True
        self._owed_until = float("-inf")
        self._strays = False

    def forget(self) -> None:
        """Begin anew: the link was closed."""
        self._parser.forget()
        self._unsettled, self._owed_until = True, float("-inf")

    def ask(self, question: Question, deadline: float) -> sam.Reply:
        """Ask until an answer comes whole, `TRIES` times at most.

        Raises:
            DeviceTimeout: `no_answer`.
            DeviceFault: `garbled`.
            DeviceCancelled: interrupted while waiting.
        """
        silent = False
        for _ in range(TRIES):
            try:
                reply = self._ask_once(question, deadline)
            except DeviceTimeout:
                silent = True
                if self.now() >= deadline:
                    break
                continue
            silent = False
            if reply is not None and reply.status not in (Status.CHECKSUM_ERROR, Status.LENGTH_ERROR):
                return reply
        if silent:
            raise DeviceTimeout("no_answer", self.link.path)
        raise DeviceFault("garbled", self.link.path)

    def came_alone(self) -> bool:
        """Whether the last answer was all that was heard, and no earlier one may still be under way.

        Listens a moment for what follows: bytes pushed into a frame push as many out behind it.
        """
        surplus = self._parser.unfinished or bool(self.link.read(_READ_SECONDS))
        self._unsettled = self._unsettled or surplus
        return not (surplus or self._strays or self._parser.stray or self.now() < self._owed_until)

    def settle(self) -> None:
        """Throw away what arrives until the line has been silent for a moment."""
        last = begun = self.now()
        for _ in range(_BABBLE_READS):
            if self.link.read(_READ_SECONDS):
                last = self.now()
            if self.now() - last >= _QUIET_SECONDS or self.now() - begun >= _LONGEST_BABBLE:
                break
        self._unsettled = False

    def _ask_once(self, question: Question, deadline: float) -> sam.Reply | None:
        """Ask once; None when the answer came with a wrong check byte."""
        self._prepare()
        begun = self.now()
        end = max(min(deadline, begun + question.seconds), begun + SHORTEST_ANSWER)
        self.link.write(sam.request(question.command))
        while self.now() < end:
            items = self._parser.receive(self.link.read(_READ_SECONDS))
            for item in items:
                reply = sam.as_reply(item)
                if reply is not None and question.answers(reply):
                    self._strays = self._strays or len(items) > 1
                    return reply
            self._strays = self._strays or bool(items)
            if any(isinstance(item, sam.BadChecksum) for item in items):
                self._unsettled = True
                return None
            if self.interrupted.is_set():
                self._give_up()
                raise DeviceCancelled("cancelled", self.link.path)
        self._give_up()
        raise DeviceTimeout("no_answer", self.link.path)

    def _prepare(self) -> None:
        self._strays = False
        if self._unsettled:
            self.settle()
        elif self.link.read(0):
            self._strays = True
            self.settle()
        self._parser.forget()

    def _give_up(self) -> None:
        self._unsettled = True
        self._owed_until = self.now() + LATEST_ANSWER
