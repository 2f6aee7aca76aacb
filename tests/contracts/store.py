"""What every store keeps to. Inherit `StoreContract` and give it a fixture `store`."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from protocol.ids import CaseId
from protocol.states import CaseState, Language, Role
from signaling.store.base import AgentAccount, Append, CaseRow, Conflict, EnrolmentCode, NewEvent, RequestKey

if TYPE_CHECKING:
    from signaling.store.base import Json, Store, StoredEvent

CASE = CaseId("01K0CASE00000000000000000A")
OTHER = CaseId("01K0CASE00000000000000000B")


def case_row(case: CaseId = CASE, *, state: CaseState = CaseState.DRAFT, opened: bool = True) -> CaseRow:
    return CaseRow(
        case=case,
        case_no="",
        state=state,
        kiosk="PY-K01",
        hall="PY-WB",
        jurisdiction="440113",
        item="",
        open=opened,
        updated_at=1795400000.25,
    )


def new_event(kind: str = "field_patched", **data: Json) -> NewEvent:
    return NewEvent(kind=kind, at=1795400000.125, actor="PY-K01", role="kiosk", jurisdiction="440113", data=data)


def step(*events: NewEvent, expected: int = 0, row: CaseRow | None = None, request: str | None = None) -> Append:
    return Append(
        row=row or case_row(),
        expected=expected,
        events=events,
        request=None if request is None else RequestKey(actor="PY-K01", request=request),
    )


def enrolment_code(code: str, *, kiosk: str = "PY-K01") -> EnrolmentCode:
    return EnrolmentCode(code_sha256=code, kiosk=kiosk, hall="PY-WB", jurisdiction="440113", expires_at=1000.0)


ZHANG = AgentAccount(
    agent="zhang",
    agent_no="1023",
    name="张老师",
    role=Role.AGENT,
    password_hash="$argon2id$invented",
    jurisdiction="440113",
    seat="PY-S01",
    items=("SBK-BH-002",),
    languages=(Language.ZH_HANS, Language.EN),
)


async def broken(store: Store) -> list[StoredEvent]:
    return [event async for event in store.broken_events()]


class StoreContract:
    """The contract of `signaling.store.base.Store`."""

    async def test_events_come_back_as_they_were_written_in_one_chain(self, store: Store) -> None:
        patch = new_event(field="name", value="龘", nested={"list": [1, 2.5, None, True]})
        first = await store.append(step(new_event("visit_opened"), patch))
        second = await store.append(step(new_event("ticket_taken"), expected=2))
        events = await store.events(CASE)
        assert events == first.events + second.events
        assert [(event.seq, event.kind) for event in events] == [
            (1, "visit_opened"),
            (2, "field_patched"),
            (3, "ticket_taken"),
        ]
        assert dict(events[1].data) == dict(patch.data)
        assert events[0].prev == "0" * 64
        assert [event.prev for event in events[1:]] == [event.hash for event in events[:-1]]
        assert len({event.hash for event in events}) == 3
        assert await broken(store) == []

    async def test_an_unknown_case_has_no_events_and_no_row(self, store: Store) -> None:
        assert await store.events(CASE) == ()
        assert await store.row(CASE) is None

    @pytest.mark.parametrize("expected", [0, 2, 5])
    async def test_whoever_comes_second_is_told_and_writes_nothing(self, store: Store, expected: int) -> None:
        await store.append(step(new_event("visit_opened")))
        with pytest.raises(Conflict):
            await store.append(step(new_event("late"), expected=expected, row=case_row(state=CaseState.REFUSED)))
        assert [event.kind for event in await store.events(CASE)] == ["visit_opened"]
        row = await store.row(CASE)
        assert row is not None
        assert row.state is CaseState.DRAFT

    async def test_a_request_sent_twice_is_carried_out_once(self, store: Store) -> None:
        key = RequestKey(actor="PY-K01", request="r1")
        assert not await store.repeated(key)
        first = await store.append(step(new_event("visit_opened"), request="r1"))
        again = await store.append(step(new_event("visit_opened"), request="r1"))
        assert (first.repeated, again.repeated, again.events) == (False, True, ())
        assert await store.repeated(key)
        assert not await store.repeated(RequestKey(actor="PY-K02", request="r1"))
        assert len(await store.events(CASE)) == 1

    async def test_a_refused_step_leaves_its_request_free(self, store: Store) -> None:
        with pytest.raises(Conflict):
            await store.append(step(new_event(), expected=7, request="r1"))
        assert not await store.repeated(RequestKey(actor="PY-K01", request="r1"))
        assert not (await store.append(step(new_event(), request="r1"))).repeated

    async def test_a_failed_step_takes_none_of_its_neighbours_with_it(self, store: Store) -> None:
        names = [CaseId(f"01K0CASE000000000000000{n:03d}") for n in range(60)]
        steps = [
            step(new_event("visit_opened"), row=case_row(name), expected=n % 3 == 0) for n, name in enumerate(names)
        ]
        results = await asyncio.gather(*map(store.append, steps), return_exceptions=True)
        assert [isinstance(result, Conflict) for result in results] == [n % 3 == 0 for n in range(60)]
        assert [len(await store.events(name)) for name in names] == [int(n % 3 != 0) for n in range(60)]
        assert await broken(store) == []

    async def test_of_many_at_once_on_one_case_one_wins_each_place(self, store: Store) -> None:
        results = await asyncio.gather(
            *(store.append(step(new_event(f"by_{n}"))) for n in range(20)), return_exceptions=True
        )
        assert sum(not isinstance(result, Conflict) for result in results) == 1
        assert len(await store.events(CASE)) == 1

    async def test_the_row_follows_and_closed_cases_are_not_taken_up_again(self, store: Store) -> None:
        await store.append(step(new_event("visit_opened")))
        await store.append(step(new_event("visit_opened"), row=case_row(OTHER)))
        assert {row.case for row in await store.open_cases()} == {CASE, OTHER}
        closed = case_row(state=CaseState.ACCEPTED, opened=False)
        await store.append(step(new_event("visit_ended"), expected=1, row=closed))
        assert [row.case for row in await store.open_cases()] == [OTHER]
        assert await store.row(CASE) == closed

    async def test_a_case_is_found_by_the_number_it_bears_now(self, store: Store) -> None:
        first, second = "12440113MB2C01024A4442011001001202611230001", "12440113MB2C01024A4442011001001202611230002"
        await store.append(step(new_event("visit_opened")))
        await store.append(step(new_event("visit_opened"), row=replace(case_row(OTHER), case_no=second)))
        assert await store.numbered("") is None
        assert await store.numbered(first) is None
        numbered = replace(case_row(), case_no=first)
        await store.append(step(new_event("item_chosen"), expected=1, row=numbered))
        assert await store.numbered(first) == numbered
        await store.append(step(new_event("item_chosen"), expected=2, row=replace(numbered, case_no=f"{second}0")))
        assert await store.numbered(first) is None
        found = await store.numbered(second)
        assert found is not None
        assert found.case == OTHER

    async def test_a_step_without_events_changes_the_row_alone(self, store: Store) -> None:
        await store.append(step(new_event("visit_opened")))
        await store.append(step(expected=1, row=case_row(opened=False)))
        assert await store.open_cases() == ()
        assert len(await store.events(CASE)) == 1
        assert await broken(store) == []

    async def test_numbers_are_never_given_twice(self, store: Store) -> None:
        taken = await asyncio.gather(*(store.next_number("ticket/PY-WB/2026-11-23") for _ in range(50)))
        assert sorted(taken) == list(range(1, 51))
        assert await store.next_number("ticket/PY-WB/2026-11-24") == 1
        assert all(later - earlier == 1 for earlier, later in pairwise(sorted(taken)))

    async def test_a_code_enrols_one_booth_once(self, store: Store) -> None:
        await store.add_code(enrolment_code("a" * 64))
        first = await store.enrol(code_sha256="a" * 64, public_key="KEY", now=999.0)
        assert first is not None
        assert (first.kiosk, first.hall, first.jurisdiction, first.public_key) == ("PY-K01", "PY-WB", "440113", "KEY")
        assert await store.kiosk("PY-K01") == first
        assert await store.enrol(code_sha256="a" * 64, public_key="THIEF", now=999.0) is None
        assert await store.kiosk("PY-K01") == first

    async def test_an_expired_an_unknown_and_a_replaced_code_enrol_nobody(self, store: Store) -> None:
        await store.add_code(enrolment_code("a" * 64))
        assert await store.enrol(code_sha256="a" * 64, public_key="KEY", now=1000.0) is None
        assert await store.enrol(code_sha256="b" * 64, public_key="KEY", now=1.0) is None
        await store.add_code(enrolment_code("c" * 64))
        await store.add_code(enrolment_code("d" * 64))
        assert await store.enrol(code_sha256="c" * 64, public_key="KEY", now=1.0) is None
        assert await store.kiosk("PY-K01") is None
        assert await store.enrol(code_sha256="d" * 64, public_key="KEY", now=1.0) is not None

    async def test_a_revoked_booth_stays_revoked_until_it_is_enrolled_anew(self, store: Store) -> None:
        assert not await store.revoke_kiosk("PY-K01")
        await store.add_code(enrolment_code("a" * 64))
        await store.enrol(code_sha256="a" * 64, public_key="OLD", now=1.0)
        assert await store.revoke_kiosk("PY-K01")
        revoked = await store.kiosk("PY-K01")
        assert revoked is not None
        assert revoked.revoked
        await store.add_code(enrolment_code("b" * 64))
        again = await store.enrol(code_sha256="b" * 64, public_key="NEW", now=1.0)
        assert again is not None
        assert (again.revoked, again.public_key) == (False, "NEW")

    async def test_an_account_comes_back_whole_and_can_be_changed(self, store: Store) -> None:
        assert await store.agent("zhang") is None
        await store.put_agent(ZHANG)
        assert await store.agent("zhang") == ZHANG
        disabled = AgentAccount(
            agent="zhang",
            agent_no="1023",
            name="张老师",
            role=Role.SUPERVISOR,
            password_hash="other",
            jurisdiction="440113",
            seat="PY-S02",
            disabled=True,
        )
        await store.put_agent(disabled)
        assert await store.agent("zhang") == disabled

    async def test_a_good_store_is_ready(self, store: Store) -> None:
        assert await store.ready()
        assert await store.ready()
