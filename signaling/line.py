"""`GET` and `POST /v1/line`: bytes for a technician who measures a booth's line. What comes is counted and forgotten.

Nobody need be known for it: a booth is diagnosed before it is enrolled too. An address may move `BURST` megabytes at
once and half a megabyte a second after that, so that a stranger fills no line with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from protocol.states import FailureCode
from signaling.domain.errors import Refused
from signaling.gate import address_of
from signaling.rate import Arrivals, origin

if TYPE_CHECKING:
    from signaling.server import Server

LARGEST = 1024 * 1024
RATE, BURST = 0.5, 40
"""Questions a second and at once, of `LARGEST` bytes each."""
_PIECE = bytes(64 * 1024)


class LineEndpoints:
    """The two endpoints and what each address has had."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._questions = Arrivals(rate=RATE, burst=BURST)

    async def send_bytes(self, request: web.Request, server: Server) -> web.StreamResponse:
        """Give as many zero bytes as `bytes` says. Raises `Refused`: `invalid` or `too_often`."""
        wanted = request.query.get("bytes", "")
        if not (wanted.isascii() and wanted.isdigit() and len(wanted) <= 7) or not 1 <= int(wanted) <= LARGEST:
            raise Refused(FailureCode.INVALID, field="bytes")
        self._admit(request, server)
        left = int(wanted)
        response = web.StreamResponse(headers={"Content-Type": "application/octet-stream", "Cache-Control": "no-store"})
        response.content_length = left
        await response.prepare(request)
        while left > 0:
            await response.write(_PIECE[:left])
            left -= len(_PIECE)
        return response

    async def take_bytes(self, request: web.Request, server: Server) -> web.Response:
        """Take up to `LARGEST` bytes and tell how many came. Raises `Refused`: `too_large` or `too_often`."""
        self._admit(request, server)
        taken = 0
        async for piece in request.content.iter_chunked(64 * 1024):
            taken += len(piece)
            if taken > LARGEST:
                raise Refused(FailureCode.TOO_LARGE)
        return web.json_response({"bytes": taken})

    def _admit(self, request: web.Request, server: Server) -> None:
        wait = self._questions.refused(origin(address_of(request, proxy=server.settings.proxy)), now=server.clock())
        if wait > 0:
            raise Refused(FailureCode.TOO_OFTEN, retry_after=wait)
