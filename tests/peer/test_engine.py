"""Two real engines, real sockets, real WebRTC; only the server is the tests' own."""

from __future__ import annotations

import asyncio
import contextlib
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from peer.engine import AgentCredentials, EngineSettings, KioskCredentials, MediaSettings, PeerEngine
from peer.errors import LinkStopped
from peer.events import CallChanged, CallQuality, CallState, FrameReady, Levels, LinkDown, LinkUp, Received
from peer.media import stamp
from peer.negotiation import Again, Answer, Offer, encode_payload
from protocol.errors import TooLarge
from protocol.messages import (
    AddNote,
    AgentView,
    CallEnded,
    CallStarted,
    CallView,
    DeskState,
    MediaReport,
    PatchField,
    Signal,
)
from protocol.states import CallEnd, Language, Presence, Role
from tests.peer.recorder import Recorder
from tests.peer.relay import Relay

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

MEDIA = MediaSettings(camera="test", microphone="test", loudspeaker="none", width=320, height=180, fps=20)
KIOSK = KioskCredentials(kiosk="k1", key=Ed25519PrivateKey.generate())
AGENT = AgentCredentials(login="a1", token="t", role=Role.AGENT)
BOTH = (Role.KIOSK, Role.AGENT)


class End:
    """One engine, its events, and the newest stamp it saw."""

    def __init__(self, url: str, credentials: KioskCredentials | AgentCredentials) -> None:
        self.recorder = Recorder()
        self.engine = PeerEngine(
            EngineSettings(server=url, credentials=credentials, language=Language.ZH_HANS, media=MEDIA)
        )
        self.ages: list[int] = []
        self.engine.start(self._take)

    def _take(self, event: object) -> None:
        if isinstance(event, FrameReady):
            frame = self.engine.newest_frame(event.which)
            seen = stamp.read(frame.pixels) if frame is not None and event.which == "remote" else None
            if seen is not None:
                self.ages.append(int(time.monotonic() * 1000) - seen.milliseconds)
        self.recorder(event)  # type: ignore[arg-type]  # set by whoever records

    def states(self) -> list[CallState]:
        return [event.state for event in self.recorder.of(CallChanged)]

    async def saw(self, count: int) -> None:
        """Wait for so many stamped pictures of the other end."""
        await self.recorder.until(FrameReady, lambda _: len(self.ages) >= count)

    async def until(self, state: CallState, count: int = 1) -> None:
        await self.recorder.until(CallChanged, lambda event: event.state is state, count)


@contextlib.asynccontextmanager
async def two_ends(relay: Relay) -> AsyncIterator[tuple[End, End]]:
    kiosk, console = End(relay.url, KIOSK), End(relay.url, AGENT)
    try:
        for role in BOTH:
            await relay.joined(role)
        yield kiosk, console
    finally:
        for end in (kiosk, console):
            await asyncio.to_thread(end.engine.stop)


def view(call: str = "c1") -> CallView:
    return CallView(
        call=call, case="x", agent_no="1", agent_name="张老师", jurisdiction="440113", hall="h", started_at=1.0
    )


async def begin(relay: Relay, call: str = "c1") -> None:
    for role in BOTH:
        await relay.say(role, CallStarted(call=view(call)))


async def end(relay: Relay, call: str = "c1") -> None:
    for role in BOTH:
        await relay.say(role, CallEnded(call=call, outcome=CallEnd.SERVED))


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


async def test_two_engines_see_and_hear_each_other() -> None:
    async with Relay() as relay, two_ends(relay) as ends:
        for each in ends:
            each.engine.prepare_call()
        for each in ends:
            await each.until(CallState.PREPARED)
        await begin(relay)
        for each in ends:
            await each.recorder.until(CallQuality, lambda quality: quality.frames > 20 and quality.audio_rms > 0.005)
            await each.recorder.until(Levels, lambda levels: levels.local > 0 and levels.remote > 0)
            frame = each.engine.newest_frame("remote")
            assert frame is not None
            assert frame.pixels.shape == (180, 320, 4)
        await end(relay)
        for each in ends:
            await each.until(CallState.IDLE)
            assert each.engine.newest_frame("remote") is each.engine.newest_frame("local") is None
            assert each.states() == [
                CallState.PREPARED,
                CallState.CONNECTING,
                CallState.CONNECTED,
                CallState.IDLE,
            ]
            quality = each.recorder.of(CallQuality)[-1]
            assert quality.set_up_ms is not None
            assert quality.set_up_ms < 3000


