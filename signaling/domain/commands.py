"""What may be done to a case now: each command looks at the case and returns the events, or raises `Refused`.

Who may ask at all is in `permissions`. A command never changes anything; the events do, once they are on disk.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

import forms
from protocol.states import CallEnd, CaseState, ConsentKind, Decision, FailureCode, Role, TicketEnd, VisitEnd
from signaling.domain.case import EDITABLE, TRANSITIONS, Case, Step
from signaling.domain.completeness import defects, missing_materials
from signaling.domain.errors import Refused
from signaling.store.base import Json, NewEvent

if TYPE_CHECKING:
    from datetime import date

    from protocol.catalogue import Item
    from protocol.messages import (
        AddNote,
        AttachPage,
        ConfirmWipe,
        Decide,
        EndVisit,
        JudgeMaterial,
        OpenVisit,
        PatchField,
        Rate,
        RecordConsent,
        RecordIdentity,
    )
    from signaling.domain.permissions import Principal

Events = tuple[NewEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who does it, for the log."""

    name: str
    role: Role | None
    """None: the server itself."""
    jurisdiction: str

    def did(self, kind: str, now: float, /, **data: Json) -> NewEvent:
        """Return an event of this actor."""
        role = "server" if self.role is None else self.role.value
        return NewEvent(kind=kind, at=now, actor=self.name, role=role, jurisdiction=self.jurisdiction, data=data)


def actor_of(principal: Principal) -> Actor:
    """Return the asker as the log names him."""
    return Actor(name=principal.name, role=principal.role, jurisdiction=principal.jurisdiction)


def _json(value: msgspec.Struct) -> Json:
    plain: Json = msgspec.to_builtins(value)
    return plain


def require_open(case: Case) -> None:
    """Refuse when the visit is over."""
    if not case.open:
        raise Refused(FailureCode.WRONG_STATE, field="visit")


def require_step(case: Case, step: Step) -> None:
    """Refuse when the case cannot take this step from where it stands."""
    if (case.state, step) not in TRANSITIONS:
        raise Refused(FailureCode.WRONG_STATE, field="state")


def _require_editable(case: Case) -> None:
    require_open(case)
    if case.state not in EDITABLE:
        raise Refused(FailureCode.WRONG_STATE, field="state")


# -- the visit --------------------------------------------------------------------------------------------------------


def open_visit(message: OpenVisit, actor: Actor, *, hall: str, now: float) -> Events:
    """Open a case at the first touch."""
    return (actor.did("visit_opened", now, hall=hall, language=message.language.value),)


def record_consent(case: Case, message: RecordConsent, actor: Actor, *, now: float) -> Events:
    """Keep what the citizen answered to which text."""
    require_open(case)
    data = {
        "kind": message.kind.value,
        "version": message.version,
        "text_sha256": message.text_sha256,
        "language": message.language.value,
        "given": message.given,
    }
    return (actor.did("consent_recorded", now, **data),)


def record_identity(case: Case, message: RecordIdentity, actor: Actor, *, item: Item | None, now: float) -> Events:
    """Keep the card's holder, and fill what of the form a card can fill."""
    _require_editable(case)
    read = actor.did("identity_recorded", now, holder=_json(message.holder), reader=message.reader)
    return (read, *_prefilled(case, item, holder_values(message.holder), actor, now))


def choose_item(case: Case, item: Item, case_no: str, actor: Actor, *, now: float) -> Events:
    """Choose an item: a new form, filled from the card when there is one."""
    require_choosable(case)
    chosen = actor.did("item_chosen", now, item=item.item, case_no=case_no, jurisdiction=item.jurisdiction)
    emptied = Case(case=case.case, revision=case.revision + bool(case.fields))
    holder = holder_values(case.holder) if case.holder is not None else {}
    return (chosen, *_prefilled(emptied, item, holder, actor, now))


def require_choosable(case: Case) -> None:
    """Refuse to choose an item while a ticket, a call or a signature stands on another one."""
    require_open(case)
    if case.state is not CaseState.DRAFT or case.ticket is not None or case.call is not None:
        raise Refused(FailureCode.WRONG_STATE, field="state")


