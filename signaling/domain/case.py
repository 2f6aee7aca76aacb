"""A case as its log tells it: the events, the states, and the fold of one into the other.

    DRAFT ──sign──▶ SUBMITTED ──receive──▶ RECEIVED ──accept──▶ ACCEPTED
      ▲ sign (again)    │  │                  │ │
    SUPPLEMENT ◀──tell──┘──┼──────tell────────┘ │
      └────────receive────▶│RECEIVED            │
                           └──refuse──▶ REFUSED ◀┘

Commands (`signaling.domain.commands`) look at a `Case` and return events; `apply` is the only way a `Case` changes, and
it never refuses: what is in the log has happened.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import msgspec

from protocol.messages import FieldValue, Holder, MaterialState, Note, Page, PaperState
from protocol.states import CaseState, ConsentKind, Decision, Language, MaterialVerdict, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from signaling.store.base import NewEvent


class Step(StrEnum):
    """What moves a case from one state to another."""

    SIGN = "sign"
    RECEIVE = "receive"
    ACCEPT = "accept"
    SUPPLEMENT = "supplement"
    REFUSE = "refuse"


TRANSITIONS: Mapping[tuple[CaseState, Step], CaseState] = {
    (CaseState.DRAFT, Step.SIGN): CaseState.SUBMITTED,
    (CaseState.SUPPLEMENT, Step.SIGN): CaseState.SUPPLEMENT,
    (CaseState.SUBMITTED, Step.RECEIVE): CaseState.RECEIVED,
    (CaseState.SUPPLEMENT, Step.RECEIVE): CaseState.RECEIVED,
    (CaseState.RECEIVED, Step.ACCEPT): CaseState.ACCEPTED,
    (CaseState.SUBMITTED, Step.SUPPLEMENT): CaseState.SUPPLEMENT,
    (CaseState.RECEIVED, Step.SUPPLEMENT): CaseState.SUPPLEMENT,
    (CaseState.SUBMITTED, Step.REFUSE): CaseState.REFUSED,
    (CaseState.RECEIVED, Step.REFUSE): CaseState.REFUSED,
}
"""Where a case may go; everything else is `wrong_state`. Who may take a step is in `permissions`."""

EDITABLE = frozenset({CaseState.DRAFT, CaseState.SUPPLEMENT})
"""States in which form and materials may change: what was signed stays as it was signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallHeld:
    """The call a case is in."""

    call: str
    agent: str
    agent_no: str
    agent_name: str
    jurisdiction: str
    started_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketHeld:
    """The ticket a case queues with."""

    number: str
    taken_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """The citizen's signature under the application."""

    image_sha256: str
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything its log says of a case."""

    case: str
    kiosk: str = ""
    hall: str = ""
    booth: str = ""
    """Jurisdiction of the booth."""
    jurisdiction: str = ""
    """The competent one: the item's, the booth's until an item is chosen."""
    language: Language = Language.ZH_HANS
    state: CaseState = CaseState.DRAFT
    open: bool = False
    """The visit is going on."""
    events: int = 0
    opened_at: float = 0.0
    updated_at: float = 0.0
    edited_at: float = 0.0
    """When what the application shows was last changed."""
    item: str = ""
    case_no: str = ""
    holder: Holder | None = None
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    revision: int = 0
    materials: Mapping[str, MaterialState] = field(default_factory=dict)
    papers: Mapping[str, PaperState] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    due: str | None = None
    consents: Mapping[ConsentKind, bool] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 to media type of what was uploaded or issued."""
    ticket: TicketHeld | None = None
    call: CallHeld | None = None
    calls: int = 0
    last_agent: CallHeld | None = None
    """Who was last in a call with it: papers name the clerk who issued them."""
    asked: frozenset[str] = frozenset()
    """Requests to the booth's devices that are not answered."""
    signed: Signed | None = None
    submitted_at: float = 0.0
    received_at: float = 0.0
    told: int = 0
    """How often supplements were asked for; the law allows once (行政许可法 32)."""
    rated: bool = False
    wiped: bool = False

    @property
    def values(self) -> dict[str, str]:
        """The form as field to value."""
        return {name: value.value for name, value in self.fields.items()}


Data = dict[str, Any]


def _visit_opened(case: Case, data: Data, event: NewEvent) -> Case:
    return replace(
        case,
        kiosk=event.actor,
        hall=data["hall"],
        booth=event.jurisdiction,
        jurisdiction=event.jurisdiction,
        language=Language(data["language"]),
        open=True,
        opened_at=event.at,
        edited_at=event.at,
    )


def _consent_recorded(case: Case, data: Data, _event: NewEvent) -> Case:
    return replace(case, consents={**case.consents, ConsentKind(data["kind"]): bool(data["given"])})


def _identity_recorded(case: Case, data: Data, event: NewEvent) -> Case:
    return replace(case, holder=msgspec.convert(data["holder"], Holder), edited_at=event.at)


def _item_chosen(case: Case, data: Data, event: NewEvent) -> Case:
    return replace(
        case,
        item=data["item"],
        case_no=data["case_no"],
        jurisdiction=data["jurisdiction"],
        fields={},
        revision=case.revision + 1 if case.fields else case.revision,
        materials={},
        edited_at=event.at,
    )


def _fields_filled(case: Case, data: Data, event: NewEvent) -> Case:
    """Several fields of one revision: the card's prefill, or one patch."""
    role, revision = Role(event.role), int(data["revision"])
    new = {
        name: FieldValue(field=name, value=value, revision=revision, by=role) for name, value in data["values"].items()
    }
    return replace(case, fields={**case.fields, **new}, revision=revision, edited_at=event.at)


