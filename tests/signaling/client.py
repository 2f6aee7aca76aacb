"""A small client of the server for tests: `websockets` under `protocol.session`, every message kept in order."""

from __future__ import annotations

import asyncio
import os
from itertools import count
from typing import TYPE_CHECKING, Self, TypeVar

import websockets
from websockets.asyncio.client import ClientConnection, connect

from protocol.codec import decode_frame, decode_message, encode_frame, encode_message
from protocol.frames import VERSION, Bye, Challenge, Hello, Proof, Resume, Welcome
from protocol.identity import sign_challenge
from protocol.messages import CaseChanged, Done, Failed, FieldPatched, Message, Request
from protocol.session import Deliver, PeerLeft, Session, Transmit

if TYPE_CHECKING:
    import msgspec
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from protocol.frames import AnyFrame
    from protocol.session import Effect
    from protocol.states import Role

PATIENCE = float(os.environ.get("CLOUDWINDOW_TEST_SECONDS", "10"))
_M = TypeVar("_M", bound=Message)
_serial = count(1)


def request_id() -> str:
    """Return an id no other request of this run has."""
    return f"r{next(_serial)}"


class Client:
    """One end of a session. `said` holds every message of the server, in order."""

    def __init__(
        self, url: str, name: str, role: Role, *, key: Ed25519PrivateKey | None = None, token: str | None = None
    ) -> None:
        self.url, self.name, self.role, self.key, self.token = url, name, role, key, token
        self.said: list[Message] = []
        self.welcome: Welcome | None = None
        self.bye: Bye | None = None
        self.close_code: int | None = None
        self._loop = asyncio.get_running_loop()
        self._session = Session(heartbeat=1e6, resume_seconds=None, now=self._loop.time())
        self._ws: ClientConnection | None = None
        self._reader: asyncio.Task[None] | None = None
        self._read = 0
        self._news = asyncio.Condition()
        self.reading = asyncio.Event()
        """Clear it, and the client reads nothing any more."""
        self.reading.set()

    async def __aenter__(self) -> Self:
        await self.connect()
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.disconnect()

    # -- link --------------------------------------------------------------------------------------------------------

    async def connect(self, *, resume: bool = True) -> Self:
        """Open a link and shake hands; go on with the session when there is one."""
        self.bye = self.close_code = None
        self._ws = await connect(
            f"{self.url.replace('http', 'ws', 1)}/v1/session", compression=None, ping_interval=None, close_timeout=1
        )
        await self._ws.send(encode_frame(self._hello(resume=resume)).decode())
        frame = decode_frame(await self._ws.recv())
        if isinstance(frame, Challenge):
            assert self.key is not None
            signature = sign_challenge(self.key, nonce=frame.nonce, server=frame.server, kiosk=self.name)
            await self._ws.send(encode_frame(Proof(signature=signature)).decode())
            frame = decode_frame(await self._ws.recv())
        if isinstance(frame, Bye):
            self.bye = frame
            await self._ws.wait_closed()
            self.close_code = self._ws.close_code
            return self
        assert isinstance(frame, Welcome)
        if self.welcome is not None and not frame.resumed:
            self._session.restarted()
        self.welcome = frame
        effects = self._session.attached(received=frame.received if frame.resumed else 0, now=self._loop.time())
        self._reader = self._loop.create_task(self._receive(self._ws))
        await self._carry_out(effects)
        return self

    def _hello(self, *, resume: bool) -> Hello:
        wish = None
        if resume and self.welcome is not None:
            wish = Resume(
                session_id=self.welcome.session_id,
                resume_token=self.welcome.resume_token,
                received=self._session.received,
            )
        return Hello(version=VERSION, role=self.role, name=self.name, token=self.token, resume=wish)

    async def cut(self) -> None:
        """Pull the cable: no goodbye of any kind."""
        assert self._ws is not None
        self._ws.transport.abort()
        await self._stopped()

    async def disconnect(self) -> None:
        """Close the socket politely; the session stays open at the server."""
        if self._ws is not None:
            self.reading.set()
            await self._ws.close()
            await self._stopped()

    async def leave(self) -> None:
        """Say goodbye to the session."""
        await self.send_frame(Bye())
        await self.disconnect()

    async def _stopped(self) -> None:
        if self._reader is not None:
            await asyncio.wait({self._reader})
            self._reader = None
        self._ws = None

    async def closed(self) -> int | None:
        """Wait until the server has closed the link; return the code."""
        assert self._reader is not None
        async with asyncio.timeout(PATIENCE):
            await asyncio.wait({self._reader})
        return self.close_code

    # -- messages ----------------------------------------------------------------------------------------------------

    async def send(self, message: Message) -> None:
        """Send, and do not wait for an answer."""
        await self.send_body(encode_message(message))

    async def send_body(self, body: msgspec.Raw) -> None:
        """Send what may be no message."""
        await self._carry_out(self._session.send(body=body))

    async def settled(self, left: int = 0) -> None:
        """Wait until the server has processed all but `left` of what was sent."""
        async with asyncio.timeout(PATIENCE), self._news:
            while self._session.unacknowledged > left:
                await self._news.wait()

    async def send_frame(self, frame: AnyFrame) -> None:
        """Send a frame past the session."""
        await self.send_text(encode_frame(frame).decode())

    async def send_text(self, text: str | bytes) -> None:
        """Send anything."""
        assert self._ws is not None
        await self._ws.send(text)

    async def ask(self, message: Request) -> Done | Failed:
        """Send a request and return its answer."""
        begin = len(self.said)
        await self.send(message)
        return await self.answer(message.id, begin=begin)

    async def answer(self, request: str, *, begin: int = 0) -> Done | Failed:
        """Wait for the answer to a request."""
        async with asyncio.timeout(PATIENCE), self._news:
            while True:
                for message in self.said[begin:]:
                    if isinstance(message, Done | Failed) and message.reply_to == request:
                        return message
                await self._news.wait()

    async def done(self, message: Request) -> None:
        """Ask for something that must be done."""
        answer = await self.ask(message)
        assert isinstance(answer, Done), answer

    async def hear(self, kind: type[_M]) -> _M:
        """Return the next message of a kind; what came before it has been read."""
        async with asyncio.timeout(PATIENCE):
            return await self.hear_patiently(kind)

    async def hear_patiently(self, kind: type[_M]) -> _M:
        """As `hear`, however long it takes."""
        async with self._news:
            while True:
                for index in range(self._read, len(self.said)):
                    message = self.said[index]
                    if isinstance(message, kind):
                        self._read = index + 1
                        return message
                await self._news.wait()

    def heard(self, kind: type[_M]) -> list[_M]:
        """Return all messages of a kind so far."""
        return [message for message in self.said if isinstance(message, kind)]

    @property
    def server_revision(self) -> int:
        """Return the newest revision of the form that was heard of."""
        revisions = [message.revision for message in self.heard(FieldPatched)]
        revisions += [message.case.revision for message in self.heard(CaseChanged)]
        return max(revisions, default=0)

    async def _receive(self, ws: ClientConnection) -> None:
        try:
            async for text in ws:
                await self.reading.wait()
                frame = decode_frame(text)
                await self._carry_out(self._session.frame_received(frame=frame, now=self._loop.time()))
                async with self._news:
                    self._news.notify_all()
        except websockets.ConnectionClosed:
            pass
        finally:
            self.close_code = ws.close_code
            self._session.detached(now=self._loop.time())
            async with self._news:
                self._news.notify_all()

    async def _carry_out(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            match effect:
                case Transmit(frame):
                    await self._transmit(frame)
                case Deliver(seq, body):
                    self.said.append(decode_message(body))
                    await self._carry_out(self._session.processed(seq=seq))
                case PeerLeft(bye):
                    self.bye = bye
                case _:
                    pass

    async def _transmit(self, frame: AnyFrame) -> None:
        if self._ws is None:
            return
        try:
            await self._ws.send(encode_frame(frame).decode())
        except websockets.ConnectionClosed:
            return
