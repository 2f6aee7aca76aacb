"""The case: what each request makes of it, what is refused, and that the log alone tells all of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.messages import (
    AddNote,
    AttachPage,
    ConfirmWipe,
    Decide,
    EndVisit,
    JudgeMaterial,
    OpenVisit,
    Page,
    PatchField,
    Rate,
    RecordConsent,
    RecordIdentity,
)
from protocol.states import (
    CallEnd,
    CaseState,
    ConsentKind,
    Decision,
    FailureCode,
    Language,
    MaterialVerdict,
    Role,
    TicketEnd,
    VisitEnd,
)
from signaling.domain import commands
from signaling.domain.case import EVENTS, TRANSITIONS, Case, Step, apply, fold
from signaling.domain.commands import Actor
from signaling.domain.completeness import defects, missing_materials
from signaling.domain.errors import Refused
from signaling.domain.views import Audience, snapshot, tell
from tests.signaling.stage import FIELDS, HOLDER, ITEM, packaged_catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

    from protocol.catalogue import Item
    from signaling.store.base import NewEvent

KIOSK = Actor(name="PY-K01", role=Role.KIOSK, jurisdiction="440113")
CLERK = Actor(name="zhang", role=Role.AGENT, jurisdiction="440113")
TODAY = date(2026, 11, 23)
SHA = "a" * 64


def item() -> Item:
    found = packaged_catalogue().item(ITEM)
    assert found is not None
    return found


def grown(case: Case, events: tuple[NewEvent, ...]) -> Case:
    for event in events:
        case = apply(case, event)
    return case


def opened() -> Case:
    message = OpenVisit(id="1", language=Language.ZH_HANS)
    return fold("c1", commands.open_visit(message, KIOSK, hall="PY-007", now=10))


def chosen() -> Case:
    identity = RecordIdentity(id="2", case="c1", holder=HOLDER, reader="r")
    case = opened()
    case = grown(case, commands.record_identity(case, identity, KIOSK, item=None, now=11))
    return grown(case, commands.choose_item(case, item(), "N1", KIOSK, now=12))


def patched(case: Case, name: str, value: str, *, by: Actor = KIOSK, base: int | None = None) -> Case:
    patch = PatchField(id="3", case="c1", field=name, value=value, base=case.revision if base is None else base)
    return grown(case, commands.patch_field(case, patch, by, item=item(), now=13))


def filled() -> Case:
    case = chosen()
    for name, value in FIELDS.items():
        case = patched(case, name, value)
    return case


def submitted() -> Case:
    signed = KIOSK.did(
        "application_signed", 20, paper="application", number="N1", sha256=SHA, image_sha256=SHA, signed=True
    )
    return grown(filled(), (signed,))


def received() -> Case:
    return grown(submitted(), (CLERK.did("papers_received", 21, paper="receipt", number="R1", sha256=SHA),))


def refused(act: Callable[[], object]) -> tuple[FailureCode, str]:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.code, caught.value.field


def test_the_card_fills_the_form_when_the_item_is_chosen() -> None:
    case = chosen()
    assert (case.values["name"], case.values["sex"], case.values["id_number"]) == ("王𬎆明", "女", HOLDER.number)
    assert {value.revision for value in case.fields.values()} == {1}
    assert case.case_no == "N1"


def test_the_card_fills_the_form_when_it_is_read_after_the_item_was_chosen() -> None:
    case = opened()
    case = grown(case, commands.choose_item(case, item(), "N1", KIOSK, now=11))
    assert case.values == {}
    identity = RecordIdentity(id="2", case="c1", holder=HOLDER, reader="r")
    case = grown(case, commands.record_identity(case, identity, KIOSK, item=item(), now=12))
    assert case.values["name"] == HOLDER.name


def test_patches_are_ordered_and_the_newer_value_of_the_other_side_stands() -> None:
    case = patched(chosen(), "phone", "1")
    seen = case.revision
    case = patched(case, "phone", "13", by=CLERK)
    stale = PatchField(id="4", case="c1", field="phone", value="2", base=seen)
    late = refused(lambda: commands.patch_field(case, stale, KIOSK, item=item(), now=14))
    assert late == (FailureCode.CONFLICT, "phone")
    assert patched(case, "phone", "138", by=CLERK, base=seen).values["phone"] == "138"
    assert patched(case, "pay_way", "按年", base=seen).values["pay_way"] == "按年"
    assert case.fields["phone"].by is Role.AGENT


def test_a_field_the_form_does_not_have_is_refused() -> None:
    assert refused(lambda: patched(chosen(), "nonsense", "x")) == (FailureCode.INVALID, "nonsense")
    assert refused(lambda: patched(chosen(), "phone", "x", base=99)) == (FailureCode.INVALID, "base")


def test_what_was_signed_can_not_be_changed() -> None:
    assert refused(lambda: patched(submitted(), "phone", "x")) == (FailureCode.WRONG_STATE, "state")


def test_a_page_must_have_been_uploaded_for_this_case() -> None:
    case = chosen()
    page = Page(sha256=SHA, original_sha256="b" * 64, media_type="image/png")
    attach = AttachPage(id="5", case="c1", material="hukou", page=page)

    def act(held: Case) -> tuple[NewEvent, ...]:
        return commands.attach_page(held, attach, KIOSK, item=item(), now=15)

    assert refused(lambda: act(case)) == (FailureCode.UNKNOWN, "sha256")
    for sha256 in (page.sha256, page.original_sha256):
        case = apply(case, KIOSK.did("document_stored", 14, sha256=sha256, media_type="image/png", size=1))
    case = grown(case, act(case))
    case = grown(case, act(case))
    assert len(case.materials["hukou"].pages) == 2
    again = msgspec.structs.replace(attach, replace=True)
    case = grown(case, commands.attach_page(case, again, KIOSK, item=item(), now=16))
    assert case.materials["hukou"].pages == (page,)
    stranger = msgspec.structs.replace(attach, material="nonsense")
    assert refused(lambda: commands.attach_page(case, stranger, KIOSK, item=item(), now=16)) == (
        FailureCode.INVALID,
        "material",
    )


def test_a_case_is_accepted_only_when_it_is_received_and_complete() -> None:
    accept = Decide(id="6", case="c1", decision=Decision.ACCEPT)

    def decide(case: Case) -> None:
        commands.require_decidable(case, accept, item(), role=Role.AGENT, today=TODAY)

    assert refused(lambda: decide(chosen())) == (FailureCode.WRONG_STATE, "state")
    assert refused(lambda: decide(submitted())) == (FailureCode.WRONG_STATE, "state")
    decide(received())
    bad = CLERK.did("material_judged", 22, material="form", verdict="unqualified", note="签名不清")
    case = grown(received(), (bad,))
    assert refused(lambda: decide(case)) == (FailureCode.INVALID, "form")
    assert defects(case, item()) == (("form", "签名不清"),)


def test_required_materials_that_may_not_follow_later_are_missed() -> None:
    without_card = fold("c1", commands.open_visit(OpenVisit(id="1", language=Language.EN), KIOSK, hall="h", now=1))
    assert missing_materials(without_card, item()) == ("id_card", "form")
    assert missing_materials(received(), item()) == ()


def test_supplements_are_told_once_and_a_supervisor_may_a_second_time() -> None:
    tell_missing = Decide(id="7", case="c1", decision=Decision.SUPPLEMENT, reason="户口簿缺页")
    told = CLERK.did(
        "decided", 23, decision="supplement", reason="x", due=None, paper="supplement", number="S", sha256=SHA
    )
    case = grown(received(), (told,))
    assert case.state is CaseState.SUPPLEMENT
    case = grown(case, (CLERK.did("papers_received", 24, paper="receipt", number="R2", sha256=SHA),))
    assert case.state is CaseState.RECEIVED

    def again(role: Role) -> None:
        commands.require_decidable(case, tell_missing, item(), role=role, today=TODAY)

    assert refused(lambda: again(Role.AGENT)) == (FailureCode.WRONG_STATE, "supplement")
    again(Role.SUPERVISOR)


def test_a_refusal_names_its_ground() -> None:
    silent = Decide(id="8", case="c1", decision=Decision.REFUSE, reason="  ")

    def act() -> None:
        commands.require_decidable(received(), silent, item(), role=Role.AGENT, today=TODAY)

    assert refused(act) == (FailureCode.INVALID, "reason")


def test_a_form_with_a_wrong_value_is_not_complete() -> None:
    commands.require_complete_form(filled(), item(), today=TODAY)
    wrong = patched(filled(), "id_number", "110105194912310021")

    def act() -> None:
        commands.require_complete_form(wrong, item(), today=TODAY)

    assert refused(act) == (FailureCode.INVALID, "id_number")


def test_a_ticket_needs_an_item_and_across_regions_a_consent() -> None:
    assert refused(lambda: commands.require_queueable(opened(), None)) == (FailureCode.WRONG_STATE, "item")
    far = packaged_catalogue().item("WJ-YL-CJ-001")
    assert far is not None
    case = grown(opened(), commands.choose_item(opened(), far, "N2", KIOSK, now=11))
    assert refused(lambda: commands.require_queueable(case, far)) == (FailureCode.WRONG_STATE, "cross_region")
    consent = RecordConsent(
        id="9",
        case="c1",
        kind=ConsentKind.CROSS_REGION,
        version="1",
        text_sha256=SHA,
        language=Language.EN,
        given=True,
    )
    commands.require_queueable(grown(case, commands.record_consent(case, consent, KIOSK, now=12)), far)


def test_a_poor_rating_says_why_and_there_is_one() -> None:
    case = opened()
    poor = Rate(id="10", case="c1", level=1)
    assert refused(lambda: commands.rate(case, poor, KIOSK, now=30)) == (FailureCode.INVALID, "codes")
    case = grown(case, commands.rate(case, msgspec.structs.replace(poor, codes=("510",)), KIOSK, now=30))
    again = Rate(id="11", case="c1", level=5)
    assert refused(lambda: commands.rate(case, again, KIOSK, now=31)) == (FailureCode.WRONG_STATE, "rated")


def test_ending_a_visit_ends_its_call_and_its_ticket() -> None:
    case = grown(
        chosen(),
        (
            KIOSK.did("ticket_taken", 14, number="A001", item=ITEM),
            CLERK.did(
                "call_started",
                15,
                call="call1",
                agent="zhang",
                agent_no="1",
                agent_name="张老师",
                jurisdiction="440113",
            ),
        ),
    )
    events = commands.end_visit(case, EndVisit(id="12", case="c1", outcome=VisitEnd.LEFT), KIOSK, now=16)
    assert [(event.kind, event.data["outcome"]) for event in events] == [
        ("call_ended", CallEnd.CITIZEN_LEFT.value),
        ("ticket_ended", TicketEnd.ABANDONED.value),
        ("visit_ended", VisitEnd.LEFT.value),
    ]
    over = grown(case, events)
    assert (over.open, over.call, over.ticket) == (False, None, None)
    wipe = ConfirmWipe(id="13", case="c1", removed_files=1)
    assert refused(lambda: commands.confirm_wipe(case, wipe, KIOSK, now=17))[0] is FailureCode.WRONG_STATE
    assert grown(over, commands.confirm_wipe(over, wipe, KIOSK, now=17)).wiped


def test_notes_are_for_the_desk_alone() -> None:
    case = opened()
    events = commands.add_note(case, AddNote(id="14", case="c1", text="听力不好"), CLERK, now=18)
    case = grown(case, events)
    assert snapshot(case, Audience.KIOSK).notes == ()
    assert snapshot(case, Audience.DESK).notes[0].text == "听力不好"
    assert [said.audience for said in tell(case, events)] == [Audience.DESK]


def test_a_verdict_is_told_to_both_ends() -> None:
    case = chosen()
    judge = JudgeMaterial(id="15", case="c1", material="hukou", verdict=MaterialVerdict.RETAKE, note="反光")
    events = commands.judge_material(case, judge, CLERK, item=item(), now=18)
    assert [said.audience for said in tell(grown(case, events), events)] == [Audience.KIOSK, Audience.DESK]


def test_no_step_leads_back_but_from_supplement() -> None:
    order = [CaseState.DRAFT, CaseState.SUBMITTED, CaseState.RECEIVED, CaseState.ACCEPTED, CaseState.REFUSED]
    for (before, step), after in TRANSITIONS.items():
        if CaseState.SUPPLEMENT not in {before, after}:
            assert order.index(after) > order.index(before), step
    final = {CaseState.ACCEPTED, CaseState.REFUSED, CaseState.WITHDRAWN}
    assert not {before for before, _ in TRANSITIONS} & final


@given(st.lists(st.sampled_from(list(Step)), max_size=12))
@pytest.mark.thorough
def test_however_the_steps_come_the_state_follows_the_table(steps: list[Step]) -> None:
    kinds = {Step.SIGN: "application_signed", Step.RECEIVE: "papers_received"}
    state, case = CaseState.DRAFT, chosen()
    for step in steps:
        data = {"paper": "p", "number": "n", "sha256": SHA, "image_sha256": SHA}
        data |= {"decision": step.value, "reason": "", "due": ""} if step not in kinds else {}
        case = apply(case, CLERK.did(kinds.get(step, "decided"), 30, **data))
        state = TRANSITIONS.get((state, step), state)
        assert case.state is state


def test_every_word_of_the_log_is_known() -> None:
    assert set(EVENTS) >= {"visit_opened", "field_patched", "call_started", "decided", "visit_ended"}
    with pytest.raises(KeyError):
        apply(opened(), KIOSK.did("danced", 1))
