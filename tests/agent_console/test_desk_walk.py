"""A random walk over everything a server may say and a clerk may do: the desk never contradicts itself."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from agent_console.desk import Desk
from agent_console.desk_view import Phase
from agent_console.effects import CloseCase, Effect, OpenCase, PrepareCall, ReleaseCall, Ring
from protocol.errors import LocalProtocolError, RemoteProtocolError
from protocol.messages import (
    CallEnded,
    DeskState,
    DeviceReport,
    Failed,
    Message,
    OfferClosed,
    PeerLink,
    PresenceChanged,
)
from protocol.states import CallEnd, DeviceAction, DeviceOutcome, FailureCode, OfferEnd, Presence
from tests.agent_console import made

OFFERS, CALLS = st.sampled_from(["o1", "o2"]), st.sampled_from(["k1", "k2"])
REQUESTS = st.integers(1, 8).map(lambda n: f"r{n}")


class DeskWalk(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()
        self.ringing = self.case_open = self.prepared = False
        self.asked = 0

    def carry(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            match effect:
                case Ring(on=on):
                    assert on is not self.ringing
                    self.ringing = on
                case OpenCase():
                    self.case_open = True
                case CloseCase():
                    self.case_open = False
                case PrepareCall():
                    self.prepared = True
                case ReleaseCall():
                    self.prepared = False
                case _:
                    pass

    def say(self, message: Message) -> None:
        before = self.desk.view
        try:
            effects = self.desk.received(message=message, now=made.NOW)
        except RemoteProtocolError:
            assert self.desk.view == before
        else:
            self.carry(effects)

    def request(self) -> str:
        self.asked += 1
        return f"r{self.asked}"

    @initialize()
    def begin(self) -> None:
        self.say(made.desk_state())

    @rule(name=OFFERS)
    def offered(self, name: str) -> None:
        self.say(made.offered(name=name))

    @rule(name=OFFERS, outcome=st.sampled_from(OfferEnd))
    def offer_closed(self, name: str, outcome: OfferEnd) -> None:
        self.say(OfferClosed(offer=name, outcome=outcome))

    @rule(name=CALLS)
    def started(self, name: str) -> None:
        self.say(made.started(name=name))

    @rule(name=CALLS, outcome=st.sampled_from(CallEnd))
    def ended(self, name: str, outcome: CallEnd) -> None:
        self.say(CallEnded(call=name, outcome=outcome))

    @rule(presence=st.sampled_from(Presence))
    def presence(self, presence: Presence) -> None:
        self.say(PresenceChanged(presence=presence))

    @rule(name=CALLS, there=st.booleans(), presence=st.sampled_from(Presence))
    def new_session(self, name: str, there: bool, presence: Presence) -> None:  # noqa: FBT001 - drawn
        call = made.call(name=name) if there else None
        case = made.snapshot() if there else None
        self.say(DeskState(presence=presence, agent=made.AGENT, call=call, case=case))

    @rule(name=CALLS, request=REQUESTS, outcome=st.none() | st.sampled_from(DeviceOutcome))
    def reported(self, name: str, request: str, outcome: DeviceOutcome | None) -> None:
        self.say(DeviceReport(call=name, request=request, outcome=outcome))

    @rule(name=CALLS, up=st.booleans())
    def peer(self, name: str, up: bool) -> None:  # noqa: FBT001 - drawn
        self.say(PeerLink(call=name, up=up))

    @rule(request=REQUESTS)
    def failed(self, request: str) -> None:
        self.say(Failed(reply_to=request, code=FailureCode.WRONG_STATE))

    @rule(which=st.integers(0, 6))
    def clerk(self, which: int) -> None:
        before = self.desk.view
        intents = (
            lambda: self.desk.accept(request=self.request()),
            lambda: self.desk.decline(request=self.request()),
            lambda: self.desk.set_presence(presence=Presence.READY, request=self.request()),
            lambda: self.desk.hang_up(outcome=CallEnd.SERVED, request=self.request()),
            lambda: self.desk.ask_device(action=DeviceAction.READ_CARD, request=self.request()),
            self.desk.link_lost,
            self.desk.link_up,
        )
        effects: tuple[Effect, ...] = ()
        with contextlib.suppress(LocalProtocolError):
            effects = intents[which]()
        if not effects and which < 5:
            assert self.desk.view == before
        self.carry(effects)

    @rule()
    def time_passes(self) -> None:
        self.carry(self.desk.tick(now=made.NOW + 60))

    @invariant()
    def it_rings_exactly_in_ringing(self) -> None:
        assert self.ringing is (self.desk.view.phase is Phase.RINGING)

    @invariant()
    def a_case_is_open_exactly_in_a_call(self) -> None:
        assert self.case_open is (self.desk.view.phase is Phase.IN_CALL)
        assert (self.desk.view.call is not None) is (self.desk.view.phase is Phase.IN_CALL)

    @invariant()
    def an_offer_stands_exactly_while_it_is_answered(self) -> None:
        assert (self.desk.view.offer is not None) is (self.desk.view.phase in {Phase.RINGING, Phase.ANSWERING})

    @invariant()
    def the_camera_is_closed_outside_offers_and_calls(self) -> None:
        if self.desk.view.phase in {Phase.IDLE, Phase.AFTER_CALL}:
            assert not self.prepared

    @invariant()
    def nothing_of_a_call_is_left_outside_it(self) -> None:
        if self.desk.view.phase is not Phase.IN_CALL:
            assert (self.desk.view.asks, self.desk.view.devices) == ((), ())


TestDeskWalk = DeskWalk.TestCase
TestDeskWalk.settings = settings(max_examples=120, stateful_step_count=40, deadline=None)
TestDeskWalk = pytest.mark.thorough(TestDeskWalk)
