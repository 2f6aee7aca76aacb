"""`GET /v1/session`: the WebSocket of a client, from the handshake to its end. One reader here, one writer in `link`.

A client that sends more than its share is not refused but read more slowly: TCP holds it back, and nothing is lost.
What breaks the protocol is answered by `Bye` and closed with 1008; its session stays resumable for its time.
"""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING, TypeVar

from aiohttp import WSMsgType, web

from protocol.codec import MAX_FRAME_BYTES, decode_frame
from protocol.errors import ProtocolError, RemoteProtocolError
from protocol.frames import VERSION, Bye, Challenge, Data, Hello, Proof, Welcome
from protocol.identity import encode_bytes
from protocol.states import FailureCode, Role
from signaling.domain.errors import Refused
from signaling.domain.permissions import Principal
from signaling.gate import address_of
from signaling.link import CLOSE_PATIENCE, NORMAL, POLICY_VIOLATION, Link
from signaling.rate import Bucket, origin

if TYPE_CHECKING:
    from protocol.frames import AnyFrame
    from signaling.server import Server
    from signaling.sessions import ClientSession
    from signaling.store.base import AgentAccount

WRITER_LIMIT = 64 * 1024
"""Bytes in aiohttp's buffer before the writer waits for the client."""
UNACKNOWLEDGED_MS = 20_000
"""Milliseconds without a TCP acknowledgement after which the kernel gives the connection up (RFC 5482)."""

_F = TypeVar("_F")


class _Refusal(Exception):
    """The handshake ends here."""

    def __init__(self, reason: FailureCode, *, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.bye = Bye(reason=reason, retry_after=retry_after)


async def serve_session(request: web.Request, server: Server) -> web.WebSocketResponse:
    """Carry one link of a client until it breaks. Raises `Refused(too_often)` before it is opened."""
    wait = server.handshakes.refused(
        origin(address_of(request, proxy=server.settings.proxy)), now=asyncio.get_running_loop().time()
    )
    if wait > 0:
        raise Refused(FailureCode.TOO_OFTEN, retry_after=wait)
    ws = web.WebSocketResponse(
        timeout=CLOSE_PATIENCE,
        max_msg_size=MAX_FRAME_BYTES,
        compress=False,
        decode_text=False,
        writer_limit=WRITER_LIMIT,
    )
    await ws.prepare(request)
    _give_up_early(request)
    link = Link(ws, request.transport)
    writer = asyncio.create_task(link.run(), name="link")
    session: ClientSession | None = None
    try:
        session = await _greeted(ws, link, server)
        if session is not None:
            server.metrics.connections.labels(role=session.principal.role.value).inc()
            await _read(ws, link, session, server)
    finally:
        if session is not None:
            session.detach(link)
            server.metrics.connections.labels(role=session.principal.role.value).dec()
        link.close(POLICY_VIOLATION if session is None else NORMAL)
        await asyncio.wait({writer})
        server.metrics.socket_closes.labels(code=str(ws.close_code or 1006)).inc()
    return ws


async def _read(ws: web.WebSocketResponse, link: Link, session: ClientSession, server: Server) -> None:
    pace = server.pace
    messages, size = Bucket(pace.messages, pace.burst), Bucket(pace.size, pace.size_burst)
    loop = asyncio.get_running_loop()
    try:
        async for message in ws:
            if message.type is not WSMsgType.TEXT:
                break
            now = loop.time()
            frame = decode_frame(message.data)
            wait = max(
                messages.take(1.0 if isinstance(frame, Data) else 0.1, now=now), size.take(len(message.data), now=now)
            )
            if wait > 0:
                await asyncio.sleep(wait)
            session.receive(frame)
            await session.room()
    except ProtocolError:
        link.put(Bye(reason=FailureCode.MALFORMED))
        link.close(POLICY_VIOLATION)
        server.metrics.refusals.labels(code=FailureCode.MALFORMED.value).inc()


def _give_up_early(request: web.Request) -> None:
    sock = None if request.transport is None else request.transport.get_extra_info("socket")
    if sock is not None and hasattr(socket, "TCP_USER_TIMEOUT"):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNACKNOWLEDGED_MS)


