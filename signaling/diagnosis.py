"""Remote diagnosis: a technician asks, the booth is told, its bundle is kept for a day and handed out.

    POST /v1/kiosks/{kiosk}/diagnosis → `DiagnosisRequested` → PUT and GET /v1/diagnoses/{diagnosis}

A booth is asked once at a time: who asks again while it works gets the same diagnosis. What is kept is forgotten when
the server restarts; the technician asks again.
"""

from __future__ import annotations

import io
import zipfile
from collections import OrderedDict
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING

import structlog
from aiohttp import web

from protocol import messages as m
from protocol.states import FailureCode
from signaling.domain.errors import Refused
from signaling.domain.permissions import ENDPOINTS, Endpoint, require_booth
from signaling.store.base import StorageFull

if TYPE_CHECKING:
    from signaling.domain.permissions import Principal
    from signaling.server import Server

log = structlog.stdlib.get_logger(__name__)

LARGEST = 8 * 1024 * 1024
KEPT_SECONDS = 86_400.0
AWAITED_SECONDS = 120.0
"""After which a booth that did not answer may be asked anew."""
MOST = 200
MEDIA_TYPE = "application/zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """One diagnosis, awaited while `sha256` is empty."""

    diagnosis: str
    kiosk: str
    jurisdiction: str
    asked_at: float
    sha256: str = ""


class DiagnosisDesk:
    """Asks booths and keeps what they answer."""

    def __init__(self) -> None:
        """Begin with none."""
        self._known: OrderedDict[str, Diagnosis] = OrderedDict()

    async def ask(self, principal: Principal, server: Server, kiosk: str) -> Diagnosis:
        """Have a booth diagnose itself. Raises `Refused`: `unknown`, or `wrong_state` for one that is not connected."""
        account = await server.store.kiosk(kiosk)
        place = None if account is None or account.revoked else account.jurisdiction
        require_booth(ENDPOINTS[Endpoint.ASK_DIAGNOSIS], principal, kiosk=kiosk, jurisdiction=place)
        now = server.clock()
        await self._forget_old(server, now)
        for known in self._known.values():
            if known.kiosk == kiosk and not known.sha256 and now - known.asked_at < AWAITED_SECONDS:
                return known
        if place is None or server.hub.kiosk(kiosk) is None:
            raise Refused(FailureCode.WRONG_STATE, field="kiosk")
        asked = Diagnosis(diagnosis=server.new_id(), kiosk=kiosk, jurisdiction=place, asked_at=now)
        self._known[asked.diagnosis] = asked
        server.hub.tell_kiosk(kiosk, m.DiagnosisRequested(diagnosis=asked.diagnosis))
        log.info("diagnosis asked", kiosk=kiosk)
        return asked

    async def take(self, principal: Principal, server: Server, diagnosis: str, data: bytes) -> bool:
        """Keep a booth's bundle; tell whether it is new. Raises `Refused`."""
        known = self._of(Endpoint.PUT_DIAGNOSIS, principal, diagnosis)
        if known.sha256:
            return False
        if not _is_bundle(data):
            raise Refused(FailureCode.UNSUPPORTED_MEDIA)
        try:
            sha256 = await server.documents.put(data, media_type=MEDIA_TYPE)
        except StorageFull:
            raise Refused(FailureCode.STORAGE_FULL) from None
        self._known[diagnosis] = replace(known, sha256=sha256)
        log.info("diagnosis kept", kiosk=known.kiosk)
        return True

    async def give(self, principal: Principal, server: Server, diagnosis: str) -> bytes | None:
        """Return the bundle; None while it is awaited. Raises `Refused`."""
        await self._forget_old(server, server.clock())
        known = self._of(Endpoint.GET_DIAGNOSIS, principal, diagnosis)
        stored = await server.documents.get(known.sha256) if known.sha256 else None
        return stored[0] if stored is not None else None

    def _of(self, endpoint: Endpoint, principal: Principal, diagnosis: str) -> Diagnosis:
        known = self._known.get(diagnosis)
        kiosk, place = (known.kiosk, known.jurisdiction) if known is not None else ("", None)
        require_booth(ENDPOINTS[endpoint], principal, kiosk=kiosk, jurisdiction=place)
        assert known is not None
        return known

    async def _forget_old(self, server: Server, now: float) -> None:
        while self._known:
            oldest = next(iter(self._known.values()))
            if len(self._known) < MOST and now - oldest.asked_at < KEPT_SECONDS:
                return
            del self._known[oldest.diagnosis]
            if oldest.sha256:
                await server.documents.delete(oldest.sha256)


def _is_bundle(untrusted: bytes) -> bool:
    """Whether it is a zip with a report in it; nothing of it is unpacked here."""
    try:
        with zipfile.ZipFile(io.BytesIO(untrusted)) as pack:
            return "report.json" in pack.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        return False


async def bounded(request: web.Request) -> bytes:
    """Return the body. Raises `Refused(too_large)`."""
    data = bytearray()
    async for chunk in request.content.iter_chunked(64 * 1024):
        data += chunk
        if len(data) > LARGEST:
            raise Refused(FailureCode.TOO_LARGE)
    return bytes(data)


def answer_of(bundle: bytes | None) -> web.Response:
    """Return 200 with the bundle, or 202 while it is awaited."""
    if bundle is None:
        return web.json_response({"state": "awaited"}, status=HTTPStatus.ACCEPTED)
    headers = {
        "Content-Disposition": 'attachment; filename="diagnosis.zip"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return web.Response(body=bundle, content_type=MEDIA_TYPE, headers=headers)
