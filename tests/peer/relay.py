"""A small server for tests of `peer`: real sockets, the real session, and only so much sense as relaying needs."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from protocol.codec import decode_frame, decode_message, encode_frame, encode_message
from protocol.frames import Bye, Challenge, Data, Hello, Proof, Welcome
from protocol.messages import Done, Message, Request, Signal
from protocol.session import Deliver, PeerLeft, Session, SessionState, Transmit
from protocol.states import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from protocol.session import Effect

NONCE = "n" * 32
SERVER_NAME = "relay"


@dataclass
class Client:
    """What the server keeps of one client: its session, its socket, and what it said."""

    role: Role
    session: Session
    session_id: str
    socket: ServerConnection | None = None
    heard: list[Message] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    left: asyncio.Event = field(default_factory=asyncio.Event)
    """It said goodbye."""

    def note(self) -> None:
        self.changed.set()
        self.changed = asyncio.Event()


class Relay:
    """Listens on a port of its own; `clients` by role. `refuse` answers every `Hello` with this `Bye`."""

    def __init__(self, *, heartbeat: float = 30.0, answer: bool = True) -> None:
        self.clients: dict[Role, Client] = {}
        self.hellos: list[Hello] = []
        self.proofs: list[Proof] = []
        self.refuse: Bye | None = None
        self.silent = False
        """Read, and answer nothing."""
        self.paths: list[str] = []
        self._heartbeat = heartbeat
        self._answer = answer
        self._server: Server | None = None
        self._port = 0
        self._joined = asyncio.Event()

    async def __aenter__(self) -> Self:
        await self.listen()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.go_away()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def listen(self) -> None:
        """Listen, on the same port as before."""
        self._server = await serve(self._serve, "127.0.0.1", self._port, compression=None, ping_interval=None)
        self._port = next(iter(self._server.sockets)).getsockname()[1]

    async def go_away(self) -> None:
        """Close the port and every socket; sessions are kept."""
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    def forget(self) -> None:
        """Lose every session, as a server does that was killed."""
        self.clients.clear()

    async def joined(self, role: Role) -> Client:
        """Wait until a client of this role has a socket."""
        while role not in self.clients or self.clients[role].socket is None:
            self._joined.clear()
            await self._joined.wait()
        return self.clients[role]

    async def heard(self, role: Role, kind: type[Message], count: int = 1) -> list[Message]:
        """Wait until a client has said so many messages of a type."""
        while True:
            client = await self.joined(role)
            found = [message for message in client.heard if isinstance(message, kind)]
            if len(found) >= count:
                return found
            await client.changed.wait()

    async def say(self, role: Role, *messages: Message) -> None:
        """Send messages to a client, now or when it is back."""
        client = self.clients[role]
        for message in messages:
            await self._carry_out(client, client.session.send(body=encode_message(message)))

    async def drop(self, role: Role) -> None:
        """Break one client's socket."""
        socket = self.clients[role].socket
        if socket is not None:
            await socket.close()

    async def _serve(self, socket: ServerConnection) -> None:
        self.paths.append(socket.request.path if socket.request is not None else "")
        with contextlib.suppress(ConnectionClosed):
            client = await self._shake_hands(socket)
            if client is not None:
                await self._converse(client, socket)

    async def _shake_hands(self, socket: ServerConnection) -> Client | None:
        hello = decode_frame(await socket.recv())
        assert isinstance(hello, Hello)
        self.hellos.append(hello)
        if self.refuse is not None:
            await socket.send(encode_frame(self.refuse), text=True)
            return None
        if hello.role is Role.KIOSK:
            await socket.send(encode_frame(Challenge(nonce=NONCE, server=SERVER_NAME)), text=True)
            proof = decode_frame(await socket.recv())
            assert isinstance(proof, Proof)
            self.proofs.append(proof)
        known = self.clients.get(hello.role)
        wish = hello.resume
        resumed = (
            known is not None
            and wish is not None
            and (wish.session_id, wish.resume_token) == (known.session_id, "resume")
        )
        if not resumed or known is None:
            known = Client(
                role=hello.role,
                session=Session(heartbeat=self._heartbeat, resume_seconds=60, now=time.monotonic()),
                session_id=f"s{len(self.hellos)}",
            )
            self.clients[hello.role] = known
        welcome = Welcome(
            session_id=known.session_id,
            resume_token="resume",
            resumed=resumed,
            received=known.session.received if resumed else 0,
            http_token=f"http-{known.session_id}",
            heartbeat=self._heartbeat,
            resume_seconds=60,
            server_time=1_800_000_000.0,
        )
        await socket.send(encode_frame(welcome), text=True)
        received = hello.resume.received if resumed and hello.resume is not None else 0
        known.socket = socket
        await self._carry_out(known, known.session.attached(received=received, now=time.monotonic()))
        self._joined.set()
        return known

    async def _converse(self, client: Client, socket: ServerConnection) -> None:
        try:
            async for text in socket:
                if self.silent:
                    continue
                frame = decode_frame(text)
                await self._carry_out(client, client.session.frame_received(frame=frame, now=time.monotonic()))
        finally:
            if client.socket is socket:
                client.session.detached(now=time.monotonic())
                client.socket = None

    async def _carry_out(self, client: Client, effects: Iterable[Effect]) -> None:
        for effect in effects:
            match effect:
                case PeerLeft():
                    client.left.set()
                case Transmit(frame=frame) if client.socket is not None:
                    with contextlib.suppress(ConnectionClosed):
                        await client.socket.send(encode_frame(frame), text=True)
                case Deliver(seq=seq, body=body):
                    message = decode_message(body)
                    client.heard.append(message)
                    client.note()
                    await self._carry_out(client, client.session.processed(seq=seq))
                    await self._act(client, message)

    async def _act(self, client: Client, message: Message) -> None:
        if isinstance(message, Signal):
            other = Role.AGENT if client.role is Role.KIOSK else Role.KIOSK
            if other in self.clients and self.clients[other].session.state is not SessionState.LOST:
                await self.say(other, message)
        elif isinstance(message, Request) and self._answer:
            await self.say(client.role, Done(reply_to=message.id))

    async def send_raw(self, role: Role, data: Data | str) -> None:
        """Write something to a client's socket, past the session."""
        socket = self.clients[role].socket
        assert socket is not None
        await socket.send(data if isinstance(data, str) else encode_frame(data).decode())
