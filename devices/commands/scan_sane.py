"""`cloudwindow devices scan --source sane:NAME`: pages from a scanner's glass or feeder.

The source takes `?side=feeder`, `dpi=300` and `colour=no` behind the scanner's name. The feeder's pages are numbered:
`--out page.png` becomes `page-1.png`, `page-2.png`, ...
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import click

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from devices.scanner import Progress, ScannedPage, ScanRequest

SECONDS_A_PAGE = 60
_LEAST_DPI, _MOST_DPI = 10, 1200


def scan_sane(source: str, out: Path, *, as_json: bool) -> None:
    """Scan, write the pages and print what came of it, as `scan` does; ends the program when it fails."""
    from devices.cli import WrongWords, fail, say
    from devices.errors import DeviceError
    from devices.scanner import FeederStopped, open_scanner

    try:
        name, request = _asked(source)
        scanner = open_scanner(name)
    except ValueError as exc:
        raise WrongWords(source, exc) from exc
    say(f"扫描 / scanning {source} …")
    most = request.most_pages if request.side == "feeder" else 1
    try:
        pages = scanner.scan(request, deadline=time.monotonic() + SECONDS_A_PAGE * most, on_progress=_Told())
    except FeederStopped as exc:
        say(f"已完成的页 / whole pages: {', '.join(_write(exc.pages, out, numbered=True))}")
        fail(exc, as_json=as_json)
    except DeviceError as exc:
        fail(exc, as_json=as_json)
    finally:
        scanner.close()
    files = _write(pages, out, numbered=request.side == "feeder")
    say(f"完成 / scanned: {', '.join(files)}")
    result: dict[str, Any] = {"found": True, "corners": [], "warnings": [], "pages": files}
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False))


def _asked(source: str) -> tuple[str, ScanRequest]:
    from devices.scanner import ScanRequest, Side

    name, _, query = source.partition("?")
    words = {key: values[0] for key, values in parse_qs(query, strict_parsing=bool(query)).items()}
    side = Side(words.pop("side", Side.FLATBED))
    dpi = int(words.pop("dpi", "300"))
    colour = {"yes": True, "no": False}.get(words.pop("colour", "yes"))
    if words or colour is None or not _LEAST_DPI <= dpi <= _MOST_DPI:
        msg = f"takes ?side=flatbed|feeder&dpi={_LEAST_DPI}…{_MOST_DPI}&colour=yes|no"
        raise ValueError(msg)
    return name, ScanRequest(side=side, dpi=dpi, colour=colour)


def _write(pages: Sequence[ScannedPage], out: Path, *, numbered: bool) -> list[str]:
    from devices.cli import WrongWords

    files = []
    for page in pages:
        file = out.with_name(f"{out.stem}-{page.number}{out.suffix}") if numbered else out
        try:
            file.write_bytes(_encoded(page.png, file))
        except OSError as exc:
            raise WrongWords(file, exc.strerror) from exc
        files.append(str(file))
    return files


def _encoded(png: bytes, file: Path) -> bytes:
    if file.suffix.lower() not in (".jpg", ".jpeg"):
        return png
    from devices import camera

    return camera.encode_jpeg(camera.decode(png))


class _Told:
    """Tells the person each quarter of a page."""

    def __init__(self) -> None:
        self._last = (0, -1)

    def __call__(self, progress: Progress) -> None:
        from devices.cli import say

        now = (progress.page, int(progress.share * 4))
        if now != self._last:
            self._last = now
            say(f"第 {progress.page} 页 / page {progress.page}: {progress.share:.0%}")
