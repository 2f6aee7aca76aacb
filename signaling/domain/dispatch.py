"""Which citizen is served at which seat, and when: the life of every ticket and seat of a server.

    ticket   taken ──▶ WAITING ──matched──▶ OFFERED ──accepted──▶ IN_CALL ──finished──▶ (ended)
                          ▲  ▲                │                      │
                          │  └─ declined, missed, seat lost ─────────┤ place kept
                          └──────── seat lost, booth lost ───────────┘ to the head of the queue

    seat     (offline) ─connected─▶ AWAY ◀──▶ READY ──matched──▶ RINGING ──accepted──▶ IN_CALL ──▶ AFTER_CALL ──▶ READY
                                     ▲                             │  └─ declined ─▶ READY
                                     └────── second miss ──────────┘

One atomic step, `_match`, gives tickets to seats, in the order of the queue; nothing else does. A ticket is offered to
one seat at a time and a seat rings for one ticket at a time, so no citizen is promised twice and no clerk is rung for
nobody. Among the ready seats that have the skill, those of the competent jurisdiction come first, then those that have
not missed this ticket, then whoever has been ready longest. A seat that declined a ticket is not asked for it again for
`DECLINE_PAUSE`. A booth without a link is not offered (nobody would be there) but keeps its place.

Absence has three limits, all inputs of `tick`: a seat away in a call for `seat_grace` loses the call, and the ticket
goes to the head of the queue; a booth away in a call for `kiosk_grace` loses the call but not the ticket; a booth away
for `ticket_grace` loses the ticket. After a restart of the server both ends of a call have `restart_grace` to come
back.

Illegal inputs raise `Refused` and change nothing. Effects come in the order in which they are to be carried out.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from protocol.states import CallEnd, FailureCode, OfferEnd, Presence, TicketEnd, TicketState
from signaling.domain.errors import Refused
from signaling.domain.queue import (
    Effect,
    Ended,
    Limits,
    Offered,
    OfferOver,
    SeatDuty,
    SeatInfo,
    SeatMoved,
    Started,
    Ticket,
    TicketInfo,
    TicketMoved,
    TicketOver,
)
from signaling.domain.waiting import HandlingTimes, view_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from protocol.messages import TicketView

MISSES_ALLOWED = 2
"""Offers in a row a seat may miss before it is taken for away."""
DECLINE_PAUSE = 30.0
"""Seconds for which a seat is not asked again for a ticket it declined."""


class Dispatch:
    """The queue and the seats. `prefix` makes offers and calls of this run of the server unlike those of any other."""

    def __init__(self, *, limits: Limits, prefix: str) -> None:
        """Begin with an empty queue and no seat on duty."""
        self._limits = limits
        self._prefix = prefix
        self._serial = count(1)
        self._tickets: dict[str, Ticket] = {}
        self._seats: dict[str, SeatDuty] = {}
        self._times = HandlingTimes()
        self._shown: dict[str, TicketView] = {}
        self._told: dict[str, tuple[Presence, int]] = {}

    # -- what may be asked -----------------------------------------------------------------------------------------

    @property
    def next_deadline(self) -> float | None:
        """When `tick` is next due; None when time changes nothing."""
        return min(self._deadlines(), default=None)

    def ticket(self, case: str) -> Ticket | None:
        """Return the ticket of a case while it is not over; do not change it."""
        return self._tickets.get(case)

    def seat(self, agent: str) -> SeatDuty | None:
        """Return the seat of an agent while logged in; do not change it."""
        return self._seats.get(agent)

    def tickets(self) -> tuple[Ticket, ...]:
        """Return all tickets in the order of the queue; do not change them."""
        return tuple(sorted(self._tickets.values(), key=lambda ticket: ticket.place))

    def seats(self) -> tuple[SeatDuty, ...]:
        """Return all seats that are logged in; do not change them."""
        return tuple(self._seats.values())

    def presence(self, agent: str) -> Presence:
        """Return what a seat is doing."""
        seat = self._seats.get(agent)
        return Presence.OFFLINE if seat is None else seat.presence

    def waiting_for(self, agent: str) -> int:
        """Return how many tickets the seat could serve and nobody serves."""
        seat = self._seats.get(agent)
        if seat is None:
            return 0
        waiting = (t for t in self._tickets.values() if t.state is not TicketState.IN_CALL)
        return sum(t.info.item in seat.info.items for t in waiting)

    def view(self, case: str) -> TicketView | None:
        """Return what the citizen may see of her ticket."""
        ticket = self._tickets.get(case)
        if ticket is None:
            return None
        return view_of(ticket, tickets=self._tickets.values(), seats=self._seats.values(), times=self._times)

    # -- seats -----------------------------------------------------------------------------------------------------

    def seat_connected(self, *, info: SeatInfo, fresh: bool, now: float) -> tuple[Effect, ...]:
        """A console has opened a session. `fresh`: its process is new, so media of a call it had are gone."""
        effects: list[Effect] = []
        seat = self._seats.get(info.agent)
        if seat is None:
            self._seats[info.agent] = SeatDuty(info=info, since=now)
            self._told.pop(info.agent, None)
            return self._settled(effects, now)
        seat.info = info
        if fresh:
            effects += self._vacated(seat, now)
            seat.presence = Presence.AWAY
        seat.up, seat.lost_until = True, None
        return self._settled(effects, now)

    def seat_resumed(self, *, agent: str, now: float) -> tuple[Effect, ...]:
        """The console's link is back on the same session."""
        seat = self._seats.get(agent)
        if seat is not None:
            seat.up, seat.lost_until = True, None
        return self._settled([], now)

    def seat_link_lost(self, *, agent: str, now: float) -> tuple[Effect, ...]:
        """The console's link broke: a ringing ticket is offered elsewhere at once, a call gets `seat_grace`."""
        effects: list[Effect] = []
        seat = self._seats.get(agent)
        if seat is not None and seat.up:
            seat.up = False
            if seat.presence is Presence.RINGING:
                effects += self._unoffered(seat, OfferEnd.WITHDRAWN, now)
            elif seat.presence is Presence.IN_CALL:
                seat.lost_until = now + self._limits.seat_grace
        return self._settled(effects, now)

    def seat_gone(self, *, agent: str, now: float) -> tuple[Effect, ...]:
        """The console's session is over: logged out, replaced or given up."""
        seat = self._seats.get(agent)
        if seat is None:
            return ()
        effects = self._vacated(seat, now)
        del self._seats[agent]
        self._told.pop(agent, None)
        return self._settled(effects, now)

    def presence_set(self, *, agent: str, presence: Presence, now: float) -> tuple[Effect, ...]:
        """The clerk is ready or away. Raises `Refused`: during a ring or a call, or for another presence."""
        seat = self._seats.get(agent)
        if seat is None or seat.presence in {Presence.RINGING, Presence.IN_CALL}:
            raise Refused(FailureCode.WRONG_STATE)
        if presence not in {Presence.READY, Presence.AWAY}:
            raise Refused(FailureCode.INVALID, field="presence")
        if seat.presence is not presence:
            seat.presence, seat.since = presence, now
        seat.misses = 0
        return self._settled([], now)

    # -- tickets ---------------------------------------------------------------------------------------------------

    def ticket_taken(self, *, info: TicketInfo, now: float, returned: bool = False) -> tuple[Effect, ...]:
        """A citizen queues. Raises `Refused` when the case has a ticket."""
        if info.case in self._tickets:
            raise Refused(FailureCode.WRONG_STATE)
        self._tickets[info.case] = Ticket(info=info, order=next(self._serial), returned=returned)
        return self._settled([], now)

    def finished(self, *, case: str, call: CallEnd, ticket: TicketEnd, now: float) -> tuple[Effect, ...]:
        """The ticket is over, wherever it stood: a call ends as `call`, an offer is withdrawn."""
        held = self._tickets.get(case)
        if held is None:
            return ()
        effects: list[Effect] = []
        if held.state is TicketState.OFFERED:
            effects += self._unoffered(self._seats[held.agent], OfferEnd.WITHDRAWN, now)
        elif held.state is TicketState.IN_CALL:
            self._times.add(item=held.info.item, seconds=now - held.call_started_at)
            effects += self._call_over(held, call, now)
        effects += self._ticket_over(held, ticket)
        return self._settled(effects, now)

    def offer_answered(self, *, agent: str, offer: str, accept: bool, now: float) -> tuple[Effect, ...]:
        """The clerk takes the offer or not. Raises `Refused(unknown)` when it does not ring here (any more)."""
        seat = self._seats.get(agent)
        ticket = self._tickets.get(seat.case) if seat is not None and seat.presence is Presence.RINGING else None
        if seat is None or ticket is None or ticket.offer != offer:
            raise Refused(FailureCode.UNKNOWN)
        seat.misses = 0
        if not accept:
            ticket.declined_until[agent] = now + DECLINE_PAUSE
            return self._settled(self._unoffered(seat, OfferEnd.DECLINED, now), now)
        ticket.state, ticket.offer = TicketState.IN_CALL, ""
        ticket.call, ticket.call_started_at = self._new_id(), now
        seat.presence, seat.since = Presence.IN_CALL, now
        if not ticket.kiosk_up:
            ticket.call_until = now + self._limits.kiosk_grace
        started = Started(ticket.info.case, agent, ticket.call)
        return self._settled([OfferOver(agent, offer, OfferEnd.ACCEPTED), started], now)

    def call_refused(self, *, call: str, now: float) -> tuple[Effect, ...]:
        """A `Started` could not be carried out: the ticket goes to the head of the queue, the seat is away."""
        for ticket in self._tickets.values():
            if ticket.call == call:
                seat = self._seats[ticket.agent]
                self._call_over(ticket, CallEnd.SEAT_LOST, now)
                ticket.returned = True
                seat.presence = Presence.AWAY
                break
        return self._settled([], now)

    # -- booths ----------------------------------------------------------------------------------------------------

    def kiosk_lost(self, *, case: str, now: float) -> tuple[Effect, ...]:
        """The booth's link broke, or its session is over."""
        ticket = self._tickets.get(case)
        if ticket is not None and ticket.kiosk_up:
            ticket.kiosk_up = False
            ticket.abandoned_at = now + self._limits.ticket_grace
            if ticket.state is TicketState.IN_CALL:
                ticket.call_until = now + self._limits.kiosk_grace
        return self._settled([], now)

    def kiosk_back(self, *, case: str, now: float) -> tuple[Effect, ...]:
        """The booth is there again; its ticket takes part again."""
        ticket = self._tickets.get(case)
        if ticket is not None:
            ticket.kiosk_up, ticket.call_until, ticket.abandoned_at = True, None, None
        return self._settled([], now)

    # -- after a restart -------------------------------------------------------------------------------------------

    def ticket_restored(self, *, info: TicketInfo, returned: bool, now: float) -> tuple[Effect, ...]:
        """A ticket of the log; its booth has `ticket_grace` to come back."""
        self.ticket_taken(info=info, returned=returned, now=now)
        return self.kiosk_lost(case=info.case, now=now)

    def call_restored(
        self, *, info: TicketInfo, seat: SeatInfo, call: str, started_at: float, now: float
    ) -> tuple[Effect, ...]:
        """A call of the log goes on; both ends have `restart_grace` to come back."""
        until = now + self._limits.restart_grace
        ticket = Ticket(info=info, order=next(self._serial), state=TicketState.IN_CALL, returned=True)
        ticket.call, ticket.call_started_at, ticket.agent = call, started_at, seat.agent
        ticket.kiosk_up, ticket.call_until = False, until
        ticket.abandoned_at = now + max(self._limits.ticket_grace, self._limits.restart_grace)
        duty = SeatDuty(info=seat, presence=Presence.IN_CALL, since=started_at, up=False, lost_until=until)
        duty.case = info.case
        self._tickets[info.case], self._seats[seat.agent] = ticket, duty
        return self._settled([], now)

    # -- time ------------------------------------------------------------------------------------------------------

    def tick(self, *, now: float) -> tuple[Effect, ...]:
        """Say that it is `now`; harmless earlier than `next_deadline`."""
        effects: list[Effect] = []
        for ticket in self.tickets():
            if ticket.state is TicketState.OFFERED and now >= ticket.ring_until:
                effects += self._missed(ticket, now)
            if ticket.state is TicketState.IN_CALL:
                effects += self._away_too_long(ticket, now)
            if ticket.abandoned_at is not None and now >= ticket.abandoned_at:
                effects += self._abandoned(ticket, now)
        return self._settled(effects, now)

    def _deadlines(self) -> Iterator[float]:
        for ticket in self._tickets.values():
            if ticket.state is TicketState.OFFERED:
                yield ticket.ring_until
            if ticket.state is TicketState.WAITING:
                yield from ticket.declined_until.values()
            for deadline in (ticket.call_until, ticket.abandoned_at):
                if deadline is not None:
                    yield deadline
        yield from (seat.lost_until for seat in self._seats.values() if seat.lost_until is not None)

    def _missed(self, ticket: Ticket, now: float) -> list[Effect]:
        seat = self._seats[ticket.agent]
        ticket.missed[ticket.agent] = ticket.missed.get(ticket.agent, 0) + 1
        seat.misses += 1
        effects = self._unoffered(seat, OfferEnd.MISSED, now)
        if seat.misses >= MISSES_ALLOWED:
            seat.presence, seat.misses = Presence.AWAY, 0
            effects.append(self._seat_moved(seat, "missed_offers"))
        return effects

    def _away_too_long(self, ticket: Ticket, now: float) -> list[Effect]:
        seat = self._seats[ticket.agent]
        if seat.lost_until is not None and now >= seat.lost_until:
            ticket.returned = True
            effects = self._call_over(ticket, CallEnd.SEAT_LOST, now)
            seat.presence = Presence.AWAY
            return [*effects, self._seat_moved(seat, "seat_lost")]
        if ticket.call_until is not None and now >= ticket.call_until:
            ticket.returned = True
            return self._call_over(ticket, CallEnd.KIOSK_LOST, now)
        return []

    def _abandoned(self, ticket: Ticket, now: float) -> list[Effect]:
        effects: list[Effect] = []
        if ticket.state is TicketState.IN_CALL:
            effects += self._call_over(ticket, CallEnd.KIOSK_LOST, now)
        elif ticket.state is TicketState.OFFERED:
            effects += self._unoffered(self._seats[ticket.agent], OfferEnd.WITHDRAWN, now)
        return effects + self._ticket_over(ticket, TicketEnd.ABANDONED)

    # -- the steps -------------------------------------------------------------------------------------------------

    def _match(self, now: float) -> list[Effect]:
        """Give waiting tickets to ready seats: the one place where that happens."""
        effects: list[Effect] = []
        for ticket in self.tickets():
            ticket.declined_until = {agent: until for agent, until in ticket.declined_until.items() if until > now}
            if ticket.state is not TicketState.WAITING or not ticket.kiosk_up:
                continue
            able = [seat for seat in self._seats.values() if self._can_take(seat, ticket)]
            if not able:
                continue
            seat = min(able, key=lambda s: self._preference(s, ticket))
            ticket.state, ticket.agent = TicketState.OFFERED, seat.info.agent
            ticket.offer, ticket.ring_until = self._new_id(), now + self._limits.ring
            seat.presence, seat.case = Presence.RINGING, ticket.info.case
            effects.append(Offered(ticket.info.case, seat.info.agent, ticket.offer, ticket.ring_until))
        return effects

    def _can_take(self, seat: SeatDuty, ticket: Ticket) -> bool:
        ready = seat.presence is Presence.READY and seat.up
        return ready and ticket.info.item in seat.info.items and seat.info.agent not in ticket.declined_until

    def _preference(self, seat: SeatDuty, ticket: Ticket) -> tuple[bool, int, float]:
        elsewhere = seat.info.jurisdiction != ticket.info.jurisdiction
        return (elsewhere, ticket.missed.get(seat.info.agent, 0), seat.since)

    def _unoffered(self, seat: SeatDuty, outcome: OfferEnd, now: float) -> list[Effect]:
        ticket = self._tickets[seat.case]
        over = OfferOver(seat.info.agent, ticket.offer, outcome)
        ticket.state, ticket.offer, ticket.agent = TicketState.WAITING, "", ""
        seat.presence, seat.since, seat.case = Presence.READY, now, ""
        return [over]

    def _call_over(self, ticket: Ticket, outcome: CallEnd, now: float) -> list[Effect]:
        seat = self._seats[ticket.agent]
        ended = Ended(ticket.info.case, ticket.agent, ticket.call, outcome)
        ticket.state, ticket.call, ticket.agent, ticket.call_until = TicketState.WAITING, "", "", None
        seat.presence, seat.since, seat.case, seat.lost_until = Presence.AFTER_CALL, now, "", None
        return [ended]

    def _ticket_over(self, ticket: Ticket, outcome: TicketEnd) -> list[Effect]:
        del self._tickets[ticket.info.case]
        self._shown.pop(ticket.info.case, None)
        return [TicketOver(ticket.info.case, outcome, ticket.info.number)]

    def _vacated(self, seat: SeatDuty, now: float) -> list[Effect]:
        if seat.presence is Presence.RINGING:
            return self._unoffered(seat, OfferEnd.WITHDRAWN, now)
        if seat.presence is Presence.IN_CALL:
            ticket = self._tickets[seat.case]
            ticket.returned = True
            return self._call_over(ticket, CallEnd.SEAT_LOST, now)
        return []

    def _settled(self, effects: list[Effect], now: float) -> tuple[Effect, ...]:
        """Match, then tell whoever sees something else than before."""
        effects = [*effects, *self._match(now)]
        for case in self._tickets:
            view = self.view(case)
            if view is not None and self._shown.get(case) != view:
                self._shown[case] = view
                effects.append(TicketMoved(case))
        for seat in self._seats.values():
            if self._told.get(seat.info.agent) != (seat.presence, self.waiting_for(seat.info.agent)):
                effects.append(self._seat_moved(seat))
        return tuple(effects)

    def _seat_moved(self, seat: SeatDuty, reason: str = "") -> SeatMoved:
        waiting = self.waiting_for(seat.info.agent)
        self._told[seat.info.agent] = (seat.presence, waiting)
        return SeatMoved(seat.info.agent, seat.presence, waiting, reason)

    def _new_id(self) -> str:
        return f"{self._prefix}-{next(self._serial)}"
