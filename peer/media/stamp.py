"""A strip at the top of the test picture that a program can read after it was encoded, sent and decoded.

64 cells, black or white, over the whole width: 24 bits of frame number, 32 bits of milliseconds of `time.monotonic()`,
8 bits of check sum. Two programs on one machine share that clock, so the age of a picture can be read from it.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEIGHT = 16
"""Rows of the strip: one macroblock, so that the picture below does not bleed into it."""
CELLS = 64
_DARK, _LIGHT = 16, 235


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a strip says."""

    number: int
    """Of the frame, modulo 2^24."""
    milliseconds: int
    """Of the sender's monotonic clock, modulo 2^32."""


def draw(luma: NDArray[np.uint8], *, number: int, now: float) -> None:
    """Write the strip into the top rows of a picture's luma plane."""
    body = _body(number & 0xFFFFFF, int(now * 1000) & 0xFFFFFFFF)
    bits = np.unpackbits(np.frombuffer(body + _check(body), np.uint8))
    columns = np.arange(luma.shape[1]) * CELLS // luma.shape[1]
    luma[:HEIGHT] = np.where(bits, _LIGHT, _DARK).astype(np.uint8)[columns]


def read(bgra: NDArray[np.uint8]) -> Stamp | None:
    """Return what the strip of a BGRA picture says; None when there is none."""
    width = bgra.shape[1]
    columns = (np.arange(CELLS) * 2 + 1) * width // (2 * CELLS)
    rows = bgra[4 : HEIGHT - 4, columns, 1]
    if rows.size == 0:
        return None
    body = np.packbits(rows.mean(axis=0) > 128).tobytes()
    if _check(body[:7]) != body[7:]:
        return None
    return Stamp(number=int.from_bytes(body[:3], "big"), milliseconds=int.from_bytes(body[3:7], "big"))


def _body(number: int, milliseconds: int) -> bytes:
    return number.to_bytes(3, "big") + milliseconds.to_bytes(4, "big")


def _check(body: bytes) -> bytes:
    return (zlib.crc32(body) & 0xFF).to_bytes(1, "big")
