"""What the console is started with: one frozen value, made by `cli`, read by `app`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from peer.engine import MediaSettings
from protocol.states import Language

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsoleSettings:
    """Everything a console needs."""

    server: str
    """Base URL of the jurisdiction's server."""
    login: str = ""
    """Filled into the log-in screen."""
    password: str = field(default="", repr=False)
    """With a login: log in at once. Never shown, logged or kept on disk."""
    language: Language = Language.ZH_HANS
    media: MediaSettings = field(default_factory=MediaSettings)
    width: int = 0
    """Size of the window in pixels; 0: the whole screen."""
    height: int = 0
    pilot: Path | None = None
    """Where a script may drive the screen; None: nowhere."""
