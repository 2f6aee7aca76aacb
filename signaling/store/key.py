"""Files that hold a server's keys: made at the first start, readable by their owner alone."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from signaling.store.base import Damaged
from signaling.store.sealing import KEY_BYTES

if TYPE_CHECKING:
    from pathlib import Path

STORE_KEY, TOKEN_KEY = "store.key", "token.key"
_SAFE_MODE = 0o077
"""Permissions nobody but the owner may have."""


def load_or_create(data_dir: Path, name: str = STORE_KEY) -> bytes:
    """Return the 32 bytes of a key file below `data_dir`; two processes that start at once get the same.

    Raises `Damaged` when the file is no key, or open to others.
    """
    file = data_dir / name
    if not file.exists():
        _create(file)
    if os.name == "posix" and file.stat().st_mode & _SAFE_MODE:
        msg = f"{file} can be read by others; `chmod 400` it, and think of the key as known"
        raise Damaged(msg)
    key = file.read_bytes()
    if len(key) != KEY_BYTES:
        msg = f"{file} is no key of {KEY_BYTES} bytes"
        raise Damaged(msg)
    return key


def _create(file: Path) -> None:
    """Write beside and link, so that the file is there whole or not at all and never replaced."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(secrets.token_bytes(KEY_BYTES))
            stream.flush()
            os.fsync(stream.fileno())
        try:
            os.link(draft, file)
        except FileExistsError:
            return
    finally:
        draft.unlink()
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Bring a folder's entries to disk, where the system can."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
