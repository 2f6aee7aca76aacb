"""What the console's pure machines ask of their shell; `app` and `ui` carry the effects out in order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protocol.messages import CaseSnapshot, Request


class Notice(StrEnum):
    """What the clerk is told in a sentence; the screen's translations choose the words."""

    OFFER_MISSED = "offer_missed"
    OFFER_WITHDRAWN = "offer_withdrawn"
    SENT_AWAY = "sent_away"
    """The server set the seat away, for example after missed offers."""
    CITIZEN_LEFT = "citizen_left"
    KIOSK_LOST = "kiosk_lost"
    CALL_LOST = "call_lost"
    """The call is over and nobody said so: the server no longer knows it."""
    REFUSED = "refused"
    """A request was refused; `code` says why."""


@dataclass(frozen=True, slots=True)
class Send:
    """Send this request to the server."""

    message: Request


@dataclass(frozen=True, slots=True)
class BeReadyAgain:
    """Ask once more to be ready: the server has forgotten it."""


@dataclass(frozen=True, slots=True)
class PrepareCall:
    """Open the camera, so that the call starts at once."""


@dataclass(frozen=True, slots=True)
class ReleaseCall:
    """Close camera, microphone and connection."""


@dataclass(frozen=True, slots=True)
class Ring:
    """Begin or stop ringing."""

    on: bool


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Show this case; it replaces what is shown of the same case."""

    snapshot: CaseSnapshot


@dataclass(frozen=True, slots=True)
class CloseCase:
    """Forget everything of the case: form, pictures, papers, what was typed."""


@dataclass(frozen=True, slots=True)
class Notify:
    """Tell the clerk."""

    notice: Notice
    code: str = ""
    """A `FailureCode` when a request was refused."""
    field: str = ""


Effect = Send | BeReadyAgain | PrepareCall | ReleaseCall | Ring | OpenCase | CloseCase | Notify
