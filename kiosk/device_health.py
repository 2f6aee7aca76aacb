"""Health of the booth's devices as the desk and the screens are told it: pure bookkeeping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protocol.messages import DeviceHealth
from protocol.states import DeviceKind, DeviceState

if TYPE_CHECKING:
    from collections.abc import Iterable


class HealthBoard:
    """State, detail and since-when of each device that this booth has."""

    def __init__(self, kinds: Iterable[DeviceKind], *, simulated: bool, now: float) -> None:
        self._health = {
            kind: DeviceHealth(kind=kind, state=DeviceState.INITIALISING, since=now, simulated=simulated)
            for kind in kinds
        }
        self._simulated = simulated

    @property
    def health(self) -> dict[DeviceKind, DeviceHealth]:
        """Return a copy of all."""
        return dict(self._health)

    def set(self, kind: DeviceKind, state: DeviceState, detail: str = "", *, now: float) -> bool:
        """Note a state; return whether it is a change."""
        known = self._health.get(kind)
        if known is not None and (known.state, known.detail) == (state, detail):
            return False
        self._health[kind] = DeviceHealth(kind=kind, state=state, since=now, detail=detail, simulated=self._simulated)
        return True
