"""What the screen shows of the seat: values only; `desk` changes them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from protocol.states import CallEnd, DeviceAction, DeviceOutcome, Presence

if TYPE_CHECKING:
    from protocol.messages import AgentView, CallView, DeviceHealth, OfferView


class Phase(StrEnum):
    """Where the desk stands."""

    OFFLINE = "offline"
    IDLE = "idle"
    RINGING = "ringing"
    ANSWERING = "answering"
    """Taken by the clerk; the call has not started yet."""
    IN_CALL = "in_call"
    AFTER_CALL = "after_call"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceAsk:
    """One request to the booth's devices and how it goes."""

    request: str
    action: DeviceAction
    material: str | None = None
    paper: str | None = None
    shown: bool = False
    """The booth has shown it to the citizen."""
    outcome: DeviceOutcome | None = None
    detail: str = ""

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self.outcome is None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskView:
    """Everything the screen shows of the desk."""

    phase: Phase = Phase.OFFLINE
    presence: Presence = Presence.OFFLINE
    agent: AgentView | None = None
    waiting: int = 0
    served: int = 0
    """Calls ended as served since the program started."""
    offer: OfferView | None = None
    call: CallView | None = None
    devices: tuple[DeviceHealth, ...] = ()
    asks: tuple[DeviceAsk, ...] = ()
    """Device requests of this call, oldest first."""
    peer_up: bool = True
    link_up: bool = False
    last_end: CallEnd | None = None
    """How the last call ended; shown after it."""
    last_seconds: float = 0.0
    """How long the last call was."""