def _page_attached(case: Case, data: Data, event: NewEvent) -> Case:
    page = msgspec.convert(data["page"], Page)
    before = case.materials.get(data["material"], MaterialState(material=data["material"]))
    pages = (page,) if data["replace"] else (*before.pages, page)
    material = MaterialState(material=before.material, pages=pages)
    return replace(case, materials={**case.materials, before.material: material}, edited_at=event.at)


def _material_judged(case: Case, data: Data, _event: NewEvent) -> Case:
    before = case.materials.get(data["material"], MaterialState(material=data["material"]))
    verdict = MaterialVerdict(data["verdict"])
    material = msgspec.structs.replace(before, verdict=verdict, note=data["note"])
    return replace(case, materials={**case.materials, before.material: material})


def _document_stored(case: Case, data: Data, _event: NewEvent) -> Case:
    return replace(case, documents={**case.documents, data["sha256"]: data["media_type"]})


def _ticket_taken(case: Case, data: Data, event: NewEvent) -> Case:
    return replace(case, ticket=TicketHeld(number=data["number"], taken_at=event.at))


def _ticket_ended(case: Case, _data: Data, _event: NewEvent) -> Case:
    return replace(case, ticket=None)


def _call_started(case: Case, data: Data, event: NewEvent) -> Case:
    call = CallHeld(
        call=data["call"],
        agent=data["agent"],
        agent_no=data["agent_no"],
        agent_name=data["agent_name"],
        jurisdiction=data["jurisdiction"],
        started_at=event.at,
    )
    return replace(case, call=call, calls=case.calls + 1, last_agent=call)


def _call_ended(case: Case, _data: Data, _event: NewEvent) -> Case:
    return replace(case, call=None, asked=frozenset())


def _device_asked(case: Case, data: Data, _event: NewEvent) -> Case:
    return replace(case, asked=case.asked | {data["request"]})


def _device_answered(case: Case, data: Data, _event: NewEvent) -> Case:
    return replace(case, asked=case.asked - {data["request"]})


def _with_paper(case: Case, data: Data, event: NewEvent) -> Case:
    paper = PaperState(
        paper=data["paper"],
        number=data["number"],
        sha256=data["sha256"],
        issued_at=event.at,
        signed=bool(data.get("signed", False)),
    )
    documents = {**case.documents, paper.sha256: "application/pdf"}
    return replace(case, papers={**case.papers, paper.paper: paper}, documents=documents)


def _moved(case: Case, step: Step) -> Case:
    return replace(case, state=TRANSITIONS.get((case.state, step), case.state))


def _application_signed(case: Case, data: Data, event: NewEvent) -> Case:
    signed = Signed(image_sha256=data["image_sha256"], at=event.at)
    case = replace(_with_paper(case, data, event), signed=signed, submitted_at=case.submitted_at or event.at)
    return _moved(case, Step.SIGN)


def _papers_received(case: Case, data: Data, event: NewEvent) -> Case:
    return _moved(replace(_with_paper(case, data, event), received_at=event.at), Step.RECEIVE)


def _decided(case: Case, data: Data, event: NewEvent) -> Case:
    decision = Decision(data["decision"])
    told = case.told + (decision is Decision.SUPPLEMENT)
    return _moved(replace(_with_paper(case, data, event), due=data["due"], told=told), Step(decision.value))


def _note_added(case: Case, data: Data, event: NewEvent) -> Case:
    return replace(case, notes=(*case.notes, Note(at=event.at, by=event.actor, text=data["text"])))


def _rated(case: Case, _data: Data, _event: NewEvent) -> Case:
    return replace(case, rated=True)


def _visit_ended(case: Case, _data: Data, _event: NewEvent) -> Case:
    return replace(case, open=False, ticket=None, call=None, asked=frozenset())


def _wipe_confirmed(case: Case, _data: Data, _event: NewEvent) -> Case:
    return replace(case, wiped=True)


def _kept(case: Case, _data: Data, _event: NewEvent) -> Case:
    """Evidence that changes nothing of what is shown."""
    return case


EVENTS: Mapping[str, Callable[[Case, Data, NewEvent], Case]] = {
    "visit_opened": _visit_opened,
    "consent_recorded": _consent_recorded,
    "identity_recorded": _identity_recorded,
    "item_chosen": _item_chosen,
    "fields_filled": _fields_filled,
    "field_patched": _fields_filled,
    "document_stored": _document_stored,
    "page_attached": _page_attached,
    "material_judged": _material_judged,
    "ticket_taken": _ticket_taken,
    "ticket_ended": _ticket_ended,
    "call_started": _call_started,
    "call_ended": _call_ended,
    "device_asked": _device_asked,
    "device_answered": _device_answered,
    "media_reported": _kept,
    "application_signed": _application_signed,
    "papers_received": _papers_received,
    "decided": _decided,
    "note_added": _note_added,
    "rated": _rated,
    "visit_ended": _visit_ended,
    "wipe_confirmed": _wipe_confirmed,
}
"""The vocabulary of a case's log, and what each word does to the case."""


def apply(case: Case, event: NewEvent) -> Case:
    """Return the case after the event."""
    changed = EVENTS[event.kind](case, dict(event.data), event)
    return replace(changed, events=case.events + 1, updated_at=event.at)


def fold(case_id: str, events: tuple[NewEvent, ...]) -> Case:
    """Return the case its log tells."""
    case = Case(case=case_id)
    for event in events:
        case = apply(case, event)
    return case
