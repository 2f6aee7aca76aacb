"""The seat by whole histories: what was said and done, and every effect of it."""

from __future__ import annotations

import pytest

from agent_console.desk import RING_GRACE, Desk
from agent_console.desk_view import Phase
from agent_console.effects import (
    BeReadyAgain,
    CloseCase,
    Notice,
    Notify,
    OpenCase,
    PrepareCall,
    ReleaseCall,
    Ring,
    Send,
)
from protocol.errors import LocalProtocolError, RemoteProtocolError
from protocol.messages import (
    AnswerOffer,
    AskDevice,
    CallEnded,
    CallOffered,
    CallStarted,
    DeskState,
    DeviceReport,
    DevicesChanged,
    Failed,
    HangUp,
    Message,
    OfferClosed,
    PeerLink,
    PresenceChanged,
    SetPresence,
)
from protocol.states import CallEnd, DeviceAction, DeviceOutcome, FailureCode, OfferEnd, Presence
from tests.agent_console import made


def told(desk: Desk, *messages: Message, now: float = made.NOW) -> list[object]:
    """Let the server say these; return all effects in order."""
    return [effect for message in messages for effect in desk.received(message=message, now=now)]


def at_desk() -> Desk:
    desk = Desk()
    told(desk, made.desk_state())
    return desk


def in_call() -> Desk:
    desk = at_desk()
    told(desk, made.offered(), made.started())
    return desk


def test_a_whole_call_from_ready_to_ready() -> None:
    desk = Desk()
    effects = told(desk, made.desk_state())
    effects += desk.set_presence(presence=Presence.READY, request="r1")
    effects += told(desk, PresenceChanged(presence=Presence.READY, waiting=2), made.offered())
    effects += desk.accept(request="r2")
    effects += told(desk, OfferClosed(offer="o1", outcome=OfferEnd.ACCEPTED), made.started())
    effects += desk.hang_up(outcome=CallEnd.SERVED, request="r3")
    effects += told(desk, CallEnded(call="k1", outcome=CallEnd.SERVED), now=made.NOW + 60)
    effects += told(desk, PresenceChanged(presence=Presence.AFTER_CALL))
    after = desk.view
    effects += desk.set_presence(presence=Presence.READY, request="r4")
    effects += told(desk, PresenceChanged(presence=Presence.READY))
    assert effects == [
        Send(SetPresence(id="r1", presence=Presence.READY)),
        PrepareCall(),
        Ring(on=True),
        Ring(on=False),
        Send(AnswerOffer(id="r2", offer="o1", accept=True)),
        OpenCase(made.snapshot()),
        Send(HangUp(id="r3", call="k1", outcome=CallEnd.SERVED)),
        ReleaseCall(),
        CloseCase(),
        Send(SetPresence(id="r4", presence=Presence.READY)),
    ]
    assert (after.phase, after.last_end, after.last_seconds, after.served) == (
        Phase.AFTER_CALL,
        CallEnd.SERVED,
        60.0,
        1,
    )
    assert desk.view.phase is Phase.IDLE


def test_a_declined_offer_leaves_the_desk_idle() -> None:
    desk = at_desk()
    effects = told(desk, made.offered())
    effects += desk.decline(request="r1")
    effects += told(desk, OfferClosed(offer="o1", outcome=OfferEnd.DECLINED))
    assert effects == [
        PrepareCall(),
        Ring(on=True),
        Ring(on=False),
        ReleaseCall(),
        Send(AnswerOffer(id="r1", offer="o1", accept=False)),
    ]
    assert desk.view.phase is Phase.IDLE


@pytest.mark.parametrize(
    ("outcome", "notice"), [(OfferEnd.MISSED, Notice.OFFER_MISSED), (OfferEnd.WITHDRAWN, Notice.OFFER_WITHDRAWN)]
)
def test_an_offer_that_ends_by_itself_stops_ringing_and_is_told(outcome: OfferEnd, notice: Notice) -> None:
    desk = at_desk()
    told(desk, made.offered())
    assert told(desk, OfferClosed(offer="o1", outcome=outcome)) == [Ring(on=False), ReleaseCall(), Notify(notice)]
    assert desk.view.offer is None


def test_an_offer_nobody_closes_stops_ringing_by_the_clock() -> None:
    desk = at_desk()
    told(desk, made.offered())
    deadline = desk.next_deadline
    assert deadline == made.NOW + 20 + RING_GRACE
    assert desk.tick(now=deadline - 0.1) == ()
    assert desk.tick(now=deadline) == (Ring(on=False), ReleaseCall(), Notify(Notice.OFFER_MISSED))
    assert desk.next_deadline is None


