"""Exceptions of this package, by what the caller can do about them.

PeerError
├── ServerUnreachable     no answer: the network or the server is down; trying again later may help
├── HttpRefused           the server answered no; `code` says why
│   └── UploadRefused     it will not store this document; trying again is of no use
└── LinkStopped           the engine was stopped before the answer came
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protocol.states import FailureCode


class PeerError(Exception):
    """Root of everything this package raises."""


class ServerUnreachable(PeerError):
    """The server did not answer."""


class HttpRefused(PeerError):
    """The server refused a request."""

    def __init__(self, *, status: int, code: FailureCode, retry_after: float | None = None) -> None:
        """Tell the HTTP status, the server's word for it, and when it says to try again, in seconds."""
        super().__init__(f"the server refused: {code} ({status})")
        self.status = status
        self.code = code
        self.retry_after = retry_after


class UploadRefused(HttpRefused):
    """The server will not store this document."""


class LinkStopped(PeerError):
    """The engine has been stopped."""