@pytest.mark.thorough
async def test_call_without_preparation_connects_too_and_signals_stay_inside() -> None:
    async with Relay() as relay, two_ends(relay) as ends:
        await begin(relay)
        for each in ends:
            await each.until(CallState.CONNECTED)
        received = [type(event.message) for each in ends for event in each.recorder.of(Received)]
        assert set(received) == {CallStarted}


@pytest.mark.thorough
async def test_link_lost_in_mid_call_leaves_the_picture_running() -> None:
    async with Relay() as relay, two_ends(relay) as ends:
        await begin(relay)
        for each in ends:
            await each.until(CallState.CONNECTED)
        await relay.go_away()
        relay.forget()
        for each in ends:
            await each.recorder.until(LinkDown)
            each.ages.clear()
            await each.saw(20)
        await relay.listen()
        for each in ends:
            await each.recorder.until(LinkUp, count=2)
            assert each.states() == [CallState.CONNECTING, CallState.CONNECTED]


@pytest.mark.thorough
async def test_quality_is_reported_to_the_server() -> None:
    async with Relay() as relay, two_ends(relay):
        await begin(relay)
        for role in BOTH:
            (report,) = (await relay.heard(role, MediaReport))[:1]
            assert isinstance(report, MediaReport)
            assert (report.call, report.connected, report.frames > 20, report.audio_level > 0) == (
                "c1",
                True,
                True,
                True,
            )


@pytest.mark.thorough
async def test_console_started_anew_in_mid_call_gets_picture_and_voice_again() -> None:
    async with Relay() as relay, two_ends(relay) as (kiosk, console):
        await begin(relay)
        for each in (kiosk, console):
            await each.until(CallState.CONNECTED)
        await asyncio.to_thread(console.engine.stop)
        del relay.clients[Role.AGENT]
        again = End(relay.url, AGENT)
        await relay.joined(Role.AGENT)
        agent = AgentView(agent="a", agent_no="1", name="张", seat="s", jurisdiction="440113", items=())
        await relay.say(Role.AGENT, DeskState(presence=Presence.IN_CALL, agent=agent, call=view()))
        await again.until(CallState.CONNECTED)
        kiosk.ages.clear()
        await kiosk.saw(5)
        await asyncio.to_thread(again.engine.stop)


@pytest.mark.expects_log("peer.conversation")
@pytest.mark.thorough
async def test_hostile_signals_cost_a_connection_nothing() -> None:
    async with Relay() as relay, two_ends(relay) as ends:
        await begin(relay)
        for each in ends:
            await each.until(CallState.CONNECTED)
        hostile = [
            msgspec.Raw(b"{}"),
            msgspec.Raw(b'{"kind":"offer","attempt":"x"}'),
            encode_payload(Answer(attempt=1, sdp="v=0")),
            encode_payload(Answer(attempt=9, sdp="v=0")),
            encode_payload(Offer(attempt=1, sdp="v=0")),
        ]
        for role in BOTH:
            await relay.say(role, *(Signal(call="c1", payload=payload) for payload in hostile))
            await relay.say(role, Signal(call="another", payload=encode_payload(Again(attempt=0))))
        for each in ends:
            each.ages.clear()
            await each.saw(20)
            assert each.states() == [CallState.CONNECTING, CallState.CONNECTED]


@pytest.mark.expects_log("peer.conversation")
@pytest.mark.parametrize("sdp", ["v=0", "x" * 40000, "v=0\r\no=- 1 1 IN IP4 0\r\ns=-\r\nt=0 0\r\nm=audio 9 X 0\r\n"])
async def test_description_that_is_none_is_asked_for_again(sdp: str) -> None:
    async with Relay() as relay, two_ends(relay) as (_, console):
        await relay.say(Role.AGENT, CallStarted(call=view()))
        await relay.say(Role.AGENT, Signal(call="c1", payload=encode_payload(Offer(attempt=1, sdp=sdp))))
        (asked,) = await relay.heard(Role.AGENT, Signal)
        assert isinstance(asked, Signal)
        assert bytes(asked.payload) == bytes(encode_payload(Again(attempt=1)))
        assert console.states() == [CallState.CONNECTING]


