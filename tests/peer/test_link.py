from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from peer.events import LinkDown, LinkRefused, LinkUp, Received
from peer.link import GIVEN_UP, Link, session_url
from peer.settings import AgentCredentials, KioskCredentials
from protocol.codec import MAX_FRAME_BYTES, encode_message
from protocol.frames import Bye, Data
from protocol.identity import proves, public_text
from protocol.messages import Done, LeaveQueue, PeerLink
from protocol.session import MAX_UNACKNOWLEDGED, SessionState
from protocol.states import FailureCode, Language, Role
from tests.peer.recorder import Recorder
from tests.peer.relay import NONCE, SERVER_NAME, Relay

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

KEY = Ed25519PrivateKey.generate()
KIOSK = KioskCredentials(kiosk="kiosk-1", key=KEY)
AGENT = AgentCredentials(login="agent-1", token="token-1", role=Role.AGENT)


@contextlib.asynccontextmanager
async def linked(url: str, *, who: KioskCredentials | AgentCredentials = KIOSK) -> AsyncIterator[tuple[Link, Recorder]]:
    """Run a link for the length of a test; its retries come at once."""
    recorder = Recorder()
    link = Link(url=url, credentials=who, language=Language.EN, on_event=recorder, chance=lambda: 0.01)
    task = asyncio.create_task(link.run())
    try:
        yield link, recorder
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def leave(number: int) -> msgspec.Raw:
    return encode_message(LeaveQueue(id=f"r{number}", case="case"))


def ids(messages: list[LeaveQueue]) -> list[str]:
    return [message.id for message in messages]


async def test_booth_proves_its_key() -> None:
    async with Relay() as relay, linked(relay.url) as (_, recorder):
        await recorder.until(LinkUp)
        (proof,) = relay.proofs
        assert proves(
            public=public_text(KEY),
            untrusted_signature=proof.signature,
            nonce=NONCE,
            server=SERVER_NAME,
            kiosk="kiosk-1",
        )
        assert relay.paths == ["/v1/session"]
        assert relay.hellos[0].token is None


async def test_agent_shows_a_token() -> None:
    async with Relay() as relay, linked(relay.url, who=AGENT) as (_, recorder):
        await recorder.until(LinkUp)
        (hello,) = relay.hellos
        assert (hello.role, hello.name, hello.token, hello.language) == (Role.AGENT, "agent-1", "token-1", Language.EN)


async def test_what_is_queued_before_there_is_a_link_goes_out_when_there_is_one() -> None:
    async with Relay() as relay, linked(relay.url) as (link, _):
        for number in range(5):
            link.send(leave(number))
        heard = await relay.heard(Role.KIOSK, LeaveQueue, 5)
        assert [message.id for message in heard if isinstance(message, LeaveQueue)] == ["r0", "r1", "r2", "r3", "r4"]


async def test_messages_come_in_order_each_once() -> None:
    async with Relay() as relay, linked(relay.url) as (_, recorder):
        await relay.joined(Role.KIOSK)
        said = [PeerLink(call="c", up=bool(n % 2)) for n in range(20)]
        await relay.say(Role.KIOSK, *said)
        await recorder.until(Received, count=20)
        assert [event.message for event in recorder.of(Received)] == said


async def test_broken_link_resumes_and_loses_nothing() -> None:
    async with Relay(answer=False) as relay, linked(relay.url) as (link, recorder):
        await recorder.until(LinkUp)
        link.send(leave(0))
        await relay.heard(Role.KIOSK, LeaveQueue)
        await relay.drop(Role.KIOSK)
        await recorder.until(LinkDown)
        link.send(leave(1))
        await recorder.until(LinkUp, count=2)
        link.send(leave(2))
        await relay.heard(Role.KIOSK, LeaveQueue, 3)
        assert ids(relay.clients[Role.KIOSK].heard) == ["r0", "r1", "r2"]  # type: ignore[arg-type]  # heard holds requests only here
        assert [type(event) for event in recorder.events] == [LinkUp, LinkDown, LinkUp]
        assert [event.resumed for event in recorder.of(LinkUp)] == [False, True]


async def test_server_that_forgot_the_session_gets_what_it_had_not_acknowledged() -> None:
    async with Relay(answer=False) as relay, linked(relay.url) as (link, recorder):
        await recorder.until(LinkUp)
        await relay.go_away()
        await recorder.until(LinkDown)
        link.send(leave(0))
        link.send(leave(1))
        relay.forget()
        await relay.listen()
        await relay.heard(Role.KIOSK, LeaveQueue, 2)
        assert ids(relay.clients[Role.KIOSK].heard) == ["r0", "r1"]  # type: ignore[arg-type]  # heard holds requests only here
        assert recorder.of(LinkUp)[-1].resumed is False


@pytest.mark.parametrize("reason", [FailureCode.NOT_AUTHENTICATED, FailureCode.VERSION, FailureCode.NOT_PERMITTED])
async def test_refusal_that_no_retry_can_mend_ends_the_link(reason: FailureCode) -> None:
    async with Relay() as relay:
        relay.refuse = Bye(reason=reason)
        recorder = Recorder()
        await Link(url=relay.url, credentials=AGENT, language=Language.EN, on_event=recorder).run()
        assert recorder.events == [LinkRefused(reason)]