def test_an_offer_that_was_gone_when_it_was_taken_is_told() -> None:
    desk = at_desk()
    told(desk, made.offered())
    desk.accept(request="r1")
    gone = Failed(reply_to="r1", code=FailureCode.WRONG_STATE)
    assert told(desk, gone) == [ReleaseCall(), Notify(Notice.REFUSED, code="wrong_state")]
    assert desk.view.phase is Phase.IDLE


def test_messages_about_another_offer_or_call_change_nothing() -> None:
    desk = in_call()
    before = desk.view
    assert (
        told(
            desk,
            OfferClosed(offer="o9", outcome=OfferEnd.MISSED),
            CallEnded(call="k9", outcome=CallEnd.KIOSK_LOST),
            PeerLink(call="k9", up=False),
            DeviceReport(call="k9", request="r1", outcome=DeviceOutcome.DONE),
            DevicesChanged(call="k9", devices=()),
            Failed(reply_to="r9", code=FailureCode.INTERNAL),
            Failed(reply_to=None, code=FailureCode.MALFORMED),
        )
        == []
    )
    assert desk.view == before


@pytest.mark.parametrize("message", [made.offered(name="o2"), made.started(name="k2")])
def test_a_second_citizen_in_a_call_is_the_servers_mistake_and_changes_nothing(message: Message) -> None:
    desk = in_call()
    before = desk.view
    with pytest.raises(RemoteProtocolError):
        told(desk, message)
    assert desk.view == before


def test_an_offer_told_twice_rings_once() -> None:
    desk = at_desk()
    assert told(desk, made.offered(), made.offered()) == [PrepareCall(), Ring(on=True)]


def test_what_cannot_be_done_now_is_refused_and_changes_nothing() -> None:
    desk = at_desk()
    before = desk.view
    with pytest.raises(LocalProtocolError):
        desk.accept(request="r1")
    with pytest.raises(LocalProtocolError):
        desk.decline(request="r1")
    with pytest.raises(LocalProtocolError):
        desk.hang_up(outcome=CallEnd.SERVED, request="r1")
    with pytest.raises(LocalProtocolError):
        desk.ask_device(action=DeviceAction.READ_CARD, request="r1")
    with pytest.raises(LocalProtocolError):
        desk.set_presence(presence=Presence.IN_CALL, request="r1")
    assert desk.view == before
    with pytest.raises(LocalProtocolError):
        in_call().hang_up(outcome=CallEnd.KIOSK_LOST, request="r1")
    with pytest.raises(LocalProtocolError):
        in_call().set_presence(presence=Presence.AWAY, request="r1")


def test_a_device_request_goes_from_asked_to_shown_to_done_and_not_back() -> None:
    desk = in_call()
    assert desk.ask_device(action=DeviceAction.SCAN, material="book", request="r1") == (
        Send(AskDevice(id="r1", call="k1", action=DeviceAction.SCAN, material="book")),
    )
    history = [(desk.view.asks[0].shown, desk.view.asks[0].outcome)]
    for outcome in (None, DeviceOutcome.DONE, DeviceOutcome.FAULT):
        told(desk, DeviceReport(call="k1", request="r1", outcome=outcome))
        history.append((desk.view.asks[0].shown, desk.view.asks[0].outcome))
    assert history == [
        (False, None),
        (True, None),
        (True, DeviceOutcome.DONE),
        (True, DeviceOutcome.DONE),
    ]


def test_the_same_thing_is_asked_of_a_device_only_once_at_a_time() -> None:
    desk = in_call()
    desk.ask_device(action=DeviceAction.PRINT, paper="receipt", request="r1")
    with pytest.raises(LocalProtocolError):
        desk.ask_device(action=DeviceAction.PRINT, paper="receipt", request="r2")
    desk.ask_device(action=DeviceAction.PRINT, paper="acceptance", request="r3")
    told(desk, DeviceReport(call="k1", request="r1", outcome=DeviceOutcome.DONE))
    desk.ask_device(action=DeviceAction.PRINT, paper="receipt", request="r4")
    assert [ask.running for ask in desk.view.asks] == [False, True, True]


def test_a_refused_device_request_has_ended() -> None:
    desk = in_call()
    desk.ask_device(action=DeviceAction.READ_CARD, request="r1")
    assert told(desk, Failed(reply_to="r1", code=FailureCode.WRONG_STATE)) == [
        Notify(Notice.REFUSED, code="wrong_state")
    ]
    assert desk.view.asks[0].outcome is DeviceOutcome.REFUSED