@pytest.mark.thorough
async def test_muted_and_hidden_end_sends_silence_and_grey() -> None:
    async with Relay() as relay, two_ends(relay) as (kiosk, console):
        kiosk.engine.set_muted(muted=True)
        kiosk.engine.set_hidden(hidden=True)
        await begin(relay)
        await console.recorder.until(CallQuality, lambda quality: quality.frames > 10)
        quality = console.recorder.of(CallQuality)[-1]
        frame = console.engine.newest_frame("remote")
        assert frame is not None
        assert stamp.read(frame.pixels) is None
        assert quality.audio_rms < 0.001
        kiosk.engine.set_muted(muted=False)
        kiosk.engine.set_hidden(hidden=False)
        await console.recorder.until(CallQuality, lambda quality: quality.audio_rms > 0.005)
        await console.saw(1)


@pytest.mark.thorough
async def test_calls_one_after_the_other_leave_nothing_open() -> None:
    async with Relay() as relay, two_ends(relay) as ends:
        counts = []
        for number in range(4):
            await begin(relay, f"c{number}")
            for each in ends:
                await each.until(CallState.CONNECTED, number + 1)
            await end(relay, f"c{number}")
            for each in ends:
                await each.until(CallState.IDLE, number + 1)
                await asyncio.wrap_future(each.engine._asked(lambda works: works.conversation.close()))
            counts.append(open_files())
        assert counts[-1] <= counts[1]


async def test_prepared_and_released_engine_holds_nothing() -> None:
    async with Relay() as relay, two_ends(relay) as (kiosk, _):
        before = open_files()
        for _ in range(3):
            kiosk.engine.prepare_call()
            kiosk.engine.prepare_call()
            kiosk.engine.release_call()
        await kiosk.until(CallState.IDLE, 3)
        await asyncio.wrap_future(kiosk.engine._asked(lambda works: works.conversation.close()))
        assert open_files() <= before


@pytest.mark.thorough
async def test_engine_stops_in_mid_call_within_three_seconds() -> None:
    async with Relay() as relay, two_ends(relay) as (kiosk, console):
        await begin(relay)
        await kiosk.until(CallState.CONNECTED)
        for each in (kiosk, console):
            began = time.monotonic()
            await asyncio.to_thread(each.engine.stop)
            assert time.monotonic() - began < 3
            each.engine.stop()


async def test_stopped_engine_says_so_to_whoever_waits() -> None:
    async with Relay() as relay, two_ends(relay) as (kiosk, _):
        asked = kiosk.engine.upload(case="c", data=b"x", media_type="image/png")
        await asyncio.to_thread(kiosk.engine.stop)
        with pytest.raises(LinkStopped):
            await asyncio.wrap_future(asked)
        with pytest.raises(LinkStopped):
            await asyncio.wrap_future(kiosk.engine.catalogue())


async def test_message_no_frame_can_carry_is_refused_at_once() -> None:
    async with Relay() as relay, two_ends(relay) as (kiosk, _):
        with pytest.raises(TooLarge):
            kiosk.engine.send(AddNote(id="r", case="c", text="x" * 70000))
        kiosk.engine.send(PatchField(id=kiosk.engine.new_request_id(), case="c", field="f", value="v", base=0))
        assert len(await relay.heard(Role.KIOSK, PatchField)) == 1


async def test_clock_is_the_servers() -> None:
    async with Relay() as relay, two_ends(relay) as (kiosk, _):
        await kiosk.recorder.until(LinkUp)
        assert kiosk.engine.server_time() == pytest.approx(1_800_000_000, abs=5)


def test_setting_that_means_nothing_is_refused_before_anything_runs() -> None:
    with pytest.raises(ValueError, match="camera"):
        PeerEngine(
            EngineSettings(
                server="http://x", credentials=KIOSK, language=Language.EN, media=MediaSettings(camera="web")
            )
        )
