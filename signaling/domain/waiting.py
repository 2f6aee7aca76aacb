"""What a citizen sees of her ticket: her place, and an honest wait, from times that were measured or not at all."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from protocol.messages import TicketView
from protocol.states import Presence, TicketState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from signaling.domain.queue import SeatDuty, Ticket

ENOUGH = 5
"""Handling times below which nothing honest can be said."""
REMEMBERED = 50
"""Handling times kept for each item; older ones say little about today."""


@dataclass(slots=True)
class HandlingTimes:
    """Recent durations of calls in seconds, by item and over all items."""

    _all: deque[float] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    _items: dict[str, deque[float]] = field(default_factory=dict)

    def add(self, *, item: str, seconds: float) -> None:
        """Remember one call."""
        self._all.append(seconds)
        self._items.setdefault(item, deque(maxlen=REMEMBERED)).append(seconds)

    def of(self, item: str) -> tuple[float, ...]:
        """Return what is known of the item, or of all items when that is too little."""
        own = self._items.get(item, ())
        return tuple(own if len(own) >= ENOUGH else self._all)


@dataclass(frozen=True, slots=True)
class Wait:
    """Seconds within which half, and nine tenths, of such waits end; None where nothing honest can be said."""

    p50: float | None = None
    p90: float | None = None


def estimate(*, ahead: int, seats: int, free: int, durations: tuple[float, ...]) -> Wait:
    """Estimate the wait behind `ahead` tickets at `seats` seats on duty, `free` of which are ready now."""
    if seats > 0 and free > ahead:
        return Wait(0.0, 0.0)
    if seats == 0 or len(durations) < ENOUGH:
        return Wait()
    rounds = (ahead - free + 1) / seats
    return Wait(rounds * quantile(durations, 0.5), rounds * quantile(durations, 0.9))


def quantile(values: tuple[float, ...], q: float) -> float:
    """Return the smallest value with at least the share `q` of all values at or below it."""
    return sorted(values)[max(0, math.ceil(q * len(values)) - 1)]


def view_of(
    ticket: Ticket, *, tickets: Iterable[Ticket], seats: Iterable[SeatDuty], times: HandlingTimes
) -> TicketView:
    """Return what the citizen may see of her ticket among all tickets and seats."""
    able = [seat for seat in seats if seat.on_duty and ticket.info.item in seat.info.items]
    if ticket.state is TicketState.IN_CALL:
        return TicketView(number=ticket.info.number, state=ticket.state, ahead=0, seats=len(able))
    ahead = _ahead(ticket, tickets, able)
    free = sum(seat.presence is Presence.READY and seat.up for seat in able)
    wait = estimate(ahead=ahead, seats=len(able), free=free, durations=times.of(ticket.info.item))
    return TicketView(
        number=ticket.info.number,
        state=ticket.state,
        ahead=ahead,
        seats=len(able),
        wait_p50=wait.p50,
        wait_p90=wait.p90,
    )


def _ahead(ticket: Ticket, tickets: Iterable[Ticket], able: list[SeatDuty]) -> int:
    """Count tickets before this one that compete for one of its seats (or for its item, when no seat is there)."""
    items = frozenset().union(*(seat.info.items for seat in able)) | {ticket.info.item}
    others = (t for t in tickets if t.state is not TicketState.IN_CALL and t.info.item in items)
    return sum(other.place < ticket.place for other in others)
