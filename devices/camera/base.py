"""What the document camera does: take a photograph, and say where the page lies in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]
    """Height × width × 3, BGR, as OpenCV holds it."""


class Warning(StrEnum):  # noqa: A001 - the word on screen and wire; the builtin is not used here
    """What is wrong with a photograph while the page is still under the camera."""

    NO_PAGE = "no_page"
    BLURRED = "blurred"
    DARK = "dark"
    GLARE = "glare"
    CUT_OFF = "cut_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Photograph:
    """One picture as it came from the camera; `original` is kept untouched."""

    original: bytes
    """The file's own bytes, JPEG or PNG."""
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """Where the page lies. `corners` are (x, y) in pixels of the upright picture, clockwise from the top left."""

    found: bool
    corners: tuple[tuple[float, float], ...]
    warnings: tuple[Warning, ...]


class DocumentCamera(Protocol):
    """A blocking camera; run it on a `devices.worker.DeviceWorker`."""

    def capture(self, *, deadline: float) -> Photograph:
        """Take one picture. Raises `DeviceUnplugged`, `DeviceTimeout` or `NotReadable`."""

    def close(self) -> None:
        """Release the camera."""
