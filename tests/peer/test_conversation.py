"""Two conversations on one loop, their signals carried by the test, time passed to `watch` by hand."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

import pytest

from peer import conversation as module
from peer import host_addresses
from peer.conversation import FIRST_PICTURE_SECONDS, LOST_SECONDS, OVERDUE_SECONDS, Conversation
from peer.events import CallChanged, CallState
from peer.media.newest import NewestFrame
from peer.negotiation import Again, Side, encode_payload
from peer.settings import MediaSettings
from protocol.messages import CallView, IceServer
from tests.peer.recorder import Recorder

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from peer.negotiation import AnyPayload

MEDIA = MediaSettings(camera="test", microphone="test", loudspeaker="none", width=320, height=180, fps=20)


class End:
    def __init__(self, side: Side) -> None:
        self.recorder = Recorder()
        self.sent: list[AnyPayload] = []
        self.spoke = asyncio.Event()
        self.saw = asyncio.Event()
        self.other: End | None = None
        self.mailbox = NewestFrame(self.saw.set)
        self.talk = Conversation(
            side=side,
            media=MEDIA,
            emit=self.recorder,
            signal=self._signal,
            remote=self.mailbox,
            local=NewestFrame(lambda: None),
        )

    def _signal(self, call: str, payload: AnyPayload) -> None:
        self.sent.append(payload)
        self.spoke.set()
        if self.other is not None:
            self.other.talk.signalled(call, encode_payload(payload))

    async def until(self, state: CallState) -> None:
        await self.recorder.until(CallChanged, lambda event: event.state is state)


@contextlib.asynccontextmanager
async def two() -> AsyncIterator[tuple[End, End]]:
    booth, console = End(Side.BOOTH), End(Side.CONSOLE)
    booth.other, console.other = console, booth
    try:
        yield booth, console
    finally:
        for end in (booth, console):
            await end.talk.close()


def view(call: str = "c1", ice: tuple[IceServer, ...] = ()) -> CallView:
    return CallView(
        call=call, case="x", agent_no="1", agent_name="张", jurisdiction="440113", hall="h", started_at=1.0, ice=ice
    )


async def test_machine_with_nothing_but_loopback_connects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host_addresses, "_stock", lambda *_: [])
    async with two() as (booth, console):
        console.talk.started(view())
        booth.talk.started(view())
        for end in (booth, console):
            await end.until(CallState.CONNECTED)
        assert "127.0.0.1" in getattr(booth.sent[0], "sdp", "")


@pytest.mark.thorough
async def test_offer_sent_before_the_console_knew_of_the_call_is_asked_for() -> None:
    async with two() as (booth, console):
        booth.talk.started(view())
        await booth.spoke.wait()
        console.talk.started(view())
        began = asyncio.get_running_loop().time()
        console.talk.watch(began + OVERDUE_SECONDS - 1)
        assert console.sent == []
        console.talk.watch(began + OVERDUE_SECONDS + 1)
        console.talk.watch(began + OVERDUE_SECONDS + 1)
        for end in (booth, console):
            await end.until(CallState.CONNECTED)
        assert console.sent[0] == Again(attempt=0)


async def test_connection_without_a_picture_is_tried_anew() -> None:
    async with two() as (booth, console):
        console.other = None
        booth.talk.started(view())
        console.talk.started(view())
        await console.spoke.wait()
        console.talk.watch(asyncio.get_running_loop().time() + FIRST_PICTURE_SECONDS + 1)
        assert console.sent[-1] == Again(attempt=1)


@pytest.mark.thorough
async def test_picture_that_stops_is_lost_and_found_again() -> None:
    async with two() as (booth, console):
        console.talk.started(view())
        booth.talk.started(view())
        await console.until(CallState.CONNECTED)
        now = asyncio.get_running_loop().time()
        console.talk.watch(now + LOST_SECONDS + 1)
        assert console.talk.state is CallState.LOST
        console.mailbox.take()
        console.saw.clear()
        await console.saw.wait()
        console.talk.watch(asyncio.get_running_loop().time())
        assert [event.state for event in console.recorder.of(CallChanged)] == [
            CallState.CONNECTING,
            CallState.CONNECTED,
            CallState.LOST,
            CallState.CONNECTED,
        ]


@pytest.mark.parametrize("stale", [0.0, 1e9])
@pytest.mark.thorough
async def test_what_was_gathered_ahead_is_offered_unless_it_is_old(
    monkeypatch: pytest.MonkeyPatch, stale: float
) -> None:
    monkeypatch.setattr(module, "STALE_SECONDS", stale)
    async with two() as (booth, console):
        booth.talk.prepare(gather=True)
        console.talk.prepare(gather=False)
        prepared = booth.talk._prepared
        assert prepared is not None
        _, sdp = await asyncio.shield(prepared)
        console.talk.started(view())
        booth.talk.started(view())
        for end in (booth, console):
            await end.until(CallState.CONNECTED)
        assert (getattr(booth.sent[0], "sdp", "") == sdp) == (stale > 0)


async def test_call_ended_while_it_is_being_set_up_leaves_nothing() -> None:
    async with two() as (booth, console):
        for _ in range(3):
            booth.talk.prepare(gather=True)
            console.talk.started(view())
            booth.talk.started(view())
            await asyncio.sleep(0)
            booth.talk.ended("c1")
            console.talk.ended("c1")
            booth.talk.ended("another")
        for end in (booth, console):
            await end.talk.close()
            assert end.talk.state is CallState.IDLE
            assert end.talk._connections == set()


@pytest.mark.thorough
async def test_next_call_ends_the_one_before() -> None:
    async with two() as (booth, console):
        for call in ("c1", "c2"):
            console.talk.started(view(call))
            booth.talk.started(view(call))
        for end in (booth, console):
            await end.until(CallState.CONNECTED)
            assert end.talk.call == "c2"
