"""One page of a material, from the camera to what is uploaded: photograph, find the page, set it straight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from devices.camera import decode, encode_jpeg, find_page, rectify

if TYPE_CHECKING:
    from devices.camera import DocumentCamera


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturedPage:
    """The untouched photograph and the page in it. Personal data."""

    original: bytes
    original_type: str
    page: bytes
    page_type: str
    found: bool
    warnings: tuple[str, ...]
    corners: tuple[tuple[float, float], ...] = ()
    """Of the page in the photograph, in its pixels, clockwise from the top left."""


def photograph(camera: DocumentCamera, *, deadline: float) -> CapturedPage:
    """Take a page; where none is found the whole picture stands for it. Raises `DeviceError`. Blocks."""
    photo = camera.capture(deadline=deadline)
    image = decode(photo.original)
    found = find_page(image)
    page = rectify(image, found.corners) if found.found else image
    return CapturedPage(
        original=photo.original,
        original_type=photo.media_type,
        page=encode_jpeg(page),
        page_type="image/jpeg",
        found=found.found,
        warnings=tuple(warning.value for warning in found.warnings),
        corners=found.corners,
    )
