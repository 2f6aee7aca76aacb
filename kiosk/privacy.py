"""Where a visit's pictures lie, and how everything personal is removed from the booth.

What is personal lives in one `flow.Visit` object and in one directory on a memory-backed store; every other place that
may hold a copy (view models, text fields, picture caches, the clipboard, the keyboard's memory) registers a function
that empties it. A wipe runs them all, overwrites and removes every file, and counts them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CHUNK = 1 << 16
MEMORY_FILE_SYSTEMS = frozenset({"tmpfs", "ramfs", "devtmpfs"})


class VisitStore:
    """The visit's directory, 0700. What an earlier run left there is removed by the first `wipe`."""

    def __init__(self, path: Path) -> None:
        """Make the directory.

        Raises:
            OSError: it cannot be made, or it belongs to somebody else.
        """
        self.path = path
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(0o700)

    def put(self, name: str, data: bytes) -> None:
        """Keep bytes under a plain name, in place of what was there."""
        target = self._file(name)
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)

    def read(self, name: str) -> bytes:
        """Return what `put` kept; raises `FileNotFoundError`."""
        return self._file(name).read_bytes()

    def files(self) -> list[Path]:
        """Return every file in the directory, however deep."""
        return sorted(self._walk(self.path))

    def wipe(self) -> int:
        """Overwrite and remove every file; return how many there were.

        Raises:
            OSError: something could not be removed; what could be is gone.
        """
        files = self.files()
        errors = [error for error in map(_remove, files) if error is not None]
        for folder in sorted((p for p in self.path.rglob("*") if p.is_dir() and not p.is_symlink()), reverse=True):
            folder.rmdir() if not any(folder.iterdir()) else None
        if errors:
            raise errors[0]
        return len(files)

    def _file(self, name: str) -> Path:
        if not name or Path(name).name != name:
            msg = "not a plain name"
            raise ValueError(msg)
        return self.path / name

    def _walk(self, folder: Path) -> Iterator[Path]:
        for entry in folder.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                yield from self._walk(entry)
            else:
                yield entry


class Wiper:
    """Empties every place that registered, then the store."""

    def __init__(self, store: VisitStore) -> None:
        self._store = store
        self._places: list[Callable[[], None]] = []

    def register(self, empty: Callable[[], None]) -> None:
        """Add a place; `empty` must not fail."""
        self._places.append(empty)

    def wipe(self) -> int:
        """Empty all places and return the number of files removed; raises `OSError` when one stayed."""
        for empty in self._places:
            empty()
        return self._store.wipe()


def memory_backed(path: Path, *, mounts: str) -> bool:
    """Tell from the text of `/proc/mounts` whether a path lies in memory only."""
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        inside = path == Path(point) or Path(point) in path.parents
        if inside and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind in MEMORY_FILE_SYSTEMS


def _remove(path: Path) -> OSError | None:
    try:
        if path.is_file() and not path.is_symlink():
            _overwrite(path)
        path.unlink()
    except OSError as error:
        return error
    return None


def _overwrite(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b", buffering=0) as file:
        for start in range(0, size, _CHUNK):
            file.write(bytes(min(_CHUNK, size - start)))
        os.fsync(file.fileno())
