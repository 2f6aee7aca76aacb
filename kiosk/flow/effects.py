"""What the flow wants done; `kiosk.shell` carries it out and answers with an input of the same `attempt`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protocol.messages import Message


@dataclass(frozen=True, slots=True)
class Send:
    """Send a message to the server."""

    message: Message


@dataclass(frozen=True, slots=True)
class StartRead:
    """Wait for a card until `StopRead`; answered by `card_read` or `card_failed`."""


@dataclass(frozen=True, slots=True)
class StopRead:
    """No card is wanted any more."""


@dataclass(frozen=True, slots=True)
class Capture:
    """Photograph a page; answered by `page_taken` or `capture_failed`."""

    attempt: int


@dataclass(frozen=True, slots=True)
class UploadPage:
    """Store the photograph and its rectified page; answered by `page_uploaded` or `upload_failed`."""

    attempt: int
    case: str


@dataclass(frozen=True, slots=True)
class FetchPreview:
    """Get a paper as it would be signed now; answered by `preview_ready` or `preview_failed`."""

    attempt: int
    case: str
    paper: str


@dataclass(frozen=True, slots=True)
class UploadSignature:
    """Store strokes and their picture; answered by `signature_uploaded` or `upload_failed`."""

    attempt: int
    case: str


@dataclass(frozen=True, slots=True)
class Print:
    """Print issued papers in order; answered by `printed` or `print_failed`."""

    attempt: int
    case: str
    documents: tuple[str, ...]
    """SHA-256 of each PDF."""


@dataclass(frozen=True, slots=True)
class ShowPaper:
    """Fetch an issued paper to be shown on the receipt screen."""

    case: str
    document: str


@dataclass(frozen=True, slots=True)
class PrepareCall:
    """Open camera and connection now, so that the call starts at once."""


@dataclass(frozen=True, slots=True)
class ReleaseCall:
    """Close camera and connection."""


@dataclass(frozen=True, slots=True)
class Wipe:
    """Remove everything personal from the booth; answered by `wiped`."""

    case: str | None


@dataclass(frozen=True, slots=True)
class Audit:
    """A word for the log: an outcome, never anything personal."""

    event: str
    case: str | None = None
    detail: str = ""


Effect = (
    Send | StartRead | StopRead | Capture | UploadPage | FetchPreview | UploadSignature | Print | ShowPaper
    | PrepareCall | ReleaseCall | Wipe | Audit
)  # fmt: skip
Effects = tuple[Effect, ...]