async def test_busy_server_is_asked_again_when_it_said() -> None:
    async with Relay() as relay:
        relay.refuse = Bye(reason=FailureCode.DRAINING, retry_after=0.05)
        async with linked(relay.url) as (_, recorder):
            (down,) = await recorder.until(LinkDown)
            assert 0.05 <= down.retry_in <= 0.07
            relay.refuse = None
            await recorder.until(LinkUp)


async def test_draining_server_says_goodbye_and_what_it_had_not_acknowledged_is_kept() -> None:
    async with Relay(answer=False) as relay, linked(relay.url) as (link, recorder):
        client = await relay.joined(Role.KIOSK)
        relay.silent = True
        link.send(leave(0))
        assert client.socket is not None
        await client.socket.send('{"frame":"bye","reason":"draining","retry_after":0.01}')
        await recorder.until(LinkDown)
        relay.silent = False
        relay.forget()
        await relay.heard(Role.KIOSK, LeaveQueue)
        assert ids(relay.clients[Role.KIOSK].heard) == ["r0"]  # type: ignore[arg-type]  # heard holds requests only here


@pytest.mark.expects_log("peer.link")
@pytest.mark.parametrize("nonsense", ["garbage", '{"frame":"hello"}', '{"frame":"ack","ack":99}', "[" * 5000])
async def test_nonsense_of_the_server_begins_a_new_session(nonsense: str) -> None:
    async with Relay() as relay, linked(relay.url) as (_, recorder):
        await relay.joined(Role.KIOSK)
        await relay.send_raw(Role.KIOSK, nonsense)
        await recorder.until(LinkUp, count=2)
        assert recorder.of(LinkUp)[1].resumed is False
        wish = relay.hellos[1].resume
        assert wish is not None, "the server is to know that this program still lives"
        assert wish.resume_token == GIVEN_UP


@pytest.mark.expects_log("peer.link")
async def test_gap_in_the_numbers_begins_a_new_session() -> None:
    async with Relay() as relay, linked(relay.url) as (_, recorder):
        await relay.joined(Role.KIOSK)
        body = encode_message(Done(reply_to="r"))
        await relay.send_raw(Role.KIOSK, Data(seq=7, ack=0, body=body))
        await recorder.until(LinkUp, count=2)
        assert recorder.of(Received) == []


async def test_frame_over_the_limit_is_not_read() -> None:
    async with Relay() as relay, linked(relay.url) as (_, recorder):
        await relay.joined(Role.KIOSK)
        await relay.send_raw(Role.KIOSK, "x" * (MAX_FRAME_BYTES + 1))
        await recorder.until(LinkUp, count=2)
        assert recorder.of(Received) == []


@pytest.mark.expects_log("peer.link")
async def test_message_of_a_newer_server_is_skipped() -> None:
    async with Relay() as relay, linked(relay.url) as (_, recorder):
        client = await relay.joined(Role.KIOSK)
        effects = client.session.send(body=msgspec.Raw(b'{"type":"of_tomorrow"}'))
        await relay._carry_out(client, effects)
        await relay.say(Role.KIOSK, PeerLink(call="c", up=True))
        await recorder.until(Received)
        assert [event.message for event in recorder.of(Received)] == [PeerLink(call="c", up=True)]
        assert len(recorder.of(LinkUp)) == 1


async def test_silent_server_is_left_after_two_and_a_half_heartbeats() -> None:
    async with Relay(heartbeat=0.05) as relay, linked(relay.url) as (_, recorder):
        await relay.joined(Role.KIOSK)
        relay.silent = True
        await recorder.until(LinkDown)
        relay.silent = False
        await recorder.until(LinkUp, count=2)


@pytest.mark.expects_log("peer.link")
async def test_session_that_nobody_acknowledges_is_given_up_and_begun_anew() -> None:
    async with Relay() as relay, linked(relay.url) as (link, recorder):
        await recorder.until(LinkUp)
        relay.silent = True
        for number in range(MAX_UNACKNOWLEDGED + 1):
            link.send(leave(number))
        await recorder.until(LinkDown)
        relay.silent = False
        relay.forget()
        await recorder.until(LinkUp, count=2)
        assert recorder.of(LinkUp)[1].resumed is False
        wish = relay.hellos[1].resume
        assert wish is not None, "the server is to know that this program still lives"
        assert wish.resume_token == GIVEN_UP


async def test_closing_link_waits_for_acknowledgement_and_says_goodbye() -> None:
    async with Relay() as relay, linked(relay.url) as (link, recorder):
        await recorder.until(LinkUp)
        client = relay.clients[Role.KIOSK]
        link.send(leave(0))
        await link.flush()
        await relay.heard(Role.KIOSK, LeaveQueue)
        await client.left.wait()
        assert client.session.state is SessionState.LOST


def test_session_is_below_the_servers_address() -> None:
    assert session_url("http://h:1") == "ws://h:1/v1/session"
    assert session_url("https://h/") == "wss://h/v1/session"
