"""How long a citizen will wait, said honestly: from handling times that were measured, or not at all."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field

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
