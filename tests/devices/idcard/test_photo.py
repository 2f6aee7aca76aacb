"""The chip's photo: decoded by a library that is plugged in, and honestly not decoded without one."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from devices.idcard.photo import BMP_SIZE, LibraryDecoder, NotDecoded, Photo, decode_photo

if TYPE_CHECKING:
    from pathlib import Path

WLT = bytes.fromhex("574c66007e00320000ff85").ljust(1024, b"\x51")
BMP = b"BM".ljust(BMP_SIZE, b"\7")

LIBRARY = """
int _Unpack(const char *source, int size, char *target, int *length) {
    if (source[20] == 'R') return 0;
    if (source[20] == 'C') __builtin_trap();
    *length = source[20] == 'S' ? 10 : 38862;
    for (int at = 0; at < *length; at++) target[at] = 7;
    target[0] = 'B'; target[1] = 'M';
    return size == 1024;
}
"""
"""Behaves by the byte at 20: refuses, crashes, returns too little, or decodes."""


class FakeDecoder:
    """Returns what it was given to return."""

    def __init__(self, result: Photo | NotDecoded) -> None:
        self.result = result

    def decode(self, wlt: bytes) -> Photo | NotDecoded:
        assert len(wlt) == 1024
        return self.result


@pytest.mark.parametrize(
    ("wlt", "decoder", "result"),
    [
        (bytes(1024), FakeDecoder(Photo(BMP)), NotDecoded.NO_PHOTO),
        (WLT[:-1], FakeDecoder(Photo(BMP)), NotDecoded.NO_PHOTO),
        (b"", None, NotDecoded.NO_PHOTO),
        (WLT, None, NotDecoded.NO_DECODER),
        (WLT, FakeDecoder(NotDecoded.REFUSED), NotDecoded.REFUSED),
        (WLT, FakeDecoder(Photo(BMP[:-1])), NotDecoded.WRONG_SIZE),
        (WLT, FakeDecoder(Photo(bytes(BMP_SIZE))), NotDecoded.WRONG_SIZE),
        (WLT, FakeDecoder(Photo(BMP)), Photo(BMP)),
    ],
)
def test_a_photo_is_decoded_or_the_reason_is_told(
    wlt: bytes, decoder: FakeDecoder | None, result: Photo | NotDecoded
) -> None:
    assert decode_photo(wlt, decoder) == result


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("no C compiler to make a library with")
    place = tmp_path_factory.mktemp("library")
    (place / "unpack.c").write_text(LIBRARY)
    command = [compiler, "-shared", "-fPIC", "-o", str(place / "libunpack.so"), str(place / "unpack.c")]
    subprocess.run(command, check=True)
    return place / "libunpack.so"


@pytest.mark.parametrize(
    ("behaviour", "result"),
    [
        (b"R", NotDecoded.REFUSED),
        (b"C", NotDecoded.CRASHED),
        (b"S", NotDecoded.WRONG_SIZE),
        (b"D", Photo(BMP)),
    ],
)
def test_a_makers_library_decodes_in_a_process_of_its_own(
    library: Path, behaviour: bytes, result: Photo | NotDecoded
) -> None:
    assert decode_photo(WLT[:20] + behaviour + WLT[21:], LibraryDecoder(library)) == result


def test_a_library_that_is_not_there_is_no_decoder(tmp_path: Path) -> None:
    (tmp_path / "text.so").write_text("not a library")
    for path in (tmp_path / "missing.so", tmp_path / "text.so"):
        assert decode_photo(WLT, LibraryDecoder(path)) == NotDecoded.NO_DECODER
