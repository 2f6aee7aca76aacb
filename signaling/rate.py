"""A token bucket: how much a client may ask for. Pure; seconds of any steady clock."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Bucket:
    """`rate` a second, `burst` at once."""

    rate: float
    burst: float
    _level: float | None = None
    _at: float = 0.0

    def take(self, amount: float, *, now: float) -> float:
        """Take, and return the seconds to wait until that was allowed; 0 when it is."""
        level = self.burst if self._level is None else min(self.burst, self._level + (now - self._at) * self.rate)
        self._at = now
        self._level = level - amount
        return max(0.0, -self._level / self.rate)
