"""The engine: link and call on one asyncio loop in a thread of its own, so that no stall of a screen stops the voice.

The program makes one `PeerEngine`, gives it a callback for `peer.events`, and calls its methods from any thread.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    import numpy as np
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from numpy.typing import NDArray

    from peer.events import Event
    from protocol.catalogue import Catalogue
    from protocol.messages import Message
    from protocol.states import Language, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskCredentials:
    """A booth and the key it proves."""

    kiosk: str
    key: Ed25519PrivateKey


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentCredentials:
    """A login and the bearer token `peer.http.log_in` got for it."""

    login: str
    token: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaSettings:
    """Where picture and voice come from and go to.

    Sources: `auto` (the machine's device, else the test picture and tone), `device:N`, `file:PATH`, `test`.
    Loudspeaker: `auto` (the machine's, else none), `device:N`, `none`.
    """

    camera: str = "auto"
    microphone: str = "auto"
    loudspeaker: str = "auto"
    width: int = 640
    height: int = 360
    fps: int = 30
    label: str = ""
    """Drawn into the test picture, so that both ends are told apart."""


@dataclass(frozen=True, slots=True)
class VideoFrame:
    """A picture to paint: height × width × 4 bytes BGRA with A 255, contiguous, never written to again."""

    pixels: NDArray[np.uint8]
    taken_at: float
    """time.monotonic() when it was decoded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineSettings:
    """Everything an engine needs."""

    server: str
    """Base URL, http(s)://host:port; the WebSocket is `/v1/session` below it."""
    credentials: KioskCredentials | AgentCredentials
    language: Language
    media: MediaSettings = field(default_factory=MediaSettings)


class Engine(Protocol):
    """What the programs see; `PeerEngine` is the real one, `tests.fakes.engine.FakeEngine` the other."""

    def start(self, on_event: Callable[[Event], None]) -> None:
        """Start the thread and connect; `on_event` is called on it."""

    def stop(self) -> None:
        """Hang up, close the link, end the thread; returns when it has ended. Harmless twice."""

    def send(self, message: Message) -> None:
        """Queue a message; it reaches the server once, now or when the link is back."""

    def new_request_id(self) -> str:
        """Return an id for a `Request`."""

    def upload(self, *, case: str, data: bytes, media_type: str) -> Future[str]:
        """Store a document on the case; the result is its SHA-256. Tried again until it is stored or refused."""

    def fetch(self, path: str) -> Future[bytes]:
        """GET a path of the server with the session's token."""

    def catalogue(self) -> Future[Catalogue]:
        """GET the catalogue."""

    def prepare_call(self) -> None:
        """Open the camera and gather, so that a call starts at once. Harmless twice."""

    def release_call(self) -> None:
        """Close camera, microphone and connection."""

    def set_muted(self, *, muted: bool) -> None:
        """Send silence, or the voice again."""

    def set_hidden(self, *, hidden: bool) -> None:
        """Send a grey picture, or the camera's again."""

    def newest_frame(self, which: str) -> VideoFrame | None:
        """Return the newest picture of `remote` or `local`, and allow the next `FrameReady`."""

    def server_time(self) -> float:
        """Unix time by the server's clock, as of the last `Welcome`."""
