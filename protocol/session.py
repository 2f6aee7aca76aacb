"""The reliable session above a link that may break: pure, without a clock, a socket or chance.

Both ends run one `Session` each. It numbers what goes out from 1, keeps it until the other side says it is
*processed*, delivers what comes in exactly once and in order, and notices silence.

    DETACHED ──attached()──▶ ATTACHED ──detached()──▶ DETACHED ...
        └──────── tick(now ≥ expiry) ────────▶ LOST ◀──── buffer full

- **Attached**: frames flow. Silence of `heartbeat` seconds sends a `Ping`; silence of `PATIENCE` heartbeats means the
  link is dead and must be closed (`CloseLink`).
- **Detached**: nothing flows, `send` still queues. After `resume_seconds` the session is lost (`Expired`), unless
  `resume_seconds` is None: a client never gives up, the server decides whether it still knows the session.
- **Lost**: for good. Nothing is delivered any more; the owner drops it.

Acknowledgement means processed: the owner calls `processed(seq)` after the effect of that message is on disk, and
only then is it acknowledged. So what a client sees acknowledged survives a server that dies the next moment, and what
is not acknowledged is sent again.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from protocol.errors import BufferFull, LocalProtocolError, RemoteProtocolError
from protocol.frames import Ack, AnyFrame, Bye, Data, Ping, Pong

if TYPE_CHECKING:
    import msgspec

PATIENCE = 2.5
"""Heartbeats of silence after which a link counts as dead; one lost ping must not kill it."""
MAX_UNACKNOWLEDGED = 256
"""Messages kept for the other side."""
MAX_UNACKNOWLEDGED_BYTES = 512 * 1024
"""Bytes kept for the other side."""


class SessionState(StrEnum):
    """Where a session stands."""

    DETACHED = "detached"
    ATTACHED = "attached"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Transmit:
    """Write this frame to the link."""

    frame: AnyFrame


@dataclass(frozen=True, slots=True)
class Deliver:
    """Handle this message, then call `processed(seq)`."""

    seq: int
    body: msgspec.Raw


@dataclass(frozen=True, slots=True)
class CloseLink:
    """The link is silent; close it and reconnect."""


@dataclass(frozen=True, slots=True)
class PeerLeft:
    """The other side said `Bye`: it will not come back to this session."""

    bye: Bye


@dataclass(frozen=True, slots=True)
class Expired:
    """The session is lost."""


Effect = Transmit | Deliver | CloseLink | PeerLeft | Expired


class Session:
    """One end of a reliable session. All inputs are keyword-only and return the effects to carry out, in order."""

    def __init__(self, *, heartbeat: float, resume_seconds: float | None, now: float) -> None:
        """Begin detached at time `now` (seconds of any steady clock, the same for every call)."""
        self._heartbeat = heartbeat
        self._resume_seconds = resume_seconds
        self._state = SessionState.DETACHED
        self._unacknowledged: deque[Data] = deque()
        self._unacknowledged_bytes = 0
        self._next_seq = 1
        self._delivered = 0
        self._processed = 0
        self._detached_at = now
        self._heard_at = now
        self._pinged = False

    @property
    def state(self) -> SessionState:
        """Where the session stands."""
        return self._state

    @property
    def received(self) -> int:
        """Highest sequence number of the other side that was processed here: what `Resume` and `Welcome` carry."""
        return self._processed

    @property
    def unacknowledged(self) -> int:
        """Messages sent and not yet acknowledged."""
        return len(self._unacknowledged)

    @property
    def next_deadline(self) -> float | None:
        """When `tick` is next due; None when time changes nothing."""
        if self._state is SessionState.ATTACHED:
            return self._heard_at + self._heartbeat * (PATIENCE if self._pinged else 1)
        if self._state is SessionState.DETACHED and self._resume_seconds is not None:
            return self._detached_at + self._resume_seconds
        return None

    def send(self, *, body: msgspec.Raw) -> tuple[Effect, ...]:
        """Queue a message, and transmit it when attached.

        Raises:
            BufferFull: too much is unacknowledged; the session is now lost.
            LocalProtocolError: the session is lost.
        """
        self._refuse_if_lost()
        size = len(bytes(body))
        full = len(self._unacknowledged) >= MAX_UNACKNOWLEDGED
        if full or self._unacknowledged_bytes + size > MAX_UNACKNOWLEDGED_BYTES:
            waiting, waiting_bytes = len(self._unacknowledged), self._unacknowledged_bytes
            self._lose()
            raise BufferFull(messages=waiting, size=waiting_bytes)
        data = Data(seq=self._next_seq, ack=self._processed, body=body)
        self._next_seq += 1
        self._unacknowledged.append(data)
        self._unacknowledged_bytes += size
        return (Transmit(data),) if self._state is SessionState.ATTACHED else ()

    def attached(self, *, received: int, now: float) -> tuple[Effect, ...]:
        """The link is up and the other side has processed `received`: transmit again what it has not.

        Raises:
            LocalProtocolError: already attached, or lost.
            RemoteProtocolError: `received` is more than was ever sent; nothing changed.
        """
        self._refuse_if_lost()
        if self._state is SessionState.ATTACHED:
            msg = "already attached"
            raise LocalProtocolError(msg)
        self._acknowledge(received)
        self._state = SessionState.ATTACHED
        self._heard(now)
        return tuple(Transmit(self._with_ack(data)) for data in self._unacknowledged)

    def restarted(self) -> None:
        """The other side does not know this session any more: renumber what is unacknowledged from 1, expect 1.

        Call while detached, before `attached(received=0)`.

        Raises:
            LocalProtocolError: not detached.
        """
        if self._state is not SessionState.DETACHED:
            msg = f"cannot restart while {self._state}"
            raise LocalProtocolError(msg)
        self._delivered = self._processed = 0
        renumbered = [Data(seq=n, ack=0, body=data.body) for n, data in enumerate(self._unacknowledged, start=1)]
        self._unacknowledged = deque(renumbered)
        self._next_seq = len(renumbered) + 1

    def detached(self, *, now: float) -> None:
        """The link is gone. Harmless when it is gone already."""
        if self._state is SessionState.ATTACHED:
            self._state = SessionState.DETACHED
            self._detached_at = now

    def frame_received(self, *, frame: AnyFrame, now: float) -> tuple[Effect, ...]:
        """Take one frame of the link.

        Raises:
            RemoteProtocolError: a gap, an impossible acknowledgement, or a frame of the handshake; nothing changed.
            LocalProtocolError: not attached.
        """
        if self._state is not SessionState.ATTACHED:
            msg = f"a frame while {self._state}"
            raise LocalProtocolError(msg)
        match frame:
            case Data():
                effects = self._data_received(frame)
            case Ack(ack=ack):
                self._acknowledge(ack)
                effects = ()
            case Ping():
                effects = (Transmit(Pong()),)
            case Pong():
                effects = ()
            case Bye():
                self._lose()
                return (PeerLeft(frame),)
            case _:
                msg = f"{type(frame).__name__} after the handshake"
                raise RemoteProtocolError(msg)
        self._heard(now)
        return effects

    def processed(self, *, seq: int) -> tuple[Effect, ...]:
        """The effect of the message `seq` is on disk: acknowledge it and everything before it.

        Raises:
            LocalProtocolError: `seq` was never delivered.
        """
        if seq > self._delivered:
            msg = f"{seq} was not delivered"
            raise LocalProtocolError(msg)
        if seq <= self._processed:
            return ()
        self._processed = seq
        return (Transmit(Ack(ack=seq)),) if self._state is SessionState.ATTACHED else ()

    def set_heartbeat(self, *, heartbeat: float, now: float) -> None:
        """Change the pace: quicker in a call, slower when idle."""
        self._heartbeat = heartbeat
        self._heard_at = now

    def tick(self, *, now: float) -> tuple[Effect, ...]:
        """Say that it is `now`; due when `next_deadline` has come, harmless earlier."""
        deadline = self.next_deadline
        if deadline is None or now < deadline:
            return ()
        if self._state is SessionState.DETACHED:
            self._lose()
            return (Expired(),)
        if self._pinged:
            return (CloseLink(),)
        self._pinged = True
        return (Transmit(Ping()),)

    def _data_received(self, data: Data) -> tuple[Effect, ...]:
        if data.seq > self._delivered + 1:
            msg = f"message {data.seq} came after {self._delivered}"
            raise RemoteProtocolError(msg)
        self._acknowledge(data.ack)
        if data.seq <= self._delivered:
            # A retransmission of something whose acknowledgement was lost with the link.
            return (Transmit(Ack(ack=self._processed)),)
        self._delivered = data.seq
        return (Deliver(data.seq, data.body),)

    def _acknowledge(self, ack: int) -> None:
        if ack >= self._next_seq:
            msg = f"{ack} acknowledged, {self._next_seq - 1} sent"
            raise RemoteProtocolError(msg)
        while self._unacknowledged and self._unacknowledged[0].seq <= ack:
            self._unacknowledged_bytes -= len(bytes(self._unacknowledged.popleft().body))

    def _with_ack(self, data: Data) -> Data:
        return Data(seq=data.seq, ack=self._processed, body=data.body)

    def _heard(self, now: float) -> None:
        self._heard_at = now
        self._pinged = False

    def _lose(self) -> None:
        self._state = SessionState.LOST
        self._unacknowledged.clear()
        self._unacknowledged_bytes = 0

    def _refuse_if_lost(self) -> None:
        if self._state is SessionState.LOST:
            msg = "the session is lost"
            raise LocalProtocolError(msg)
