"""Nobody there? A warning after 30 s without a touch, the end after 60 s, three times as long in elder mode."""

from __future__ import annotations

WARNING_SECONDS = 30.0
END_SECONDS = 60.0
ELDER_FACTOR = 3.0


class IdleWatch:
    """Counts the time since the last touch."""

    def __init__(self) -> None:
        self.elder = False
        self._touched_at = 0.0

    def touched(self, *, now: float) -> None:
        """Start counting anew."""
        self._touched_at = now

    @property
    def warn_at(self) -> float:
        """When the question appears."""
        return self._touched_at + WARNING_SECONDS * self._factor

    @property
    def end_at(self) -> float:
        """When the visit ends by itself."""
        return self._touched_at + END_SECONDS * self._factor

    @property
    def _factor(self) -> float:
        return ELDER_FACTOR if self.elder else 1.0
