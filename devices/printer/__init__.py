"""Printers: IPP, ESC/POS receipt printers, and a folder where there is none.

- `base`              what a printer does
- `ipp`, `ipp_printer`            IPP Everywhere: the messages, the driver
- `receipt`           lines and a QR code laid out for a roll; pure
- `escpos`            ESC/POS bytes; pure
- `conversation`, `escpos_printer`  what was sent and what is done; the driver
- `links`, `usb_endpoints`        TCP port 9100, serial, USB
- `rasterize`         PDF pages as pictures for a receipt printer
- `folder`            files in a printer's place
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from devices.printer.addresses import open_printer
from devices.printer.base import PrintedJob, Printer, PrinterStatus, ReceiptPrinter
from devices.printer.receipt import Align, Line, Receipt, from_text

if TYPE_CHECKING:
    from typing import TypeGuard

__all__ = [
    "Align",
    "Line",
    "PrintedJob",
    "Printer",
    "PrinterStatus",
    "Receipt",
    "ReceiptPrinter",
    "from_text",
    "open_printer",
    "prints_receipts",
]


def prints_receipts(printer: Printer) -> TypeGuard[ReceiptPrinter]:
    """Return whether the printer also prints lines on a roll."""
    return hasattr(printer, "print_receipt")
