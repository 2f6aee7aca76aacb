"""Pictures from outside, made safe: sniffed, bounded in bytes and pixels, decoded whole and turned upright."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image as Pillow
from PIL import ImageOps

from devices.errors import NotReadable

if TYPE_CHECKING:
    from devices.camera.base import Image

LARGEST_FILE = 40 * 1024 * 1024
LARGEST_PIXELS = 64_000_000
"""Twice what document cameras deliver; a picture of 100 megapixels is refused before it is decoded."""
SMALLEST_SIDE = 32
MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png"}
"""What Pillow calls a format to its media type; others are refused."""


def media_type(untrusted: bytes) -> str:
    """Return the media type that the bytes themselves show; raises `NotReadable`."""
    with _opened(untrusted) as picture:
        return MEDIA_TYPES[picture.format or ""]


def decode(untrusted: bytes) -> Image:
    """Return the picture upright (EXIF orientation honoured) in BGR.

    Raises:
        NotReadable: `empty`, `too_big` (bytes or pixels), `too_small` or `not_a_picture` (also a truncated one).
    """
    with _opened(untrusted) as picture:
        try:
            # In place and without a copy where none is needed: 12 megapixels are 48 MB each time.
            ImageOps.exif_transpose(picture, in_place=True)
            picture.load()
            upright = picture if picture.mode == "RGB" else picture.convert("RGB")
            rgb = np.asarray(upright)
        except (OSError, ValueError, SyntaxError, ArithmeticError, MemoryError, IndexError, KeyError, TypeError) as exc:
            # Pillow's plug-ins raise many kinds for broken files; each says the same to us.
            raise NotReadable("not_a_picture", type(exc).__name__) from None
    return np.ascontiguousarray(rgb[:, :, ::-1])


def _opened(untrusted: bytes) -> Pillow.Image:
    if not untrusted:
        raise NotReadable("empty")
    if len(untrusted) > LARGEST_FILE:
        raise NotReadable("too_big", f"{len(untrusted)} bytes")
    try:
        with warnings.catch_warnings():
            # Pillow warns of large pictures by itself; ours is the limit that counts, checked before decoding.
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            picture = Pillow.open(io.BytesIO(untrusted), formats=tuple(MEDIA_TYPES))
    except Pillow.DecompressionBombError:
        raise NotReadable("too_big", "pixels") from None
    except (OSError, ValueError, SyntaxError, ArithmeticError, IndexError, KeyError, TypeError) as exc:
        raise NotReadable("not_a_picture", type(exc).__name__) from None
    _check_size(picture.size)
    return picture


def _check_size(size: tuple[int, int]) -> None:
    width, height = size
    if width * height > LARGEST_PIXELS:
        raise NotReadable("too_big", f"{width} x {height} pixels")
    if min(width, height) < SMALLEST_SIDE:
        raise NotReadable("too_small", f"{width} x {height} pixels")


def encode_jpeg(image: Image, *, quality: int = 90) -> bytes:
    """Return the picture as JPEG."""
    out = io.BytesIO()
    Pillow.fromarray(image[:, :, ::-1]).save(out, "JPEG", quality=quality)
    return out.getvalue()


def encode_png(image: Image) -> bytes:
    """Return the picture as PNG."""
    out = io.BytesIO()
    Pillow.fromarray(image[:, :, ::-1]).save(out, "PNG", compress_level=1)
    return out.getvalue()
