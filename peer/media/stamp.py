"""A quiet strip along the bottom edge of the test picture that a program can read after it was encoded and decoded.

64 cells of two near-by greys over the whole width: 24 bits of frame number, 32 bits of milliseconds of
`time.monotonic()`, 8 bits of check sum. Two programs on one machine share that clock, so the age of a picture can be
read from it.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEIGHT = 6
"""Rows of the strip."""
CELLS = 64
_DARK, _LIGHT = 52, 84
_CONTRAST = 8
"""Grey levels there must be between the cells for it to be a strip at all."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a strip says."""

    number: int
    """Of the frame, modulo 2^24."""
    milliseconds: int
    """Of the sender's monotonic clock, modulo 2^32."""


def draw(luma: NDArray[np.uint8], *, number: int, now: float) -> None:
    """Write the strip into the bottom rows of a picture's luma plane."""
    body = _body(number & 0xFFFFFF, int(now * 1000) & 0xFFFFFFFF)
    bits = np.unpackbits(np.frombuffer(body + _check(body), np.uint8))
    columns = np.arange(luma.shape[1]) * CELLS // luma.shape[1]
    luma[-HEIGHT:] = np.where(bits, _LIGHT, _DARK).astype(np.uint8)[columns]


def read(bgra: NDArray[np.uint8]) -> Stamp | None:
    """Return what the strip of a BGRA picture says; None when there is none."""
    if bgra.shape[0] < HEIGHT or bgra.shape[1] < CELLS:
        return None
    columns = (np.arange(CELLS) * 2 + 1) * bgra.shape[1] // (2 * CELLS)
    greys = bgra[2 - HEIGHT : -1, columns, 1].mean(axis=0)
    low, high = float(greys.min()), float(greys.max())
    body = np.packbits(greys > (low + high) / 2).tobytes()
    if high - low < _CONTRAST or _check(body[:7]) != body[7:]:
        return None
    return Stamp(number=int.from_bytes(body[:3], "big"), milliseconds=int.from_bytes(body[3:7], "big"))


def _body(number: int, milliseconds: int) -> bytes:
    return number.to_bytes(3, "big") + milliseconds.to_bytes(4, "big")


def _check(body: bytes) -> bytes:
    return (zlib.crc32(body) & 0xFF).to_bytes(1, "big")
