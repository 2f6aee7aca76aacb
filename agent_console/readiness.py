"""What the case still lacks before each step of the desk. Pure; the server judges by its own rules, this one explains.

state       next step   possible when
──────────  ──────────  ─────────────────────────────────────────────────────────────────────────────
draft       sign        the card was read, every needed field is filled and may stand, needed papers are there
submitted   receive     at once; the form is signed
supplement  receive     what was asked for is there; the form may be signed once more
received    decide      accept: needed papers are judged 合格

A supplement needs something that is wrong, a refusal its ground; both are possible before 收件 too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agent_console.case_view import FieldView, Lack, LackKind, MaterialView, Standing, Step
from protocol.catalogue import Capture
from protocol.states import CaseState, Decision, MaterialVerdict

if TYPE_CHECKING:
    from protocol.messages import CaseSnapshot

_NEXT = {
    CaseState.DRAFT: Step.SIGN,
    CaseState.SUPPLEMENT: Step.RECEIVE,
    CaseState.SUBMITTED: Step.RECEIVE,
    CaseState.RECEIVED: Step.DECIDE,
}
_SIGNABLE = {CaseState.DRAFT, CaseState.SUPPLEMENT}
_ACCEPTABLE = {CaseState.RECEIVED}
_DECIDABLE = {CaseState.SUBMITTED, CaseState.RECEIVED}


def next_step(state: CaseState) -> Step:
    """Return what a case in this state needs of the desk."""
    return _NEXT.get(state, Step.NOTHING)


def lacks_to_sign(
    case: CaseSnapshot, fields: tuple[FieldView, ...], materials: tuple[MaterialView, ...]
) -> tuple[Lack, ...]:
    """Return what is missing before the citizen can be asked to sign the application form."""
    if case.state not in _SIGNABLE:
        return (Lack(LackKind.STATE, case.state),)
    if case.item is None:
        return (Lack(LackKind.ITEM),)
    identity = () if case.holder is not None else (Lack(LackKind.IDENTITY),)
    return (*identity, *_lacks_of_form(fields), *_lacks_of_pages(materials))


def lacks_to_receive(
    case: CaseSnapshot, fields: tuple[FieldView, ...], materials: tuple[MaterialView, ...]
) -> tuple[Lack, ...]:
    """Return what is missing before 收件."""
    if case.state is CaseState.SUPPLEMENT:
        return (*_lacks_of_form(fields), *_lacks_of_pages(materials))
    if next_step(case.state) is Step.SIGN:
        return (Lack(LackKind.SIGNATURE),)
    return () if case.state is CaseState.SUBMITTED else (Lack(LackKind.STATE, case.state),)


def lacks_to_decide(
    case: CaseSnapshot,
    decision: Decision,
    *,
    fields: tuple[FieldView, ...],
    materials: tuple[MaterialView, ...],
    reason: str,
) -> tuple[Lack, ...]:
    """Return what is missing before this decision; `reason` is what the clerk has written so far."""
    if case.state not in (_ACCEPTABLE if decision is Decision.ACCEPT else _DECIDABLE):
        return (Lack(LackKind.STATE, case.state),)
    match decision:
        case Decision.ACCEPT:
            return (*_lacks_of_form(fields), *_lacks_of_pages(materials), *_lacks_of_verdicts(materials))
        case Decision.SUPPLEMENT:
            return () if reason.strip() or defects(materials) else (Lack(LackKind.NO_DEFECT),)
        case Decision.REFUSE:
            return () if reason.strip() else (Lack(LackKind.REASON),)


def defects(materials: tuple[MaterialView, ...]) -> tuple[Lack, ...]:
    """Return the complete list of what is wrong with the materials: what a supplement asks for, once."""
    unjudged = LackKind.VERDICT
    return (*_lacks_of_pages(materials), *(lack for lack in _lacks_of_verdicts(materials) if lack.kind is not unjudged))


def _lacks_of_form(fields: tuple[FieldView, ...]) -> tuple[Lack, ...]:
    shown = [field for field in fields if field.shown]
    empty = tuple(Lack(LackKind.FIELD, field.spec.field) for field in shown if field.missing)
    wrong = tuple(Lack(LackKind.PROBLEM, f.spec.field) for f in shown if any(problem.hard for problem in f.problems))
    return (*empty, *wrong)


def _lacks_of_pages(materials: tuple[MaterialView, ...]) -> tuple[Lack, ...]:
    return tuple(
        Lack(LackKind.PAGES, view.material.material)
        for view in materials
        if view.needed and view.standing is Standing.WAITING and view.material.capture is Capture.SCAN
    )


def _lacks_of_verdicts(materials: tuple[MaterialView, ...]) -> tuple[Lack, ...]:
    wrong = {
        MaterialVerdict.PENDING: LackKind.VERDICT,
        MaterialVerdict.UNQUALIFIED: LackKind.DEFECT,
        MaterialVerdict.RETAKE: LackKind.DEFECT,
    }
    return tuple(
        Lack(wrong[view.state.verdict], view.material.material)
        for view in materials
        if view.standing is Standing.PHOTOGRAPHED
        and view.state.verdict in wrong
        and (view.material.tolerate_days is None or view.state.verdict is MaterialVerdict.PENDING)
    )
