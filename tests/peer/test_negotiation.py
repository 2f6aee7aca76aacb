from __future__ import annotations

import contextlib
from itertools import product

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peer.negotiation import (
    MAX_ATTEMPTS,
    MAX_SDP,
    AcceptOffer,
    Again,
    Answer,
    AnyPayload,
    ApplyAnswer,
    CloseConnection,
    CreateOffer,
    Effect,
    Negotiation,
    Offer,
    Phase,
    SendSignal,
    Side,
    decode_payload,
    encode_payload,
)
from protocol.errors import LocalProtocolError, Malformed


def booth() -> Negotiation:
    return Negotiation(side=Side.BOOTH)


def console() -> Negotiation:
    return Negotiation(side=Side.CONSOLE)


def hear(end: Negotiation, payload: AnyPayload, call: str = "c1") -> tuple[Effect, ...]:
    return end.signal_received(call=call, untrusted=encode_payload(payload))


def agreed_booth() -> Negotiation:
    end = booth()
    end.call_started(call="c1")
    end.offer_made(call="c1", attempt=1, sdp="o1")
    hear(end, Answer(attempt=1, sdp="a1"))
    return end


def test_booth_offers_and_console_answers() -> None:
    kiosk, desk = booth(), console()
    history = [
        *kiosk.call_started(call="c1"),
        *desk.call_started(call="c1"),
        *kiosk.offer_made(call="c1", attempt=1, sdp="o1"),
        *hear(desk, Offer(attempt=1, sdp="o1")),
        *desk.answer_made(call="c1", attempt=1, sdp="a1"),
        *hear(kiosk, Answer(attempt=1, sdp="a1")),
        *kiosk.call_ended(call="c1"),
        *desk.call_ended(call="c1"),
    ]
    assert history == [
        CreateOffer(1),
        SendSignal("c1", Offer(attempt=1, sdp="o1")),
        AcceptOffer(1, "o1"),
        SendSignal("c1", Answer(attempt=1, sdp="a1")),
        ApplyAnswer(1, "a1"),
        CloseConnection(),
        CloseConnection(),
    ]
    assert (kiosk.phase, desk.phase) == (Phase.IDLE, Phase.IDLE)


def test_offer_that_comes_before_the_call_started_here_has_no_effect() -> None:
    assert hear(console(), Offer(attempt=1, sdp="o")) == ()


def test_same_call_started_twice_changes_nothing() -> None:
    end = agreed_booth()
    assert end.call_started(call="c1") == ()
    assert end.phase is Phase.AGREED


def test_second_call_while_one_is_under_way_is_our_mistake() -> None:
    end = agreed_booth()
    with pytest.raises(LocalProtocolError):
        end.call_started(call="c2")
    assert (end.call, end.phase) == ("c1", Phase.AGREED)


@pytest.mark.parametrize(
    "payload",
    [
        Answer(attempt=1, sdp="again"),
        Answer(attempt=2, sdp="future"),
        Answer(attempt=0, sdp="past"),
        Offer(attempt=9, sdp="from the wrong side"),
        Again(attempt=2),
    ],
)
def test_signal_out_of_place_changes_nothing_for_a_booth_that_agreed(payload: AnyPayload) -> None:
    end = agreed_booth()
    assert hear(end, payload) == ()
    assert (end.phase, end.attempt) == (Phase.AGREED, 1)


@pytest.mark.parametrize(
    "payload", [Offer(attempt=1, sdp="again"), Offer(attempt=0, sdp="o"), Answer(attempt=1, sdp="a"), Again(attempt=1)]
)
def test_signal_out_of_place_changes_nothing_for_a_console_that_agreed(payload: AnyPayload) -> None:
    end = console()
    end.call_started(call="c1")
    hear(end, Offer(attempt=1, sdp="o"))
    end.answer_made(call="c1", attempt=1, sdp="a")
    assert hear(end, payload) == ()
    assert (end.phase, end.attempt) == (Phase.AGREED, 1)


def test_signal_of_another_call_changes_nothing() -> None:
    end = agreed_booth()
    assert hear(end, Again(attempt=1), call="c0") == ()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"{}",
        b"[[[[",
        b'{"kind":"offer","attempt":1}',
        b'{"kind":"offer","attempt":-1,"sdp":"x"}',
        b'{"kind":"offer","attempt":1e9,"sdp":"x"}',
        b'{"kind":"offer","attempt":1,"sdp":""}',
        b'{"kind":"nonsense","attempt":1}',
        b'{"kind":"offer","attempt":1,"sdp":"' + b"x" * (MAX_SDP + 1) + b'"}',
        b'{"kind":"answer","attempt":1,"sdp":"\xff"}',
        b"[" * 20000,
    ],
)
def test_malformed_signal_is_named_and_changes_nothing(raw: bytes) -> None:
    end = agreed_booth()
    with pytest.raises(Malformed):
        end.signal_received(call="c1", untrusted=msgspec.Raw(raw))
    assert (end.phase, end.attempt) == (Phase.AGREED, 1)


def test_failed_connection_is_offered_anew_with_the_next_attempt() -> None:
    kiosk = agreed_booth()
    assert kiosk.connection_failed(call="c1", attempt=1) == (CreateOffer(2),)
    assert kiosk.connection_failed(call="c1", attempt=1) == (), "said twice"
    assert hear(kiosk, Answer(attempt=1, sdp="late")) == ()
    assert kiosk.offer_made(call="c1", attempt=1, sdp="late") == ()


