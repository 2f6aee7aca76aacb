"""What a scanner does."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from devices.errors import DeviceFault

if TYPE_CHECKING:
    from collections.abc import Callable


class Side(StrEnum):
    """Where the paper lies."""

    FLATBED = "flatbed"
    FEEDER = "feeder"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanRequest:
    """What is wanted. Sizes in millimetres; a scanner that is smaller gives what it has."""

    side: Side = Side.FLATBED
    dpi: int = 300
    colour: bool = True
    width: int = 210
    height: int = 297
    most_pages: int = 50
    """The feeder stops there; the flatbed gives one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedPage:
    """One page as the scanner gave it."""

    png: bytes
    number: int
    """From 1, in the order of the feeder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a scan is."""

    page: int
    share: float
    """0 to 1, of this page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannerInfo:
    """One scanner and what it can do."""

    name: str
    """SANE's name for it, as in `sane:NAME`."""
    vendor: str
    model: str
    sides: tuple[Side, ...] = ()
    """Empty in a list: a scanner is not opened to be listed."""


class FeederStopped(DeviceFault):
    """The feeder stopped in the middle; the pages before it are whole."""

    def __init__(self, reason: str, detail: str, pages: tuple[ScannedPage, ...]) -> None:
        """`pages` may be used; the page that stopped is not among them."""
        super().__init__(reason, detail)
        self.pages = pages


class Scanner(Protocol):
    """A blocking scanner; run it on a `devices.worker.DeviceWorker`."""

    def info(self, *, deadline: float) -> ScannerInfo:
        """Ask the scanner what it can do. Raises `DeviceError`."""

    def scan(
        self, request: ScanRequest, *, deadline: float, on_progress: Callable[[Progress], None] | None = None
    ) -> tuple[ScannedPage, ...]:
        """Scan one page, or all that lie in the feeder; `deadline` is on `time.monotonic`.

        Raises:
            NotReadable: `no_docs`, the feeder is empty.
            DeviceFault: `jammed`, `cover_open`, `io_error`, `access_denied`, `unsupported`, `no_image`, ...
            FeederStopped: the same reasons after at least one whole page.
            DeviceBusy: another program scans.
            DeviceUnplugged: there is no such scanner.
            DeviceTimeout: `not_done`; the scan was ended.
            DeviceCancelled: given up by us, or by the scanner's own button.
        """

    def close(self) -> None:
        """Release the scanner."""
