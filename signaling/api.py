"""The HTTP endpoints of docs/reference/http.md. Errors are `{"error": FailureCode, "detail": TEXT}`."""

from __future__ import annotations

import hashlib
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import msgspec
import structlog
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from protocol.errors import Malformed
from protocol.identity import decode_bytes
from protocol.ids import CaseId
from protocol.states import FailureCode
from signaling import operations, uploads
from signaling.diagnosis import DiagnosisDesk, answer_of, bounded
from signaling.domain.errors import Refused
from signaling.domain.permissions import ENDPOINTS, Endpoint, Principal, require_case, require_role
from signaling.gate import address_of
from signaling.line import LineEndpoints
from signaling.masking import masked
from signaling.papers import APPLICATION, PDF
from signaling.progress import show_progress
from signaling.rate import origin
from signaling.ws import serve_session

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from signaling.domain.case import Case
    from signaling.server import Server

    Handler = Callable[[web.Request, Server], Awaitable[web.StreamResponse]]

log = structlog.stdlib.get_logger(__name__)

MAX_BODY = 64 * 1024
"""Bytes of a JSON body."""

STATUS = {
    FailureCode.MALFORMED: HTTPStatus.BAD_REQUEST,
    FailureCode.VERSION: HTTPStatus.BAD_REQUEST,
    FailureCode.NOT_AUTHENTICATED: HTTPStatus.UNAUTHORIZED,
    FailureCode.NOT_PERMITTED: HTTPStatus.FORBIDDEN,
    FailureCode.UNKNOWN: HTTPStatus.NOT_FOUND,
    FailureCode.WRONG_STATE: HTTPStatus.CONFLICT,
    FailureCode.CONFLICT: HTTPStatus.CONFLICT,
    FailureCode.INVALID: HTTPStatus.UNPROCESSABLE_ENTITY,
    FailureCode.NO_SEAT: HTTPStatus.CONFLICT,
    FailureCode.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    FailureCode.UNSUPPORTED_MEDIA: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    FailureCode.HASH_MISMATCH: HTTPStatus.UNPROCESSABLE_ENTITY,
    FailureCode.TOO_OFTEN: HTTPStatus.TOO_MANY_REQUESTS,
    FailureCode.STORAGE_FULL: HTTPStatus.INSUFFICIENT_STORAGE,
    FailureCode.DRAINING: HTTPStatus.SERVICE_UNAVAILABLE,
    FailureCode.INTERNAL: HTTPStatus.INTERNAL_SERVER_ERROR,
}

_T = TypeVar("_T")


class EnrolBody(msgspec.Struct, frozen=True):
    """What a booth sends to be enrolled."""

    code: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    public_key: Annotated[str, msgspec.Meta(min_length=43, max_length=44)]


class LoginBody(msgspec.Struct, frozen=True):
    """What a clerk sends to log in."""

    login: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    password: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


