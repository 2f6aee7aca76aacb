"""How a device has been doing: a small pure tracker, one for each device."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from devices.errors import DeviceBusy, DeviceCancelled, DeviceError, DeviceFault, DeviceUnplugged

NO_FAULT_OF_ITS_OWN = frozenset(
    {
        *("no_card", "card_left", "card_fault", "card_removed", "unknown_card", "blank_card"),
        *("key_needed", "wrong_key", "pin_needed", "wrong_pin", "missing", "no_docs"),
    }
)
"""Reasons that speak of the card, the paper or the citizen: the device itself is well."""


class State(StrEnum):
    """The words of self-service terminals (-1, 0, 1, 2, 3, 4)."""

    INITIALISING = "initialising"
    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"
    BUSY = "busy"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What is known of one device. Times are those of the caller's clock."""

    state: State
    since: float
    """When it came into this state."""
    detail: str = ""
    """A reason word such as `unplugged`; "" when all is well."""
    last_success: float | None = None
    errors: int = 0
    """Errors of the device itself since it was first used."""

    def succeeded(self, *, now: float) -> Health:
        """An operation was carried out."""
        return replace(self._become(State.OK, "", now), last_success=now)

    def warned(self, reason: str, *, now: float) -> Health:
        """It works, and wants to be looked after: paper low."""
        return replace(self._become(State.WARNING, reason, now), last_success=now)

    def started(self, *, now: float) -> Health:
        """An operation runs."""
        return self._become(State.BUSY, "", now)

    def failed(self, error: DeviceError, *, now: float) -> Health:
        """An operation ended with this error; what is the card's or the citizen's fault leaves the device well."""
        if error.reason in NO_FAULT_OF_ITS_OWN or isinstance(error, DeviceCancelled):
            return self.succeeded(now=now) if error.reason in NO_FAULT_OF_ITS_OWN else self._become(State.OK, "", now)
        if isinstance(error, DeviceBusy):
            return self._become(State.BUSY, error.reason, now)
        serious = isinstance(error, DeviceFault | DeviceUnplugged) or self.detail == error.reason
        counted = replace(self, errors=self.errors + 1)
        return counted._become(State.FAULT if serious else State.WARNING, error.reason, now)  # noqa: SLF001 - our own

    def disabled(self, *, now: float) -> Health:
        """Somebody took it out of use."""
        return self._become(State.DISABLED, "disabled", now)

    def _become(self, state: State, detail: str, now: float) -> Health:
        same = (state, detail) == (self.state, self.detail)
        return self if same else replace(self, state=state, detail=detail, since=now)


def unknown(*, now: float) -> Health:
    """Return the health of a device that nothing is known of yet."""
    return Health(state=State.INITIALISING, since=now)
