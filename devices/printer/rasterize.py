"""PDF pages as pictures for a receipt printer, by poppler's `pdftoppm` where it is installed."""

from __future__ import annotations

import re
import subprocess
import time
from typing import TYPE_CHECKING

from devices.errors import DeviceFault, DeviceTimeout
from devices.printer.escpos import Bitmap

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = "pdftoppm"
MOST_PAGES = 10
_PBM = re.compile(rb"P4\s+(\d+)\s+(\d+)\s")


def rasterize(pdf: bytes, *, dots: int, deadline: float, program: str = PROGRAM) -> list[Bitmap]:
    """Return the first `MOST_PAGES` pages, each `dots` wide.

    Raises:
        DeviceFault: `refused` for what is no PDF, `no_rasterizer` where the program is missing.
        DeviceTimeout: `no_answer`, a page that takes too long to draw.
    """
    if not pdf.startswith(b"%PDF-"):
        raise DeviceFault("refused", "not a PDF")
    command = [program, "-mono", "-scale-to-x", str(dots), "-scale-to-y", "-1", "-l", str(MOST_PAGES), "-"]
    try:
        done = subprocess.run(  # noqa: S603 - the arguments are ours
            command, input=pdf, capture_output=True, timeout=max(0.01, deadline - time.monotonic()), check=False
        )
    except subprocess.TimeoutExpired:
        raise DeviceTimeout("no_answer", program) from None
    except OSError:
        raise DeviceFault("no_rasterizer", f"{program}: install poppler-utils") from None
    pages = list(_pages(done.stdout))
    if done.returncode != 0 or not pages:
        raise DeviceFault("refused", "the PDF cannot be drawn")
    return pages


def _pages(stream: bytes) -> Iterator[Bitmap]:
    """Yield the pictures of a stream of PBM files, one behind the other."""
    at = 0
    while found := _PBM.match(stream, at):
        row_bytes = (int(found[1]) + 7) // 8
        size = row_bytes * int(found[2])
        yield Bitmap(row_bytes, stream[found.end() : found.end() + size])
        at = found.end() + size
