"""Paper scanners with a flatbed or a feeder, through SANE's `scanimage`.

- `base`            what a scanner does
- `options`         what a scanner says it can do; pure
- `statuses`        SANE's status codes as our errors; pure
- `process`         one run of `scanimage`, watched: progress, deadline, cancellation
- `passage`         the folder that pages pass through
- `sane_scanner`    the driver
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from devices.scanner.base import FeederStopped, Progress, ScannedPage, Scanner, ScannerInfo, ScanRequest, Side
from devices.scanner.sane_scanner import SaneScanner, list_scanners

if TYPE_CHECKING:
    import threading

__all__ = [
    "FeederStopped",
    "Progress",
    "ScanRequest",
    "ScannedPage",
    "Scanner",
    "ScannerInfo",
    "Side",
    "list_scanners",
    "open_scanner",
]


def open_scanner(uri: str, *, interrupted: threading.Event | None = None) -> Scanner:
    """Return the scanner that `sane:NAME` names, NAME being what `scanimage -L` tells; raises `ValueError`.

    Nothing is asked of the scanner before the first operation.
    """
    kind, _, name = uri.partition(":")
    if kind != "sane" or not name or name.startswith("-") or not name.isprintable():
        msg = f"{uri!r} is not sane:NAME"
        raise ValueError(msg)
    return SaneScanner(name, interrupted=interrupted)
