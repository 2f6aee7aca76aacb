"""One client's session: the pure `protocol.session` with its timer, its link of the moment and its inbox.

Messages of one client are handled one after another, in order, by a task that outlives the link: a request whose
sender's cable is pulled is still carried out, and its answer waits for the resume. `Signal` goes straight through.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Protocol

from protocol.codec import decode_message, encode_frame, encode_message
from protocol.errors import BufferFull, Malformed
from protocol.frames import Ack, Data
from protocol.messages import Message, Signal
from protocol.session import CloseLink, Deliver, Effect, Expired, PeerLeft, Session, SessionState, Transmit
from signaling.link import GOING_AWAY, TRY_AGAIN_LATER, Link

if TYPE_CHECKING:
    import msgspec

    from protocol.frames import AnyFrame, Bye, Welcome
    from signaling.domain.permissions import Principal

BACKLOG = 64
"""Messages of one client that may wait to be handled before nothing more is read from it."""
ACK_DELAY = 0.01
"""Seconds within which acknowledgements are told together, or by the next message: half the frames of a relay."""


class Owner(Protocol):
    """What a session needs of the server."""

    async def handle(self, session: ClientSession, message: Message | Malformed, body: msgspec.Raw) -> None:
        """Carry out a message and answer it; return when its effect is on disk."""

    def relay(self, session: ClientSession, signal: Signal, body: msgspec.Raw) -> None:
        """Pass a signal on."""

    def link_changed(self, session: ClientSession, *, up: bool) -> None:
        """Take note that the link broke or is back."""

    def gone(self, session: ClientSession) -> None:
        """Take note that the session is over."""


class ClientSession:
    """The server's end of a session."""

    def __init__(
        self,
        *,
        principal: Principal,
        session_id: str,
        resume_token: str,
        http_token: str,
        heartbeat: float,
        resume_seconds: float,
        owner: Owner,
    ) -> None:
        """Begin without a link; `attach` it."""
        self.principal = principal
        self.session_id = session_id
        self.resume_token = resume_token
        self.http_token = http_token
        self._owner = owner
        self._loop = asyncio.get_running_loop()
        self._session = Session(heartbeat=heartbeat, resume_seconds=resume_seconds, now=self._loop.time())
        self._link: Link | None = None
        self._inbox: deque[tuple[int, Message | Malformed, msgspec.Raw]] = deque()
        self._worker: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._ack_timer: asyncio.TimerHandle | None = None
        self._acknowledged = 0
        self._received_at = 0.0
        self._ended = False
        self.left = False
        """The client said goodbye: it will not come back to what it had."""

    @property
    def received(self) -> int:
        """Highest number of the client's messages that was processed."""
        return self._session.received

    @property
    def up(self) -> bool:
        """Whether there is a link."""
        return self._session.state is SessionState.ATTACHED and not self._ended

    @property
    def lost(self) -> bool:
        """Whether the session is over."""
        return self._ended or self._session.state is SessionState.LOST

    @property
    def worker(self) -> asyncio.Task[None] | None:
        """The task that handles messages, while there are any."""
        return self._worker

    # -- link --------------------------------------------------------------------------------------------------------

    def attach(self, link: Link, welcome: Welcome, *, received: int) -> None:
        """Go on over this link; one that was there before is closed. Raises `RemoteProtocolError`."""
        now = self._loop.time()
        if self._link is not None:
            self._link.close(GOING_AWAY)
            self._session.detached(now=now)
        effects = self._session.attached(received=received, now=now)
        self._link = link
        self._acknowledged = welcome.received
        link.put(welcome)
        self._carry_out(effects)
        self._arm()

    def detach(self, link: Link) -> None:
        """The link broke; harmless when another one has taken its place."""
        if link is not self._link:
            return
        self._link = None
        self._session.detached(now=self._loop.time())
        if not self.lost:
            self._arm()
            self._owner.link_changed(self, up=False)

    def receive(self, frame: AnyFrame) -> None:
        """Take a frame of the link. Raises `RemoteProtocolError`."""
        if self.up:
            self._received_at = self._loop.time()
            self._carry_out(self._session.frame_received(frame=frame, now=self._received_at))

    def since_received(self) -> float:
        """Return the seconds since the last frame came."""
        return self._loop.time() - self._received_at

    async def room(self) -> None:
        """Wait while too much of this client waits to be handled."""
        while len(self._inbox) > BACKLOG and self._worker is not None:
            await asyncio.wait({self._worker})

    # -- messages ----------------------------------------------------------------------------------------------------

    def send(self, message: Message) -> None:
        """Queue a message for the client; never waits, never fails."""
        self.send_body(encode_message(message))

    def send_body(self, body: msgspec.Raw) -> None:
        """Queue an encoded message."""
        if self._ended:
            return
        try:
            self._carry_out(self._session.send(body=body))
        except BufferFull:
            self._close_link(TRY_AGAIN_LATER)
            self._over()

    def set_heartbeat(self, heartbeat: float) -> None:
        """Change the pace."""
        if not self.lost:
            self._session.set_heartbeat(heartbeat=heartbeat, now=self._loop.time())
            self._arm()

    def end(self, bye: Bye, *, code: int) -> None:
        """Say goodbye and end the session for good."""
        if self._link is not None:
            self._link.put(bye)
        self._close_link(code)
        self._over()

    async def finish(self) -> None:
        """Wait until what was received is handled."""
        if self._worker is not None:
            await asyncio.wait({self._worker})

    # -- inside ------------------------------------------------------------------------------------------------------

    def _carry_out(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            match effect:
                case Transmit(frame):
                    self._transmit(frame)
                case Deliver(seq, body):
                    self._deliver(seq, body)
                case CloseLink():
                    self._close_link(GOING_AWAY)
                case PeerLeft() | Expired():
                    self.left = isinstance(effect, PeerLeft)
                    self._close_link(GOING_AWAY)
                    self._over()

    def _transmit(self, frame: AnyFrame) -> None:
        if self._link is None:
            return
        if isinstance(frame, Ack):
            if self._ack_timer is None:
                self._ack_timer = self._loop.call_later(ACK_DELAY, self._acknowledge)
            return
        if isinstance(frame, Data):
            self._acknowledged = frame.ack
        self._link.put_bytes(encode_frame(frame))

    def _acknowledge(self) -> None:
        """Acknowledge what no message has acknowledged meanwhile."""
        self._ack_timer = None
        if self._link is not None and self._acknowledged != self._session.received:
            self._acknowledged = self._session.received
            self._link.put(Ack(ack=self._acknowledged))

    def _deliver(self, seq: int, body: msgspec.Raw) -> None:
        message: Message | Malformed
        try:
            message = decode_message(body)
        except Malformed as error:
            message = error
        if self._worker is None and isinstance(message, Signal):
            self._owner.relay(self, message, body)
            self._processed(seq)
            return
        self._inbox.append((seq, message, body))
        if self._worker is None:
            self._worker = self._loop.create_task(self._work(), name=f"session {self.session_id}")

    async def _work(self) -> None:
        try:
            while self._inbox:
                seq, message, body = self._inbox.popleft()
                await self._owner.handle(self, message, body)
                self._processed(seq)
        finally:
            self._worker = None

    def _processed(self, seq: int) -> None:
        if not self.lost:
            self._carry_out(self._session.processed(seq=seq))

    def _arm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        deadline = self._session.next_deadline
        if deadline is not None:
            self._timer = self._loop.call_at(deadline, self._due)

    def _due(self) -> None:
        self._timer = None
        self._carry_out(self._session.tick(now=self._loop.time()))
        if self.up and self._link is not None and self._link.closing:
            return  # Silent for too long: the reader ends, and `detach` arms the timer again.
        self._arm()

    def _close_link(self, code: int) -> None:
        if self._link is not None:
            self._link.close(code)

    def _over(self) -> None:
        """Forget timer and link; tell the owner once."""
        if self._ended:
            return
        self._ended = True
        for timer in (self._timer, self._ack_timer):
            if timer is not None:
                timer.cancel()
        self._timer = self._ack_timer = None
        self._link = None
        self._owner.gone(self)
