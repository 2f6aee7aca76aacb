"""ESC/POS: receipts, pictures and questions to bytes, and a printer's answers back; pure.

Command names as in Epson's reference: `ESC @` is 1B 40. Text is GB18030 between `FS &` and `FS .`, which printers sold
in China understand in full.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from devices.printer.receipt import Align, safe, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from devices.printer.receipt import Line, Receipt

INIT = b"\x1b@\x1da\x00"
"""`ESC @`, and `GS a 0`: no status unasked."""
CUT = b"\x1dVB\x00"
"""`GS V 66 0`: feed to the knife and cut."""
SYNC = b"\x1dr\x01"
"""`GS r 1`: answered when all before it was carried out."""
ASK = b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04"
"""`DLE EOT 1` to `4`: answered at once, whatever is in the buffer."""
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""`DLE DC4 8`: forget all that is not printed yet."""
CLEARED = b"\x37\x25\x00"
STRIP_ROWS = 24
_ALIGN = {Align.LEFT: b"\x1ba\x00", Align.CENTRE: b"\x1ba\x01", Align.RIGHT: b"\x1ba\x02"}
_QR_SIZES = ((60, 7), (150, 6), (400, 4), (10_000, 3))
"""Up to so many bytes, dots a module."""
_LIVELY = (b"\x10\x04", b"\x10\x05", b"\x10\x14")


@dataclass(frozen=True, slots=True)
class Bitmap:
    """A black-and-white picture: rows of whole bytes, the highest bit leftmost, 1 is black."""

    row_bytes: int
    data: bytes


def receipt(asked: Receipt, columns: int) -> Iterator[bytes]:
    """Yield the commands of a receipt, cut included, in pieces of whole commands."""
    yield INIT
    for line in asked.lines:
        yield _line(line, columns)
    if asked.qr:
        yield _ALIGN[Align.CENTRE] + qr(asked.qr) + b"\n" + _ALIGN[Align.LEFT]
    yield CUT


def picture(bitmap: Bitmap) -> Iterator[bytes]:
    """Yield the commands of a picture (`GS v 0`), strip by strip."""
    step = bitmap.row_bytes * STRIP_ROWS
    for at in range(0, len(bitmap.data) - len(bitmap.data) % max(1, bitmap.row_bytes), step):
        strip = bitmap.data[at : at + step]
        rows = len(strip) // bitmap.row_bytes
        size = bitmap.row_bytes.to_bytes(2, "little") + rows.to_bytes(2, "little")
        yield b"\x1dv0\x00" + size + _quiet(strip[: rows * bitmap.row_bytes])


def qr(text: str) -> bytes:
    """Return the commands of a QR code, model 2, error correction M (`GS ( k`)."""
    data = text.encode("utf-8", "replace")
    dots = next(size for most, size in _QR_SIZES if len(data) <= most)
    functions = (b"1A2\x00", b"1C" + bytes([dots]), b"1E1", b"1P0" + data, b"1Q0")
    return b"".join(b"\x1d(k" + len(f).to_bytes(2, "little") + f for f in functions)


def _line(line: Line, columns: int) -> bytes:
    rows = wrap(line.text, columns // 2 if line.large else columns)
    head = _ALIGN[line.align] + (b"\x1bE\x01" if line.bold else b"") + (b"\x1d!\x11\x1c!\x0c" if line.large else b"")
    tail = (b"\x1d!\x00\x1c!\x00" if line.large else b"") + (b"\x1bE\x00" if line.bold else b"")
    return head + b"".join(_row(row) for row in rows) + tail


def _row(text: str) -> bytes:
    # A character that no encoder knows (an unpaired surrogate) was taken out by `safe`.
    return b"\x1c&" + safe(text).encode("gb18030", "replace") + b"\x1c.\n"


def _quiet(strip: bytes) -> bytes:
    """Return the strip without the pairs that a printer would obey in the midst of a picture: a dot more does it."""
    for pair in _LIVELY:
        strip = strip.replace(pair, b"\x18" + pair[1:])
    return strip


@dataclass(frozen=True, slots=True)
class Done:
    """The answer to `SYNC`: all before it was carried out."""


@dataclass(frozen=True, slots=True)
class StatusByte:
    """The answer to one `DLE EOT`; it does not say which."""

    value: int


@dataclass(frozen=True, slots=True)
class Cleared:
    """The answer to `CLEAR`."""


Answer = Done | StatusByte | Cleared


class Parser:
    """Takes a printer's bytes apart; XON, XOFF and what makes no sense are passed over."""

    def __init__(self) -> None:
        self._block = b""

    def receive(self, untrusted: bytes) -> list[Answer]:
        """Return the answers that are whole now."""
        answers = [self._byte(value) for value in untrusted]
        return [answer for answer in answers if answer is not None]

    def _byte(self, value: int) -> Answer | None:
        if self._block:
            self._block += bytes([value])
            if value and len(self._block) < 80:
                return None
            block, self._block = self._block, b""
            return Cleared() if block == CLEARED else None
        if value == CLEARED[0]:
            self._block = CLEARED[:1]
            return None
        # Bits 0, 1, 4 and 7 tell the answers apart: 0xx1xx10 to DLE EOT, 0xx0xxxx to GS r.
        if value & 0x93 == 0x12:
            return StatusByte(value)
        return Done() if value & 0xF0 == 0 else None


@dataclass(frozen=True, slots=True)
class Condition:
    """What four status bytes say. `reasons` are IPP's words; `trouble` is ours for what stops it, "" for nothing."""

    reasons: tuple[str, ...]
    trouble: str


_BITS = (
    # byte (of DLE EOT 1 to 4), mask, IPP's word, ours
    (1, 0x04, "cover-open-error", "cover_open"),
    (3, 0x60, "media-empty-error", "no_paper"),
    (1, 0x20, "media-empty-error", "no_paper"),
    (2, 0x08, "cutter-error", "cutter"),
    (2, 0x20, "other-error", "printer_fault"),
    (2, 0x40, "other-error", "printer_fault"),
    (1, 0x40, "other-error", "printer_fault"),
    (0, 0x08, "paused", "offline"),
    (3, 0x0C, "media-low-warning", ""),
)


def condition(status: bytes) -> Condition:
    """Return what the answers to `DLE EOT` 1, 2, 3 and 4 say, the worst first."""
    found = [(word, ours) for index, mask, word, ours in _BITS if status[index] & mask]
    if len({ours for _, ours in found if ours}) > 1:
        # A printer with an open cover is offline too: only the cause is told.
        found = [(word, ours) for word, ours in found if ours != "offline"]
    return Condition(tuple(dict.fromkeys(word for word, _ in found)), next((ours for _, ours in found if ours), ""))
