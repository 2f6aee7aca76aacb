"""Who offers, what answers, and what a signal at the wrong time means: pure.

The booth offers, because it gathered while it waited; the console answers. Every description carries the number of the
attempt it belongs to; a new attempt is a wholly new connection, because the WebRTC library cannot restart one.

    booth      IDLE ──call_started──▶ OFFERING ──offer_made──▶ OFFERED ──Answer──▶ AGREED
                                         ▲ attempt + 1             │                  │
                                         └── connection_failed / Again ───────────────┘
    console    IDLE ──call_started──▶ WAITING ──Offer──▶ ANSWERING ──answer_made──▶ AGREED
                                         ▲                                            │
                                         └──────────── connection_failed: says Again ─┘

- An offer counts when its attempt is higher than any seen; an answer when it is for the attempt on offer.
- `Again` counts when it names an attempt not higher than the booth's; a console that was started anew in the middle of
  a call says `Again` for attempt 0. A call has at most `MAX_ATTEMPTS`, so nobody can make the other end work for ever.
- A signal of another call, one that comes late, twice or from the wrong side changes nothing and has no effect.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import msgspec

from protocol.errors import LocalProtocolError, Malformed

MAX_SDP = 48 * 1024
"""Longest session description, characters; a frame must hold it after JSON's escapes."""
MAX_ATTEMPTS = 24
"""Connections tried within one call."""

Sdp = Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_SDP)]
Attempt = Annotated[int, msgspec.Meta(ge=0, le=MAX_ATTEMPTS)]


