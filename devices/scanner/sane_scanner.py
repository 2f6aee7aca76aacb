"""A scanner behind SANE, driven by the program `scanimage`: the backends' crashes and hangs stay in its process.

Pages pass through a folder in memory where the system has one, so that nothing of a citizen's paper stays on a disk,
even after a power cut. Tried with SANE's `test` backend and its faults; on no scanner yet.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from devices.errors import DeviceError, DeviceFault, NotReadable
from devices.scanner import options
from devices.scanner.base import FeederStopped, ScannedPage, ScannerInfo, ScanRequest, Side
from devices.scanner.passage import passage
from devices.scanner.process import CANCEL_SECONDS, Ended, run
from devices.scanner.statuses import SaneStatus, error_of, status_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from devices.scanner.base import Progress

PROGRAM = "scanimage"
LARGEST_PAGE = 256 * 1024 * 1024
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_END = b"IEND\xaeB`\x82"


class SaneScanner:
    """One scanner by its SANE name; opened for each operation and released after it."""

    def __init__(
        self,
        name: str,
        *,
        interrupted: threading.Event | None = None,
        program: str = PROGRAM,
        cancel_seconds: float = CANCEL_SECONDS,
        place: Path | None = None,
    ) -> None:
        """`place` is where pages pass through, a folder in memory by default."""
        self.name = name
        self._place = place
        self._cancel_seconds = cancel_seconds
        self._program = program
        self._interrupted = interrupted or threading.Event()
        self._options: dict[str, tuple[str, ...]] | None = None

    def info(self, *, deadline: float) -> ScannerInfo:
        """Ask the scanner what it can do: see `Scanner.info`."""
        known = options.sides(self._ask_options(deadline))
        return ScannerInfo(name=self.name, vendor="", model="", sides=known)

    def scan(
        self, request: ScanRequest, *, deadline: float, on_progress: Callable[[Progress], None] | None = None
    ) -> tuple[ScannedPage, ...]:
        """Scan: see `Scanner.scan`."""
        try:
            wanted = options.arguments(self._options or self._ask_options(deadline), request)
        except ValueError:
            raise DeviceFault("unsupported", f"{self.name}: no {request.side}") from None
        with passage(self._place) as place:
            command = [*self._command(), "--format=png", "--progress", *wanted, *_output(request, place)]
            try:
                ended = self._run(command, deadline, on_progress)
            finally:
                # A device that was changed for another may take other options.
                self._options = None
            return self._result(ended, request, place)

    def close(self) -> None:
        """Do nothing: the scanner is released after each operation."""

    def _command(self) -> list[str]:
        return [self._program, f"--device-name={self.name}"]

    def _run(self, command: list[str], deadline: float, on_progress: Callable[[Progress], None] | None = None) -> Ended:
        return run(
            command,
            deadline=deadline,
            interrupted=self._interrupted,
            on_progress=on_progress,
            cancel_seconds=self._cancel_seconds,
        )

    def _ask_options(self, deadline: float) -> dict[str, tuple[str, ...]]:
        ended = self._run([*self._command(), "-A"], deadline)
        if ended.code != 0:
            raise error_of(ended.code, ended.err, self.name)
        self._options = options.read_options(ended.out)
        return self._options

    def _result(self, ended: Ended, request: ScanRequest, place: Path) -> tuple[ScannedPage, ...]:
        pages = _pages(place)
        status = status_of(ended.code, ended.err)
        # A batch ends when the feeder is empty, with 7 or with 0, whether it had a page or not.
        emptied = request.side is Side.FEEDER and status in (SaneStatus.GOOD, SaneStatus.NO_DOCS)
        if pages and (emptied or status is SaneStatus.GOOD):
            return pages
        if emptied and ended.code >= 0:
            raise NotReadable("no_docs", self.name)
        raise _with_pages(error_of(ended.code, ended.err, self.name), pages)


def _output(request: ScanRequest, place: Path) -> list[str]:
    if request.side is Side.FEEDER:
        return [f"--batch={place}/%d.png", f"--batch-count={request.most_pages}"]
    return ["-o", f"{place}/1.png"]


def _pages(place: Path) -> tuple[ScannedPage, ...]:
    """Return the whole pages in their order; a page that broke off is left out."""
    files = sorted((int(path.stem), path) for path in place.glob("*.png") if path.stem.isdigit())
    read = [(number, path.read_bytes()) for number, path in files if path.stat().st_size <= LARGEST_PAGE]
    whole = [(number, png) for number, png in read if png.startswith(_PNG) and png.endswith(_PNG_END)]
    return tuple(ScannedPage(png=png, number=number) for number, png in whole)


def _with_pages(error: DeviceError, pages: tuple[ScannedPage, ...]) -> DeviceError:
    if pages and isinstance(error, DeviceFault):
        return FeederStopped(error.reason, error.detail, pages)
    return error


def list_scanners(*, deadline: float, program: str = PROGRAM) -> list[ScannerInfo]:
    """Return the scanners that SANE finds, without opening one; raises `DeviceError`."""
    form = "%d\t%v\t%m%n"
    ended = run([program, "-f", form], deadline=deadline, interrupted=threading.Event())
    if ended.code != 0:
        raise error_of(ended.code, ended.err, "")
    rows = [line.split("\t") for line in ended.out.splitlines()]
    return [ScannerInfo(name=row[0], vendor=row[1], model=row[2]) for row in rows if len(row) == 3]
