"""What a printer does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from devices.printer.receipt import Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterStatus:
    """State as the printer tells it."""

    ready: bool
    reasons: tuple[str, ...]
    """IPP `printer-state-reasons` without `none`: `media-empty-error`, `media-jam-error`, ..."""
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedJob:
    """A finished job."""

    job: str
    """The printer's job id, or the path of the file in a folder."""


class Printer(Protocol):
    """A blocking printer; run it on a `devices.worker.DeviceWorker`."""

    def status(self, *, deadline: float) -> PrinterStatus:
        """Ask the printer how it is. Raises `DeviceError`."""

    def print_pdf(self, *, pdf: bytes, title: str, deadline: float) -> PrintedJob:
        """Print and return when the job is done.

        `title` must not be personal: it shows on the printer. A job whose fate is unknown raises
        `DeviceTimeout("job_unknown")` and is never sent again by itself.

        A job that a `DeviceFault` ends may be on paper in part, and does not come out later.

        Raises:
            DeviceFault: `no_paper`, `jam`, `cover_open`, `refused`; of a receipt printer also `offline`, `cutter`,
                `printer_fault`, `no_rasterizer`.
        """

    def close(self) -> None:
        """Release the printer."""


class ReceiptPrinter(Printer, Protocol):
    """A printer that also prints lines on a roll."""

    def print_receipt(self, *, receipt: Receipt, deadline: float) -> PrintedJob:
        """Print and return when the receipt is cut; raises as `print_pdf` does."""
