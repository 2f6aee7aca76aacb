"""Look for what a citizen may have left behind: in files, in logs, in a process's memory-backed folder."""

from __future__ import annotations

import mmap
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Something personal that was found where it must not be."""

    file: Path
    what: str
    """Name of the mark, never its value."""


def find_traces(places: Iterable[Path], marks: Mapping[str, tuple[bytes, ...]]) -> tuple[Trace, ...]:
    """Search every file below `places` for the marks, byte by byte, whatever the file's format."""
    return tuple(trace for place in places for file in _files(place) for trace in _in_file(file, marks))


def files_below(place: Path) -> tuple[Path, ...]:
    """Return every file below a folder, or the file itself; nothing when it does not exist."""
    return tuple(_files(place))


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
    elif place.is_dir():
        yield from sorted(found for found in place.rglob("*") if found.is_file())


def _in_file(file: Path, marks: Mapping[str, tuple[bytes, ...]]) -> Iterator[Trace]:
    try:
        with file.open("rb") as opened:
            if file.stat().st_size == 0:
                return
            with mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as content:
                for what, encodings in marks.items():
                    if any(content.find(encoding) >= 0 for encoding in encodings):
                        yield Trace(file=file, what=what)
    except FileNotFoundError:
        return  # a temporary file of a database that is in use
