"""What every place for documents keeps to. Inherit `DocumentsContract` and give it a fixture `documents`."""

from __future__ import annotations

import asyncio
import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from signaling.store.base import Documents

DATA = b"\xff\xd8 a picture of 11010519491231002X"
NAME = hashlib.sha256(DATA).hexdigest()


class DocumentsContract:
    """The contract of `signaling.store.base.Documents`."""

    async def test_a_document_comes_back_with_its_type_under_its_hash(self, documents: Documents) -> None:
        assert await documents.put(DATA, media_type="image/jpeg") == NAME
        assert await documents.get(NAME) == (DATA, "image/jpeg")

    async def test_an_empty_document_is_one_too(self, documents: Documents) -> None:
        name = await documents.put(b"", media_type="image/png")
        assert await documents.get(name) == (b"", "image/png")

    async def test_putting_it_again_and_at_once_is_harmless(self, documents: Documents) -> None:
        puts = (documents.put(DATA, media_type="image/jpeg") for _ in range(8))
        assert await asyncio.gather(*puts) == [NAME] * 8
        assert await documents.get(NAME) == (DATA, "image/jpeg")

    async def test_an_unknown_document_is_none_and_a_deleted_one_is_gone(self, documents: Documents) -> None:
        assert await documents.get(NAME) is None
        assert not await documents.delete(NAME)
        await documents.put(DATA, media_type="image/jpeg")
        assert await documents.delete(NAME)
        assert await documents.get(NAME) is None