def test_console_whose_connection_failed_asks_for_another_offer() -> None:
    desk = console()
    desk.call_started(call="c1")
    hear(desk, Offer(attempt=1, sdp="o"))
    assert desk.connection_failed(call="c1", attempt=1) == (SendSignal("c1", Again(attempt=1)),)
    assert desk.answer_made(call="c1", attempt=1, sdp="late") == ()
    assert hear(desk, Offer(attempt=2, sdp="o2")) == (AcceptOffer(2, "o2"),)


def test_console_started_anew_in_mid_call_gets_an_offer() -> None:
    kiosk, desk = agreed_booth(), console()
    (asked,) = desk.call_started(call="c1", joined_late=True)
    assert asked == SendSignal("c1", Again(attempt=0))
    assert hear(kiosk, Again(attempt=0)) == (CreateOffer(2),)
    assert hear(kiosk, Again(attempt=0)) == (), "one offer under way is enough"


def test_console_that_waits_too_long_asks_and_nobody_else_does() -> None:
    kiosk, desk = agreed_booth(), console()
    assert desk.offer_overdue(call="c1") == ()
    desk.call_started(call="c1")
    assert desk.offer_overdue(call="c1") == (SendSignal("c1", Again(attempt=0)),)
    assert kiosk.offer_overdue(call="c1") == ()
    hear(desk, Offer(attempt=1, sdp="o"))
    assert desk.offer_overdue(call="c1") == ()


def test_nobody_can_make_a_booth_offer_for_ever() -> None:
    kiosk = agreed_booth()
    made = 0
    for _ in range(MAX_ATTEMPTS * 3):
        effects = hear(kiosk, Again(attempt=0))
        made += len(effects)
        kiosk.offer_made(call="c1", attempt=kiosk.attempt, sdp="o")
    assert made == MAX_ATTEMPTS - 1
    assert kiosk.phase is Phase.GIVEN_UP
    kiosk.call_ended(call="c1")
    assert kiosk.call_started(call="c2") == (CreateOffer(1),)


def test_payload_survives_the_wire() -> None:
    for payload in (Offer(attempt=3, sdp='v=0\r\n"'), Answer(attempt=1, sdp="x"), Again(attempt=0)):
        assert decode_payload(encode_payload(payload)) == payload


payloads = st.one_of(
    st.builds(Offer, attempt=st.integers(0, 4), sdp=st.sampled_from("op")),
    st.builds(Answer, attempt=st.integers(0, 4), sdp=st.sampled_from("ap")),
    st.builds(Again, attempt=st.integers(0, 4)),
)
steps = st.one_of(
    st.tuples(st.just("started"), st.sampled_from(["c1", "c2"]), st.booleans()),
    st.tuples(st.just("ended"), st.sampled_from(["c1", "c2"])),
    st.tuples(st.just("signal"), st.sampled_from(["c1", "c2"]), payloads),
    st.tuples(st.just("made"), st.sampled_from(["c1", "c2"]), st.integers(0, 4)),
    st.tuples(st.just("overdue"), st.sampled_from(["c1", "c2"])),
    st.tuples(st.just("failed"), st.sampled_from(["c1", "c2"]), st.integers(0, 4)),
)


@settings(max_examples=200)
@given(st.sampled_from(Side), st.lists(steps, max_size=40))
@pytest.mark.thorough
def test_random_walk_keeps_one_call_and_rising_attempts(side: Side, walk: list[tuple[object, ...]]) -> None:
    end = Negotiation(side=side)
    for step in walk:
        call_before, attempt_before = end.call, end.attempt
        effects = act(end, step)
        if end.call == call_before:
            assert end.attempt >= attempt_before
        assert (end.call is None) == (end.phase is Phase.IDLE)
        for effect in effects:
            if isinstance(effect, CreateOffer | AcceptOffer):
                assert effect.attempt > attempt_before or end.call != call_before
            if isinstance(effect, SendSignal):
                assert effect.call == end.call
                assert isinstance(effect.payload, Offer) == (side is Side.BOOTH)


def act(end: Negotiation, step: tuple[object, ...]) -> tuple[Effect, ...]:
    match step:
        case ("started", str(call), bool(late)):
            with contextlib.suppress(LocalProtocolError):
                return end.call_started(call=call, joined_late=late)
            return ()
        case ("signal", str(call), (Offer() | Answer() | Again()) as payload):
            return end.signal_received(call=call, untrusted=encode_payload(payload))
        case ("made", str(call), int(n)):
            offered = end.offer_made(call=call, attempt=n, sdp="o")
            return (*offered, *end.answer_made(call=call, attempt=n, sdp="a"))
        case ("failed", str(call), int(attempt)):
            return end.connection_failed(call=call, attempt=attempt)
        case (("ended" | "overdue") as word, str(call)):
            return {"ended": end.call_ended, "overdue": end.offer_overdue}[str(word)](call=call)
    raise AssertionError(step)


def test_two_ends_agree_whatever_is_lost_as_long_as_failures_are_noticed() -> None:
    for lost in product([False, True], repeat=3):
        kiosk, desk = booth(), console()
        kiosk.call_started(call="c")
        desk.call_started(call="c")
        for drop in (*lost, False):
            offer = Offer(attempt=kiosk.attempt, sdp="o")
            kiosk.offer_made(call="c", attempt=kiosk.attempt, sdp="o")
            hear(desk, offer, call="c")
            desk.answer_made(call="c", attempt=desk.attempt, sdp="a")
            if drop:
                kiosk.connection_failed(call="c", attempt=kiosk.attempt)
            else:
                hear(kiosk, Answer(attempt=kiosk.attempt, sdp="a"), call="c")
                break
        assert (kiosk.phase, desk.phase) == (Phase.AGREED, Phase.AGREED)
        assert kiosk.attempt == desk.attempt
