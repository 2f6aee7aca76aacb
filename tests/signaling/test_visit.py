"""Whole visits over real sockets."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
import pytest

from protocol.messages import (
    AskDevice,
    CallEnded,
    CaseChanged,
    ConfirmWipe,
    Decide,
    DeviceProgress,
    DeviceReport,
    DeviceRequested,
    EndVisit,
    Failed,
    FieldPatched,
    HangUp,
    JudgeMaterial,
    LeaveQueue,
    MaterialChanged,
    PaperIssued,
    PatchField,
    PresenceChanged,
    Rate,
    ReceivePapers,
    RecordSignature,
    Signal,
    TakeTicket,
    TicketChanged,
)
from protocol.states import (
    CallEnd,
    CaseState,
    Decision,
    DeviceAction,
    DeviceOutcome,
    FailureCode,
    MaterialVerdict,
    Presence,
    Role,
    TicketEnd,
    TicketState,
    VisitEnd,
)
from tests.signaling.client import request_id
from tests.signaling.stage import (
    HOLDER,
    attached,
    fetch,
    filled,
    identified,
    in_call,
    packaged_catalogue,
    running,
    strokes,
    upload,
)
from tests.signaling.stage import picture as a_picture

if TYPE_CHECKING:
    from pathlib import Path

    from tests.signaling.client import Client


async def signed(kiosk: Client, case: str) -> None:
    status, pdf, headers = await fetch(kiosk, f"/v1/cases/{case}/papers/application/preview")
    assert status == 200
    preview = hashlib.sha256(pdf).hexdigest()
    assert headers["X-Content-SHA256"] == preview
    _, strokes_sha256 = await upload(kiosk, case, strokes(), "application/vnd.cloudwindow.strokes+json")
    _, image_sha256 = await upload(kiosk, case, a_picture(3), "image/png")
    await kiosk.done(
        RecordSignature(
            id=request_id(),
            case=case,
            paper="application",
            preview_sha256=preview,
            strokes_sha256=strokes_sha256,
            image_sha256=image_sha256,
        )
    )


async def test_a_visit_goes_from_the_first_touch_to_the_proof_of_the_wipe(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk, stage.agent() as agent:
        case = await identified(kiosk)
        chosen = await kiosk.hear(CaseChanged)
        chosen = await kiosk.hear(CaseChanged)
        assert chosen.case.holder == HOLDER
        assert {value.field: value.value for value in chosen.case.fields}["name"] == HOLDER.name
        assert len(chosen.case.case_no) == 43
        await attached(kiosk, case, "hukou")
        call = await in_call(kiosk, agent, case)
        await filled(kiosk, case)
        assert (await agent.hear(FieldPatched)).value.field == "phone"
        ask = AskDevice(id=request_id(), call=call, action=DeviceAction.SIGN, paper="application")
        await agent.done(ask)
        assert (await kiosk.hear(DeviceRequested)).request == ask.id
        await signed(kiosk, case)
        await kiosk.done(DeviceProgress(id=request_id(), call=call, request=ask.id, outcome=DeviceOutcome.DONE))
        assert (await agent.hear(DeviceReport)).outcome is DeviceOutcome.DONE
        await agent.done(JudgeMaterial(id=request_id(), case=case, material="hukou", verdict=MaterialVerdict.QUALIFIED))
        assert (await kiosk.hear(MaterialChanged)).material.verdict is MaterialVerdict.QUALIFIED
        await agent.done(ReceivePapers(id=request_id(), case=case))
        await agent.done(Decide(id=request_id(), case=case, decision=Decision.ACCEPT))
        papers = [(await kiosk.hear(PaperIssued)).paper for _ in range(2)]
        assert [paper.paper for paper in papers] == ["receipt", "acceptance"]
        accepted = (await kiosk.hear(CaseChanged)).case
        assert accepted.state is CaseState.ACCEPTED
        assert accepted.due is not None
        status, pdf, _ = await fetch(kiosk, f"/v1/cases/{case}/documents/{papers[1].sha256}")
        assert (status, pdf[:5]) == (200, b"%PDF-")
        await agent.done(HangUp(id=request_id(), call=call, outcome=CallEnd.SERVED))
        assert (await kiosk.hear(CallEnded)).outcome is CallEnd.SERVED
        assert (await kiosk.hear(TicketChanged)).outcome is TicketEnd.SERVED
        assert (await agent.hear(PresenceChanged)).presence is Presence.AFTER_CALL
        await kiosk.done(Rate(id=request_id(), case=case, level=5))
        await kiosk.done(EndVisit(id=request_id(), case=case, outcome=VisitEnd.FINISHED))
        await kiosk.done(ConfirmWipe(id=request_id(), case=case, removed_files=3))
        kinds = [event.kind for event in stage.store.logs[case]]
        assert [kind for kind in kinds if kind not in {"field_patched", "document_stored"}] == [
            "visit_opened",
            "identity_recorded",
            "item_chosen",
            "fields_filled",
            "page_attached",
            "ticket_taken",
            "call_started",
            "device_asked",
            "application_signed",
            "device_answered",
            "material_judged",
            "papers_received",
            "decided",
            "call_ended",
            "ticket_ended",
            "rated",
            "visit_ended",
            "wipe_confirmed",
        ]
        assert [event async for event in stage.store.broken_events()] == []


async def test_signals_pass_between_the_two_ends_unchanged(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk, stage.agent() as agent:
        call = await in_call(kiosk, agent, await identified(kiosk))
        payload = msgspec.Raw(b'{"sdp": "v=0\\r\\n", "attempt": 1}')
        await kiosk.send(Signal(call=call, payload=payload))
        assert bytes((await agent.hear(Signal)).payload) == bytes(payload)
        await agent.send(Signal(call=call, payload=msgspec.Raw(b'"answer"')))
        assert bytes((await kiosk.hear(Signal)).payload) == b'"answer"'


async def test_a_ticket_shows_its_way_to_the_seat(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk, stage.agent() as agent:
        await in_call(kiosk, agent, await identified(kiosk))
        states = [message.ticket.state for message in kiosk.heard(TicketChanged)]
        assert states == [TicketState.OFFERED, TicketState.IN_CALL]


async def test_a_citizen_whom_nobody_enrolled_can_serve_is_told_at_once(tmp_path: Path) -> None:
    nobody = replace(packaged_catalogue(), seats=())
    async with running(tmp_path, catalogue=nobody) as stage, stage.kiosk() as kiosk:
        case = await identified(kiosk)
        refused = await kiosk.ask(TakeTicket(id=request_id(), case=case))
        assert isinstance(refused, Failed)
        assert refused.code is FailureCode.NO_SEAT
        assert stage.store.numbers.keys() == {key for key in stage.store.numbers if key.startswith("case/")}


async def test_a_citizen_may_wait_for_a_seat_that_is_not_on_duty(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk:
        case = await identified(kiosk)
        await kiosk.done(TakeTicket(id=request_id(), case=case))
        ticket = (await kiosk.hear(TicketChanged)).ticket
        assert (ticket.number, ticket.state, ticket.ahead, ticket.seats) == ("A001", TicketState.WAITING, 0, 0)
        assert ticket.wait_p50 is None
        await kiosk.done(LeaveQueue(id=request_id(), case=case))
        assert (await kiosk.hear(TicketChanged)).outcome is TicketEnd.ABANDONED
        await kiosk.done(TakeTicket(id=request_id(), case=case))
        assert (await kiosk.hear(TicketChanged)).ticket.number == "A002"


async def test_two_who_type_into_one_field_are_ordered_and_the_loser_is_told_what_stands(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk, stage.agent() as agent:
        case = await identified(kiosk)
        await in_call(kiosk, agent, case)
        seen = kiosk.server_revision
        await agent.done(PatchField(id=request_id(), case=case, field="phone", value="13900139000", base=seen))
        late = await kiosk.ask(PatchField(id=request_id(), case=case, field="phone", value="1", base=seen))
        assert isinstance(late, Failed)
        assert (late.code, late.field) == (FailureCode.CONFLICT, "phone")
        told = [(patched.value.value, patched.value.by) for patched in kiosk.heard(FieldPatched)]
        assert told == [("13900139000", Role.AGENT)] * 2
        base = kiosk.server_revision
        await kiosk.done(PatchField(id=request_id(), case=case, field="phone", value="13800138000", base=base))
        while (await agent.hear(FieldPatched)).value.value != "13800138000":
            pass


@pytest.mark.thorough
async def test_a_case_told_what_is_missing_is_signed_again_and_accepted(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk, stage.agent() as agent:
        case = await identified(kiosk)
        await filled(kiosk, case)
        await in_call(kiosk, agent, case)
        await signed(kiosk, case)
        await agent.done(ReceivePapers(id=request_id(), case=case))
        bad = JudgeMaterial(
            id=request_id(), case=case, material="form", verdict=MaterialVerdict.UNQUALIFIED, note="签名不清"
        )
        await agent.done(bad)
        refused = await agent.ask(Decide(id=request_id(), case=case, decision=Decision.ACCEPT))
        assert isinstance(refused, Failed)
        assert (refused.code, refused.field) == (FailureCode.INVALID, "form")
        await agent.done(Decide(id=request_id(), case=case, decision=Decision.SUPPLEMENT))
        await signed(kiosk, case)
        await agent.done(msgspec.structs.replace(bad, id=request_id(), verdict=MaterialVerdict.QUALIFIED, note=""))
        await agent.done(ReceivePapers(id=request_id(), case=case))
        await agent.done(Decide(id=request_id(), case=case, decision=Decision.ACCEPT))
        assert stage.store.rows[case].state is CaseState.ACCEPTED


async def test_a_refusal_says_its_ground_and_ends_the_case(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk, stage.agent() as agent:
        case = await identified(kiosk)
        await filled(kiosk, case)
        await in_call(kiosk, agent, case)
        await signed(kiosk, case)
        silent = await agent.ask(Decide(id=request_id(), case=case, decision=Decision.REFUSE))
        assert isinstance(silent, Failed)
        assert (silent.code, silent.field) == (FailureCode.INVALID, "reason")
        reason = "不属于本机关职权范围"
        await agent.done(Decide(id=request_id(), case=case, decision=Decision.REFUSE, reason=reason))
        assert stage.store.rows[case].state is CaseState.REFUSED
        issued = [message.paper.paper for message in kiosk.heard(PaperIssued)]
        assert issued == ["application", "refusal"]
