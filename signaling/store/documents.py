"""A folder of sealed documents: `ab/cd/<sha256>`, each written beside, flushed, and renamed into place.

A name says what the bytes are, so a document that is there is never written again, and the folder can be copied while
the server runs. The media type is sealed with the bytes; nothing a client sent becomes part of a path.
"""

from __future__ import annotations

import asyncio
import errno
import hashlib
import os
import re
import secrets
from typing import TYPE_CHECKING

from signaling.store.base import Damaged, StorageFull, StoreError
from signaling.store.key import sync_folder
from signaling.store.sealing import Seal

if TYPE_CHECKING:
    from pathlib import Path

_NAME = re.compile(r"[0-9a-f]{64}")
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)


class FolderDocuments:
    """`signaling.store.base.Documents` below one folder."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Keep documents below `path`, sealed with `key` (32 bytes)."""
        self._path = path
        self._seal = Seal(key)

    async def put(self, data: bytes, *, media_type: str) -> str:
        """Store and return the SHA-256 after it is on disk; harmless twice. Raises `StorageFull`."""
        return await asyncio.to_thread(self._put, data, media_type)

    async def get(self, sha256: str) -> tuple[bytes, str] | None:
        """Return bytes and media type. Raises `Damaged` when they are not what was stored."""
        return await asyncio.to_thread(self._get, sha256)

    async def delete(self, sha256: str) -> bool:
        """Remove for good; False when there is none."""
        return await asyncio.to_thread(self._delete, sha256)

    def _put(self, data: bytes, media_type: str) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        file = self._file(sha256)
        if file.is_file() and not file.is_symlink():
            return sha256
        envelope = self._seal.seal(media_type.encode() + b"\n" + data, where=sha256.encode())
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(file, envelope)
        except OSError as error:
            if error.errno in _NO_ROOM:
                msg = "no room for a document"
                raise StorageFull(msg) from error
            msg = f"a document could not be written: {errno.errorcode.get(error.errno or 0, 'unknown')}"
            raise StoreError(msg) from error
        return sha256

    def _get(self, sha256: str) -> tuple[bytes, str] | None:
        file = self._file(sha256)
        try:
            descriptor = os.open(file, os.O_RDONLY | _NO_FOLLOW)
        except FileNotFoundError:
            return None
        except OSError as error:
            msg = "a document could not be read"
            raise Damaged(msg) from error
        with os.fdopen(descriptor, "rb") as stream:
            envelope = stream.read()
        media_type, _, data = self._seal.open(envelope, where=sha256.encode()).partition(b"\n")
        return data, media_type.decode()

    def _delete(self, sha256: str) -> bool:
        file = self._file(sha256)
        try:
            file.unlink()
        except FileNotFoundError:
            return False
        sync_folder(file.parent)
        return True

    def _file(self, sha256: str) -> Path:
        if not _NAME.fullmatch(sha256):
            msg = "not the name of a document"
            raise ValueError(msg)
        return self._path / sha256[:2] / sha256[2:4] / sha256


def _write(file: Path, envelope: bytes) -> None:
    """Write to a file of its own, flush, rename, flush the folders: after a crash the document is whole or absent."""
    draft = file.with_name(f".{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(envelope)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(file)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    for folder in (file.parent, file.parent.parent, file.parent.parent.parent):
        sync_folder(folder)
