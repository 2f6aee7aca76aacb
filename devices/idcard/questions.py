"""What a host asks a SAM_V reader, how long each answer may take, and which replies can be its answer.

A reply does not say what it answers. So one that comes late, from a question given up, is known by its status and size.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from devices.idcard.sam import Command, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from devices.idcard.sam import Reply

TROUBLE = frozenset(Status) - {Status.OK, Status.FOUND, Status.FIND_FAILED, Status.SELECT_FAILED, Status.NO_CONTENT}
"""Statuses that may answer any question: something is wrong with the line, the card or the reader."""

CARD_TROUBLE = frozenset(
    {
        Status.SAM_REFUSED_BY_CARD,
        Status.CARD_REFUSED_BY_SAM,
        Status.INFORMATION_UNVERIFIED,
        Status.CARD_READ_FAILED,
        Status.RANDOM_NUMBER_FAILED,
        Status.NOT_PERMITTED,
        Status.UNKNOWN_ERROR,
    }
)
"""Of these a second try, or the card put back once more, may get the better."""


@dataclass(frozen=True, slots=True)
class Question:
    """One command and what may answer it."""

    command: Command
    seconds: float
    """How long to wait before asking again."""
    fits: Callable[[int, int], bool]
    """Whether a status with so many bytes of data is an answer, trouble apart."""

    def answers(self, reply: Reply) -> bool:
        """Whether the reply can be the answer to this question."""
        if reply.status in TROUBLE:
            return not reply.data
        return self.fits(reply.status, len(reply.data))


WHO = Question(Command.SAM_ID, 2.0, lambda status, size: status == Status.OK and size == 16)
FIND = Question(Command.FIND, 2.0, lambda status, _: status in (Status.FOUND, Status.FIND_FAILED))
SELECT = Question(
    Command.SELECT, 2.0, lambda status, size: (status == Status.OK and size < 16) or status == Status.SELECT_FAILED
)
READ = Question(Command.READ, 5.0, lambda status, size: status == Status.OK and size > 16)
