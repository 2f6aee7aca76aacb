"""What reads QR codes and barcodes, whether a camera sees them or a scanner sends them over a wire."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Symbology(StrEnum):
    """The kinds of code that are looked for, and UNKNOWN from a scanner that does not tell."""

    QR = "qr"
    PDF417 = "pdf417"
    DATA_MATRIX = "data_matrix"
    AZTEC = "aztec"
    CODE_128 = "code_128"
    CODE_39 = "code_39"
    EAN_13 = "ean_13"
    EAN_8 = "ean_8"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One code. What it says comes from outside: a stranger may have printed it."""

    untrusted_text: str
    symbology: Symbology
    corners: tuple[tuple[float, float], ...] = ()
    """x, y in pixels of the upright picture, clockwise from the code's own top left; () from a serial scanner."""


class CodeScanner(Protocol):
    """A blocking scanner; run it on a `devices.worker.DeviceWorker`."""

    def read(self, *, deadline: float) -> Code:
        """Wait for the next code, by `deadline` (time.monotonic); what was scanned before the call does not count.

        Raises:
            DeviceTimeout: `no_code`: none was shown.
            NotReadable: `garbled`: something came, and it was no text.
            DeviceFault: `no_line_end`: the scanner does not end its codes with CR or LF.
            DeviceUnplugged: `unplugged`; the next call opens the device again.
            DeviceCancelled: the worker was told to give up.
        """

    def close(self) -> None:
        """Release the device; harmless when closed. The next `read` opens it again."""
