"""How a device has been doing: a small pure tracker, one for each device, and the watch by which a driver feeds it."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from devices.errors import DeviceBusy, DeviceCancelled, DeviceError, DeviceFault, DeviceUnplugged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

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
    errors_by_reason: Mapping[str, int] = field(default_factory=dict)
    """The same, by reason word."""
    serial: str = ""
    """Number of the device or its security module, where it tells."""
    firmware: str = ""
    """Version of its software, where it tells."""

    def identified(self, *, serial: str = "", firmware: str = "") -> Health:
        """It told who it is; what it leaves out stays as it was."""
        return replace(self, serial=serial or self.serial, firmware=firmware or self.firmware)

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
        reasons = Counter(self.errors_by_reason)
        reasons[error.reason] += 1
        counted = replace(self, errors=self.errors + 1, errors_by_reason=dict(reasons))
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


class Watch:
    """Keeps one driver's health. Fed on the driver's thread; `health` may be looked at from any."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self.health = unknown(now=now())

    @contextmanager
    def operation(self) -> Iterator[None]:
        """Watch one operation; its `DeviceError` passes through."""
        self.health = self.health.started(now=self._now())
        try:
            yield
        except DeviceError as error:
            self.health = self.health.failed(error, now=self._now())
            raise
        self.health = self.health.succeeded(now=self._now())

    def identified(self, *, serial: str = "", firmware: str = "") -> None:
        """See `Health.identified`."""
        self.health = self.health.identified(serial=serial, firmware=firmware)
