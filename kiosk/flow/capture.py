"""Photographing one page of a material: ready → capturing → taken → uploading → attached."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kiosk.flow.effects import Capture, Effects, UploadPage
from protocol.errors import LocalProtocolError

if TYPE_CHECKING:
    from kiosk.flow.words import Screen


class CaptureState(StrEnum):
    """Where the page is."""

    READY = "ready"
    CAPTURING = "capturing"
    TAKEN = "taken"
    UPLOADING = "uploading"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenPage:
    """What the photograph shows; the picture itself stays in the visit's directory."""

    found: bool
    warnings: tuple[str, ...] = ()
    media_type: str = "image/png"
    corners: tuple[tuple[float, float], ...] = ()
    """Of the page in the photograph, in its pixels, clockwise from the top left."""


class Capturing:
    """One page under the camera. `attempt` tells the answers of this photograph from those of an earlier one."""

    def __init__(self, *, material: str, back_to: Screen, replace: bool, attempt: int) -> None:
        """`replace` drops the pages the clerk did not want."""
        self.material = material
        self.back_to = back_to
        self.replace = replace
        self.attempt = attempt
        self.state = CaptureState.READY
        self.page: TakenPage | None = None

    def capture(self) -> Effects:
        """Take a photograph, or another one."""
        self._need(CaptureState.READY, CaptureState.TAKEN)
        self.attempt += 1
        self.state, self.page = CaptureState.CAPTURING, None
        return (Capture(self.attempt),)

    def taken(self, *, attempt: int, page: TakenPage) -> None:
        """Show the photograph."""
        self._need(CaptureState.CAPTURING, attempt=attempt)
        self.state, self.page = CaptureState.TAKEN, page

    def failed(self, *, attempt: int) -> None:
        """Go back to where it can be tried again: the picture is kept when only its upload failed."""
        self._need(CaptureState.CAPTURING, CaptureState.UPLOADING, attempt=attempt)
        self.state = CaptureState.READY if self.page is None else CaptureState.TAKEN

    def use(self, *, case: str) -> Effects:
        """Keep this photograph."""
        self._need(CaptureState.TAKEN)
        self.state = CaptureState.UPLOADING
        return (UploadPage(self.attempt, case),)

    def expects(self, attempt: int) -> bool:
        """Tell whether an upload of this attempt is under way."""
        return self.state == CaptureState.UPLOADING and attempt == self.attempt

    def _need(self, *states: CaptureState, attempt: int | None = None) -> None:
        if self.state not in states or (attempt is not None and attempt != self.attempt):
            msg = f"the page is {self.state}"
            raise LocalProtocolError(msg)
