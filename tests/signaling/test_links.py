"""Links that break, clients that misbehave."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import msgspec
import pytest

from peer.link import GIVEN_UP
from protocol.frames import VERSION, Data, Hello
from protocol.messages import (
    CallEnded,
    CallOffered,
    CallStarted,
    DeskState,
    Done,
    EndVisit,
    Failed,
    FieldPatched,
    HangUp,
    MediaReport,
    OpenVisit,
    PatchField,
    PeerLink,
    PresenceChanged,
    ReportDevices,
    SetPresence,
    Signal,
    TakeTicket,
    TicketChanged,
    VisitState,
)
from protocol.states import (
    CallEnd,
    FailureCode,
    Language,
    Presence,
    Role,
    TicketEnd,
    TicketState,
    VisitEnd,
)
from signaling.rate import Pace
from tests.signaling.client import Client, request_id
from tests.signaling.stage import identified, in_call, opened, running

if TYPE_CHECKING:
    from pathlib import Path

FAST = Pace(messages=1e6, burst=1e6, size=1e9, size_burst=1e9)


async def test_a_link_that_breaks_in_a_call_is_resumed_and_nothing_is_lost(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk, stage.agent() as agent:
        case = await identified(kiosk)
        call = await in_call(kiosk, agent, case)
        await agent.cut()
        assert await kiosk.hear(PeerLink) == PeerLink(call=call, up=False)
        await kiosk.done(PatchField(id=request_id(), case=case, field="phone", value="13800138000", base=0))
        await kiosk.send(Signal(call=call, payload=msgspec.Raw(b"1")))
        await agent.connect()
        assert agent.welcome is not None
        assert agent.welcome.resumed
        assert await kiosk.hear(PeerLink) == PeerLink(call=call, up=True)
        assert (await agent.hear(FieldPatched)).value.value == "13800138000"
        await agent.hear(Signal)
        assert not agent.heard(CallEnded)


@pytest.mark.thorough
async def test_a_client_that_says_nothing_for_too_long_is_taken_for_gone(tmp_path: Path) -> None:
    async with running(tmp_path, heartbeat_call=0.1) as stage, stage.kiosk() as kiosk, stage.agent() as agent:
        call = await in_call(kiosk, agent, await identified(kiosk))
        kiosk.reading.clear()
        assert await agent.hear(PeerLink) == PeerLink(call=call, up=False)
        kiosk.reading.set()
        await kiosk.closed()
        await kiosk.connect()
        assert kiosk.welcome is not None
        assert kiosk.welcome.resumed
        assert await agent.hear(PeerLink) == PeerLink(call=call, up=True)


async def test_a_request_whose_answer_was_lost_is_answered_again_and_done_once(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk:
        await kiosk.hear(VisitState)
        ask = OpenVisit(id=request_id(), language=Language.EN)
        await kiosk.done(ask)
        await kiosk.done(ask)
        assert len(stage.store.logs) == 1
        again = await kiosk.ask(OpenVisit(id=request_id(), language=Language.EN))
        assert isinstance(again, Failed)
        assert again.code is FailureCode.WRONG_STATE


@pytest.mark.thorough
async def test_a_console_that_dies_gives_the_citizen_back_to_the_head_of_the_queue(tmp_path: Path) -> None:
    async with running(tmp_path, seat_grace=0.2) as stage, stage.kiosk() as kiosk, stage.agent() as agent:
        case = await identified(kiosk)
        call = await in_call(kiosk, agent, case)
        await agent.cut()
        assert (await kiosk.hear(CallEnded)) == CallEnded(call=call, outcome=CallEnd.SEAT_LOST)
        moved = await kiosk.hear(TicketChanged)
        assert (moved.ticket.state, moved.ticket.ahead) == (TicketState.WAITING, 0)
        async with stage.agent("li", seat="PY-S02") as other:
            await other.done(SetPresence(id=request_id(), presence=Presence.READY))
            offer = (await other.hear(CallOffered)).offer
            assert offer.returning
            assert offer.case == case


async def test_a_console_started_anew_loses_its_call_at_once(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk, stage.agent() as agent:
        call = await in_call(kiosk, agent, await identified(kiosk))
        await agent.cut()
        async with stage.agent() as again:
            assert (await again.hear(DeskState)).call is None
            assert (await kiosk.hear(CallEnded)) == CallEnded(call=call, outcome=CallEnd.SEAT_LOST)


async def given_up(client: Client) -> None:
    """Come back as a client that will not go on with its session."""
    await client.cut()
    assert client.welcome is not None
    old = client.welcome
    client.welcome = msgspec.structs.replace(old, resume_token=GIVEN_UP)
    await client.connect()
    assert not client.welcome.resumed
    assert client.welcome.session_id != old.session_id


async def test_a_console_that_gave_its_session_up_keeps_its_call(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk, stage.agent() as agent:
        case = await identified(kiosk)
        call = await in_call(kiosk, agent, case)
        await given_up(agent)
        await given_up(kiosk)
        held, shown = (await agent.hear(DeskState)).call, (await kiosk.hear(VisitState)).call
        assert held is not None
        assert held.call == call
        assert shown == held
        assert "call_ended" not in [event.kind for event in stage.store.logs[case]]
        await agent.done(HangUp(id=request_id(), call=call, outcome=CallEnd.SERVED))
        assert (await kiosk.hear(CallEnded)).outcome is CallEnd.SERVED


async def test_a_console_that_says_goodbye_loses_its_call_at_once(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk, stage.agent() as agent:
        await in_call(kiosk, agent, await identified(kiosk))
        await agent.leave()
        assert (await kiosk.hear(CallEnded)).outcome is CallEnd.SEAT_LOST


@pytest.mark.thorough
async def test_a_booth_that_does_not_come_back_is_abandoned(tmp_path: Path) -> None:
    grace = running(tmp_path, kiosk_grace=0.1, ticket_grace=0.3)
    async with grace as stage, stage.kiosk() as kiosk, stage.agent() as agent:
        case = await identified(kiosk)
        call = await in_call(kiosk, agent, case)
        await kiosk.cut()
        assert await agent.hear(PeerLink) == PeerLink(call=call, up=False)
        assert (await agent.hear(CallEnded)).outcome is CallEnd.KIOSK_LOST
        while True:
            presence = await agent.hear(PresenceChanged)
            if presence.presence is Presence.AFTER_CALL and presence.waiting == 0:
                break
        await kiosk.connect()
        assert (await kiosk.hear(CallEnded)).outcome is CallEnd.KIOSK_LOST
        assert (await kiosk.hear(TicketChanged)).ticket.state is TicketState.WAITING
        assert (await kiosk.hear(TicketChanged)).outcome is TicketEnd.ABANDONED


async def test_a_second_connection_of_the_same_booth_replaces_the_first(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as first:
        case = await opened(first)
        async with stage.kiosk() as second:
            state = await second.hear(VisitState)
            assert state.case is not None
            assert state.case.case == case
            assert await first.closed() == 1008
            assert first.bye is not None
            assert first.bye.reason is FailureCode.CONFLICT
            await second.done(EndVisit(id=request_id(), case=case, outcome=VisitEnd.KIOSK_RESTARTED))


@pytest.mark.thorough
async def test_a_client_that_does_not_read_delays_and_closes_nobody_else(tmp_path: Path) -> None:
    """A floods B, who reads nothing; C is served as if nothing were, and A stays connected."""
    async with running(tmp_path, pace=FAST) as stage, stage.kiosk() as a, stage.agent() as b:
        call = await in_call(a, b, await identified(a))
        b.reading.clear()
        payload = msgspec.Raw(b'"' + b"x" * 8000 + b'"')
        for _ in range(400):
            await a.send(Signal(call=call, payload=payload))
            await a.settled(20)
        async with stage.kiosk("PY-K02") as c:
            loop = asyncio.get_running_loop()
            begun = loop.time()
            await opened(c)
            assert loop.time() - begun < 2
        await a.done(ReportDevices(id=request_id(), devices=()))
        while stage.server.hub.agent("zhang") is not None:
            await a.done(ReportDevices(id=request_id(), devices=()))
        b.reading.set()
        assert await b.closed() in {1013, 1006, None}
        assert a.close_code is None


async def test_a_peer_that_dies_closes_nobody_else(tmp_path: Path) -> None:
    async with running(tmp_path, pace=FAST) as stage, stage.kiosk() as a, stage.agent() as b:
        call = await in_call(a, b, await identified(a))
        flood = asyncio.create_task(_flood(a, Signal(call=call, payload=msgspec.Raw(b'"' + b"x" * 4000 + b'"'))))
        await b.hear(Signal)
        await b.cut()
        await flood
        await a.done(ReportDevices(id=request_id(), devices=()))


async def _flood(client: Client, signal: Signal) -> None:
    for _ in range(50):
        await client.send(signal)
        await client.settled(20)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"frame": "dance"}',
        '{"frame": "data", "seq": 1}',
        '{"frame": "data", "seq": 0, "ack": 0, "body": {}}',
        '{"frame": "data", "seq": 7, "ack": 0, "body": {}}',
        '{"frame": "ack", "ack": 99}',
        '{"frame": "welcome"}',
        "[" * 60000,
    ],
)
async def test_what_is_no_frame_is_answered_by_goodbye_and_the_session_can_go_on(tmp_path: Path, text: str) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk:
        case = await opened(kiosk)
        await kiosk.send_text(text)
        assert await kiosk.closed() == 1008
        assert kiosk.bye is not None
        assert kiosk.bye.reason is FailureCode.MALFORMED
        async with stage.kiosk() as again:
            state = await again.hear(VisitState)
            assert state.case is not None
            assert state.case.case == case


@pytest.mark.parametrize("text", ['{"frame": "ping", "x": "' + "x" * 70000 + '"}', b"\x00\x01"])
async def test_too_large_and_binary_frames_close_the_link(tmp_path: Path, text: str | bytes) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk:
        await kiosk.send_text(text)
        assert await kiosk.closed() in {1000, 1009}


@pytest.mark.thorough
async def test_an_unknown_message_is_refused_and_the_next_one_is_heard(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk:
        await kiosk.hear(VisitState)
        await kiosk.send_body(msgspec.Raw(b'{"type": "dance", "id": "d1"}'))
        assert await kiosk.hear(Failed) == Failed(reply_to="d1", code=FailureCode.MALFORMED)
        await kiosk.send_body(msgspec.Raw(b'{"type": "open_visit", "id": 5}'))
        assert await kiosk.hear(Failed) == Failed(reply_to=None, code=FailureCode.MALFORMED)
        opening = msgspec.Raw(b'{"type": "open_visit", "id": "o1", "language": "en"}')
        await kiosk.send_body(opening)
        assert await kiosk.hear(Done) == Done(reply_to="o1")
        await kiosk.send_frame(Data(seq=3, ack=0, body=opening))
        await kiosk.send_body(msgspec.Raw(b'{"type": "done", "reply_to": "o1"}'))
        assert await kiosk.hear(Failed) == Failed(reply_to=None, code=FailureCode.NOT_PERMITTED)
        assert len(stage.store.logs) == 1


@pytest.mark.thorough
async def test_a_client_in_a_hurry_is_slowed_and_loses_nothing(tmp_path: Path) -> None:
    async with running(tmp_path, pace=Pace(messages=200, burst=10)) as stage, stage.kiosk() as kiosk:
        loop = asyncio.get_running_loop()
        begun = loop.time()
        asks = [ReportDevices(id=request_id(), devices=()) for _ in range(60)]
        for ask in asks:
            await kiosk.send(ask)
        for ask in asks:
            assert isinstance(await kiosk.answer(ask.id), Done)
        assert loop.time() - begun > 0.2


async def test_a_call_report_is_kept_once_when_nothing_changes(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk, stage.agent() as agent:
        case = await identified(kiosk)
        call = await in_call(kiosk, agent, case)
        for frames in (10, 100, 200):
            await kiosk.done(MediaReport(id=request_id(), call=call, connected=True, set_up_ms=80, frames=frames))
        kinds = [event.kind for event in stage.store.logs[case]]
        assert kinds.count("media_reported") == 1


async def test_a_full_disk_refuses_and_the_server_goes_on_when_there_is_room(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk, stage.agent() as agent:
        case = await identified(kiosk)
        await agent.done(SetPresence(id=request_id(), presence=Presence.READY))
        await kiosk.done(TakeTicket(id=request_id(), case=case))
        stage.store.full = True
        patch = PatchField(id=request_id(), case=case, field="phone", value="1", base=0)
        refused = await kiosk.ask(patch)
        assert isinstance(refused, Failed)
        assert refused.code is FailureCode.STORAGE_FULL
        stage.store.full = False
        await kiosk.done(patch)


@pytest.mark.expects_log("signaling.dispatching")
async def test_a_call_that_cannot_be_written_does_not_begin(tmp_path: Path) -> None:
    from protocol.messages import AnswerOffer

    async with running(tmp_path) as stage, stage.kiosk() as kiosk, stage.agent() as agent:
        case = await identified(kiosk)
        await agent.done(SetPresence(id=request_id(), presence=Presence.READY))
        await kiosk.done(TakeTicket(id=request_id(), case=case))
        offer = (await agent.hear(CallOffered)).offer.offer
        stage.store.full = True
        refused = await agent.ask(AnswerOffer(id=request_id(), offer=offer, accept=True))
        assert isinstance(refused, Failed)
        assert refused.code is FailureCode.STORAGE_FULL
        stage.store.full = False
        await agent.done(SetPresence(id=request_id(), presence=Presence.READY))
        again = (await agent.hear(CallOffered)).offer.offer
        await agent.done(AnswerOffer(id=request_id(), offer=again, accept=True))
        await kiosk.hear(CallStarted)


@pytest.mark.parametrize(
    ("hello", "reason"),
    [
        (Hello(version=VERSION + 1, role=Role.KIOSK, name="PY-K01"), FailureCode.VERSION),
        (Hello(version=VERSION, role=Role.AGENT, name="zhang", token="forged"), FailureCode.NOT_AUTHENTICATED),
        (Hello(version=VERSION, role=Role.AGENT, name="zhang"), FailureCode.NOT_AUTHENTICATED),
        (Hello(version=VERSION, role=Role.TECHNICIAN, name="zhang", token="x"), FailureCode.NOT_PERMITTED),
    ],
)
async def test_a_hello_that_proves_nothing_is_refused(tmp_path: Path, hello: Hello, reason: FailureCode) -> None:
    async with running(tmp_path) as stage:
        client = stage.agent()
        client._hello = lambda *, resume: hello  # type: ignore[method-assign]  # this client says hello in its own way
        await client.connect()
        assert client.bye is not None
        assert (client.bye.reason, client.close_code) == (reason, 1008)


async def test_a_booth_with_another_key_or_a_revoked_one_is_refused(tmp_path: Path) -> None:
    async with running(tmp_path) as stage:
        stage.kiosk("PY-K01")
        forger = stage.kiosk("PY-K02")
        forger.name = "PY-K01"
        await forger.connect()
        assert forger.bye is not None
        assert forger.bye.reason is FailureCode.NOT_AUTHENTICATED
        honest = stage.kiosk("PY-K02")
        await stage.store.revoke_kiosk("PY-K02")
        await honest.connect()
        assert honest.bye is not None
        assert honest.bye.reason is FailureCode.NOT_AUTHENTICATED


@pytest.mark.expects_log("signaling.server")
async def test_a_booth_that_is_revoked_while_it_speaks_is_sent_away(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk, stage.kiosk("PY-K02") as other:
        await stage.store.revoke_kiosk("PY-K01")
        await stage.server.send_revoked_away()
        assert await kiosk.closed() == 1008
        assert kiosk.bye is not None
        assert kiosk.bye.reason is FailureCode.NOT_AUTHENTICATED
        await opened(other)


async def test_a_stolen_session_id_resumes_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk, stage.kiosk("PY-K02") as other:
        await opened(kiosk)
        assert kiosk.welcome is not None
        await other.cut()
        other.welcome = kiosk.welcome
        await other.connect()
        assert other.welcome is not None
        assert not other.welcome.resumed
        assert kiosk.close_code is None
