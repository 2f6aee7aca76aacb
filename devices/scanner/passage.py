"""The private folder that pages pass through, and the sweeping up after a program that was killed in the middle."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from devices.errors import DeviceFault

if TYPE_CHECKING:
    from collections.abc import Iterator

_MEMORY = Path("/dev/shm")  # noqa: S108 - a private folder is made in it
_ROOM = 512 * 1024 * 1024
"""A full feeder in colour; containers have less, and use the disk."""
_NAME = re.compile(r"cloudwindow-scan-(\d+)-\w+")


@contextmanager
def passage(place: Path | None = None) -> Iterator[Path]:
    """Make a folder that only this user reads, in memory where the system has such a place; it is removed at the end.

    Folders of programs that live no more are removed too: pages are personal. Raises `DeviceFault("full")` when it
    cannot be made.
    """
    where = place or (_MEMORY if _roomy(_MEMORY) else Path(tempfile.gettempdir()))
    try:
        _sweep(where)
        made = tempfile.TemporaryDirectory(prefix=f"cloudwindow-scan-{os.getpid()}-", dir=where)
    except OSError as exc:
        raise DeviceFault("full", f"{where}: {exc.strerror}") from None
    with made as folder:
        yield Path(folder)


def _roomy(place: Path) -> bool:
    return place.is_dir() and shutil.disk_usage(place).free >= _ROOM


def _sweep(where: Path) -> None:
    for left in where.iterdir():
        name = _NAME.fullmatch(left.name)
        if name and not Path(f"/proc/{name[1]}").exists():
            shutil.rmtree(left, ignore_errors=True)
