"""The writer of one socket, the book of cases, buckets, tokens: the small parts alone."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from protocol.frames import Ping
from protocol.states import FailureCode, Language, Role
from signaling.casebook import CaseBook
from signaling.domain.commands import Actor
from signaling.domain.errors import Refused
from signaling.link import MAX_QUEUED_BYTES, TRY_AGAIN_LATER, Link
from signaling.masking import masked
from signaling.rate import Bucket
from signaling.store.base import Json, NewEvent, RequestKey
from signaling.tokens import LIFETIME, Tokens
from tests.fakes.store import FakeStore

if TYPE_CHECKING:
    from pathlib import Path

    from aiohttp import WSMsgType


class FakeSocket:
    """As much of aiohttp's WebSocket as `Link` uses; `stalled` means the client does not read."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.closed_with: int | None = None
        self.stalled = asyncio.Event()
        self.stalled.set()

    async def send_frame(self, text: bytes, kind: WSMsgType) -> None:
        await self.stalled.wait()
        self.sent.append(text)

    async def close(self, *, code: int, drain: bool) -> bool:
        self.closed_with = code
        return True


class FakeTransport:
    """Ends a stalled write, as the real one does."""

    def __init__(self, socket: FakeSocket) -> None:
        self.socket = socket
        self.aborted = False

    def abort(self) -> None:
        self.aborted = True
        self.socket.stalled.set()


def link_to(socket: FakeSocket) -> Link:
    return Link(socket, FakeTransport(socket))  # type: ignore[arg-type]  # a fake with what the link uses of a transport


async def test_a_link_writes_in_order_and_then_closes() -> None:
    socket = FakeSocket()
    link = link_to(socket)
    link.put(Ping())
    link.put_bytes(b"2")
    link.close(1001)
    link.put_bytes(b"too late")
    await link.run()
    assert (socket.sent, socket.closed_with) == ([b'{"frame":"ping"}', b"2"], 1001)


