"""The reliable session: whole histories, and a random walk over a link that breaks."""

from __future__ import annotations

from collections import deque

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from protocol.errors import BufferFull, LocalProtocolError, RemoteProtocolError
from protocol.frames import Ack, AnyFrame, Bye, Challenge, Data, Ping, Pong
from protocol.session import (
    MAX_UNACKNOWLEDGED,
    PATIENCE,
    CloseLink,
    Deliver,
    Effect,
    Expired,
    PeerLeft,
    Session,
    SessionState,
    Transmit,
)


def raw(number: int) -> msgspec.Raw:
    return msgspec.Raw(str(number).encode())


def session(*, resume_seconds: float | None = 60.0, attached: bool = True) -> Session:
    made = Session(heartbeat=10.0, resume_seconds=resume_seconds, now=0.0)
    if attached:
        made.attached(received=0, now=0.0)
    return made


def data(seq: int, *, ack: int = 0) -> Data:
    return Data(seq=seq, ack=ack, body=raw(seq))


def said(effects: tuple[Effect, ...]) -> list[str]:
    """Tell effects as words, so that whole histories can be compared."""
    words = []
    for effect in effects:
        match effect:
            case Transmit(Data(seq=seq, ack=ack, body=body)):
                words.append(f"data {seq} ack {ack} {bytes(body).decode()}")
            case Transmit(Ack(ack=ack)):
                words.append(f"ack {ack}")
            case Transmit(frame):
                words.append(type(frame).__name__.lower())
            case Deliver(seq, body):
                words.append(f"deliver {seq} {bytes(body).decode()}")
            case _:
                words.append(type(effect).__name__)
    return words


def test_messages_are_numbered_from_one_and_delivered_in_order() -> None:
    sender, receiver = session(), session()
    history = []
    for number in (7, 8):
        (transmit,) = sender.send(body=raw(number))
        assert isinstance(transmit, Transmit)
        history += said(receiver.frame_received(frame=transmit.frame, now=1.0))
        history += said(receiver.processed(seq=number - 6))
    assert history == ["deliver 1 7", "ack 1", "deliver 2 8", "ack 2"]


def test_nothing_is_acknowledged_before_it_is_processed() -> None:
    receiver = session()
    receiver.frame_received(frame=data(1), now=0.0)
    assert receiver.received == 0
    assert said(receiver.send(body=raw(5))) == ["data 1 ack 0 5"]
    assert said(receiver.processed(seq=1)) == ["ack 1"]
    assert receiver.received == 1


def test_what_was_not_processed_is_transmitted_again_after_a_resume() -> None:
    sender = session()
    for number in (1, 2, 3):
        sender.send(body=raw(number))
    sender.detached(now=1.0)
    assert said(sender.send(body=raw(4))) == []
    assert said(sender.attached(received=1, now=2.0)) == ["data 2 ack 0 2", "data 3 ack 0 3", "data 4 ack 0 4"]


def test_a_repeated_message_is_acknowledged_again_and_not_delivered_twice() -> None:
    receiver = session()
    receiver.frame_received(frame=data(1), now=0.0)
    receiver.processed(seq=1)
    assert said(receiver.frame_received(frame=data(1), now=0.0)) == ["ack 1"]


def test_after_a_server_forgot_the_session_the_rest_is_renumbered_from_one() -> None:
    client = session(resume_seconds=None)
    for number in (1, 2, 3):
        client.send(body=raw(number))
    client.frame_received(frame=Ack(ack=1), now=0.0)
    client.frame_received(frame=data(1), now=0.0)
    client.processed(seq=1)
    client.detached(now=1.0)
    client.restarted()
    assert client.received == 0
    assert said(client.attached(received=0, now=2.0)) == ["data 1 ack 0 2", "data 2 ack 0 3"]
    assert said(client.frame_received(frame=data(1), now=2.0)) == ["deliver 1 1"]


@pytest.mark.parametrize(
    "frame",
    [data(2), data(1, ack=1), Ack(ack=1), Challenge(nonce="n" * 32, server="s")],
    ids=["gap", "impossible acknowledgement in data", "impossible acknowledgement", "handshake"],
)
def test_what_breaks_the_protocol_is_refused_and_changes_nothing(frame: AnyFrame) -> None:
    receiver = session()
    with pytest.raises(RemoteProtocolError):
        receiver.frame_received(frame=frame, now=0.0)
    assert receiver.state is SessionState.ATTACHED
    assert said(receiver.frame_received(frame=data(1), now=0.0)) == ["deliver 1 1"]


def test_a_resume_with_an_impossible_number_is_refused_and_changes_nothing() -> None:
    sender = session(attached=False)
    sender.send(body=raw(1))
    with pytest.raises(RemoteProtocolError):
        sender.attached(received=2, now=0.0)
    assert sender.state is SessionState.DETACHED
    assert sender.unacknowledged == 1


