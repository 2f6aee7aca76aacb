"""A receipt printer that speaks ESC/POS over any link: text, QR codes and pictures, each job followed to its end.

Tried against our own simulator over TCP and a pty, and over injected USB endpoints; on no printer yet.
"""

from __future__ import annotations

import secrets
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from devices.errors import DeviceCancelled, DeviceError, DeviceFault, DeviceTimeout
from devices.printer import escpos
from devices.printer.base import PrintedJob, PrinterStatus
from devices.printer.conversation import Conversation
from devices.printer.rasterize import rasterize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from devices.printer.links import Link
    from devices.printer.receipt import Receipt

COLUMNS = 48
"""Latin characters in a row of 80 mm paper; 32 on 58 mm."""
DOTS_A_COLUMN = 12
_PIECE = 1024
"""Bytes after which the printer is asked to confirm; a strip of a picture may be longer."""


class EscposPrinter:
    """One printer; its link is opened for each operation and closed after it."""

    def __init__(
        self,
        link: Link,
        *,
        columns: int = COLUMNS,
        interrupted: threading.Event | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.columns = columns
        self._clock = clock
        self._link = link
        self._interrupted = interrupted or threading.Event()

    def status(self, *, deadline: float) -> PrinterStatus:
        """Ask the printer how it is. Raises `DeviceError`."""
        with self._talk() as talk:
            told = talk.condition(deadline)
        return PrinterStatus(ready=not told.trouble, reasons=told.reasons, name=f"ESC/POS {self._link.address}")

    def print_receipt(self, *, receipt: Receipt, deadline: float) -> PrintedJob:
        """Print lines and a QR code, and cut: see `ReceiptPrinter.print_receipt`."""
        return self._print(escpos.receipt(receipt, self.columns), deadline)

    def print_pdf(self, *, pdf: bytes, title: str, deadline: float) -> PrintedJob:
        """Print the pages as pictures as wide as the paper, each cut off: see `Printer.print_pdf`."""
        del title  # a receipt printer shows none
        pages = rasterize(pdf, dots=self.columns * DOTS_A_COLUMN, deadline=deadline)
        return self._print(self._pictures(pages), deadline)

    def close(self) -> None:
        """Release the printer; harmless when closed."""
        self._link.close()

    def _pictures(self, pages: Iterable[escpos.Bitmap]) -> Iterator[bytes]:
        yield escpos.INIT
        for page in pages:
            yield from escpos.picture(page)
            yield escpos.CUT

    def _print(self, commands: Iterator[bytes], deadline: float) -> PrintedJob:
        with self._talk() as talk:
            trouble = talk.condition(deadline).trouble
            if trouble:
                raise DeviceFault(trouble, self._link.address)
            try:
                for piece in _pieces(commands):
                    talk.send(piece, deadline)
                talk.settle(deadline)
            except (DeviceFault, DeviceCancelled) as exc:
                # What was not printed must not come out for the next citizen.
                if talk.clear():
                    raise
                raise self._unknown(exc) from None
            except DeviceError as exc:
                talk.clear()
                raise self._unknown(exc) from None
        return PrintedJob(job=secrets.token_hex(4))

    def _unknown(self, error: DeviceError) -> DeviceTimeout:
        return DeviceTimeout("job_unknown", f"{self._link.address}: {error.reason}")

    @contextmanager
    def _talk(self) -> Iterator[Conversation]:
        self._link.open()
        try:
            yield Conversation(self._link, self._interrupted, self._clock)
        finally:
            self._link.close()


def _pieces(commands: Iterable[bytes]) -> Iterator[bytes]:
    """Gather small commands; none is torn."""
    gathered = b""
    for command in commands:
        if gathered and len(gathered) + len(command) > _PIECE:
            yield gathered
            gathered = b""
        gathered += command
    if gathered:
        yield gathered