def test_the_desk_says_when_the_booths_link_is_lost_and_back() -> None:
    desk = in_call()
    told(desk, PeerLink(call="k1", up=False))
    lost = desk.view.peer_up
    told(desk, PeerLink(call="k1", up=True))
    assert (lost, desk.view.peer_up) == (False, True)


def test_a_lost_link_does_not_end_the_call() -> None:
    desk = in_call()
    assert desk.link_lost() == ()
    assert (desk.view.phase, desk.view.link_up) == (Phase.IN_CALL, False)
    desk.link_up()
    state = DeskState(
        presence=Presence.IN_CALL, agent=made.AGENT, call=made.call(), case=made.snapshot(), devices=made.DEVICES
    )
    assert told(desk, state) == [OpenCase(made.snapshot())]
    assert desk.view.phase is Phase.IN_CALL


def test_a_new_console_stands_where_the_old_one_fell() -> None:
    state = DeskState(
        presence=Presence.IN_CALL, agent=made.AGENT, call=made.call(), case=made.snapshot(), devices=made.DEVICES
    )
    desk = Desk()
    assert told(desk, state) == [OpenCase(made.snapshot())]
    assert desk.view.phase is Phase.IN_CALL
    ringing = Desk()
    assert told(ringing, DeskState(presence=Presence.RINGING, agent=made.AGENT, offer=made.offer())) == [
        PrepareCall(),
        Ring(on=True),
    ]


def test_a_call_the_server_no_longer_knows_is_over_and_nothing_of_it_stays() -> None:
    desk = in_call()
    assert told(desk, made.desk_state(Presence.AFTER_CALL)) == [ReleaseCall(), CloseCase(), Notify(Notice.CALL_LOST)]
    assert (desk.view.phase, desk.view.call, desk.view.served) == (Phase.AFTER_CALL, None, 0)


@pytest.mark.parametrize(
    ("outcome", "notice"),
    [(CallEnd.CITIZEN_LEFT, Notice.CITIZEN_LEFT), (CallEnd.KIOSK_LOST, Notice.KIOSK_LOST)],
)
def test_a_call_that_ends_without_the_clerk_is_told(outcome: CallEnd, notice: Notice) -> None:
    assert told(in_call(), CallEnded(call="k1", outcome=outcome)) == [ReleaseCall(), CloseCase(), Notify(notice)]


def test_being_sent_away_is_told_with_its_reason() -> None:
    desk = at_desk()
    assert told(desk, PresenceChanged(presence=Presence.AWAY, reason="missed_offers")) == [
        Notify(Notice.SENT_AWAY, code="missed_offers")
    ]


def test_an_offer_before_the_desks_state_is_the_servers_mistake() -> None:
    with pytest.raises(RemoteProtocolError):
        told(Desk(), CallOffered(offer=made.offer()))


def test_a_call_may_start_before_the_offer_is_told_closed() -> None:
    desk = at_desk()
    told(desk, made.offered())
    started = CallStarted(call=made.call(), case=made.snapshot())
    assert told(desk, started, OfferClosed(offer="o1", outcome=OfferEnd.ACCEPTED)) == [
        Ring(on=False),
        OpenCase(made.snapshot()),
    ]
    assert desk.view.phase is Phase.IN_CALL


@pytest.mark.parametrize(
    ("before", "after", "effects"),
    [
        (Presence.READY, Presence.AWAY, [BeReadyAgain()]),
        (Presence.RINGING, Presence.AWAY, [BeReadyAgain()]),
        (Presence.AWAY, Presence.AWAY, []),
        (Presence.READY, Presence.READY, []),
        (Presence.READY, Presence.AFTER_CALL, []),
    ],
)
def test_a_clerk_who_was_ready_is_ready_again_after_the_server_forgot(
    before: Presence, after: Presence, effects: list[object]
) -> None:
    desk = at_desk()
    told(desk, PresenceChanged(presence=before))
    assert told(desk, made.desk_state(after)) == effects


def test_an_offer_that_still_stands_in_a_new_session_rings_on() -> None:
    desk = at_desk()
    told(desk, made.offered())
    same = DeskState(presence=Presence.RINGING, agent=made.AGENT, offer=made.offer())
    phases = []
    assert told(desk, same) == []
    phases.append(desk.view.phase)
    desk.accept(request="r1")
    assert told(desk, same) == []
    phases.append(desk.view.phase)
    assert phases == [Phase.RINGING, Phase.ANSWERING]
