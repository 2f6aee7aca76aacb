"""A folder in a printer's place: each job becomes a PDF file in it."""

from __future__ import annotations

import errno
import os
import re
import secrets
from typing import TYPE_CHECKING

from devices.errors import DeviceFault, DeviceUnplugged
from devices.printer.base import PrintedJob, PrinterStatus

if TYPE_CHECKING:
    from pathlib import Path

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
        target = self.path / f"{stem}-{secrets.token_hex(4)}.pdf"
        part = target.with_suffix(".part")
        try:
            with part.open("xb") as file:
                file.write(pdf)
                file.flush()
                os.fsync(file.fileno())
            part.rename(target)
        except OSError as exc:
            part.unlink(missing_ok=True)
            raise DeviceFault("full" if exc.errno in _FULL else "refused", str(self.path)) from None
        return PrintedJob(job=str(target))

    def close(self) -> None:
        """Do nothing: no file is kept open."""
