"""Dispatch: whole histories of effects, and a random walk that looks for double offers and ghosts."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from protocol.states import CallEnd, OfferEnd, Presence, TicketEnd, TicketState
from signaling.domain.dispatch import Dispatch
from signaling.domain.errors import Refused
from signaling.domain.queue import (
    Effect,
    Ended,
    Limits,
    Offered,
    OfferOver,
    SeatInfo,
    SeatMoved,
    Started,
    TicketInfo,
    TicketMoved,
    TicketOver,
)
from signaling.domain.waiting import estimate

LIMITS = Limits(ring=20, kiosk_grace=60, ticket_grace=300, seat_grace=15, restart_grace=60)


def ticket(case: str, *, item: str = "A", at: float = 0.0, jurisdiction: str = "J1") -> TicketInfo:
    return TicketInfo(
        case=case, number=f"A-{case}", kiosk=f"K-{case}", item=item, jurisdiction=jurisdiction, taken_at=at
    )


def seat(agent: str, *items: str, jurisdiction: str = "J1") -> SeatInfo:
    return SeatInfo(agent=agent, seat=f"S-{agent}", jurisdiction=jurisdiction, items=frozenset(items or ("A",)))


def dispatch_with(*seats: SeatInfo) -> Dispatch:
    dispatch = Dispatch(limits=LIMITS, prefix="x")
    for number, info in enumerate(seats):
        dispatch.seat_connected(info=info, fresh=True, now=0)
        dispatch.presence_set(agent=info.agent, presence=Presence.READY, now=number / 100)
    return dispatch


def offer_of(dispatch: Dispatch, case: str) -> str:
    held = dispatch.ticket(case)
    assert held is not None
    assert held.offer
    return held.offer


def serving(dispatch: Dispatch, case: str = "c1", agent: str = "zhang") -> str:
    """Bring a case into a call; return the call."""
    dispatch.ticket_taken(info=ticket(case), now=1)
    dispatch.offer_answered(agent=agent, offer=offer_of(dispatch, case), accept=True, now=2)
    held = dispatch.ticket(case)
    assert held is not None
    return held.call


def test_a_ticket_is_offered_to_the_ready_seat_and_becomes_a_call() -> None:
    dispatch = dispatch_with(seat("zhang"))
    taken = dispatch.ticket_taken(info=ticket("c1"), now=1)
    offer = offer_of(dispatch, "c1")
    assert taken == (
        Offered("c1", "zhang", offer, 21),
        TicketMoved("c1"),
        SeatMoved("zhang", Presence.RINGING, 1),
    )
    answered = dispatch.offer_answered(agent="zhang", offer=offer, accept=True, now=3)
    held = dispatch.ticket("c1")
    assert held is not None
    assert answered == (
        OfferOver("zhang", offer, OfferEnd.ACCEPTED),
        Started("c1", "zhang", held.call),
        TicketMoved("c1"),
        SeatMoved("zhang", Presence.IN_CALL, 0),
    )
    call = held.call
    over = dispatch.finished(case="c1", call=CallEnd.SERVED, ticket=TicketEnd.SERVED, now=100)
    assert over == (
        Ended("c1", "zhang", call, CallEnd.SERVED),
        TicketOver("c1", TicketEnd.SERVED, "A-c1"),
        SeatMoved("zhang", Presence.AFTER_CALL, 0),
    )
    assert dispatch.next_deadline is None


def test_a_missed_offer_goes_to_another_seat_and_the_ticket_keeps_its_place() -> None:
    dispatch = dispatch_with(seat("zhang"), seat("li"))
    dispatch.ticket_taken(info=ticket("c1", at=1), now=1)
    first = offer_of(dispatch, "c1")
    assert dispatch.next_deadline == 21
    effects = dispatch.tick(now=21)
    assert effects[:2] == (
        OfferOver("zhang", first, OfferEnd.MISSED),
        Offered("c1", "li", offer_of(dispatch, "c1"), 41),
    )
    dispatch.ticket_taken(info=ticket("c2", at=22), now=22)
    assert [held.info.case for held in dispatch.tickets()] == ["c1", "c2"]


def test_a_seat_that_misses_twice_is_away_and_told_why() -> None:
    dispatch = dispatch_with(seat("zhang"))
    dispatch.ticket_taken(info=ticket("c1"), now=1)
    dispatch.tick(now=21)
    effects = dispatch.tick(now=41)
    assert SeatMoved("zhang", Presence.AWAY, 1, "missed_offers") in effects
    held = dispatch.ticket("c1")
    assert held is not None
    assert held.state is TicketState.WAITING


def test_a_declined_ticket_is_not_offered_to_the_same_seat_for_a_while() -> None:
    dispatch = dispatch_with(seat("zhang"))
    dispatch.ticket_taken(info=ticket("c1"), now=1)
    declined = dispatch.offer_answered(agent="zhang", offer=offer_of(dispatch, "c1"), accept=False, now=2)
    assert not [effect for effect in declined if isinstance(effect, Offered)]
    assert dispatch.next_deadline == 32
    assert [effect for effect in dispatch.tick(now=32) if isinstance(effect, Offered)]


def test_own_jurisdiction_is_asked_before_a_partner() -> None:
    dispatch = dispatch_with(seat("partner", jurisdiction="J2"), seat("own"))
    dispatch.ticket_taken(info=ticket("c1"), now=1)
    held = dispatch.ticket("c1")
    assert held is not None
    assert held.agent == "own"


def test_a_seat_without_the_skill_is_never_asked() -> None:
    dispatch = dispatch_with(seat("zhang", "B"))
    dispatch.ticket_taken(info=ticket("c1", item="A"), now=1)
    view = dispatch.view("c1")
    assert view is not None
    assert (view.state, view.seats, view.wait_p50) == (TicketState.WAITING, 0, None)


def test_an_offer_is_withdrawn_and_made_elsewhere_at_once_when_the_ringing_seat_is_lost() -> None:
    dispatch = dispatch_with(seat("zhang"), seat("li"))
    dispatch.ticket_taken(info=ticket("c1"), now=1)
    first = offer_of(dispatch, "c1")
    effects = dispatch.seat_link_lost(agent="zhang", now=5)
    assert effects[:2] == (
        OfferOver("zhang", first, OfferEnd.WITHDRAWN),
        Offered("c1", "li", offer_of(dispatch, "c1"), 25),
    )


def test_a_seat_lost_in_a_call_puts_the_ticket_at_the_head_of_the_queue() -> None:
    dispatch = dispatch_with(seat("zhang"))
    dispatch.ticket_taken(info=ticket("c0", at=0), now=0)
    dispatch.offer_answered(agent="zhang", offer=offer_of(dispatch, "c0"), accept=False, now=0)
    call = serving(dispatch)
    dispatch.seat_link_lost(agent="zhang", now=10)
    assert dispatch.next_deadline is not None
    effects = dispatch.tick(now=25)
    assert effects[0] == Ended("c1", "zhang", call, CallEnd.SEAT_LOST)
    assert SeatMoved("zhang", Presence.AWAY, 2, "seat_lost") in effects
    assert [held.info.case for held in dispatch.tickets()] == ["c1", "c0"]


def test_a_seat_that_is_back_within_its_grace_keeps_the_call() -> None:
    dispatch = dispatch_with(seat("zhang"))
    call = serving(dispatch)
    dispatch.seat_link_lost(agent="zhang", now=10)
    dispatch.seat_resumed(agent="zhang", now=24)
    assert dispatch.tick(now=1000) == ()
    held = dispatch.ticket("c1")
    assert held is not None
    assert held.call == call


def test_a_fresh_console_has_lost_the_picture_so_its_call_is_over() -> None:
    dispatch = dispatch_with(seat("zhang"))
    call = serving(dispatch)
    effects = dispatch.seat_connected(info=seat("zhang"), fresh=True, now=11)
    assert effects[0] == Ended("c1", "zhang", call, CallEnd.SEAT_LOST)
    assert dispatch.presence("zhang") is Presence.AWAY
    again = dispatch.presence_set(agent="zhang", presence=Presence.READY, now=12)
    assert again[0] == Offered("c1", "zhang", offer_of(dispatch, "c1"), 32)


def test_a_lost_booth_loses_its_call_then_its_ticket() -> None:
    dispatch = dispatch_with(seat("zhang"))
    call = serving(dispatch)
    dispatch.kiosk_lost(case="c1", now=10)
    assert dispatch.tick(now=69) == ()
    assert dispatch.tick(now=70)[0] == Ended("c1", "zhang", call, CallEnd.KIOSK_LOST)
    assert dispatch.presence("zhang") is Presence.AFTER_CALL
    assert dispatch.tick(now=310)[0] == TicketOver("c1", TicketEnd.ABANDONED, "A-c1")


def test_a_booth_without_a_link_is_not_offered_and_keeps_its_place() -> None:
    dispatch = dispatch_with()
    dispatch.ticket_taken(info=ticket("c1", at=1), now=1)
    dispatch.ticket_taken(info=ticket("c2", at=2), now=2)
    dispatch.kiosk_lost(case="c1", now=3)
    dispatch.seat_connected(info=seat("zhang"), fresh=True, now=4)
    effects = dispatch.presence_set(agent="zhang", presence=Presence.READY, now=5)
    assert effects[0] == Offered("c2", "zhang", offer_of(dispatch, "c2"), 25)
    dispatch.kiosk_back(case="c1", now=6)
    assert [held.info.case for held in dispatch.tickets()] == ["c1", "c2"]


def test_a_restored_call_waits_for_both_ends_and_then_ends() -> None:
    dispatch = Dispatch(limits=LIMITS, prefix="y")
    dispatch.call_restored(info=ticket("c1"), seat=seat("zhang"), call="old", started_at=0, now=100)
    dispatch.seat_connected(info=seat("zhang"), fresh=False, now=130)
    dispatch.kiosk_back(case="c1", now=131)
    assert dispatch.next_deadline is None
    assert dispatch.presence("zhang") is Presence.IN_CALL
    lost = Dispatch(limits=LIMITS, prefix="y")
    lost.call_restored(info=ticket("c1"), seat=seat("zhang"), call="old", started_at=0, now=100)
    assert lost.tick(now=160)[0] == Ended("c1", "zhang", "old", CallEnd.SEAT_LOST)


def test_what_is_not_possible_is_refused_and_changes_nothing() -> None:
    dispatch = dispatch_with(seat("zhang"))
    call = serving(dispatch)
    before = repr((dispatch.tickets(), dispatch.seats()))
    with pytest.raises(Refused):
        dispatch.presence_set(agent="zhang", presence=Presence.AWAY, now=5)
    with pytest.raises(Refused):
        dispatch.presence_set(agent="nobody", presence=Presence.READY, now=5)
    with pytest.raises(Refused):
        dispatch.offer_answered(agent="zhang", offer=call, accept=True, now=5)
    with pytest.raises(Refused):
        dispatch.ticket_taken(info=ticket("c1"), now=5)
    assert repr((dispatch.tickets(), dispatch.seats())) == before


def test_the_wait_is_said_only_from_enough_measured_calls() -> None:
    assert estimate(ahead=3, seats=2, free=0, durations=(300.0,) * 4).p50 is None
    assert estimate(ahead=3, seats=0, free=0, durations=(300.0,) * 50).p50 is None
    known = estimate(ahead=3, seats=2, free=0, durations=(100.0, 200.0, 300.0, 400.0, 500.0))
    assert (known.p50, known.p90) == (600.0, 1000.0)
    assert estimate(ahead=0, seats=2, free=1, durations=()).p50 == 0.0


AGENTS = {"zhang": seat("zhang", "A", "B"), "li": seat("li", "B"), "wang": seat("wang", "A", jurisdiction="J2")}
CASES = ("c1", "c2", "c3", "c4")
agents = st.sampled_from(sorted(AGENTS))
cases = st.sampled_from(CASES)


class Walk(RuleBasedStateMachine):
    """Anything that can happen, in any order."""

    @initialize()
    def begin(self) -> None:
        self.now = 0.0
        self.dispatch = Dispatch(limits=LIMITS, prefix="w")
        self.ringing: dict[str, str] = {}
        self.calls: dict[str, tuple[str, str]] = {}

    def took(self, effects: tuple[Effect, ...]) -> None:
        """Follow the effects as the people concerned see them."""
        for effect in effects:
            match effect:
                case Offered(_, agent, offer, until):
                    assert agent not in self.ringing, "a seat rings twice"
                    assert until > self.now
                    self.ringing[agent] = offer
                case OfferOver(agent, offer, _):
                    assert self.ringing.pop(agent) == offer
                case Started(case, agent, call):
                    assert case not in self.calls
                    assert agent not in {busy for busy, _ in self.calls.values()}
                    self.calls[case] = (agent, call)
                case Ended(case, agent, call, _):
                    assert self.calls.pop(case) == (agent, call)
                case _:
                    pass

    @rule(seconds=st.sampled_from([0.5, 5.0, 20.0, 61.0, 301.0]))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds
        self.took(self.dispatch.tick(now=self.now))
        deadline = self.dispatch.next_deadline
        assert deadline is None or deadline > self.now, "what was due is not done"

    @rule(agent=agents, fresh=st.booleans())
    def console_connects(self, agent: str, fresh: bool) -> None:  # noqa: FBT001 - a parameter of the test, not a flag
        self.took(self.dispatch.seat_connected(info=AGENTS[agent], fresh=fresh, now=self.now))

    @rule(agent=agents)
    def console_link_breaks(self, agent: str) -> None:
        self.took(self.dispatch.seat_link_lost(agent=agent, now=self.now))

    @rule(agent=agents)
    def console_link_is_back(self, agent: str) -> None:
        self.took(self.dispatch.seat_resumed(agent=agent, now=self.now))

    @rule(agent=agents)
    def console_leaves(self, agent: str) -> None:
        self.took(self.dispatch.seat_gone(agent=agent, now=self.now))

    @rule(agent=agents, presence=st.sampled_from([Presence.READY, Presence.READY, Presence.AWAY]))
    def clerk_changes_presence(self, agent: str, presence: Presence) -> None:
        try:
            self.took(self.dispatch.presence_set(agent=agent, presence=presence, now=self.now))
        except Refused:
            assert self.dispatch.presence(agent) in {Presence.OFFLINE, Presence.RINGING, Presence.IN_CALL}

    @rule(agent=agents, accept=st.booleans())
    def clerk_answers(self, agent: str, accept: bool) -> None:  # noqa: FBT001 - a parameter of the test, not a flag
        if agent in self.ringing:
            offer = self.ringing[agent]
            self.took(self.dispatch.offer_answered(agent=agent, offer=offer, accept=accept, now=self.now))

    @rule(case=cases, item=st.sampled_from("AB"))
    def citizen_queues(self, case: str, item: str) -> None:
        if self.dispatch.ticket(case) is None:
            self.took(self.dispatch.ticket_taken(info=ticket(case, item=item, at=self.now), now=self.now))

    @rule(case=cases)
    def visit_ends(self, case: str) -> None:
        self.took(self.dispatch.finished(case=case, call=CallEnd.SERVED, ticket=TicketEnd.SERVED, now=self.now))

    @rule(case=cases)
    def booth_is_lost(self, case: str) -> None:
        self.took(self.dispatch.kiosk_lost(case=case, now=self.now))

    @rule(case=cases)
    def booth_is_back(self, case: str) -> None:
        self.took(self.dispatch.kiosk_back(case=case, now=self.now))

    @rule(case=cases)
    def call_cannot_be_written(self, case: str) -> None:
        held = self.dispatch.ticket(case)
        if held is not None and held.call:
            self.calls.pop(case)
            self.took(self.dispatch.call_refused(call=held.call, now=self.now))

    @invariant()
    def tickets_and_seats_agree(self) -> None:
        if not hasattr(self, "dispatch"):
            return
        busy = {held.agent: held for held in self.dispatch.tickets() if held.state is not TicketState.WAITING}
        assert len(busy) == sum(held.state is not TicketState.WAITING for held in self.dispatch.tickets())
        for duty in self.dispatch.seats():
            holds = duty.presence in {Presence.RINGING, Presence.IN_CALL}
            assert holds == (duty.info.agent in busy) == bool(duty.case)
            if holds:
                assert busy[duty.info.agent].info.case == duty.case
        assert {held.agent: held.offer for held in busy.values() if held.offer} == self.ringing
        assert {h.info.case: (h.agent, h.call) for h in busy.values() if h.call} == self.calls

    @invariant()
    def nobody_waits_for_a_seat_that_is_ready(self) -> None:
        if not hasattr(self, "dispatch"):
            return
        for held in self.dispatch.tickets():
            if held.state is TicketState.WAITING and held.kiosk_up:
                for duty in self.dispatch.seats():
                    free = duty.presence is Presence.READY and duty.up and held.info.item in duty.info.items
                    assert not free or duty.info.agent in held.declined_until


Walk.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestWalk = Walk.TestCase
TestWalk = pytest.mark.thorough(TestWalk)
