"""What the engine tells its program. Called on the engine's thread; `peer.qt.bridge` carries them to Qt's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protocol.frames import Welcome
    from protocol.messages import Message
    from protocol.states import FailureCode


@dataclass(frozen=True, slots=True)
class LinkUp:
    """The session is open. Not `resumed`: `VisitState` or `DeskState` follows, believe that."""

    welcome: Welcome
    resumed: bool


@dataclass(frozen=True, slots=True)
class LinkDown:
    """The link is gone; the engine tries again in `retry_in` seconds and for ever. A call goes on meanwhile."""

    retry_in: float


@dataclass(frozen=True, slots=True)
class LinkRefused:
    """The server will not have us: wrong key, wrong password, wrong version. Trying again is of no use."""

    reason: FailureCode


@dataclass(frozen=True, slots=True)
class Received:
    """A message of the server, in order, each exactly once. `Signal` and ICE matters are dealt with inside."""

    message: Message


class CallState(StrEnum):
    """State of the media connection."""

    IDLE = "idle"
    PREPARED = "prepared"
    """Gathered and waiting for a call."""
    CONNECTING = "connecting"
    CONNECTED = "connected"
    LOST = "lost"
    """No media for a while; the call itself may be over or not."""


@dataclass(frozen=True, slots=True)
class CallChanged:
    """The media connection changed."""

    state: CallState


@dataclass(frozen=True, slots=True)
class FrameReady:
    """A new picture can be taken with `PeerEngine.newest_frame`; sent at most once until it is taken."""

    which: str
    """`remote` or `local`."""


@dataclass(frozen=True, slots=True)
class Levels:
    """Loudness, ten times a second in a call: RMS 0 to 1 of what is sent and what is heard."""

    local: float
    remote: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CallQuality:
    """How the call is, once a second."""

    set_up_ms: float | None
    """`CallStarted` received → first decoded frame; None before it."""
    fps: float
    """Frames decoded in the last second."""
    frames: int
    """Frames decoded since the call started."""
    width: int
    height: int
    audio_rms: float
    """Of what was heard in the last second."""


Event = LinkUp | LinkDown | LinkRefused | Received | CallChanged | FrameReady | Levels | CallQuality
