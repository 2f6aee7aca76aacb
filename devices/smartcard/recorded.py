"""A card service that tells its tap every command and answer, and one that plays them back.

A travel document's session cannot be played back, since its keys are fresh each time; a social security card's can.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from devices.errors import DeviceError, DeviceUnplugged
from devices.smartcard.base import CardLost, ReaderState
from devices.smartcard.reader import ServiceCardReader
from devices.smartcard.tlv import BadTlv, encode, objects
from devices.traffic import What, apdu

if TYPE_CHECKING:
    from collections.abc import Callable

    from devices.smartcard.access import Access
    from devices.smartcard.base import CardConnection, CardService, SmartCard, SmartCardReader
    from devices.traffic import Replay, Tap

PROTOCOL = "pcsc"
READ_CARD = "read_card"
_T0, _T1 = "t0", "t1"
_REPLAYED = "replayed"
_SECONDS = 60.0
_VERIFY = 0x20


def card_mask(what: What, data: bytes) -> bytes:
    """Mask one APDU and keep a record's tag and length, so that its reader takes the same way again."""
    if what is not What.IN or len(data) < 2:
        return apdu(what, data)
    try:
        parts = list(objects(data[:-2]))
    except BadTlv:
        return apdu(what, data)
    masked = b"".join(encode(tag, bytes(len(value))) for tag, value in parts)
    return masked + data[-2:] if len(masked) == len(data) - 2 else apdu(what, data)


class TappedService:
    """`CardService` whose cards are recorded. A PIN is never written, masked or not."""

    def __init__(self, service: CardService, tap: Tap) -> None:
        self._service = service
        self._tap = tap

    def states(self) -> tuple[ReaderState, ...]:
        """See `CardService.states`."""
        return self._service.states()

    def wait(self, known: tuple[ReaderState, ...], *, seconds: float) -> tuple[ReaderState, ...]:
        """See `CardService.wait`."""
        return self._service.wait(known, seconds=seconds)

    def connect(self, reader: str) -> CardConnection:
        """See `CardService.connect`."""
        connection = self._service.connect(reader)
        self._tap.happened(What.OPENED, _T0 if connection.t0 else _T1)
        return _Tapped(connection, self._tap)

    def close(self) -> None:
        """See `CardService.close`."""
        self._service.close()


class _Tapped:
    def __init__(self, connection: CardConnection, tap: Tap) -> None:
        self._connection = connection
        self._tap = tap
        self.t0 = connection.t0

    def transmit(self, command: bytes) -> bytes:
        """See `CardConnection.transmit`."""
        self._tap.sent(without_pin(command))
        try:
            answer = self._connection.transmit(command)
        except DeviceError as exc:
            self._tap.happened(What.ERROR, exc.reason)
            raise
        self._tap.received(answer)
        return answer

    def close(self) -> None:
        """See `CardConnection.close`."""
        self._tap.happened(What.CLOSED)
        self._connection.close()


def without_pin(command: bytes) -> bytes:
    """Return a command as it may be written: what follows the header of VERIFY is zeros."""
    verify = len(command) > 5 and command[1] == _VERIFY
    return command[:5] + bytes(len(command) - 5) if verify else command


class ReplayedService:
    """`CardService` with one card that answers as it did when it was recorded."""

    def __init__(self, replay: Replay) -> None:
        self._replay = replay

    def states(self) -> tuple[ReaderState, ...]:
        """Return the one reader; its card is there as long as something is left to play."""
        return (ReaderState(_REPLAYED, self._replay.peek() is What.OPENED),)

    def wait(self, known: tuple[ReaderState, ...], *, seconds: float) -> tuple[ReaderState, ...]:
        """Return at once: nothing happens in a recording that is not in it."""
        del known, seconds
        return self.states()

    def connect(self, reader: str) -> CardConnection:
        """Take the opening; raises `ReplayDiffers`."""
        return _Replayed(self._replay, self._replay.take(What.OPENED, did=f"opened {reader}").word)

    def close(self) -> None:
        """Nothing is held."""


class _Replayed:
    def __init__(self, replay: Replay, protocol: str) -> None:
        self._replay = replay
        self.t0 = protocol == _T0

    def transmit(self, command: bytes) -> bytes:
        """Take the recorded command, which must be this one, and its answer."""
        self._replay.sent(without_pin(command))
        moment = self._replay.take(What.IN, What.ERROR, did="waited for an answer")
        if moment.what is What.IN:
            return moment.data
        lost = moment.word in ("card_removed", "card_fault")
        raise CardLost(moment.word) if lost else DeviceUnplugged(moment.word)

    def close(self) -> None:
        """Take the end of the connection."""
        self._replay.take(What.CLOSED, did="closed")


def read_and_tell(
    reader: SmartCardReader, ended: Callable[[str], None], *, timeout: float, access: Access | None = None
) -> SmartCard:
    """Read one card and tell the word it ended with; raises `DeviceError`."""
    try:
        card = reader.read(deadline=time.monotonic() + timeout, access=access)
    except DeviceError as exc:
        ended(exc.reason)
        raise
    finally:
        reader.close()
    ended("read")
    return card


def replay_reading(replay: Replay, ended: Callable[[str], None]) -> SmartCard:
    """Read the recorded card again; raises `ReplayDiffers`, and the `DeviceError` that the recording ended with."""
    return read_and_tell(ServiceCardReader(ReplayedService(replay), _REPLAYED), ended, timeout=_SECONDS)
