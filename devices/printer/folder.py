"""A folder in a printer's place: each paper becomes a PDF file in it, each receipt a text file."""

from __future__ import annotations

import errno
import os
import re
import secrets
from typing import TYPE_CHECKING

from devices.errors import DeviceFault, DeviceUnplugged
from devices.printer.base import PrintedJob, PrinterStatus
from devices.printer.receipt import safe, wrap

if TYPE_CHECKING:
    from pathlib import Path

    from devices.printer.receipt import Receipt

_COLUMNS = 48
_FULL = (errno.ENOSPC, errno.EDQUOT)


class FolderPrinter:
    """Writes jobs to a folder, whole or not at all; makes the folder when it is missing."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def status(self, *, deadline: float) -> PrinterStatus:
        """Say whether files can be made in the folder."""
        del deadline
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError:
            raise DeviceUnplugged("unplugged", str(self.path)) from None
        ready = os.access(self.path, os.W_OK | os.X_OK)
        return PrinterStatus(ready=ready, reasons=() if ready else ("not-writable",), name=f"folder {self.path}")

    def print_pdf(self, *, pdf: bytes, title: str, deadline: float) -> PrintedJob:
        """Write one file; its name begins with the title. Raises `DeviceFault`: `refused` or `full`."""
        if not pdf.startswith(b"%PDF-"):
            raise DeviceFault("refused", "not a PDF")
        self.status(deadline=deadline)
        stem = re.sub(r"[^\w.-]+", "-", title).strip("-.")[:60] or "job"
        return self._write(f"{stem}-{secrets.token_hex(4)}.pdf", pdf)

    def print_receipt(self, *, receipt: Receipt, deadline: float) -> PrintedJob:
        """Write one text file, wrapped as on a roll of 80 mm. Raises `DeviceFault`: `refused` or `full`."""
        self.status(deadline=deadline)
        rows = [row for line in receipt.lines for row in wrap(line.text, _COLUMNS)]
        rows += [f"[QR {safe(receipt.qr)}]"] if receipt.qr else []
        text = "".join(f"{row}\n" for row in rows)
        return self._write(f"receipt-{secrets.token_hex(4)}.txt", text.encode())

    def _write(self, name: str, content: bytes) -> PrintedJob:
        target = self.path / name
        part = target.with_suffix(".part")
        try:
            with part.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.rename(target)
        except OSError as exc:
            part.unlink(missing_ok=True)
            raise DeviceFault("full" if exc.errno in _FULL else "refused", str(self.path)) from None
        return PrintedJob(job=str(target))

    def close(self) -> None:
        """Do nothing: no file is kept open."""
