"""Documents in a folder: sealed, idempotent, whole or absent."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from signaling.store import FolderDocuments
from signaling.store.base import Damaged
from tests.contracts.documents import DATA, NAME, DocumentsContract

KEY = bytes(range(32))


def file_of(folder: Path, sha256: str = NAME) -> Path:
    return folder / sha256[:2] / sha256[2:4] / sha256


@pytest.fixture
def documents(tmp_path: Path) -> FolderDocuments:
    return FolderDocuments(tmp_path / "documents", KEY)


class TestFolderDocuments(DocumentsContract):
    """The contract."""


async def test_putting_it_again_changes_nothing(documents: FolderDocuments, tmp_path: Path) -> None:
    await documents.put(DATA, media_type="image/jpeg")
    sealed = file_of(tmp_path / "documents").read_bytes()
    assert await asyncio.gather(*(documents.put(DATA, media_type="image/jpeg") for _ in range(8))) == [NAME] * 8
    assert file_of(tmp_path / "documents").read_bytes() == sealed


async def test_eight_at_once_leave_one_file_and_no_draft(documents: FolderDocuments, tmp_path: Path) -> None:
    await asyncio.gather(*(documents.put(DATA, media_type="image/jpeg") for _ in range(8)))
    files = [file for file in (tmp_path / "documents").rglob("*") if file.is_file()]
    assert files == [file_of(tmp_path / "documents")]
    assert files[0].stat().st_mode & 0o777 == 0o600


async def test_nothing_of_it_can_be_read_in_the_folder(documents: FolderDocuments, tmp_path: Path) -> None:
    await documents.put(DATA, media_type="image/jpeg")
    sealed = file_of(tmp_path / "documents").read_bytes()
    assert b"11010519491231002X" not in sealed
    assert b"image/jpeg" not in sealed


async def test_a_deleted_document_leaves_no_file(documents: FolderDocuments, tmp_path: Path) -> None:
    await documents.put(DATA, media_type="image/jpeg")
    await documents.delete(NAME)
    assert [file for file in (tmp_path / "documents").rglob("*") if file.is_file()] == []


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, NAME + "\n", NAME[:-1] + "/"])
async def test_what_is_no_hash_never_becomes_a_path(documents: FolderDocuments, name: str) -> None:
    with pytest.raises(ValueError, match="not the name"):
        await documents.get(name)


async def test_a_changed_and_a_moved_document_do_not_open(documents: FolderDocuments, tmp_path: Path) -> None:
    await documents.put(DATA, media_type="image/jpeg")
    other = await documents.put(b"other", media_type="image/png")
    file = file_of(tmp_path / "documents")
    file.write_bytes(file_of(tmp_path / "documents", other).read_bytes())
    with pytest.raises(Damaged):
        await documents.get(NAME)


async def test_a_link_put_in_the_place_of_a_document_is_not_followed(
    documents: FolderDocuments, tmp_path: Path
) -> None:
    file = file_of(tmp_path / "documents")
    file.parent.mkdir(parents=True)
    secret = tmp_path / "secret"
    secret.write_bytes(b"untouched")
    file.symlink_to(secret)
    with pytest.raises(Damaged):
        await documents.get(NAME)
    await documents.put(DATA, media_type="image/jpeg")
    assert await documents.get(NAME) == (DATA, "image/jpeg")
    assert secret.read_bytes() == b"untouched"


FULL_DISK = """
import asyncio, resource, signal, sys
from pathlib import Path
from signaling.store import FolderDocuments
from signaling.store.base import StorageFull

async def main():
    documents = FolderDocuments(Path(sys.argv[1]), bytes(32))
    small = await documents.put(b"small", media_type="image/png")
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, resource.RLIM_INFINITY))
    try:
        await documents.put(b"x" * 100_000, media_type="image/png")
    except StorageFull:
        print("full")
    assert await documents.get(small) == (b"small", "image/png")
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    await documents.put(b"x" * 100_000, media_type="image/png")
    print("room", sum(1 for file in Path(sys.argv[1]).rglob("*") if file.is_file()))

asyncio.run(main())
"""


def test_a_full_disk_refuses_leaves_no_draft_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    """The limit on a file's size stands for the disk: the write fails half way with EFBIG."""
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": "."},
    )
    assert done.stdout.split("\n") == ["full", "room 2", ""]
