"""The case on the desk: typing together with the citizen, materials, and what each step still lacks."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

import forms
from agent_console.case_editor import CaseEditor
from agent_console.case_view import FieldView, Lack, LackKind, Origin, Standing, Step
from agent_console.effects import Notice, Notify, Send
from protocol.errors import LocalProtocolError
from protocol.messages import (
    AddNote,
    CaseChanged,
    CaseSnapshot,
    Decide,
    Done,
    Failed,
    FieldPatched,
    FieldValue,
    JudgeMaterial,
    MaterialChanged,
    MaterialState,
    PaperIssued,
    PatchField,
    ReceivePapers,
)
from protocol.states import CaseState, Decision, FailureCode, MaterialVerdict, Role
from tests.agent_console import made

TODAY = date(2026, 11, 23)
ALL = made.values(made.FROM_CARD) + made.values(made.BY_CITIZEN)


def editor(snapshot: CaseSnapshot | None = None) -> CaseEditor:
    item = made.CATALOGUE.items[0]
    return CaseEditor(
        snapshot=snapshot or made.snapshot(), item=item, definition=forms.definition(item.form), today=TODAY
    )


def field(case: CaseEditor, name: str) -> FieldView:
    return next(view for view in case.fields() if view.spec.field == name)


def patched(name: str, value: str, revision: int, by: Role = Role.KIOSK) -> FieldPatched:
    return FieldPatched(
        case="c1", value=FieldValue(field=name, value=value, revision=revision, by=by), revision=revision
    )


def shown(case: CaseEditor, name: str) -> tuple[str, Origin, bool, str | None]:
    view = field(case, name)
    return view.value, view.origin, view.in_flight, view.gave_way


def test_what_the_clerk_types_shows_at_once_and_stands_when_the_server_says_so() -> None:
    case = editor()
    assert case.typed(field="bank_name", value=" 某银行 ", base=0, request="r1") == (
        Send(PatchField(id="r1", case="c1", field="bank_name", value="某银行", base=1)),
    )
    at_once = shown(case, "bank_name")
    case.received(message=patched("bank_name", "某银行", 2, Role.AGENT))
    case.received(message=Done(reply_to="r1"))
    assert at_once == ("某银行", Origin.AGENT, True, None)
    assert shown(case, "bank_name") == ("某银行", Origin.AGENT, False, None)
    assert case.case.revision == 2


def test_done_before_the_patch_keeps_what_was_typed_on_the_screen() -> None:
    case = editor()
    case.typed(field="bank_name", value="某银行", base=0, request="r1")
    case.received(message=Done(reply_to="r1"))
    assert shown(case, "bank_name") == ("某银行", Origin.AGENT, False, None)
    case.received(message=patched("bank_name", "某银行", 2, Role.AGENT))
    assert shown(case, "bank_name") == ("某银行", Origin.AGENT, False, None)


def test_a_conflict_keeps_what_the_citizen_typed_and_tells_the_clerk() -> None:
    case = editor()
    case.typed(field="bank_name", value="我的银行", base=0, request="r1")
    case.received(message=patched("bank_name", "她的银行", 2))
    effects = case.received(message=Failed(reply_to="r1", code=FailureCode.CONFLICT))
    assert effects == (Notify(Notice.REFUSED, code="conflict", field="bank_name"),)
    assert shown(case, "bank_name") == ("她的银行", Origin.CITIZEN, False, "我的银行")


def test_a_draft_begun_before_the_citizens_value_gives_way_without_being_sent() -> None:
    case = editor()
    base = field(case, "bank_name").revision
    case.received(message=patched("bank_name", "她的银行", 2))
    assert case.typed(field="bank_name", value="我的银行", base=base, request="r1") == (
        Notify(Notice.REFUSED, code="conflict", field="bank_name"),
    )
    assert shown(case, "bank_name") == ("她的银行", Origin.CITIZEN, False, "我的银行")
    assert case.typed(field="bank_name", value="我的银行", base=2, request="r2") == (
        Send(PatchField(id="r2", case="c1", field="bank_name", value="我的银行", base=2)),
    )
    assert shown(case, "bank_name") == ("我的银行", Origin.AGENT, True, None)


def test_what_gave_way_can_be_dismissed() -> None:
    case = editor()
    case.received(message=patched("bank_name", "她的银行", 2))
    case.typed(field="bank_name", value="我的银行", base=0, request="r1")
    case.dismiss(field="bank_name")
    assert field(case, "bank_name").gave_way is None


def test_an_old_patch_that_comes_late_changes_nothing() -> None:
    case = editor()
    case.received(message=patched("bank_name", "新", 5))
    case.received(message=patched("bank_name", "旧", 4))
    assert field(case, "bank_name").value == "新"
    assert case.case.revision == 5


def test_messages_about_another_case_change_nothing() -> None:
    case = editor()
    before = case.case
    other = msgspec.structs.replace(made.snapshot(), case="c2")
    for message in (
        CaseChanged(case=other),
        msgspec.structs.replace(patched("bank_name", "x", 9), case="c2"),
        MaterialChanged(case="c2", material=made.book()),
        PaperIssued(case="c2", paper=made.signed_form()),
        Failed(reply_to="r9", code=FailureCode.INTERNAL),
    ):
        assert case.received(message=message) == ()
    assert case.case == before


def test_typing_what_already_stands_sends_nothing() -> None:
    case = editor()
    assert case.typed(field="name", value=made.NAME, base=1, request="r1") == ()


@pytest.mark.parametrize(
    "snapshot", [made.snapshot(state=CaseState.SUBMITTED), made.snapshot(state=CaseState.ACCEPTED)]
)
def test_what_was_signed_is_not_typed_over(snapshot: CaseSnapshot) -> None:
    with pytest.raises(LocalProtocolError):
        editor(snapshot).typed(field="bank_name", value="x", base=1, request="r1")


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(LocalProtocolError):
        editor().typed(field="nobody", value="x", base=1, request="r1")


def test_each_value_tells_where_it_came_from() -> None:
    case = editor(made.snapshot(fields=made.values(made.FROM_CARD) + made.values({"phone": "13800138000"})))
    case.received(message=patched("bank_name", "某银行", 3, Role.AGENT))
    case.received(message=patched("address", "另一个地址", 4))
    origins = {name: field(case, name).origin for name in ("name", "sex", "phone", "bank_name", "address", "pay_way")}
    assert origins == {
        "name": Origin.CARD,
        "sex": Origin.CARD,
        "phone": Origin.CITIZEN,
        "bank_name": Origin.AGENT,
        "address": Origin.CITIZEN,
        "pay_way": Origin.NONE,
    }


def test_a_wrong_value_is_a_problem_and_an_empty_one_is_missing() -> None:
    case = editor(made.snapshot(fields=made.values(made.FROM_CARD) + made.values({"phone": "138"})))
    assert any(problem.hard for problem in field(case, "phone").problems)
    assert not field(case, "phone").missing
    assert field(case, "bank_number").missing


def test_a_conditional_field_shows_only_under_its_condition() -> None:
    case = editor(made.snapshot(fields=ALL))
    hidden = field(case, "mail_to")
    case.received(message=patched("deliver", "邮寄", 3))
    assert (hidden.shown, hidden.missing) == (False, False)
    assert (field(case, "mail_to").shown, field(case, "mail_to").missing) == (True, True)


def test_materials_stand_as_their_way_in_says() -> None:
    before = [(view.material.material, view.standing, view.needed) for view in editor().materials()]
    after = editor(made.snapshot(materials=(made.book(),), papers=(made.signed_form(),), holder=None))
    assert before == [
        ("id_card", Standing.FROM_CARD, True),
        (made.BOOK, Standing.WAITING, True),
        (made.PHOTO, Standing.WAITING, False),
        ("form", Standing.WAITING, True),
    ]
    assert [view.standing for view in after.materials()] == [
        Standing.WAITING,
        Standing.PHOTOGRAPHED,
        Standing.WAITING,
        Standing.SIGNED,
    ]


def test_signing_waits_for_identity_fields_values_and_pictures_and_says_each() -> None:
    values = made.values(made.FROM_CARD) + made.values(made.BY_CITIZEN | {"phone": "138", "bank_name": ""})
    case = editor(made.snapshot(fields=values, holder=None))
    assert case.lacks() == (
        Lack(LackKind.IDENTITY),
        Lack(LackKind.FIELD, "bank_name"),
        Lack(LackKind.PROBLEM, "phone"),
        Lack(LackKind.PAGES, made.BOOK),
    )
    assert editor(made.snapshot(fields=ALL, materials=(made.book(),))).lacks() == ()


def test_without_an_item_nothing_can_be_signed() -> None:
    snapshot = made.snapshot(item=None)
    case = CaseEditor(snapshot=snapshot, item=None, definition=None, today=TODAY)
    assert (case.fields(), case.materials(), case.lacks()) == ((), (), (Lack(LackKind.ITEM),))


def test_the_steps_follow_the_states() -> None:
    assert {state: editor(made.snapshot(state=state)).step for state in CaseState} == {
        CaseState.DRAFT: Step.SIGN,
        CaseState.SUBMITTED: Step.RECEIVE,
        CaseState.RECEIVED: Step.DECIDE,
        CaseState.SUPPLEMENT: Step.RECEIVE,
        CaseState.ACCEPTED: Step.NOTHING,
        CaseState.REFUSED: Step.NOTHING,
        CaseState.WITHDRAWN: Step.NOTHING,
    }


def received(verdict: MaterialVerdict = MaterialVerdict.QUALIFIED) -> CaseEditor:
    papers = (made.signed_form(),)
    return editor(made.snapshot(state=CaseState.RECEIVED, fields=ALL, materials=(made.book(verdict),), papers=papers))


def test_a_complete_case_is_received_and_accepted() -> None:
    submitted = editor(made.snapshot(state=CaseState.SUBMITTED, fields=ALL, materials=(made.book(),)))
    assert submitted.receive_papers(request="r1") == (Send(ReceivePapers(id="r1", case="c1")),)
    assert received().decide(decision=Decision.ACCEPT, reason="", request="r2") == (
        Send(Decide(id="r2", case="c1", decision=Decision.ACCEPT)),
    )


@pytest.mark.parametrize(
    ("verdict", "lack"),
    [
        (MaterialVerdict.PENDING, LackKind.VERDICT),
        (MaterialVerdict.UNQUALIFIED, LackKind.DEFECT),
        (MaterialVerdict.RETAKE, LackKind.DEFECT),
    ],
)
def test_a_material_that_is_not_in_order_keeps_the_case_from_being_accepted(
    verdict: MaterialVerdict, lack: LackKind
) -> None:
    case = received(verdict)
    assert case.lacks() == (Lack(lack, made.BOOK),)
    with pytest.raises(LocalProtocolError):
        case.decide(decision=Decision.ACCEPT, reason="", request="r1")


def test_a_supplement_needs_a_defect_or_words() -> None:
    assert received().lacks(Decision.SUPPLEMENT) == (Lack(LackKind.NO_DEFECT),)
    assert received().lacks(Decision.SUPPLEMENT, reason="请补首页") == ()
    assert received(MaterialVerdict.UNQUALIFIED).lacks(Decision.SUPPLEMENT) == ()


def test_a_refusal_needs_its_ground() -> None:
    assert received().lacks(Decision.REFUSE, reason="  ") == (Lack(LackKind.REASON),)
    assert received().decide(decision=Decision.REFUSE, reason=" 不属本机关职权 ", request="r1") == (
        Send(Decide(id="r1", case="c1", decision=Decision.REFUSE, reason="不属本机关职权")),
    )


@pytest.mark.parametrize("decision", Decision)
def test_a_decided_case_is_not_decided_again(decision: Decision) -> None:
    case = editor(made.snapshot(state=CaseState.ACCEPTED, fields=ALL))
    assert case.lacks(decision, reason="x") == (Lack(LackKind.STATE, "accepted"),)


def test_a_supplemented_case_is_received_again_when_it_is_complete() -> None:
    lacking = editor(made.snapshot(state=CaseState.SUPPLEMENT, fields=ALL))
    complete = editor(made.snapshot(state=CaseState.SUPPLEMENT, fields=ALL, materials=(made.book(),)))
    assert lacking.lacks() == (Lack(LackKind.PAGES, made.BOOK),)
    assert complete.lacks() == ()
    assert complete.lacks_to_sign() == ()


def test_a_material_without_pictures_is_not_judged() -> None:
    with pytest.raises(LocalProtocolError):
        editor().judge(material=made.BOOK, verdict=MaterialVerdict.QUALIFIED, request="r1")
    case = editor()
    case.received(message=MaterialChanged(case="c1", material=made.book()))
    assert case.judge(material=made.BOOK, verdict=MaterialVerdict.QUALIFIED, request="r1") == (
        Send(JudgeMaterial(id="r1", case="c1", material=made.BOOK, verdict=MaterialVerdict.QUALIFIED)),
    )


def test_a_paper_issued_again_replaces_the_old_one() -> None:
    case = editor()
    case.received(message=PaperIssued(case="c1", paper=made.signed_form()))
    newer = msgspec.structs.replace(made.signed_form(), sha256="e" * 64)
    case.received(message=PaperIssued(case="c1", paper=newer))
    assert case.case.papers == (newer,)


def test_a_note_is_trimmed_and_an_empty_one_is_not_sent() -> None:
    assert editor().add_note(text=" 已核对 ", request="r1") == (Send(AddNote(id="r1", case="c1", text="已核对")),)
    with pytest.raises(LocalProtocolError):
        editor().add_note(text="  ", request="r2")


def test_another_item_drops_the_form_until_it_is_known() -> None:
    case = editor()
    changed = msgspec.structs.replace(made.snapshot(), item="other")
    case.received(message=CaseChanged(case=changed))
    assert (case.item, case.definition, case.fields()) == (None, None, ())


def test_a_snapshot_keeps_what_is_in_flight_on_the_screen() -> None:
    case = editor()
    case.typed(field="bank_name", value="某银行", base=0, request="r1")
    case.received(message=CaseChanged(case=made.snapshot()))
    assert shown(case, "bank_name") == ("某银行", Origin.AGENT, True, None)


def test_the_material_list_keeps_its_order_when_one_changes() -> None:
    photo = MaterialState(material=made.PHOTO, pages=(made.page("b"),))
    case = editor(made.snapshot(materials=(made.book(), photo)))
    case.received(message=MaterialChanged(case="c1", material=made.book(MaterialVerdict.QUALIFIED)))
    assert [state.material for state in case.case.materials] == [made.BOOK, made.PHOTO]