def holder_values(holder: msgspec.Struct) -> dict[str, str]:
    """Return the holder as `forms.prefill` takes it."""
    values: dict[str, str | None] = msgspec.to_builtins(holder)
    return {name: value for name, value in values.items() if value}


def _prefilled(case: Case, item: Item | None, holder: dict[str, str], actor: Actor, now: float) -> Events:
    if item is None or not holder:
        return ()
    values = forms.prefill(forms.definition(item.form), holder)
    changed: dict[str, Json] = {name: value for name, value in values.items() if case.values.get(name) != value}
    if not changed:
        return ()
    return (actor.did("fields_filled", now, values=changed, revision=case.revision + 1),)


def patch_field(case: Case, message: PatchField, actor: Actor, *, item: Item | None, now: float) -> Events:
    """Set one field. A newer value of the other side stands: `conflict`.

    Half-typed values are let through, so that the other side sees them grow; the form is checked when it is signed.
    """
    _require_editable(case)
    if item is None:
        raise Refused(FailureCode.WRONG_STATE, field="item")
    if all(spec.field != message.field for spec in forms.definition(item.form).fields):
        raise Refused(FailureCode.INVALID, field=message.field)
    standing = case.fields.get(message.field)
    if message.base > case.revision:
        raise Refused(FailureCode.INVALID, field="base")
    if standing is not None and standing.revision > message.base and _side(standing.by) != _side(actor.role):
        raise Refused(FailureCode.CONFLICT, field=message.field)
    values: dict[str, Json] = {message.field: message.value}
    return (actor.did("field_patched", now, values=values, revision=case.revision + 1),)


def _side(role: Role | None) -> bool:
    return role is Role.KIOSK


def attach_page(case: Case, message: AttachPage, actor: Actor, *, item: Item | None, now: float) -> Events:
    """Add a page, or replace the pages, of a material; both pictures must have been uploaded for this case."""
    _require_editable(case)
    require_material(item, message.material)
    if not {message.page.sha256, message.page.original_sha256} <= case.documents.keys():
        raise Refused(FailureCode.UNKNOWN, field="sha256")
    pages = case.materials[message.material].pages if message.material in case.materials else ()
    if not message.replace and len(pages) >= 40:
        raise Refused(FailureCode.INVALID, field="pages")
    page = _json(message.page)
    return (actor.did("page_attached", now, material=message.material, page=page, replace=message.replace),)


def require_material(item: Item | None, material: str) -> None:
    """Refuse a material the item does not have."""
    if item is None:
        raise Refused(FailureCode.WRONG_STATE, field="item")
    if all(known.material != material for known in item.materials):
        raise Refused(FailureCode.INVALID, field="material")


def require_document(case: Case, sha256: str, media_type: str, *, field: str) -> None:
    """Refuse what was not uploaded for this case, or is something else."""
    if sha256 not in case.documents:
        raise Refused(FailureCode.UNKNOWN, field=field)
    if case.documents[sha256] != media_type:
        raise Refused(FailureCode.INVALID, field=field)


def rate(case: Case, message: Rate, actor: Actor, *, now: float) -> Events:
    """Keep the rating, once a visit; a poor one says why (GB/T 39734-2020)."""
    require_open(case)
    if case.rated:
        raise Refused(FailureCode.WRONG_STATE, field="rated")
    if message.level <= 2 and not message.codes and not message.text.strip():
        raise Refused(FailureCode.INVALID, field="codes")
    codes: list[Json] = list(message.codes)
    return (actor.did("rated", now, level=message.level, codes=codes, text=message.text),)


def end_visit(case: Case, message: EndVisit, actor: Actor, *, now: float) -> Events:
    """End the visit, and whatever call or ticket it has."""
    require_open(case)
    call, ticket = ends_with(message.outcome)
    return (
        *close_ticket(case, actor, call=call, ticket=ticket, now=now),
        actor.did("visit_ended", now, outcome=message.outcome.value),
    )


def ends_with(outcome: VisitEnd) -> tuple[CallEnd, TicketEnd]:
    """Return how the call and the ticket of a visit end with it."""
    if outcome is VisitEnd.FINISHED:
        return CallEnd.SERVED, TicketEnd.SERVED
    return CallEnd.CITIZEN_LEFT, TicketEnd.ABANDONED


