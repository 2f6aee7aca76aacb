"""The hidden door to technician mode: pure.

    closed --five taps on the brand mark within four seconds, on the attract screen--> asking --right code--> open
    asking --five wrong codes--> closed, and shut for fifteen minutes
    asking, open --nobody touches for a while, or closed by hand--> closed

A code of six digits meets 480 guesses a day at most: a chance of 1 in 2,083, in front of a camera and with each shut
door in the log. Inputs at the wrong moment are left alone: whoever plays with the brand mark learns nothing.
"""

from __future__ import annotations

from enum import StrEnum

TAPS, TAP_SECONDS = 5, 4.0
TRIES, SHUT_SECONDS = 5, 900.0
ASKING_SECONDS, OPEN_SECONDS = 60.0, 600.0


class Door(StrEnum):
    """Where the door stands."""

    CLOSED = "closed"
    ASKING = "asking"
    OPEN = "open"


class TechnicianGate:
    """One booth's door. Times are seconds of any steady clock."""

    def __init__(self, *, enabled: bool) -> None:
        """Without a code in the settings the door cannot be found."""
        self._enabled = enabled
        self._taps: tuple[float, ...] = ()
        self._misses = 0
        self._shut_until = 0.0
        self._until: float | None = None
        self.door = Door.CLOSED
        self.wrong = False
        """The last code was wrong."""

    @property
    def next_deadline(self) -> float | None:
        """When `tick` closes the door; None while it is closed."""
        return self._until

    def brand_tapped(self, *, idle: bool, now: float) -> bool:
        """Count a tap; return whether the code is asked for now. `idle`: no visit goes on."""
        if not self._enabled or not idle or self.door is not Door.CLOSED or now < self._shut_until:
            self._taps = ()
            return False
        self._taps = (*(at for at in self._taps if now - at <= TAP_SECONDS), now)
        if len(self._taps) < TAPS:
            return False
        self._taps, self.wrong = (), False
        self.door, self._until = Door.ASKING, now + ASKING_SECONDS
        return True

    def code_given(self, *, right: bool, now: float) -> bool:
        """Take a code that was compared already; return whether the door opened."""
        if self.door is not Door.ASKING:
            return False
        self.wrong = not right
        if right:
            self._misses = 0
            self.door, self._until = Door.OPEN, now + OPEN_SECONDS
            return True
        self._misses += 1
        self._until = now + ASKING_SECONDS
        if self._misses >= TRIES:
            self._misses, self._shut_until = 0, now + SHUT_SECONDS
            self.closed()
        return False

    def activity(self, *, now: float) -> None:
        """Somebody is there."""
        if self.door is Door.OPEN:
            self._until = now + OPEN_SECONDS

    def closed(self) -> None:
        """Close; the misses stay counted."""
        self.door, self._until, self.wrong = Door.CLOSED, None, False

    def tick(self, *, now: float) -> bool:
        """Close when nobody is there any more; return whether it closed just now."""
        if self._until is None or now < self._until:
            return False
        self.closed()
        return True
