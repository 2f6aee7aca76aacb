"""What dispatch knows of a ticket and of a seat, how patient it is, and the effects it asks for."""

from __future__ import annotations

from dataclasses import dataclass, field

from protocol.states import CallEnd, OfferEnd, Presence, TicketEnd, TicketState


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The patience of a dispatch, in seconds."""

    ring: float = 20.0
    kiosk_grace: float = 60.0
    ticket_grace: float = 300.0
    seat_grace: float = 15.0
    restart_grace: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketInfo:
    """What a ticket is for."""

    case: str
    number: str
    kiosk: str
    item: str
    jurisdiction: str
    """The competent one: its own seats are asked first."""
    taken_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatInfo:
    """Who sits at a seat and what can be done there."""

    agent: str
    seat: str
    jurisdiction: str
    items: frozenset[str]


@dataclass(slots=True, kw_only=True)
class Ticket:
    """A ticket on its way. Only `Dispatch` changes it."""

    info: TicketInfo
    order: int
    state: TicketState = TicketState.WAITING
    returned: bool = False
    """Was in a call that the seat or the booth lost: stands at the head of the queue."""
    kiosk_up: bool = True
    call_until: float | None = None
    """The booth is away: its call ends then."""
    abandoned_at: float | None = None
    """The booth is away: its ticket ends then."""
    offer: str = ""
    ring_until: float = 0.0
    call: str = ""
    call_started_at: float = 0.0
    agent: str = ""
    """Who is offered the ticket or serves it."""
    missed: dict[str, int] = field(default_factory=dict)
    declined_until: dict[str, float] = field(default_factory=dict)

    @property
    def place(self) -> tuple[bool, float, int]:
        """What the queue is sorted by."""
        return (not self.returned, self.info.taken_at, self.order)


@dataclass(slots=True, kw_only=True)
class SeatDuty:
    """A seat that is logged in. Only `Dispatch` changes it."""

    info: SeatInfo
    presence: Presence = Presence.AWAY
    since: float = 0.0
    up: bool = True
    lost_until: float | None = None
    """The console is away in a call: the call ends then."""
    misses: int = 0
    case: str = ""
    """The ticket that rings or is served here."""

    @property
    def on_duty(self) -> bool:
        """Whether it takes part in serving the queue."""
        return self.presence in {Presence.READY, Presence.RINGING, Presence.IN_CALL, Presence.AFTER_CALL}


@dataclass(frozen=True, slots=True)
class Offered:
    """Ring the seat."""

    case: str
    agent: str
    offer: str
    ring_until: float


@dataclass(frozen=True, slots=True)
class OfferOver:
    """Stop ringing."""

    agent: str
    offer: str
    outcome: OfferEnd


@dataclass(frozen=True, slots=True)
class Started:
    """Connect the two ends; persist before saying so."""

    case: str
    agent: str
    call: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The call is over; persist before saying so."""

    case: str
    agent: str
    call: str
    outcome: CallEnd


@dataclass(frozen=True, slots=True)
class TicketMoved:
    """What the citizen sees of her ticket has changed."""

    case: str


@dataclass(frozen=True, slots=True)
class TicketOver:
    """The ticket is over; persist before saying so."""

    case: str
    outcome: TicketEnd
    number: str


@dataclass(frozen=True, slots=True)
class SeatMoved:
    """What the agent sees of her seat has changed."""

    agent: str
    presence: Presence
    waiting: int
    reason: str = ""


Effect = Offered | OfferOver | Started | Ended | TicketMoved | TicketOver | SeatMoved