class Payload(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """Base of what a `Signal` holds."""

    attempt: Attempt


class Offer(Payload, frozen=True, kw_only=True, tag="offer"):
    """Booth to console: connect like this; all candidates are in it."""

    sdp: Sdp


class Answer(Payload, frozen=True, kw_only=True, tag="answer"):
    """Console to booth: agreed; all candidates are in it."""

    sdp: Sdp


class Again(Payload, frozen=True, kw_only=True, tag="again"):
    """Console to booth: attempt `attempt` (0: none) is of no use to me, offer anew."""


AnyPayload = Offer | Answer | Again
_decoder: msgspec.json.Decoder[AnyPayload] = msgspec.json.Decoder(AnyPayload)


class Side(StrEnum):
    """Who offers."""

    BOOTH = "booth"
    CONSOLE = "console"


class Phase(StrEnum):
    """Where the negotiation stands."""

    IDLE = "idle"
    OFFERING = "offering"
    OFFERED = "offered"
    WAITING = "waiting"
    ANSWERING = "answering"
    AGREED = "agreed"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class CreateOffer:
    """Make a connection and describe it, then call `offer_made`."""

    attempt: int


@dataclass(frozen=True, slots=True)
class AcceptOffer:
    """Make a connection that accepts this offer, then call `answer_made`."""

    attempt: int
    sdp: str


@dataclass(frozen=True, slots=True)
class ApplyAnswer:
    """Give the answer to the connection of this attempt."""

    attempt: int
    sdp: str


@dataclass(frozen=True, slots=True)
class SendSignal:
    """Send this to the other end of the call."""

    call: str
    payload: AnyPayload


@dataclass(frozen=True, slots=True)
class CloseConnection:
    """Close every connection of the call."""


Effect = CreateOffer | AcceptOffer | ApplyAnswer | SendSignal | CloseConnection
Effects = tuple[Effect, ...]


class Negotiation:
    """One end's negotiation, one call after the other."""

    def __init__(self, *, side: Side) -> None:
        self._side = side
        self._phase = Phase.IDLE
        self._call: str | None = None
        self._attempt = 0

    @property
    def call(self) -> str | None:
        """The call under way."""
        return self._call

    @property
    def phase(self) -> Phase:
        """Where it stands."""
        return self._phase

    @property
    def attempt(self) -> int:
        """The attempt under way, 0 before the first."""
        return self._attempt

    def call_started(self, *, call: str, joined_late: bool = False) -> Effects:
        """Begin a call; the same call again changes nothing.

        `joined_late`: it began before this program did, so its first offer is lost.

        Raises:
            LocalProtocolError: another call is under way.
        """
        if call == self._call:
            return ()
        if self._call is not None:
            msg = "a call is under way"
            raise LocalProtocolError(msg)
        self._call, self._attempt = call, 0
        if self._side is Side.BOOTH:
            return self._offer_anew()
        self._phase = Phase.WAITING
        return (SendSignal(call, Again(attempt=0)),) if joined_late else ()

    def offer_made(self, *, call: str, attempt: int, sdp: str) -> Effects:
        """Send the offer a `CreateOffer` led to, unless the call has moved on."""
        if not self._is_now(call, attempt, Phase.OFFERING):
            return ()
        self._phase = Phase.OFFERED
        return (SendSignal(call, Offer(attempt=attempt, sdp=sdp)),)

    def answer_made(self, *, call: str, attempt: int, sdp: str) -> Effects:
        """Send the answer an `AcceptOffer` led to, unless the call has moved on."""
        if not self._is_now(call, attempt, Phase.ANSWERING):
            return ()
        self._phase = Phase.AGREED
        return (SendSignal(call, Answer(attempt=attempt, sdp=sdp)),)

    def signal_received(self, *, call: str, untrusted: msgspec.Raw) -> Effects:
        """Take a signal of the other end; one that has no place now has no effect.

        Raises:
            Malformed: no payload of ours; nothing changed.
        """
        if call != self._call:
            return ()
        payload = decode_payload(untrusted)
        match self._side, payload:
            case Side.CONSOLE, Offer() if payload.attempt > self._attempt:
                self._attempt, self._phase = payload.attempt, Phase.ANSWERING
                return (AcceptOffer(payload.attempt, payload.sdp),)
            case Side.BOOTH, Answer() if self._is_now(call, payload.attempt, Phase.OFFERED):
                self._phase = Phase.AGREED
                return (ApplyAnswer(payload.attempt, payload.sdp),)
            case Side.BOOTH, Again() if self._wanted_again(payload):
                return self._offer_anew()
        return ()

    def connection_failed(self, *, call: str, attempt: int) -> Effects:
        """The connection of this attempt is of no use: begin another, or ask for it."""
        if call != self._call or attempt != self._attempt or self._phase is Phase.GIVEN_UP:
            return ()
        if self._side is Side.BOOTH:
            return self._offer_anew()
        self._phase = Phase.WAITING
        return (SendSignal(call, Again(attempt=attempt)),)

    def offer_overdue(self, *, call: str) -> Effects:
        """No offer has come for a while: ask for one. Only a console that waits for one asks."""
        if call != self._call or self._phase is not Phase.WAITING:
            return ()
        return (SendSignal(call, Again(attempt=self._attempt)),)

    def call_ended(self, *, call: str) -> Effects:
        """End the call; one that is not under way changes nothing."""
        if call != self._call:
            return ()
        self._call, self._attempt, self._phase = None, 0, Phase.IDLE
        return (CloseConnection(),)

    def _offer_anew(self) -> Effects:
        if self._attempt >= MAX_ATTEMPTS:
            self._phase = Phase.GIVEN_UP
            return ()
        self._attempt += 1
        self._phase = Phase.OFFERING
        return (CreateOffer(self._attempt),)

    def _wanted_again(self, again: Again) -> bool:
        """An offer that is still being made will do; one for a newer attempt than ours is nonsense."""
        return again.attempt <= self._attempt and self._phase in (Phase.OFFERED, Phase.AGREED)

    def _is_now(self, call: str, attempt: int, phase: Phase) -> bool:
        return call == self._call and attempt == self._attempt and self._phase is phase


def decode_payload(untrusted: msgspec.Raw) -> AnyPayload:
    """Return what a signal holds.

    Raises:
        Malformed: it is none of ours.
    """
    try:
        return _decoder.decode(untrusted)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        msg = "no payload of a negotiation"
        raise Malformed(msg) from None


def encode_payload(payload: AnyPayload) -> msgspec.Raw:
    """Return the payload as a `Signal` carries it."""
    return msgspec.Raw(msgspec.json.encode(payload))
