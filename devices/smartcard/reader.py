"""A reader of smart cards over a card service: wait for a card, find out what it is, read it, let it go."""

from __future__ import annotations

import datetime as dt
import threading
import time
from typing import TYPE_CHECKING, Self

from devices.errors import DeviceCancelled, DeviceTimeout, DeviceUnplugged, NotReadable
from devices.smartcard.apdu import Channel
from devices.smartcard.base import CardLost, SmartCard, SmartCardReaderInfo
from devices.smartcard.emrtd import read_travel_document
from devices.smartcard.social_security import read_social_security

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from devices.smartcard.access import Access
    from devices.smartcard.base import CardConnection, CardService, ReaderState

SETTLE = 1.0
"""Seconds in which a card lost in the middle may come back: contacts bounce, and services look twice a second."""
SLICE = 0.25
"""Seconds of one wait at the service, after which deadline and cancellation are looked at."""


def _today() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class ServiceCardReader:
    """`SmartCardReader` for one reader of a `CardService`. A reader that vanished is found again by its name."""

    def __init__(
        self,
        service: CardService,
        name: str,
        *,
        trusted: Sequence[bytes] = (),
        interrupted: threading.Event | None = None,
        now: Callable[[], dt.datetime] = _today,
    ) -> None:
        self._service = service
        self.name = name
        self._trusted = trusted
        self._interrupted = interrupted or threading.Event()
        self._now = now

    def open(self) -> SmartCardReaderInfo:
        """Look whether the reader is there; harmless when open. Raises `DeviceUnplugged`."""
        self._find(self._service.states())
        return SmartCardReaderInfo(driver="pcsc", port=self.name)

    def wait_for_card(self, *, deadline: float) -> bytes:
        """Return the ATR once a card is in the reader; raises `DeviceTimeout("no_card")` or `DeviceUnplugged`."""
        return self._wait(deadline, lambda state: state.present, "no_card").atr

    def wait_for_removal(self, *, deadline: float) -> None:
        """Return when the card is gone, also when the reader is; raises `DeviceTimeout("card_left")`."""
        try:
            self._wait(deadline, lambda state: not state.present, "card_left")
        except DeviceUnplugged as exc:
            if exc.reason != "unplugged":
                raise

    def read(self, *, deadline: float, access: Access | None = None) -> SmartCard:
        """Wait for a card, find out what it is and read it: see `SmartCardReader.read`."""
        state = self._wait(deadline, lambda state: state.present, "no_card")
        try:
            return self._read_once(deadline, access)
        except CardLost as lost:
            self._wait_for_another(state, min(deadline, time.monotonic() + SETTLE), lost)
        return self._read_once(deadline, access)

    def close(self) -> None:
        """Let card and service go; harmless when closed."""
        self._service.close()

    def __enter__(self) -> Self:
        """Return the reader; the service is asked when it is first used."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let the service go."""
        self.close()

    def _read_once(self, deadline: float, access: Access | None) -> SmartCard:
        connection = self._service.connect(self.name)
        try:
            return self._recognise(connection, deadline, access)
        finally:
            connection.close()

    def _wait_for_another(self, before: ReaderState, deadline: float, lost: CardLost) -> None:
        """Return when a card is in the reader anew; raise `lost` where none is there in time."""
        try:
            self._wait(deadline, lambda state: state.present and state.events != before.events, "no_card")
        except DeviceTimeout:
            # A swap between two looks of the service goes unnoticed: the card that is there may be another.
            if not self._find(self._service.states()).present:
                raise lost from None

    def _recognise(self, connection: CardConnection, deadline: float, access: Access | None) -> SmartCard:
        channel = Channel(connection, checkpoint=lambda: self._checkpoint(deadline))
        social = read_social_security(channel, access)
        if social is not None:
            return social
        document = read_travel_document(channel, access, trusted=self._trusted, now=self._now())
        if document is not None:
            return document
        raise NotReadable("unknown_card", self.name)

    def _checkpoint(self, deadline: float) -> None:
        if self._interrupted.is_set():
            raise DeviceCancelled("cancelled", self.name)
        if time.monotonic() >= deadline:
            raise DeviceTimeout("no_answer", self.name)

    def _wait(self, deadline: float, wanted: Callable[[ReaderState], bool], reason: str) -> ReaderState:
        states = self._service.states()
        while not wanted(state := self._find(states)):
            if self._interrupted.is_set():
                raise DeviceCancelled("cancelled", self.name)
            rest = deadline - time.monotonic()
            if rest <= 0:
                raise DeviceTimeout(reason, self.name)
            states = self._service.wait(states, seconds=min(SLICE, rest))
        return state

    def _find(self, states: tuple[ReaderState, ...]) -> ReaderState:
        for state in states:
            if state.name == self.name:
                return state
        raise DeviceUnplugged("unplugged", self.name)
