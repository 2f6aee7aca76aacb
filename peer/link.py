"""The link to the server: one WebSocket after the other under one reliable session, for ever.

`protocol.session` holds the rules; here bytes are carried, time passes, and broken sockets are replaced. Whatever is
queued while there is no socket goes out when there is one. Only a refusal that no retry can mend ends it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import time
from typing import TYPE_CHECKING

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI

from peer.backoff import wait_before
from peer.events import LinkDown, LinkRefused, LinkUp, Received
from peer.handshake import Refused, answer, hello
from protocol.codec import MAX_FRAME_BYTES, decode_frame, decode_message, encode_frame
from protocol.errors import BufferFull, Malformed, ProtocolError
from protocol.frames import Bye, Resume, Welcome
from protocol.session import CloseLink, Deliver, Session, SessionState, Transmit
from protocol.states import FailureCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import msgspec

    from peer.events import Event
    from peer.settings import AgentCredentials, KioskCredentials
    from protocol.frames import AnyFrame
    from protocol.session import Effect
    from protocol.states import Language

CALL_HEARTBEAT = 10.0
"""Seconds between heartbeats in a call, whatever the server says for idle times."""
HANDSHAKE_SECONDS = 10.0
FLUSH_SECONDS = 0.5
"""How long a closing link waits for its last messages to be acknowledged."""
STEADY_SECONDS = 5.0
"""A link that held this long was a good one: the next retries are quick again."""
GIVEN_UP = "given-up"
"""Resume token of a session that is not to be resumed."""
IDLE_HEARTBEAT = 30.0
"""Until the first `Welcome` says otherwise."""

_log = logging.getLogger(__name__)


class _SameServer(connect):
    """A connect that follows no redirect: a token is for the server it was given by."""

    def process_redirect(self, exc: Exception) -> Exception | str:
        return exc


class _Broken(Exception):
    """The socket is of no more use; `retry_after` is what the server asked for."""

    def __init__(self, retry_after: float = 0.0) -> None:
        super().__init__()
        self.retry_after = retry_after


class Link:
    """A link of one program to its server. All methods belong to the loop it runs on.

    `on_event` is called with `LinkUp`, `LinkDown`, `LinkRefused` and, in order and each once, `Received`.
    """

    def __init__(
        self,
        *,
        url: str,
        credentials: KioskCredentials | AgentCredentials,
        language: Language,
        on_event: Callable[[Event], None],
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._url = session_url(url)
        self._credentials = credentials
        self._language = language
        self._on_event = on_event
        self._chance = chance
        self._session = self._new_session()
        self._welcome: Welcome | None = None
        self._resumable = True
        self._outbound: asyncio.Queue[AnyFrame | None] | None = None
        self._pace_changed = asyncio.Event()
        self._acknowledged = asyncio.Event()
        self._in_call = False

    @property
    def up(self) -> bool:
        """Whether frames flow now."""
        return self._session.state is SessionState.ATTACHED

    async def run(self) -> None:
        """Keep the link until cancelled, or until the server refuses for good; then return."""
        retry = 0
        while True:
            asked, begun = 0.0, time.monotonic()
            try:
                async with asyncio.timeout(HANDSHAKE_SECONDS):
                    socket = await self._connect()
                    welcome = await self._shake_hands(socket)
                await self._converse(socket, welcome)
            except Refused as refused:
                if refused.final:
                    self._on_event(LinkRefused(refused.bye.reason or FailureCode.NOT_PERMITTED))
                    return
                asked = refused.bye.retry_after or 0.0
            except _Broken as broken:
                asked = broken.retry_after
            except ProtocolError as error:
                _log.warning("the server broke the protocol: %s", error)
                self._resumable = False
            except (OSError, TimeoutError, InvalidHandshake, InvalidURI, ConnectionClosed) as error:
                _log.info("no link: %s", type(error).__name__)
            if time.monotonic() - begun >= STEADY_SECONDS:
                retry = 0
            wait = wait_before(retry=retry, chance=self._chance(), at_least=asked)
            retry += 1
            self._on_event(LinkDown(retry_in=wait))
            await asyncio.sleep(wait)

    def send(self, body: msgspec.Raw) -> None:
        """Queue one encoded message for the server; it is kept until the server has processed it."""
        try:
            self._carry_out(self._session.send(body=body))
        except BufferFull as full:
            _log.error("giving the session up: %s", full)
            self._session = self._new_session()
            self._resumable = False
            if self._outbound is not None:
                self._outbound.put_nowait(None)

    def set_in_call(self, *, in_call: bool) -> None:
        """Beat quicker in a call, so that a dead link is noticed within seconds."""
        if in_call != self._in_call:
            self._in_call = in_call
            self._session.set_heartbeat(heartbeat=self._heartbeat(), now=time.monotonic())
            self._pace_changed.set()

    async def flush(self) -> None:
        """Wait until the server has processed everything, or for `FLUSH_SECONDS`; then say goodbye."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FLUSH_SECONDS):
                while self.up and self._session.unacknowledged:
                    self._acknowledged.clear()
                    await self._acknowledged.wait()
        # Nothing may follow a goodbye, so from here on there is no way out.
        outbound, self._outbound = self._outbound, None
        if outbound is not None:
            outbound.put_nowait(Bye())
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(FLUSH_SECONDS):
                    await outbound.join()

    def _new_session(self) -> Session:
        return Session(heartbeat=IDLE_HEARTBEAT, resume_seconds=None, now=time.monotonic())

    def _heartbeat(self) -> float:
        idle = self._welcome.heartbeat if self._welcome is not None else IDLE_HEARTBEAT
        return min(CALL_HEARTBEAT, idle) if self._in_call else idle

    async def _connect(self) -> ClientConnection:
        return await _SameServer(
            self._url,
            compression=None,
            max_size=MAX_FRAME_BYTES,
            ping_interval=None,
            open_timeout=None,
            close_timeout=1,
            proxy=None,
        )

    async def _shake_hands(self, socket: ClientConnection) -> Welcome:
        try:
            await _write(socket, hello(credentials=self._credentials, language=self._language, resume=self._resume()))
            while True:
                reply = answer(frame=decode_frame(await socket.recv()), credentials=self._credentials)
                if isinstance(reply, Welcome):
                    return reply
                await _write(socket, reply)
        except BaseException:
            await _close(socket)
            raise

    def _resume(self) -> Resume | None:
        """Return the wish to go on with the old session; a program that has just been started has none.

        A session we have given up is named all the same, with a token that opens nothing: so the server knows that
        this program still lives and that a call it is in goes on.
        """
        known = self._welcome
        if known is None:
            return None
        token = known.resume_token if self._resumable else GIVEN_UP
        return Resume(session_id=known.session_id, resume_token=token, received=self._session.received)

    async def _converse(self, socket: ClientConnection, welcome: Welcome) -> None:
        self._welcome, self._resumable = welcome, True
        self._outbound = asyncio.Queue()
        if not welcome.resumed:
            self._session.restarted()
        self._on_event(LinkUp(welcome=welcome, resumed=welcome.resumed))
        try:
            self._attach(welcome)
            async with asyncio.TaskGroup() as group:
                group.create_task(self._read(socket), name="link reader")
                group.create_task(self._write(socket, self._outbound), name="link writer")
                group.create_task(self._watch(), name="link watch")
        except ExceptionGroup as failures:
            raise _reason(failures) from None
        finally:
            self._outbound = None
            self._session.detached(now=time.monotonic())
            await _close(socket)

    def _attach(self, welcome: Welcome) -> None:
        now = time.monotonic()
        effects = self._session.attached(received=welcome.received if welcome.resumed else 0, now=now)
        self._session.set_heartbeat(heartbeat=self._heartbeat(), now=now)
        self._carry_out(effects)

    async def _read(self, socket: ClientConnection) -> None:
        async for text in socket:
            frame = decode_frame(text)
            if isinstance(frame, Bye):
                self._said_bye(frame)
            self._carry_out(self._session.frame_received(frame=frame, now=time.monotonic()))
            self._acknowledged.set()
        raise _Broken

    def _said_bye(self, bye: Bye) -> None:
        """Leave the socket but keep what is unacknowledged: the next session takes it along."""
        refused = Refused(bye)
        if refused.final:
            raise refused
        raise _Broken(bye.retry_after or 0.0)

    async def _write(self, socket: ClientConnection, outbound: asyncio.Queue[AnyFrame | None]) -> None:
        while True:
            frame = await outbound.get()
            if frame is None:
                raise _Broken
            await _write(socket, frame)
            outbound.task_done()

    async def _watch(self) -> None:
        while True:
            deadline = self._session.next_deadline
            self._pace_changed.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(None if deadline is None else max(0.0, deadline - time.monotonic())):
                    await self._pace_changed.wait()
            self._carry_out(self._session.tick(now=time.monotonic()))

    def _carry_out(self, effects: Iterable[Effect]) -> None:
        for effect in effects:
            match effect:
                case Transmit(frame=frame) if self._outbound is not None:
                    self._outbound.put_nowait(frame)
                case Deliver(seq=seq, body=body):
                    self._deliver(body)
                    self._carry_out(self._session.processed(seq=seq))
                case CloseLink():
                    raise _Broken

    def _deliver(self, body: msgspec.Raw) -> None:
        try:
            message = decode_message(body)
        except Malformed as error:
            # A newer server may say more than this program knows; what it does know goes on.
            _log.warning("skipping a message: %s", error)
            return
        self._on_event(Received(message))


def session_url(server: str) -> str:
    """Return the address of the WebSocket of a server's base URL."""
    scheme, _, rest = server.partition("://")
    return f"{'wss' if scheme == 'https' else 'ws'}://{rest.rstrip('/')}/v1/session"


async def _write(socket: ClientConnection, frame: AnyFrame) -> None:
    await socket.send(encode_frame(frame), text=True)


async def _close(socket: ClientConnection) -> None:
    with contextlib.suppress(OSError, ConnectionClosed):
        await socket.close()


def _reason(failures: ExceptionGroup[Exception]) -> Exception:
    """Return the one exception that says why the conversation ended; one that is nobody's rule comes through as is."""
    for kind in (Refused, _Broken, ProtocolError):
        found = _leaves(failures, kind)
        if found:
            return found[0]
    return _Broken() if _leaves(failures, (ConnectionClosed, OSError)) else failures


def _leaves(group: ExceptionGroup[Exception], kind: type[Exception] | tuple[type[Exception], ...]) -> list[Exception]:
    matching = group.subgroup(kind)
    return [part for part in matching.exceptions if not isinstance(part, ExceptionGroup)] if matching else []