def test_silence_asks_once_and_then_closes_the_link() -> None:
    quiet = session()
    assert quiet.next_deadline == 10.0
    assert said(quiet.tick(now=9.9)) == []
    assert said(quiet.tick(now=10.0)) == ["ping"]
    assert quiet.next_deadline == 10.0 * PATIENCE
    assert quiet.tick(now=24.9) == ()
    assert quiet.tick(now=25.0) == (CloseLink(),)


def test_an_answered_ping_starts_the_silence_anew() -> None:
    quiet = session()
    quiet.tick(now=10.0)
    assert said(quiet.frame_received(frame=Pong(), now=11.0)) == []
    assert quiet.next_deadline == 21.0
    assert said(quiet.frame_received(frame=Ping(), now=12.0)) == ["pong"]


def test_a_faster_heartbeat_counts_from_now() -> None:
    quiet = session()
    quiet.set_heartbeat(heartbeat=2.0, now=5.0)
    assert quiet.next_deadline == 7.0


def test_a_server_waits_its_time_and_then_gives_the_session_up() -> None:
    waiting = session()
    waiting.detached(now=100.0)
    assert waiting.tick(now=159.9) == ()
    assert waiting.tick(now=160.0) == (Expired(),)
    assert waiting.state is SessionState.LOST
    with pytest.raises(LocalProtocolError):
        waiting.send(body=raw(1))


def test_a_client_waits_for_ever() -> None:
    waiting = session(resume_seconds=None)
    waiting.detached(now=0.0)
    assert waiting.next_deadline is None
    assert waiting.tick(now=1e9) == ()


def test_bye_ends_the_session() -> None:
    left = session()
    assert left.frame_received(frame=Bye(), now=0.0) == (PeerLeft(Bye()),)
    assert left.state is SessionState.LOST


def test_a_peer_that_never_acknowledges_costs_a_bounded_buffer() -> None:
    sender = session()
    for number in range(MAX_UNACKNOWLEDGED):
        sender.send(body=raw(number))
    with pytest.raises(BufferFull):
        sender.send(body=raw(0))
    assert sender.state is SessionState.LOST


def test_a_few_huge_messages_fill_the_buffer_too() -> None:
    sender = session()
    huge = msgspec.Raw(b'"' + b"x" * 60_000 + b'"')
    for _ in range(8):
        sender.send(body=huge)
    with pytest.raises(BufferFull):
        sender.send(body=huge)


class TwoEnds(RuleBasedStateMachine):
    """A client and a server over a link that delivers in order, breaks at any moment, and a server that may forget."""

    @initialize()
    def begin(self) -> None:
        self.now = 0.0
        self.ends = [session(resume_seconds=None, attached=False), session(resume_seconds=None, attached=False)]
        self.wires: list[deque[AnyFrame]] = [deque(), deque()]
        self.sent: list[list[int]] = [[], []]
        self.got: list[list[int]] = [[], []]
        self.up = False
        self.number = 0

    def carry_out(self, end: int, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            match effect:
                case Transmit(frame):
                    self.wires[1 - end].append(frame)
                case Deliver(seq, body):
                    self.got[end].append(int(bytes(body)))
                    self.carry_out(end, self.ends[end].processed(seq=seq))
                case _:
                    pytest.fail(f"unexpected {effect}")

    @rule(end=st.integers(0, 1))
    def send(self, end: int) -> None:
        if self.ends[end].unacknowledged < MAX_UNACKNOWLEDGED:
            self.number += 1
            self.sent[end].append(self.number)
            self.carry_out(end, self.ends[end].send(body=raw(self.number)))

    @precondition(lambda self: self.up)
    @rule(end=st.integers(0, 1), count=st.integers(1, 5))
    def arrive(self, end: int, count: int) -> None:
        for _ in range(min(count, len(self.wires[end]))):
            self.carry_out(end, self.ends[end].frame_received(frame=self.wires[end].popleft(), now=self.now))

    @precondition(lambda self: self.up)
    @rule()
    def break_link(self) -> None:
        self.up = False
        for wire, end in zip(self.wires, self.ends, strict=True):
            wire.clear()
            end.detached(now=self.now)

    @precondition(lambda self: not self.up)
    @rule()
    def resume(self) -> None:
        self.up = True
        received = [end.received for end in self.ends]
        for end in (0, 1):
            self.carry_out(end, self.ends[end].attached(received=received[1 - end], now=self.now))

    @invariant()
    def each_message_arrives_once_and_in_order(self) -> None:
        for end in (0, 1):
            assert self.got[end] == self.sent[1 - end][: len(self.got[end])]

    def teardown(self) -> None:
        if not hasattr(self, "ends"):
            return
        if not self.up:
            self.resume()
        while any(self.wires):
            for end in (0, 1):
                self.arrive(end, 1)
        assert self.got[0] == self.sent[1]
        assert self.got[1] == self.sent[0]


TestTwoEnds = TwoEnds.TestCase
TestTwoEnds.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestTwoEnds = pytest.mark.thorough(TestTwoEnds)