def routes(server: Server) -> list[web.RouteDef]:
    """Return every endpoint, bound to `server`."""

    def bound(handler: Handler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        return partial(_guarded, server, handler)

    line, desk = LineEndpoints(), DiagnosisDesk()
    return [
        web.post("/v1/kiosks/{kiosk}/diagnosis", bound(partial(ask_diagnosis, desk))),
        web.put("/v1/diagnoses/{diagnosis}", bound(partial(put_diagnosis, desk))),
        web.get("/v1/diagnoses/{diagnosis}", bound(partial(get_diagnosis, desk))),
        web.get("/v1/session", bound(serve_session)),
        web.post("/v1/enrol", bound(enrol)),
        web.post("/v1/login", bound(log_in)),
        web.post("/v1/logout", bound(log_out)),
        web.get("/v1/catalogue", bound(catalogue)),
        web.put("/v1/cases/{case}/documents/{sha256}", bound(put_document)),
        web.get("/v1/cases/{case}/documents/{sha256}", bound(get_document)),
        web.get("/v1/cases/{case}/papers/{paper}/preview", bound(preview)),
        web.get("/v1/cases/{case}/events", bound(events)),
        web.get("/v/{case_no}", bound(show_progress)),
        web.get("/v1/line", bound(line.send_bytes)),
        web.post("/v1/line", bound(line.take_bytes)),
        web.get("/healthz", bound(operations.healthz)),
        web.get("/readyz", bound(operations.readyz)),
        web.get("/metrics", bound(operations.show_metrics)),
    ]


async def _guarded(server: Server, handler: Handler, request: web.Request) -> web.StreamResponse:
    """Turn a refusal into its status, and what nobody expected into 500 without a word of it."""
    try:
        return await handler(request, server)
    except Refused as refused:
        return _refusal(server, refused)
    except Exception as error:
        if isinstance(error, web.HTTPException):
            raise
        log.exception("endpoint failed", method=request.method, endpoint=handler.__name__)
        return _refusal(server, Refused(FailureCode.INTERNAL))


def _refusal(server: Server, refused: Refused, status: HTTPStatus | None = None) -> web.Response:
    server.metrics.refusals.labels(code=refused.code.value).inc()
    headers = {} if refused.retry_after is None else {"Retry-After": str(int(refused.retry_after) + 1)}
    body = {"error": refused.code.value, "detail": refused.field}
    return web.json_response(body, status=status or STATUS[refused.code], headers=headers)


# -- who asks ---------------------------------------------------------------------------------------------------------


def _bearer(request: web.Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


async def _principal(request: web.Request, server: Server, endpoint: Endpoint) -> Principal:
    """Return who holds the token; refuse nobody and the wrong role."""
    token = _bearer(request)
    session = server.hub.by_token(token)
    if session is not None:
        principal = session.principal
    else:
        claims = server.tokens.read(token, now=server.clock())
        account = None if claims is None else await server.doorkeeper.agent(claims.sub)
        if claims is None or account is None or account.role is not claims.role:
            raise Refused(FailureCode.NOT_AUTHENTICATED)
        principal = Principal(name=account.agent, role=account.role, jurisdiction=account.jurisdiction)
    require_role(ENDPOINTS[endpoint], principal)
    return principal


async def _case(request: web.Request, server: Server, endpoint: Endpoint) -> tuple[Principal, Case]:
    principal = await _principal(request, server, endpoint)
    case = await server.floor.book.case(request.match_info["case"])
    return principal, require_case(ENDPOINTS[endpoint], principal, case)


async def _body(request: web.Request, kind: type[_T]) -> _T:
    raw = bytearray()
    async for chunk in request.content.iter_chunked(16 * 1024):
        raw += chunk
        if len(raw) > MAX_BODY:
            raise Refused(FailureCode.TOO_LARGE)
    try:
        return msgspec.json.decode(bytes(raw), type=kind)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        raise Refused(FailureCode.MALFORMED) from None


# -- coming and going -------------------------------------------------------------------------------------------------


async def enrol(request: web.Request, server: Server) -> web.Response:
    """Register a booth's key against a one-time code."""
    body = await _body(request, EnrolBody)
    try:
        Ed25519PublicKey.from_public_bytes(decode_bytes(body.public_key))
    except (Malformed, ValueError):
        raise Refused(FailureCode.INVALID, field="public_key") from None
    try:
        account = await server.doorkeeper.enrol(
            body.code,
            body.public_key,
            address=origin(address_of(request, proxy=server.settings.proxy)),
            now=server.clock(),
        )
    except Refused as refused:
        return _not_let_in(server, refused, "enrol")
    answer = {
        "kiosk": account.kiosk,
        "hall": account.hall,
        "jurisdiction": account.jurisdiction,
        "server": server.settings.server_name,
    }
    return web.json_response(answer, status=HTTPStatus.CREATED)


async def log_in(request: web.Request, server: Server) -> web.Response:
    """Give a clerk a token."""
    body = await _body(request, LoginBody)
    now = server.clock()
    try:
        account = await server.doorkeeper.log_in(
            body.login, body.password, address=origin(address_of(request, proxy=server.settings.proxy)), now=now
        )
    except Refused as refused:
        return _not_let_in(server, refused, "login")
    token, claims = server.tokens.issue(sub=account.agent, role=account.role, jti=server.new_id(), now=now)
    return web.json_response({"token": token, "role": account.role.value, "expires_at": claims.exp})


def _not_let_in(server: Server, refused: Refused, reason: str) -> web.Response:
    server.metrics.auth_failures.labels(reason=reason).inc()
    forbidden = refused.code is FailureCode.NOT_AUTHENTICATED
    return _refusal(server, refused, HTTPStatus.FORBIDDEN if forbidden else None)


async def log_out(request: web.Request, server: Server) -> web.Response:
    """End the token, and the session it is or was opened with."""
    principal = await _principal(request, server, Endpoint.LOGOUT)
    claims = server.tokens.read(_bearer(request), now=server.clock())
    if claims is not None:
        server.tokens.revoke(claims)
    server.log_out(principal)
    return web.Response(status=HTTPStatus.NO_CONTENT)


async def catalogue(request: web.Request, server: Server) -> web.Response:
    """Give the catalogue, or 304."""
    await _principal(request, server, Endpoint.CATALOGUE)
    etag = f'"{server.catalogue.wire.version}"'
    if request.headers.get("If-None-Match") == etag:
        return web.Response(status=HTTPStatus.NOT_MODIFIED, headers={"ETag": etag})
    body = msgspec.json.encode(server.catalogue.wire)
    return web.Response(body=body, content_type="application/json", headers={"ETag": etag})


# -- documents --------------------------------------------------------------------------------------------------------


async def put_document(request: web.Request, server: Server) -> web.Response:
    """Take a picture or strokes into a case."""
    principal, case = await _case(request, server, Endpoint.PUT_DOCUMENT)
    outcome = "failed"
    try:
        created = await uploads.take(request, server, principal, case.case)
        outcome = "stored" if created else "known"
    except Refused as refused:
        outcome = refused.code.value
        raise
    finally:
        server.metrics.uploads.labels(outcome=outcome).inc()
    return web.Response(status=HTTPStatus.CREATED if created else HTTPStatus.OK)


async def get_document(request: web.Request, server: Server) -> web.Response:
    """Give a document of a case."""
    _, case = await _case(request, server, Endpoint.GET_DOCUMENT)
    sha256 = request.match_info["sha256"]
    found = await server.documents.get(sha256) if sha256 in case.documents else None
    if found is None:
        raise Refused(FailureCode.UNKNOWN)
    return _private(found[0], found[1])


async def preview(request: web.Request, server: Server) -> web.Response:
    """Give the application as it would be signed now."""
    _, case = await _case(request, server, Endpoint.PREVIEW)
    if request.match_info["paper"] != APPLICATION:
        raise Refused(FailureCode.UNKNOWN)
    pdf = await server.floor.papers.preview(case, server.floor.require_item(case))
    return _private(pdf, PDF, {"X-Content-SHA256": hashlib.sha256(pdf).hexdigest()})


async def events(request: web.Request, server: Server) -> web.Response:
    """Give the log of a case, personal values masked."""
    _, case = await _case(request, server, Endpoint.EVENTS)
    log_of_case: list[dict[str, Any]] = [
        {
            "seq": event.seq,
            "kind": event.kind,
            "at": event.at,
            "actor": event.actor,
            "role": event.role,
            "jurisdiction": event.jurisdiction,
            "data": masked(event.data),
            "prev": event.prev,
            "hash": event.hash,
        }
        for event in await server.store.events(CaseId(case.case))
    ]
    return _private(msgspec.json.encode({"case": case.case, "events": log_of_case}), "application/json")


def _private(body: bytes, content_type: str, headers: dict[str, str] | None = None) -> web.Response:
    kept_nowhere = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return web.Response(body=body, content_type=content_type, headers={**kept_nowhere, **(headers or {})})


async def ask_diagnosis(desk: DiagnosisDesk, request: web.Request, server: Server) -> web.Response:
    """Have a booth diagnose itself."""
    principal = await _principal(request, server, Endpoint.ASK_DIAGNOSIS)
    asked = await desk.ask(principal, server, request.match_info["kiosk"])
    return web.json_response({"diagnosis": asked.diagnosis}, status=HTTPStatus.ACCEPTED)


async def put_diagnosis(desk: DiagnosisDesk, request: web.Request, server: Server) -> web.Response:
    """Keep what a booth found."""
    principal = await _principal(request, server, Endpoint.PUT_DIAGNOSIS)
    new = await desk.take(principal, server, request.match_info["diagnosis"], await bounded(request))
    return web.json_response({}, status=HTTPStatus.CREATED if new else HTTPStatus.OK)


async def get_diagnosis(desk: DiagnosisDesk, request: web.Request, server: Server) -> web.Response:
    """Hand out what a booth found."""
    principal = await _principal(request, server, Endpoint.GET_DIAGNOSIS)
    return answer_of(await desk.give(principal, server, request.match_info["diagnosis"]))