def confirm_wipe(case: Case, message: ConfirmWipe, actor: Actor, *, now: float) -> Events:
    """Keep the proof that the booth forgot."""
    if case.open or case.wiped:
        raise Refused(FailureCode.WRONG_STATE, field="visit")
    return (actor.did("wipe_confirmed", now, removed_files=message.removed_files),)


# -- queue and call ---------------------------------------------------------------------------------------------------


def require_queueable(case: Case, item: Item | None) -> None:
    """Refuse a ticket without an item, with one already, or across regions without the consent for that (个保法 29)."""
    require_open(case)
    if item is None:
        raise Refused(FailureCode.WRONG_STATE, field="item")
    if case.ticket is not None or case.call is not None:
        raise Refused(FailureCode.WRONG_STATE, field="ticket")
    if not item.remote:
        raise Refused(FailureCode.NO_SEAT, field="item")
    if case.jurisdiction != case.booth and not case.consents.get(ConsentKind.CROSS_REGION, False):
        raise Refused(FailureCode.WRONG_STATE, field=ConsentKind.CROSS_REGION.value)


def close_ticket(case: Case, actor: Actor, *, call: CallEnd, ticket: TicketEnd, now: float) -> Events:
    """Return the ends of the call and the ticket that the case has."""
    ended = close_call(case, actor, outcome=call, now=now)
    if case.ticket is None:
        return ended
    return (*ended, actor.did("ticket_ended", now, outcome=ticket.value, number=case.ticket.number))


def close_call(case: Case, actor: Actor, *, outcome: CallEnd, now: float) -> Events:
    """Return the end of the call that the case has."""
    if case.call is None:
        return ()
    return (actor.did("call_ended", now, call=case.call.call, outcome=outcome.value),)


# -- the desk ---------------------------------------------------------------------------------------------------------


def judge_material(case: Case, message: JudgeMaterial, actor: Actor, *, item: Item | None, now: float) -> Events:
    """Keep the verdict on a material."""
    require_open(case)
    require_material(item, message.material)
    if case.state in {CaseState.ACCEPTED, CaseState.REFUSED, CaseState.WITHDRAWN}:
        raise Refused(FailureCode.WRONG_STATE, field="state")
    verdict = message.verdict.value
    return (actor.did("material_judged", now, material=message.material, verdict=verdict, note=message.note),)


def add_note(case: Case, message: AddNote, actor: Actor, *, now: float) -> Events:
    """Keep a note for the next clerk."""
    if len(case.notes) >= 100:
        raise Refused(FailureCode.INVALID, field="notes")
    return (actor.did("note_added", now, text=message.text),)


def require_decidable(case: Case, message: Decide, item: Item, *, role: Role, today: date) -> None:
    """Refuse a decision that may not be taken: the wrong state, no ground, something missing, told twice."""
    require_open(case)
    require_step(case, Step(message.decision.value))
    match message.decision:
        case Decision.ACCEPT:
            require_complete_form(case, item, today=today)
            for material in missing_materials(case, item):
                raise Refused(FailureCode.INVALID, field=material)
        case Decision.SUPPLEMENT if case.told and role is not Role.SUPERVISOR:
            # 行政许可法 32(四): told once and completely; a second time only a supervisor may.
            raise Refused(FailureCode.WRONG_STATE, field="supplement")
        case Decision.SUPPLEMENT if not message.reason.strip() and not defects(case, item):
            raise Refused(FailureCode.INVALID, field="reason")
        case Decision.REFUSE if not message.reason.strip():
            raise Refused(FailureCode.INVALID, field="reason")
        case _:
            pass


def require_complete_form(case: Case, item: Item, *, today: date) -> None:
    """Refuse a form with an empty required field or a value that cannot be right; `field` names the first."""
    definition = forms.definition(item.form)
    for spec in forms.missing(definition, case.values):
        raise Refused(FailureCode.INVALID, field=spec.field)
    for spec in forms.shown(definition, case.values):
        value = case.values.get(spec.field, "")
        if value and any(problem.hard for problem in forms.check(spec, value, today=today)):
            raise Refused(FailureCode.INVALID, field=spec.field)