# -- handshake --------------------------------------------------------------------------------------------------------


async def _greeted(ws: web.WebSocketResponse, link: Link, server: Server) -> ClientSession | None:
    """Return the session this link carries from now on; None when the handshake was refused."""
    try:
        async with asyncio.timeout(server.settings.handshake_seconds):
            hello = await _next(ws, Hello)
            principal, account = await _proved(ws, link, server, hello)
        return _welcomed(link, server, hello, principal, account)
    except _Refusal as refusal:
        if refusal.bye.reason is FailureCode.NOT_AUTHENTICATED:
            server.metrics.auth_failures.labels(reason="session").inc()
        link.put(refusal.bye)
    except ProtocolError:
        link.put(Bye(reason=FailureCode.MALFORMED))
    except (ConnectionError, TimeoutError):
        pass
    return None


async def _next(ws: web.WebSocketResponse, kind: type[_F]) -> _F:
    message = await ws.receive()
    if message.type is not WSMsgType.TEXT:
        raise ConnectionError
    frame: AnyFrame = decode_frame(message.data)
    if not isinstance(frame, kind):
        msg = f"{type(frame).__name__} in the handshake"
        raise RemoteProtocolError(msg)
    return frame


async def _proved(
    ws: web.WebSocketResponse, link: Link, server: Server, hello: Hello
) -> tuple[Principal, AgentAccount | None]:
    if hello.version != VERSION:
        raise _Refusal(FailureCode.VERSION)
    if hello.role is Role.TECHNICIAN:
        raise _Refusal(FailureCode.NOT_PERMITTED)
    if hello.role is Role.KIOSK:
        nonce = encode_bytes(server.entropy(32))
        link.put(Challenge(nonce=nonce, server=server.settings.server_name))
        proof = await _next(ws, Proof)
        kiosk = await server.doorkeeper.kiosk(hello.name, nonce=nonce, signature=proof.signature)
        if kiosk is None:
            raise _Refusal(FailureCode.NOT_AUTHENTICATED)
        return kiosk, None
    claims = server.tokens.read(hello.token or "", now=server.clock())
    account = None if claims is None else await server.doorkeeper.agent(claims.sub)
    if account is None or account.agent != hello.name or account.role is not hello.role:
        raise _Refusal(FailureCode.NOT_AUTHENTICATED)
    return Principal(name=account.agent, role=account.role, jurisdiction=account.jurisdiction), account


def _welcomed(
    link: Link, server: Server, hello: Hello, principal: Principal, account: AgentAccount | None
) -> ClientSession:
    resume = hello.resume
    session = None if resume is None else server.hub.resumable(resume, principal)
    if session is not None and resume is not None:
        session.attach(link, _welcome(server, session, resumed=True), received=resume.received)
        server.metrics.resumes.labels(outcome="resumed").inc()
        server.service.link_changed(session, up=True)
        return session
    if server.draining:
        raise _Refusal(FailureCode.DRAINING, retry_after=server.retry_after())
    session = server.new_session(principal)
    server.hub.add(session)
    session.attach(link, _welcome(server, session, resumed=False), received=0)
    server.metrics.resumes.labels(outcome="new" if resume is None else "unknown").inc()
    server.service.opened(session, account, fresh=resume is None)
    return session


def _welcome(server: Server, session: ClientSession, *, resumed: bool) -> Welcome:
    kiosk = session.principal.role is Role.KIOSK
    settings = server.settings
    return Welcome(
        session_id=session.session_id,
        resume_token=session.resume_token,
        resumed=resumed,
        received=session.received if resumed else 0,
        http_token=session.http_token,
        heartbeat=settings.heartbeat_idle,
        resume_seconds=settings.resume_kiosk if kiosk else settings.resume_agent,
        server_time=server.clock(),
    )