async def test_a_client_that_does_not_read_is_cut_off_when_its_queue_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("signaling.link.CLOSE_PATIENCE", 0.01)
    socket = FakeSocket()
    socket.stalled.clear()
    link = link_to(socket)
    writer = asyncio.create_task(link.run())
    for _ in range(MAX_QUEUED_BYTES // 60_000 + 2):
        link.put_bytes(b"x" * 60_000)
    assert link.closing
    await asyncio.wait_for(writer, 5)
    assert socket.closed_with == TRY_AGAIN_LATER
    assert len(socket.sent) <= 1


async def test_a_socket_that_breaks_ends_the_writer_quietly() -> None:
    class Broken(FakeSocket):
        async def send_frame(self, text: bytes, kind: WSMsgType) -> None:
            raise ConnectionResetError

    link = link_to(Broken())
    link.put_bytes(b"1")
    await link.run()
    assert link.closing


def test_a_bucket_lets_a_burst_through_and_then_its_rate() -> None:
    bucket = Bucket(rate=10, burst=3)
    assert [bucket.take(1, now=5.0) for _ in range(5)] == pytest.approx([0, 0, 0, 0.1, 0.2])
    assert bucket.take(1, now=100.0) == 0.0


# -- the book ---------------------------------------------------------------------------------------------------------

ACTOR = Actor(name="PY-K01", role=Role.KIOSK, jurisdiction="440113")


def first() -> NewEvent:
    return ACTOR.did("visit_opened", 1, hall="h", language=Language.EN.value)


async def test_steps_of_one_case_follow_each_other_and_those_of_others_do_not_wait() -> None:
    book = CaseBook(FakeStore())
    order: list[str] = []
    let_go = asyncio.Event()

    async def slow() -> None:
        async with book.step("c1") as step:
            order.append("slow in")
            await let_go.wait()
            await step.commit((first(),))
            order.append("slow out")

    async def next_one() -> None:
        async with book.step("c1") as step:
            order.append(f"next sees {step.case.events}")

    tasks = [asyncio.create_task(slow()), asyncio.create_task(next_one())]
    async with book.step("c2") as other:
        await other.commit((first(),))
        order.append("other")
    let_go.set()
    await asyncio.gather(*tasks)
    assert order == ["slow in", "other", "slow out", "next sees 1"] or order[0] == "other"
    assert order[-2:] == ["slow out", "next sees 1"]


async def test_a_conflict_takes_up_what_somebody_else_wrote() -> None:
    store = FakeStore()
    ours, theirs = CaseBook(store), CaseBook(store)
    async with ours.step("c1") as step:
        await step.commit((first(),))
    async with theirs.step("c1") as step:
        await step.commit((ACTOR.did("note_added", 2, text="x"),))
    with pytest.raises(Refused) as caught:
        async with ours.step("c1") as step:
            await step.commit((ACTOR.did("rated", 3, level=5, codes=[], text=""),))
    assert caught.value.code is FailureCode.CONFLICT
    assert len((await ours.case("c1")).notes) == 1


async def test_a_repeated_request_changes_nothing() -> None:
    book = CaseBook(FakeStore())
    key = RequestKey(actor="a", request="r")
    async with book.step("c1") as step:
        await step.commit((first(),), key)
        again = await step.commit((ACTOR.did("note_added", 2, text="x"),), key)
    assert (again.events, again.notes) == (1, ())


async def test_closed_cases_are_forgotten_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("signaling.casebook.KEPT", 2)
    book = CaseBook(FakeStore())
    for number in range(5):
        async with book.step(f"c{number}") as step:
            await step.commit((first(), ACTOR.did("visit_ended", 2, outcome="finished")))
    assert [book.peek(f"c{number}") is not None for number in range(5)] == [False, False, False, True, True]
    assert (await book.case("c0")).events == 2


@pytest.mark.expects_log("signaling.casebook")
async def test_a_log_that_cannot_be_read_keeps_the_others_open() -> None:
    store = FakeStore()
    book = CaseBook(store)
    for case in ("c1", "c2"):
        async with book.step(case) as step:
            await step.commit((first(),))
    broken = store.logs["c1"]
    broken[0] = replace(broken[0], kind="danced")
    assert [case.case for case in await CaseBook(store).load()] == ["c2"]


# -- tokens -----------------------------------------------------------------------------------------------------------


def test_a_token_says_who_until_when_and_is_of_this_server(tmp_path: Path) -> None:
    tokens = Tokens(key=b"k" * 32, revoked=tmp_path / "revoked")
    token, claims = tokens.issue(sub="zhang", role=Role.AGENT, jti="t1", now=100)
    assert tokens.read(token, now=101) == claims
    assert tokens.read(token, now=100 + LIFETIME) is None
    assert tokens.read(token[:-2] + "AA", now=101) is None
    assert tokens.read(token.split(".")[0] + ".", now=101) is None
    assert Tokens(key=b"o" * 32, revoked=tmp_path / "revoked").read(token, now=101) is None
    tokens.revoke(claims)
    assert tokens.read(token, now=101) is None
    assert Tokens(key=b"k" * 32, revoked=tmp_path / "revoked").read(token, now=101) is None


def test_masking_keeps_what_happened_and_hides_whom_it_happened_to() -> None:
    assert masked({"outcome": "served", "note": "", "text": "秘密"}) == {"outcome": "served", "note": "", "text": "***"}
    assert masked({"values": {"phone": "13800138000"}, "revision": 3}) == {"values": {"phone": "***"}, "revision": 3}
    holder: Json = {"kind": "resident", "name": "王小明", "number": "11010519491231002X", "address": "某街"}
    assert masked({"holder": holder}) == {
        "holder": {"kind": "resident", "name": "王*明", "number": "110105********002X", "address": "***"}
    }
