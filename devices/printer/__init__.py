"""Printers: IPP, and a folder where there is none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from devices.printer.base import PrintedJob, Printer, PrinterStatus
from devices.printer.folder import FolderPrinter

if TYPE_CHECKING:
    import threading

__all__ = ["PrintedJob", "Printer", "PrinterStatus", "open_printer"]


def open_printer(uri: str, *, interrupted: threading.Event | None = None) -> Printer:
    """Return the printer that `ipp://HOST[:PORT]/PATH`, `ipps://…` or `folder:PATH` names; raises `ValueError`.

    Nothing is asked of the printer before the first operation.
    """
    from devices.printer.ipp_printer import IppPrinter  # noqa: PLC0415 - loads TLS

    kind, _, rest = uri.partition(":")
    if kind == "folder" and rest:
        return FolderPrinter(Path(rest))
    if kind in ("ipp", "ipps") and urlsplit(uri).hostname:
        return IppPrinter(uri, interrupted=interrupted)
    msg = f"{uri!r} is not ipp://HOST/PATH or folder:PATH"
    raise ValueError(msg)
