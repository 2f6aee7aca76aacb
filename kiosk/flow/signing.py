"""Reading a paper as it will be printed, and signing it: loading → reading → signing → sending."""

from __future__ import annotations

from enum import StrEnum

from kiosk.flow.effects import Effects, FetchPreview, UploadSignature
from protocol.errors import LocalProtocolError


class SigningState(StrEnum):
    """Where the reader is."""

    LOADING = "loading"
    READING = "reading"
    SIGNING = "signing"
    SENDING = "sending"


class Signing:
    """One paper before its signature. Signing is possible only when every page has been shown."""

    def __init__(self, *, paper: str, case: str, attempt: int) -> None:
        """Start with the fetch that `load` asks for."""
        self.paper = paper
        self.case = case
        self.attempt = attempt
        self.state = SigningState.LOADING
        self.page = 0
        self.pages = 0
        self.furthest = 0
        self.preview_sha256 = ""

    @property
    def all_seen(self) -> bool:
        """Every page has been shown."""
        return self.pages > 0 and self.furthest == self.pages - 1

    def load(self) -> Effects:
        """Get the paper, or get it anew because the form has changed."""
        self.attempt += 1
        self.state, self.page, self.pages, self.furthest, self.preview_sha256 = SigningState.LOADING, 0, 0, 0, ""
        return (FetchPreview(self.attempt, self.case, self.paper),)

    def loaded(self, *, attempt: int, sha256: str, pages: int) -> None:
        """Show the first page."""
        self._need(SigningState.LOADING, attempt=attempt)
        if pages < 1:
            msg = "a paper without pages"
            raise LocalProtocolError(msg)
        self.state, self.pages, self.preview_sha256 = SigningState.READING, pages, sha256

    def turn(self, page: int) -> None:
        """Show another page, numbered from 0."""
        self._need(SigningState.READING)
        if not 0 <= page < self.pages or page > self.furthest + 1:
            msg = "no such page, or one was skipped"
            raise LocalProtocolError(msg)
        self.page, self.furthest = page, max(page, self.furthest)

    def start(self) -> None:
        """Show the pad."""
        self._need(SigningState.READING)
        if not self.all_seen:
            msg = "not every page has been shown"
            raise LocalProtocolError(msg)
        self.state = SigningState.SIGNING

    def back(self) -> None:
        """Read once more."""
        self._need(SigningState.SIGNING)
        self.state = SigningState.READING

    def sign(self) -> Effects:
        """Send what was drawn."""
        self._need(SigningState.SIGNING)
        self.attempt += 1
        self.state = SigningState.SENDING
        return (UploadSignature(self.attempt, self.case),)

    def failed(self, *, attempt: int) -> None:
        """Let her sign again: nothing reached the case."""
        self._need(SigningState.SENDING, attempt=attempt)
        self.state = SigningState.SIGNING

    def expects(self, attempt: int) -> bool:
        """Tell whether a signature of this attempt is being sent."""
        return self.state == SigningState.SENDING and attempt == self.attempt

    def _need(self, state: SigningState, *, attempt: int | None = None) -> None:
        if self.state != state or (attempt is not None and attempt != self.attempt):
            msg = f"the paper is {self.state}"
            raise LocalProtocolError(msg)
