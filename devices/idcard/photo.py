"""The chip's photo: 1024 bytes of WLT, which only makers' closed libraries decode: a plug-in, honest without one.

The library runs in a process of its own: it is nobody's we could mend, and its crash must not be the booth's.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

WLT_SIZE = 1024
_WLT_BEGINS = b"WL"
BMP_SIZE = 38862
"""102 by 126 points of three bytes, rows padded to 308, behind a header of 54."""
DECODE_SECONDS = 5.0
_UNPACK = Path(__file__).with_name("unpack.py")


class NotDecoded(StrEnum):
    """Why there is no picture; the clerk compares with the printed photo instead."""

    NO_PHOTO = "no_photo"
    """The chip holds none, or what it holds is no WLT."""
    NO_DECODER = "no_decoder"
    """No library is configured, or it is not there or not for this machine."""
    REFUSED = "refused"
    """The library answered that it cannot."""
    CRASHED = "crashed"
    """It died, or took too long."""
    WRONG_SIZE = "wrong_size"
    """What it returned is no picture of 102 by 126."""


@dataclass(frozen=True, slots=True)
class Photo:
    """The decoded picture, a BMP file. Personal data."""

    bmp: bytes


class PhotoDecoder(Protocol):
    """One way to decode WLT."""

    def decode(self, wlt: bytes) -> Photo | NotDecoded:
        """Return the picture of 1024 bytes of WLT, or why there is none. Never raises."""


def decode_photo(wlt: bytes, decoder: PhotoDecoder | None) -> Photo | NotDecoded:
    """Return the picture of a card's `photo_wlt`, or why there is none."""
    if len(wlt) != WLT_SIZE or not wlt.startswith(_WLT_BEGINS):
        return NotDecoded.NO_PHOTO
    if decoder is None:
        return NotDecoded.NO_DECODER
    photo = decoder.decode(wlt)
    if isinstance(photo, Photo) and (len(photo.bmp) != BMP_SIZE or not photo.bmp.startswith(b"BM")):
        return NotDecoded.WRONG_SIZE
    return photo


class LibraryDecoder:
    """A maker's shared library that exports `_Unpack(source, 1024, target, &size)` and returns 1.

    Tried with a library of our own only.
    """

    def __init__(self, library: Path) -> None:
        self._library = library

    def decode(self, wlt: bytes) -> Photo | NotDecoded:
        """See `PhotoDecoder.decode`; takes `DECODE_SECONDS` at most."""
        command = [sys.executable, str(_UNPACK), str(self._library)]
        try:
            done = subprocess.run(  # noqa: S603 - our own module
                command, input=wlt, capture_output=True, timeout=DECODE_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return NotDecoded.CRASHED
        if done.returncode == 0:
            return Photo(done.stdout)
        return {2: NotDecoded.NO_DECODER, 3: NotDecoded.REFUSED}.get(done.returncode, NotDecoded.CRASHED)
