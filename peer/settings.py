"""What a program gives its engine: who it is, where the server is, where picture and voice come from and go to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

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

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of what is sent, rounded down to what the encoder's planes need."""
        return self.width & ~1, self.height & ~3


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineSettings:
    """Everything an engine needs."""

    server: str
    """Base URL, http(s)://host:port; the WebSocket is `/v1/session` below it."""
    credentials: KioskCredentials | AgentCredentials
    language: Language
    media: MediaSettings = field(default_factory=MediaSettings)
