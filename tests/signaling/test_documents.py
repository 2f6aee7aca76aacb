"""What is refused as a document, and why."""

from __future__ import annotations

import hashlib
import io
import struct
import threading
import zlib

import pytest
from PIL import Image

from protocol.states import FailureCode
from signaling.documents import JPEG, MAX_BYTES, PNG, STROKES, CheckedDocument, Refused, check_upload


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def picture(kind: str, *, size: tuple[int, int] = (640, 480), mode: str = "RGB") -> bytes:
    stream = io.BytesIO()
    Image.effect_noise(size, 40).convert(mode).save(stream, kind)
    return stream.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def hollow_png(width: int, height: int) -> bytes:
    """A few bytes that claim to be a huge picture; decoding them would take width × height bytes."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(1000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def refusal(data: bytes, declared: str, expected: str | None = None) -> FailureCode:
    with pytest.raises(Refused) as refused:
        check_upload(data, declared, sha256(data) if expected is None else expected)
    return refused.value.code


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        (picture("JPEG"), JPEG),
        (picture("JPEG", mode="L"), JPEG),
        (picture("PNG"), PNG),
        (picture("PNG", mode="RGBA"), PNG),
        (b'{"strokes": []}', STROKES),
    ],
)
def test_a_good_document_is_kept_as_it_is(data: bytes, declared: str) -> None:
    assert check_upload(data, declared, sha256(data)) == CheckedDocument(
        data=data, media_type=declared, sha256=sha256(data)
    )


@pytest.mark.parametrize("declared", [JPEG, PNG, STROKES])
def test_nothing_at_all_is_refused(declared: str) -> None:
    assert refusal(b"", declared) is FailureCode.UNSUPPORTED_MEDIA


@pytest.mark.parametrize(("kind", "declared"), [("JPEG", JPEG), ("PNG", PNG)])
@pytest.mark.parametrize("part", [0.01, 0.3, 0.6, 0.9, 0.99])
def test_a_truncated_picture_is_refused(kind: str, declared: str, part: float) -> None:
    whole = picture(kind)
    assert refusal(whole[: int(len(whole) * part)], declared) is FailureCode.UNSUPPORTED_MEDIA


@pytest.mark.parametrize(
    "data", [b"GIF89a" + bytes(100), b"%PDF-1.7\n" + bytes(100), b"\xff\xd8\xff" + bytes(50), b"x"]
)
@pytest.mark.parametrize("declared", [JPEG, PNG])
def test_what_is_no_picture_is_refused(data: bytes, declared: str) -> None:
    assert refusal(data, declared) is FailureCode.UNSUPPORTED_MEDIA


def test_the_declared_type_is_not_believed() -> None:
    assert refusal(picture("PNG"), JPEG) is FailureCode.UNSUPPORTED_MEDIA
    assert refusal(picture("JPEG"), PNG) is FailureCode.UNSUPPORTED_MEDIA
    assert refusal(picture("JPEG"), STROKES) is FailureCode.UNSUPPORTED_MEDIA


@pytest.mark.parametrize("declared", ["image/gif", "application/pdf", "text/html", "", "image/jpeg; x=y"])
def test_a_type_that_is_not_taken_is_refused(declared: str) -> None:
    assert refusal(picture("JPEG"), declared) is FailureCode.UNSUPPORTED_MEDIA


def test_another_hash_is_refused() -> None:
    assert refusal(picture("JPEG"), JPEG, "0" * 64) is FailureCode.HASH_MISMATCH


def test_over_25_megabytes_is_refused_before_anything_is_looked_at() -> None:
    assert refusal(bytes(MAX_BYTES + 1), JPEG, "") is FailureCode.TOO_LARGE


@pytest.mark.parametrize(("width", "height"), [(8001, 5000), (10_000, 10_000), (12_000, 12_000), (30_000, 30_000)])
def test_too_many_pixels_are_refused_by_the_header_alone(width: int, height: int) -> None:
    assert refusal(hollow_png(width, height), PNG) is FailureCode.TOO_LARGE


def test_a_header_that_promises_more_pixels_than_there_are_is_refused() -> None:
    assert refusal(hollow_png(4000, 4000), PNG) is FailureCode.UNSUPPORTED_MEDIA


def test_a_jpeg_of_forty_megapixels_is_taken() -> None:
    stream = io.BytesIO()
    Image.new("L", (8000, 5000), 200).save(stream, "JPEG")
    assert check_upload(stream.getvalue(), JPEG, sha256(stream.getvalue())).media_type == JPEG


def test_more_than_one_picture_in_a_file_is_refused() -> None:
    stream = io.BytesIO()
    first, second = Image.new("L", (20, 20)), Image.new("L", (20, 20), 200)
    first.save(stream, "PNG", save_all=True, append_images=[second])
    assert refusal(stream.getvalue(), PNG) is FailureCode.UNSUPPORTED_MEDIA


@pytest.mark.parametrize("data", [b"[", b"[1]", b"[" * 50_000, b'{"a": NaN}', b"\xff{}"])
def test_strokes_that_are_no_json_object_are_refused(data: bytes) -> None:
    assert refusal(data, STROKES) is FailureCode.UNSUPPORTED_MEDIA


def test_strokes_over_a_megabyte_are_refused() -> None:
    assert refusal(b'{"a": "' + b"x" * 1024 * 1024 + b'"}', STROKES) is FailureCode.TOO_LARGE


def test_pictures_checked_on_several_threads_do_not_disturb_each_other() -> None:
    good, bad = picture("PNG"), hollow_png(9000, 9000)
    codes: list[FailureCode] = []
    threads = [threading.Thread(target=lambda: codes.append(refusal(bad, PNG))) for _ in range(4)]
    for thread in threads:
        thread.start()
    assert all(check_upload(good, PNG, sha256(good)).sha256 == sha256(good) for _ in range(4))
    for thread in threads:
        thread.join()
    assert codes == [FailureCode.TOO_LARGE] * 4
