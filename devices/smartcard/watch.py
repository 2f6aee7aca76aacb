"""Tells of cards and readers as they come and go, however often the card service dies: one supervised loop.

The loop makes a fresh context after each failure and says so. Without a service nobody knows what happens to a card, so
cards are told removed when it is lost and inserted when it is back; readers that stayed are not told twice.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from devices.errors import DeviceError
from devices.smartcard.base import ReaderState

if TYPE_CHECKING:
    from collections.abc import Callable

    from devices.smartcard.base import CardService

_log = logging.getLogger(__name__)
SLICE = 0.5
"""Seconds of one wait at the service; `stop` takes as long at most."""
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.1, 2.0
"""Seconds between two tries to reach a service that is away."""


@dataclass(frozen=True, slots=True)
class ReaderAppeared:
    """A reader was plugged in, or was there already."""

    reader: str


@dataclass(frozen=True, slots=True)
class ReaderVanished:
    """A reader was pulled out; a card in it was told removed before."""

    reader: str


@dataclass(frozen=True, slots=True)
class CardInserted:
    """A card answered."""

    reader: str
    atr: bytes


@dataclass(frozen=True, slots=True)
class CardRemoved:
    """A card was taken out."""

    reader: str


@dataclass(frozen=True, slots=True)
class ServiceLost:
    """The card service does not run, or ended; its cards were told removed before."""


@dataclass(frozen=True, slots=True)
class ServiceBack:
    """The card service answers again."""


CardEvent = ReaderAppeared | ReaderVanished | CardInserted | CardRemoved | ServiceLost | ServiceBack


def changes(before: tuple[ReaderState, ...], after: tuple[ReaderState, ...]) -> tuple[CardEvent, ...]:
    """Return what happened between two looks, in an order in which it can have happened."""
    old, new = ({state.name: state for state in states} for states in (before, after))
    events: list[CardEvent] = []
    for name, state in old.items():
        gone = name not in new
        if state.present and (gone or not new[name].present or _swapped(state, new[name])):
            events.append(CardRemoved(name))
        if gone:
            events.append(ReaderVanished(name))
    for name, state in new.items():
        if name not in old:
            events.append(ReaderAppeared(name))
        if state.present and (name not in old or not old[name].present or _swapped(old[name], state)):
            events.append(CardInserted(name, state.atr))
    return tuple(events)


def _swapped(before: ReaderState, after: ReaderState) -> bool:
    return (before.events, before.atr) != (after.events, after.atr)


class CardWatch:
    """The loop, on a thread of its own; `told` is called on that thread and must not block."""

    def __init__(self, service: CardService, told: Callable[[CardEvent], None]) -> None:
        """Start. The watch owns the service and closes it."""
        self._service = service
        self._told = told
        self._stop = threading.Event()
        self._known: tuple[ReaderState, ...] = ()
        self._lost = False
        self._thread = threading.Thread(target=self._run, name="card-watch", daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        """Whether the loop runs."""
        return self._thread.is_alive()

    def stop(self, timeout: float = 5.0) -> bool:
        """End the loop and return whether it ended; harmless when stopped."""
        self._stop.set()
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        pause = _SHORTEST_PAUSE
        while not self._stop.is_set():
            try:
                self._look()
                pause = _SHORTEST_PAUSE
            except DeviceError as exc:
                self._lose(exc.reason)
            except Exception as exc:  # noqa: BLE001 - a thread's top: the watch outlives whatever the service does
                _log.error("card watch: %s", type(exc).__name__)
                self._lose("failed")
            if self._lost and not self._stop.wait(pause):
                pause = min(2 * pause, _LONGEST_PAUSE)
        self._service.close()

    def _look(self) -> None:
        states = self._service.states() if self._lost or not self._known else self._known
        if self._lost:
            self._lost = False
            self._tell(ServiceBack())
        self._become(states)
        self._become(self._service.wait(self._known, seconds=SLICE))

    def _become(self, states: tuple[ReaderState, ...]) -> None:
        events = changes(self._known, states)
        self._known = states
        for event in events:
            self._tell(event)

    def _lose(self, reason: str) -> None:
        self._service.close()
        if not self._lost:
            self._lost = True
            _log.info("card service lost: %s", reason)
            self._become(tuple(ReaderState(state.name, present=False) for state in self._known))
            self._tell(ServiceLost())

    def _tell(self, event: CardEvent) -> None:
        self._told(event)
