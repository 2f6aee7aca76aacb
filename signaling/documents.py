"""What may come in as a document: the bytes are looked at, the name of a type is not believed, the original is kept.

A picture is refused by its header before one pixel is decoded when it is too large, and then decoded whole, because a
truncated picture shows only there. Strokes are JSON of bounded size.
"""

from __future__ import annotations

import hashlib
import io
import threading
import warnings
from dataclasses import dataclass

import msgspec
from PIL import Image, ImageFile, UnidentifiedImageError

from protocol.states import FailureCode

MAX_BYTES = 25 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_STROKES_BYTES = 1024 * 1024
JPEG, PNG, STROKES = "image/jpeg", "image/png", "application/vnd.cloudwindow.strokes+json"
MEDIA_TYPES = (JPEG, PNG, STROKES)
_FORMATS = {JPEG: "JPEG", PNG: "PNG"}
_one_picture = threading.Lock()
"""One picture is decoded at a time: it may take 160 MB, and the filter of warnings belongs to the whole process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedDocument:
    """Bytes that are what they say."""

    data: bytes
    media_type: str
    sha256: str


class Refused(Exception):
    """A document that is not taken; `code` is the word for the client."""

    def __init__(self, code: FailureCode, reason: str) -> None:
        """Keep the code and a reason that quotes nothing of the document."""
        super().__init__(reason)
        self.code = code
        self.reason = reason


def check_upload(data: bytes, declared_type: str, expected_sha256: str) -> CheckedDocument:
    """Return the document; raises `Refused`. Decodes whole pictures: call it on a worker thread."""
    if len(data) > MAX_BYTES:
        raise Refused(FailureCode.TOO_LARGE, f"over {MAX_BYTES} bytes")
    if declared_type not in MEDIA_TYPES:
        raise Refused(FailureCode.UNSUPPORTED_MEDIA, "a type that is not taken")
    sha256 = hashlib.sha256(data).hexdigest()
    if sha256 != expected_sha256:
        raise Refused(FailureCode.HASH_MISMATCH, "the bytes have another SHA-256")
    if not data:
        raise Refused(FailureCode.UNSUPPORTED_MEDIA, "empty")
    if declared_type == STROKES:
        _check_strokes(data)
    else:
        _check_picture(data, _FORMATS[declared_type])
    return CheckedDocument(data=data, media_type=declared_type, sha256=sha256)


def _check_strokes(data: bytes) -> None:
    if len(data) > MAX_STROKES_BYTES:
        raise Refused(FailureCode.TOO_LARGE, f"strokes over {MAX_STROKES_BYTES} bytes")
    try:
        decoded = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise Refused(FailureCode.UNSUPPORTED_MEDIA, "not JSON") from None
    if not isinstance(decoded, dict):
        raise Refused(FailureCode.UNSUPPORTED_MEDIA, "not an object")


def _check_picture(data: bytes, wanted: str) -> None:
    with _one_picture, warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            with Image.open(io.BytesIO(data), formats=[wanted]) as picture:
                _check_size(picture)
                picture.draft(None, (1, 1))  # a JPEG is read to its end at an eighth of its size
                picture.load()
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise Refused(FailureCode.TOO_LARGE, f"over {MAX_PIXELS} pixels") from None
        except UnidentifiedImageError:
            raise Refused(FailureCode.UNSUPPORTED_MEDIA, f"not a {wanted} picture") from None
        except (OSError, SyntaxError, ValueError, EOFError, Warning):
            raise Refused(FailureCode.UNSUPPORTED_MEDIA, f"a {wanted} picture that cannot be decoded") from None


def _check_size(picture: ImageFile.ImageFile) -> None:
    """Refuse by the header, before a pixel is decoded."""
    width, height = picture.size
    if width * height > MAX_PIXELS:
        raise Refused(FailureCode.TOO_LARGE, f"over {MAX_PIXELS} pixels")
    if getattr(picture, "n_frames", 1) != 1:
        raise Refused(FailureCode.UNSUPPORTED_MEDIA, "more than one picture")
