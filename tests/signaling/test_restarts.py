"""Servers that end and start again: what was going on goes on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import msgspec

from protocol.messages import (
    CallEnded,
    CallOffered,
    DeskState,
    HangUp,
    PatchField,
    SetPresence,
    Signal,
    TakeTicket,
    TicketChanged,
    VisitState,
)
from protocol.states import (
    CallEnd,
    FailureCode,
    Presence,
)
from signaling.store import DATABASE, DOCUMENTS, FolderDocuments, SqliteStore, load_or_create
from tests.signaling.client import request_id
from tests.signaling.stage import HOLDER, identified, in_call, running

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_restarted_server_takes_up_visit_and_call_where_they_were(tmp_path: Path) -> None:
    async with running(tmp_path) as first:
        kiosk, agent = first.kiosk(), first.agent()
        await kiosk.connect()
        await agent.connect()
        case = await identified(kiosk)
        call = await in_call(kiosk, agent, case)
        patch = PatchField(id=request_id(), case=case, field="phone", value="13800138000", base=0)
        await kiosk.done(patch)
        await kiosk.cut()
        await agent.cut()
        store, documents, keys = first.store, first.documents, first.keys
    async with running(tmp_path, store=store, documents=documents) as second:
        second.keys.update(keys)
        kiosk.url = agent.url = second.url
        await kiosk.connect()
        state = await kiosk.hear(VisitState)
        assert state.call is not None
        assert state.case is not None
        assert (state.case.case, state.call.call) == (case, call)
        await agent.connect()
        desk = await agent.hear(DeskState)
        assert desk.call is not None
        assert desk.case is not None
        assert (desk.presence, desk.call.call, desk.case.case) == (Presence.IN_CALL, call, case)
        log = len(store.logs[case])
        await kiosk.done(patch)
        assert len(store.logs[case]) == log
        await agent.send(Signal(call=call, payload=msgspec.Raw(b"7")))
        await kiosk.hear(Signal)
        await agent.done(HangUp(id=request_id(), call=call, outcome=CallEnd.SERVED))
        assert (await kiosk.hear(CallEnded)).call == call
        await kiosk.disconnect()
        await agent.disconnect()


async def test_a_restarted_server_keeps_the_place_in_the_queue(tmp_path: Path) -> None:
    async with running(tmp_path) as first:
        kiosk = first.kiosk()
        await kiosk.connect()
        case = await identified(kiosk)
        await kiosk.done(TakeTicket(id=request_id(), case=case))
        number = (await kiosk.hear(TicketChanged)).ticket.number
        await kiosk.cut()
        store, keys = first.store, first.keys
    async with running(tmp_path, store=store) as second, second.agent() as agent:
        second.keys.update(keys)
        await agent.done(SetPresence(id=request_id(), presence=Presence.READY))
        assert not agent.heard(CallOffered)
        kiosk.url = second.url
        await kiosk.connect()
        state = await kiosk.hear(VisitState)
        assert state.ticket is not None
        assert state.ticket.number == number
        assert (await agent.hear(CallOffered)).offer.ticket_number == number
        await kiosk.disconnect()


def real_store(folder: Path) -> tuple[SqliteStore, FolderDocuments]:
    key = load_or_create(folder)
    return SqliteStore.open(folder / DATABASE, key), FolderDocuments(folder / DOCUMENTS, key)


async def test_the_real_store_gives_a_call_back_after_a_restart(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    store, documents = real_store(folder)
    async with running(folder, store=store, documents=documents) as first:
        kiosk, agent = first.kiosk(), first.agent()
        await first.enter(store)
        await kiosk.connect()
        await agent.connect()
        case = await identified(kiosk)
        call = await in_call(kiosk, agent, case)
        await kiosk.cut()
        await agent.cut()
    await store.close()
    store, documents = real_store(folder)
    async with running(folder, store=store, documents=documents) as second:
        kiosk.url = agent.url = second.url
        await kiosk.connect()
        state = await kiosk.hear(VisitState)
        assert state.call is not None
        assert state.call.call == call
        await agent.connect()
        assert (await agent.hear(DeskState)).call == state.call
        await agent.done(HangUp(id=request_id(), call=call, outcome=CallEnd.SERVED))
        await kiosk.disconnect()
        await agent.disconnect()
    assert [event async for event in store.broken_events()] == []
    await store.close()
    for file in folder.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            for personal in (HOLDER.name, HOLDER.number, HOLDER.address):
                assert personal.encode() not in data, file.name


async def test_a_draining_server_sends_the_idle_away_and_lets_the_call_end(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk, stage.agent() as agent:
        call = await in_call(kiosk, agent, await identified(kiosk))
        async with stage.kiosk("PY-K02") as idle:
            drain = asyncio.create_task(stage.server.drain())
            await idle.closed()
            assert idle.bye is not None
            assert idle.bye.reason is FailureCode.DRAINING
            assert idle.bye.retry_after is not None
            refused = stage.kiosk("PY-K03")
            await refused.connect()
            assert refused.bye is not None
            assert refused.bye.reason is FailureCode.DRAINING
            assert not drain.done()
            await agent.done(HangUp(id=request_id(), call=call, outcome=CallEnd.SERVED))
            await drain
