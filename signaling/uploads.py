"""Taking a document into a case: streamed into a bounded buffer, looked at on a thread, stored, then logged."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from protocol.states import FailureCode
from signaling.documents import MAX_BYTES, MEDIA_TYPES, check_upload
from signaling.documents import Refused as DocumentRefused
from signaling.domain.commands import actor_of, require_open
from signaling.domain.errors import Refused
from signaling.store.base import StorageFull

if TYPE_CHECKING:
    from aiohttp import web

    from signaling.domain.permissions import Principal
    from signaling.server import Server

MAX_DOCUMENTS = 400
"""Documents of one case: 20 materials of 10 pages, each with its original."""
_CHUNK = 64 * 1024


async def take(request: web.Request, server: Server, principal: Principal, case_id: str) -> bool:
    """Store the document named by its SHA-256; tell whether it is new to the case. Raises `Refused`."""
    sha256 = request.match_info["sha256"]
    if (request.content_length or 0) > MAX_BYTES:
        raise Refused(FailureCode.TOO_LARGE)
    if request.content_type not in MEDIA_TYPES:
        raise Refused(FailureCode.UNSUPPORTED_MEDIA)
    async with server.uploads:
        data = await _bounded(request)
        loop = asyncio.get_running_loop()
        try:
            document = await loop.run_in_executor(server.workers, check_upload, data, request.content_type, sha256)
            del data
            async with server.floor.book.step(case_id) as step:
                require_open(step.case)
                if sha256 in step.case.documents:
                    return False
                if len(step.case.documents) >= MAX_DOCUMENTS:
                    raise Refused(FailureCode.TOO_LARGE, field="documents")
                await server.documents.put(document.data, media_type=document.media_type)
                kind, size = document.media_type, len(document.data)
                stored = actor_of(principal).did(
                    "document_stored", server.clock(), sha256=sha256, media_type=kind, size=size
                )
                await step.commit((stored,))
        except DocumentRefused as refused:
            raise Refused(refused.code) from None
        except StorageFull:
            raise Refused(FailureCode.STORAGE_FULL) from None
    server.metrics.upload_bytes.observe(size)
    return True


async def _bounded(request: web.Request) -> bytes:
    data = bytearray()
    async for chunk in request.content.iter_chunked(_CHUNK):
        data += chunk
        if len(data) > MAX_BYTES:
            raise Refused(FailureCode.TOO_LARGE)
    return bytes(data)
