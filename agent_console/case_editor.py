"""The case on the desk: the form both ends fill in, materials, papers. Pure: effects are returned, nothing is sent.

The server orders what is typed. What the clerk types shows at once (`in_flight`) with the revision she saw as its
`base`, and stands when the server says so:

    typed        →  shown, Send(PatchField); over a newer value of the citizen: gives way at once, nothing is sent
    FieldPatched →  stands; what is in flight for the same field stays shown until it is answered
    Done         →  what was in flight stands
    Failed       →  what was in flight gives way and is kept in `gave_way`, so the clerk may say it again; Notify

The citizen's value always stays: nothing she typed is lost to a clerk who was slower. A message about another case
came late and changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

import forms
from agent_console import readiness
from agent_console.case_view import FieldView, Lack, MaterialView, Origin, Standing, Step
from agent_console.effects import Effect, Notice, Notify, Send
from protocol.catalogue import Capture, Item, Material, Necessity
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
    Request,
)
from protocol.states import CaseState, Decision, FailureCode, MaterialVerdict, Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from forms import FieldSpec, FormDefinition
    from protocol.messages import Message

_EDITABLE = {CaseState.DRAFT, CaseState.SUPPLEMENT}
_PATCH_LIMIT = 2000
"""Longest value of a field, `protocol.messages.LongText`."""


@dataclass(frozen=True, slots=True)
class _InFlight:
    """What was typed and is not answered."""

    request: str
    value: str


class CaseEditor:
    """One case. All inputs are keyword-only and return the effects to carry out, in order."""

    def __init__(
        self, *, snapshot: CaseSnapshot, item: Item | None, definition: FormDefinition | None, today: date
    ) -> None:
        """Show `snapshot`; `item` and `definition` are its item's, None when it has none or they are not known yet."""
        self._case = snapshot
        self._item = item
        self._definition = definition
        self._today = today
        self._in_flight: dict[str, _InFlight] = {}
        self._gave_way: dict[str, str] = {}
        self._asked: set[str] = set()

    @property
    def case(self) -> CaseSnapshot:
        """The case as the server last told it."""
        return self._case

    @property
    def item(self) -> Item | None:
        """The chosen item."""
        return self._item

    @property
    def definition(self) -> FormDefinition | None:
        """The item's form."""
        return self._definition

    @property
    def editable(self) -> bool:
        """Whether the form can still be typed into: what was signed stays as it was signed."""
        return self._case.state in _EDITABLE

    @property
    def step(self) -> Step:
        """What the case needs next of the desk."""
        return readiness.next_step(self._case.state)

    def fields(self) -> tuple[FieldView, ...]:
        """Return every field of the form in the order of the paper."""
        if self._definition is None:
            return ()
        standing = {value.field: value for value in self._case.fields}
        values = {spec.field: self._value(spec.field, standing) for spec in self._definition.fields}
        shown = {spec.field for spec in forms.shown(self._definition, values)}
        missing = {spec.field for spec in forms.missing(self._definition, values)}
        from_card = self._from_card()
        return tuple(
            FieldView(
                spec=spec,
                value=values[spec.field],
                origin=self._origin(spec, standing.get(spec.field), from_card),
                revision=standing[spec.field].revision if spec.field in standing else 0,
                in_flight=spec.field in self._in_flight,
                gave_way=self._gave_way.get(spec.field),
                problems=forms.check(spec, values[spec.field], today=self._today) if values[spec.field] else (),
                missing=spec.field in missing,
                shown=spec.field in shown,
            )
            for spec in self._definition.fields
        )

    def materials(self) -> tuple[MaterialView, ...]:
        """Return every material of the item in the order of its list, then what the case has beyond it."""
        if self._item is None:
            return ()
        states = {state.material: state for state in self._case.materials}
        return tuple(
            self._material(material, states.get(material.material, MaterialState(material=material.material)))
            for material in self._item.materials
        )

    def lacks_to_sign(self) -> tuple[Lack, ...]:
        """Return what is missing before the citizen can be asked to sign."""
        return readiness.lacks_to_sign(self._case, self.fields(), self.materials())

    def lacks(self, decision: Decision | None = None, *, reason: str = "") -> tuple[Lack, ...]:
        """Return what the next step waits for; with `decision`, what this decision waits for."""
        if decision is not None:
            return readiness.lacks_to_decide(
                self._case, decision, fields=self.fields(), materials=self.materials(), reason=reason
            )
        match self.step:
            case Step.SIGN:
                return self.lacks_to_sign()
            case Step.RECEIVE:
                return readiness.lacks_to_receive(self._case, self.fields(), self.materials())
            case Step.DECIDE:
                return self.lacks(Decision.ACCEPT)
            case Step.NOTHING:
                return ()

    def item_known(self, *, item: Item, definition: FormDefinition | None) -> tuple[Effect, ...]:
        """The catalogue has come, or another item was chosen."""
        if self._case.item == item.item:
            self._item, self._definition = item, definition
        return ()

    def received(self, *, message: Message) -> tuple[Effect, ...]:
        """Take a message of the server; one that is not about this case changes nothing."""
        match message:
            case CaseChanged(case=snapshot):
                self.snapshot_taken(snapshot=snapshot)
            case FieldPatched(case=case, value=value, revision=revision) if case == self._case.case:
                self._patched(value, revision)
            case MaterialChanged(case=case, material=material) if case == self._case.case:
                self._case = _with_material(self._case, material)
            case PaperIssued(case=case, paper=paper) if case == self._case.case:
                others = tuple(known for known in self._case.papers if known.paper != paper.paper)
                self._case = msgspec.structs.replace(self._case, papers=(*others, paper))
            case Done(reply_to=request):
                self._done(request)
            case Failed():
                return self._failed(message)
            case _:
                pass
        return ()

    def snapshot_taken(self, *, snapshot: CaseSnapshot) -> tuple[Effect, ...]:
        """Believe this snapshot; what is in flight stays shown until it is answered."""
        if snapshot.case == self._case.case:
            if snapshot.item != self._case.item:
                self._item = self._definition = None
            self._case = snapshot
        return ()

    def typed(self, *, field: str, value: str, base: int, request: str) -> tuple[Effect, ...]:
        """The clerk typed `value`, having seen the field in revision `base` (`FieldView.revision`).

        Raises:
            LocalProtocolError: the form has no such field, or it can no longer be typed into.
        """
        if not self.editable or self._definition is None or field not in {f.field for f in self._definition.fields}:
            msg = "no such field, or the form is closed"
            raise LocalProtocolError(msg)
        value = value.strip()[:_PATCH_LIMIT]
        standing = next((known for known in self._case.fields if known.field == field), None)
        if value == self._value(field, {} if standing is None else {field: standing}):
            return ()
        if standing is not None and standing.revision > base and standing.by is Role.KIOSK:
            self._gave_way[field] = value
            return (Notify(Notice.REFUSED, code=FailureCode.CONFLICT, field=field),)
        self._gave_way.pop(field, None)
        self._in_flight[field] = _InFlight(request, value)
        # All that was said of this field up to the form's revision was looked at just now.
        patch = PatchField(id=request, case=self._case.case, field=field, value=value, base=self._case.revision)
        return self._send(patch)

    def dismiss(self, *, field: str) -> tuple[Effect, ...]:
        """Forget what gave way in this field."""
        self._gave_way.pop(field, None)
        return ()

    def judge(self, *, material: str, verdict: MaterialVerdict, request: str, note: str = "") -> tuple[Effect, ...]:
        """Judge a material that has pictures."""
        state = next((state for state in self._case.materials if state.material == material), None)
        if state is None or not state.pages:
            msg = "there is nothing to judge"
            raise LocalProtocolError(msg)
        judged = JudgeMaterial(id=request, case=self._case.case, material=material, verdict=verdict, note=note)
        return self._send(judged)

    def receive_papers(self, *, request: str) -> tuple[Effect, ...]:
        """收件."""
        self._refuse_if(self.step is not Step.RECEIVE or bool(self.lacks()))
        return self._send(ReceivePapers(id=request, case=self._case.case))

    def decide(self, *, decision: Decision, reason: str, request: str) -> tuple[Effect, ...]:
        """受理, 补正 or 不予受理, when nothing it needs is missing."""
        self._refuse_if(bool(self.lacks(decision, reason=reason)))
        return self._send(Decide(id=request, case=self._case.case, decision=decision, reason=reason.strip()))

    def add_note(self, *, text: str, request: str) -> tuple[Effect, ...]:
        """Leave a note for the next clerk."""
        self._refuse_if(not text.strip())
        return self._send(AddNote(id=request, case=self._case.case, text=text.strip()[:_PATCH_LIMIT]))

    def _value(self, field: str, standing: Mapping[str, FieldValue]) -> str:
        if field in self._in_flight:
            return self._in_flight[field].value
        return standing[field].value if field in standing else ""

    def _origin(self, spec: FieldSpec, standing: FieldValue | None, from_card: Mapping[str, str]) -> Origin:
        if spec.field in self._in_flight:
            return Origin.AGENT
        if standing is None or not standing.value:
            return Origin.NONE
        if standing.by is not Role.KIOSK:
            return Origin.AGENT
        return Origin.CARD if from_card.get(spec.field) == standing.value else Origin.CITIZEN

    def _from_card(self) -> Mapping[str, str]:
        if self._definition is None or self._case.holder is None:
            return {}
        holder = msgspec.structs.asdict(self._case.holder)
        return forms.prefill(self._definition, {name: str(value) for name, value in holder.items() if value})

    def _material(self, material: Material, state: MaterialState) -> MaterialView:
        standing = self._standing(material, state)
        required = material.necessity is Necessity.REQUIRED and not material.exempt
        needed = required and material.tolerate_days is None
        return MaterialView(material=material, state=state, standing=standing, needed=needed)

    def _standing(self, material: Material, state: MaterialState) -> Standing:
        if state.pages:
            return Standing.PHOTOGRAPHED
        if material.exempt:
            return Standing.EXEMPT
        match material.capture:
            case Capture.SHARE:
                return Standing.SHARED
            case Capture.ID_READER:
                # The card that was read is the citizen's; a proxy's would be read as another material.
                read = self._case.holder is not None and material.necessity is Necessity.REQUIRED
                return Standing.FROM_CARD if read else Standing.WAITING
            case Capture.FORM:
                signed = any(paper.paper == "application" and paper.signed for paper in self._case.papers)
                return Standing.SIGNED if signed else Standing.WAITING
            case Capture.SCAN:
                return Standing.WAITING

    def _patched(self, value: FieldValue, revision: int) -> None:
        standing = next((known for known in self._case.fields if known.field == value.field), None)
        if standing is not None and standing.revision > value.revision:
            return
        mine = self._in_flight.get(value.field)
        if mine is not None and value.by is not Role.KIOSK and value.value == mine.value:
            del self._in_flight[value.field]
        self._case = _with_field(self._case, value, revision)

    def _done(self, request: str) -> None:
        self._asked.discard(request)
        for field, mine in list(self._in_flight.items()):
            if mine.request == request:
                del self._in_flight[field]
                stands = FieldValue(field=field, value=mine.value, revision=self._case.revision, by=Role.AGENT)
                self._case = _with_field(self._case, stands, self._case.revision)

    def _failed(self, failed: Failed) -> tuple[Effect, ...]:
        if failed.reply_to not in self._asked:
            return ()
        self._asked.discard(failed.reply_to)
        field = failed.field
        for name, mine in list(self._in_flight.items()):
            if mine.request == failed.reply_to:
                del self._in_flight[name]
                self._gave_way[name] = mine.value
                field = name
        return (Notify(Notice.REFUSED, code=failed.code, field=field),)

    def _send(self, message: Request) -> tuple[Effect, ...]:
        self._asked.add(message.id)
        return (Send(message),)

    def _refuse_if(self, impossible: bool) -> None:  # noqa: FBT001 - the one thing it is about
        if impossible:
            msg = f"not possible while the case is {self._case.state}"
            raise LocalProtocolError(msg)


def _with_field(case: CaseSnapshot, value: FieldValue, revision: int) -> CaseSnapshot:
    others = tuple(known for known in case.fields if known.field != value.field)
    return msgspec.structs.replace(case, fields=(*others, value), revision=max(case.revision, revision))


def _with_material(case: CaseSnapshot, material: MaterialState) -> CaseSnapshot:
    known = [state.material for state in case.materials]
    if material.material not in known:
        return msgspec.structs.replace(case, materials=(*case.materials, material))
    changed = tuple(material if state.material == material.material else state for state in case.materials)
    return msgspec.structs.replace(case, materials=changed)
