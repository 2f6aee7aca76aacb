"""Exceptions of the wire, by whose fault it is.

ProtocolError
├── LocalProtocolError    our own code asked for something illegal; nothing changed
│   └── BufferFull        the other side has not acknowledged for too long; the session must be declared lost
└── RemoteProtocolError   the other side sent something illegal; close the link, keep nothing of it
├── Malformed         not a frame or message of this protocol
└── TooLarge          longer than `MAX_FRAME_BYTES`
"""

from __future__ import annotations


class ProtocolError(Exception):
    """Root of everything this package raises."""


class LocalProtocolError(ProtocolError):
    """We tried something the protocol forbids; no state has changed."""


class BufferFull(LocalProtocolError):
    """More is unacknowledged than the session may hold."""

    def __init__(self, *, messages: int, size: int) -> None:
        """Tell how much is waiting: `messages` of together `size` bytes."""
        super().__init__(f"{messages} messages ({size} bytes) are unacknowledged; the session is lost")
        self.messages = messages
        self.size = size


class RemoteProtocolError(ProtocolError):
    """The other side broke the protocol; the link must be closed."""


class Malformed(RemoteProtocolError):
    """Bytes that are no frame or message; `where` is a JSON path and never quotes the content."""

    def __init__(self, reason: str) -> None:
        """Keep msgspec's `reason`, which names the path and the expected type, not the value."""
        super().__init__(reason)
        self.reason = reason


class TooLarge(RemoteProtocolError):
    """A frame over the limit."""

    def __init__(self, *, size: int, limit: int) -> None:
        """Tell both figures in bytes."""
        super().__init__(f"a frame of {size} bytes is over the limit of {limit}")
        self.size = size
        self.limit = limit
