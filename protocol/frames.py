"""What one WebSocket text frame holds: the handshake, then the reliable session's envelope.

    client                                   server
    Hello ────────────────────────────────▶
    (a kiosk) ◀──────────────────────────── Challenge
    Proof ────────────────────────────────▶
          ◀──────────────────────────────── Welcome
    Data, Ack, Ping, Pong, Bye ◀──────────▶ Data, Ack, Ping, Pong, Bye

An agent, supervisor or technician puts the bearer token of `POST /v1/login` into `Hello` and gets `Welcome` at once.
A refused handshake is answered by `Bye` and the socket is closed.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from protocol.ids import Identifier
from protocol.states import FailureCode, Language, Role

VERSION = 1
"""Version of this protocol; a server refuses a `Hello` of another one."""

Token = Annotated[str, msgspec.Meta(min_length=1, max_length=512)]
Sequence = Annotated[int, msgspec.Meta(ge=1)]
Received = Annotated[int, msgspec.Meta(ge=0)]


class Frame(msgspec.Struct, frozen=True, kw_only=True, tag_field="frame", omit_defaults=True, rename=None):
    """Base of all frames."""


class Resume(msgspec.Struct, frozen=True, kw_only=True):
    """A client's wish to go on with a session whose link broke."""

    session_id: Identifier
    resume_token: Token
    received: Received
    """Highest sequence number of the other side that was processed here."""


class Hello(Frame, frozen=True, kw_only=True, tag="hello"):
    """First frame of a client."""

    version: int
    role: Role
    name: Identifier
    """The kiosk id, or the agent's login name."""
    token: Token | None = None
    """Bearer token of `POST /v1/login`; None for a kiosk, which proves its device key instead."""
    language: Language = Language.ZH_HANS
    resume: Resume | None = None


class Challenge(Frame, frozen=True, kw_only=True, tag="challenge"):
    """Server to a kiosk: sign this (see `protocol.identity`)."""

    nonce: Annotated[str, msgspec.Meta(min_length=32, max_length=128)]
    server: Identifier


class Proof(Frame, frozen=True, kw_only=True, tag="proof"):
    """Kiosk to server: the Ed25519 signature, base64url without padding."""

    signature: Annotated[str, msgspec.Meta(min_length=80, max_length=100)]


class Welcome(Frame, frozen=True, kw_only=True, tag="welcome"):
    """Server to client: the session is open.

    With `resumed` both sides retransmit what the other has not processed. Without it the client renumbers what is
    unacknowledged from 1 and sends it anew; requests are idempotent by their `id`, so nothing happens twice. The
    server then sends `VisitState` or `DeskState` first.
    """

    session_id: Identifier
    resume_token: Token
    resumed: bool
    received: Received
    """Highest sequence number of this client that the server processed; 0 unless resumed."""
    http_token: Token
    """Bearer token for the HTTP endpoints, valid as long as the session."""
    heartbeat: float
    """Seconds of silence after which either side sends `Ping`."""
    resume_seconds: float
    """How long a broken session waits for its client."""
    server_time: float
    """Unix time of the server; a client shows and stamps times by it."""


class Data(Frame, frozen=True, kw_only=True, tag="data"):
    """One message, numbered from 1 in each direction."""

    seq: Sequence
    ack: Received
    body: msgspec.Raw


class Ack(Frame, frozen=True, kw_only=True, tag="ack"):
    """Everything up to `ack` is processed, and if it changed a case, committed to disk."""

    ack: Received


class Ping(Frame, frozen=True, kw_only=True, tag="ping"):
    """Are you there? Answered by `Pong` at once."""


class Pong(Frame, frozen=True, kw_only=True, tag="pong"):
    """Yes."""


class Bye(Frame, frozen=True, kw_only=True, tag="bye"):
    """The sender closes; `retry_after` seconds is a hint when to come back, None means do not."""

    reason: FailureCode | None = None
    retry_after: float | None = None


AnyFrame = Hello | Challenge | Proof | Welcome | Data | Ack | Ping | Pong | Bye
