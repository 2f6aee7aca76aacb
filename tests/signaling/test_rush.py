"""Many booths and few seats at once, with links that break and consoles that die: nobody is lost or served twice."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from protocol.messages import (
    AnswerOffer,
    CallOffered,
    CallStarted,
    ChooseItem,
    ConfirmWipe,
    DeskState,
    EndVisit,
    HangUp,
    LeaveQueue,
    Message,
    OpenVisit,
    PresenceChanged,
    SetPresence,
    TakeTicket,
    TicketChanged,
    VisitState,
)
from protocol.states import CallEnd, Language, Presence, VisitEnd
from tests.signaling.client import Client, request_id
from tests.signaling.stage import running
from tests.signaling.test_links import FAST

if TYPE_CHECKING:
    from pathlib import Path

    from tests.signaling.stage import Stage

BOOTHS, VISITS = 10, 2
SEATS = ("PY-S01", "PY-S02", "PY-S03")
ITEMS = ("YL-CJ-001", "SBK-BH-002", "GT-SL-004")


async def visits(kiosk: Client, chance: random.Random) -> None:
    """Walk through visits, sometimes leaving the queue, sometimes with a broken link."""
    await kiosk.hear(VisitState)
    for _ in range(VISITS):
        await kiosk.done(OpenVisit(id=request_id(), language=Language.ZH_HANS))
        state = (await kiosk.hear(VisitState)).case
        assert state is not None
        case = state.case
        await kiosk.done(ChooseItem(id=request_id(), case=case, item=chance.choice(ITEMS)))
        await kiosk.done(TakeTicket(id=request_id(), case=case))
        if chance.random() < 0.1:
            await kiosk.ask(LeaveQueue(id=request_id(), case=case))
        else:
            await served(kiosk, chance)
        await kiosk.done(EndVisit(id=request_id(), case=case, outcome=VisitEnd.FINISHED))
        await kiosk.done(ConfirmWipe(id=request_id(), case=case, removed_files=0))


async def served(kiosk: Client, chance: random.Random) -> None:
    while True:
        message = await kiosk.hear_patiently(Message)
        if isinstance(message, TicketChanged) and message.outcome is not None:
            return
        if isinstance(message, CallStarted) and chance.random() < 0.2:
            await kiosk.cut()
            await kiosk.connect()


async def serve(stage: Stage, name: str, seat: str, chance: random.Random) -> None:
    """Serve whoever rings, until cancelled; sometimes break the link, or die and start anew."""
    agent = stage.agent(name, seat=seat)
    await ready(agent)
    try:
        while True:
            match await agent.hear_patiently(Message):
                case CallOffered(offer=offer):
                    await agent.ask(AnswerOffer(id=request_id(), offer=offer.offer, accept=True))
                case CallStarted(call=call):
                    if chance.random() < 0.1:
                        await agent.leave()
                        agent = stage.agent(name, seat=seat)
                        await ready(agent)
                        continue
                    if chance.random() < 0.1:
                        await agent.cut()
                        await agent.connect()
                    await agent.ask(HangUp(id=request_id(), call=call.call, outcome=CallEnd.SERVED))
                case PresenceChanged(presence=Presence.AFTER_CALL | Presence.AWAY):
                    await agent.ask(SetPresence(id=request_id(), presence=Presence.READY))
    finally:
        await agent.disconnect()


async def ready(agent: Client) -> None:
    await agent.connect()
    await agent.hear(DeskState)
    await agent.ask(SetPresence(id=request_id(), presence=Presence.READY))


@pytest.mark.thorough
async def test_a_rush_ends_with_everybody_served_and_nothing_left_over(tmp_path: Path) -> None:
    chance = random.Random(1)
    async with running(tmp_path, pace=FAST, ring_seconds=0.5) as stage:
        kiosks = [await stage.kiosk(f"K{number}").connect() for number in range(BOOTHS)]
        desks = [asyncio.create_task(serve(stage, f"a{n}", seat, chance)) for n, seat in enumerate(SEATS)]
        async with asyncio.timeout(60):
            await asyncio.gather(*(visits(kiosk, chance) for kiosk in kiosks))
        for desk in desks:
            desk.cancel()
        await asyncio.gather(*desks, return_exceptions=True)
        for kiosk in kiosks:
            await kiosk.disconnect()
        assert stage.server.floor.dispatching.dispatch.tickets() == ()
        assert stage.server.floor.book.calls == 0
        assert [event async for event in stage.store.broken_events()] == []
    assert len(stage.store.logs) == BOOTHS * VISITS
    for log in stage.store.logs.values():
        kinds = Counter(event.kind for event in log)
        assert kinds["call_started"] == kinds["call_ended"]
        assert kinds["ticket_taken"] == kinds["ticket_ended"] == kinds["visit_ended"] == 1
    assert sum(event.kind == "call_started" for log in stage.store.logs.values() for event in log) > BOOTHS
