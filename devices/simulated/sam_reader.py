"""The reader's side of SAM_V: answers frames as a reader does, and as one in trouble does; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from devices.idcard import sam
from devices.idcard.sam import Command, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from devices.simulated.cards import ChipCard

SAM_NUMBER = bytes.fromhex("05000100E6D6340187D612004DE640BB")
"""05.01-20240102-0001234567-3141592653"""


@dataclass(frozen=True, slots=True)
class Answer:
    """Bytes to send, so long after the question."""

    after: float
    data: bytes


class SimulatedSamReader:
    """One reader with at most one card on it. Faults are asked for by number of replies they spoil."""

    def __init__(self) -> None:
        self.card: ChipCard | None = None
        self.slow = 0.0
        """Seconds by which every reply is late."""
        self.split = 0
        """Send replies in pieces of so many bytes; 0 sends them whole."""
        self.noise = b""
        """Put before every reply."""
        self.wrong_checksums = 0
        """So many of the next records are sent with a wrong check byte."""
        self.card_faults = 0
        """So many of the next tries to read the card fail."""
        self.silences = 0
        """So many of the next questions stay without an answer."""
        self.late_replies = 0
        self.late_by = 1.0
        self.questions = 0
        """Whole questions taken so far."""
        self._selected = False
        self._parser = sam.Parser()

    def insert(self, card: ChipCard) -> None:
        """Put a card on the reader in place of what lay there."""
        self.card, self._selected = card, False

    def remove(self) -> None:
        """Take the card off; harmless when there is none."""
        self.card, self._selected = None, False

    def receive(self, data: bytes) -> list[Answer]:
        """Take bytes from the line and return what to send, in order."""
        answers: list[Answer] = []
        for item in self._parser.receive(data):
            if isinstance(item, sam.BadChecksum):
                answers += self._spoiled(sam.reply(Status.CHECKSUM_ERROR))
            else:
                self.questions += 1
                answers += self._spoiled(self._answer(item))
        return answers

    def _answer(self, payload: bytes) -> bytes:
        answers: dict[Command, Callable[[], bytes]] = {
            Command.RESET: lambda: sam.reply(Status.OK),
            Command.STATUS: lambda: sam.reply(Status.OK),
            Command.SAM_ID: lambda: sam.reply(Status.OK, SAM_NUMBER),
            Command.FIND: self._find,
            Command.SELECT: self._select,
            Command.READ: self._read,
            Command.READ_NEW_ADDRESS: lambda: sam.reply(Status.NO_CONTENT),
        }
        try:
            answer = answers[Command(payload)]
        except (KeyError, ValueError):
            return sam.reply(Status.COMMAND_ERROR)
        return answer()

    def _find(self) -> bytes:
        self._selected = False
        return sam.reply(Status.FOUND, bytes(4)) if self.card else sam.reply(Status.FIND_FAILED)

    def _select(self) -> bytes:
        self._selected = self.card is not None
        return sam.reply(Status.OK, bytes(8)) if self._selected else sam.reply(Status.SELECT_FAILED)

    def _read(self) -> bytes:
        if self.card is None or not self._selected:
            return sam.reply(Status.CARD_READ_FAILED)
        if self.card_faults:
            self.card_faults -= 1
            self._selected = False
            return sam.reply(Status.CARD_READ_FAILED)
        text, photo = self.card.text, self.card.photo
        lengths = len(text).to_bytes(2, "big") + len(photo).to_bytes(2, "big")
        record = sam.reply(Status.OK, lengths + text + photo)
        if self.wrong_checksums:
            self.wrong_checksums -= 1
            return record[:-1] + bytes([record[-1] ^ 0x55])
        return record

    def _spoiled(self, reply: bytes) -> list[Answer]:
        if self.silences:
            self.silences -= 1
            return []
        after = self.slow
        if self.late_replies:
            self.late_replies -= 1
            after += self.late_by
        data = self.noise + reply
        size = self.split or len(data)
        return [Answer(after, data[at : at + size]) for at in range(0, len(data), size)]
