"""A case as others may see it: the snapshot, and what both ends are told after each step."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from protocol.messages import CaseChanged, CaseSnapshot, Event, FieldPatched, MaterialChanged, PaperIssued

if TYPE_CHECKING:
    from signaling.domain.case import Case
    from signaling.store.base import NewEvent


class Audience(StrEnum):
    """Who is told."""

    KIOSK = "kiosk"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Tell:
    """One message for one end of the case."""

    audience: Audience
    message: Event


def snapshot(case: Case, audience: Audience) -> CaseSnapshot:
    """Return the whole of a case; notes are for the desk alone."""
    return CaseSnapshot(
        case=case.case,
        case_no=case.case_no,
        state=case.state,
        opened_at=case.opened_at,
        item=case.item or None,
        holder=case.holder,
        fields=tuple(case.fields.values()),
        revision=case.revision,
        materials=tuple(case.materials.values()),
        papers=tuple(case.papers.values()),
        notes=case.notes if audience is Audience.DESK else (),
        due=case.due,
        events=case.events,
    )


_PATCHED = frozenset({"field_patched"})
_MATERIAL = frozenset({"page_attached", "material_judged"})
_PAPER = frozenset({"application_signed", "papers_received", "decided"})
_WHOLE = frozenset({"identity_recorded", "item_chosen", "fields_filled"}) | _PAPER


def tell(case: Case, events: tuple[NewEvent, ...]) -> tuple[Tell, ...]:
    """Return what both ends are told of a case after these events, in order."""
    said: list[Tell] = []
    for event in events:
        said += [Tell(audience, message) for message in _changes(case, event) for audience in Audience]
    kinds = {event.kind for event in events}
    if kinds & _WHOLE:
        said += [Tell(audience, CaseChanged(case=snapshot(case, audience))) for audience in Audience]
    elif "note_added" in kinds:
        said.append(Tell(Audience.DESK, CaseChanged(case=snapshot(case, Audience.DESK))))
    return tuple(said)


def _changes(case: Case, event: NewEvent) -> tuple[Event, ...]:
    if event.kind in _PATCHED:
        values = event.data["values"]
        names = values if isinstance(values, dict) else {}
        return tuple(FieldPatched(case=case.case, value=case.fields[n], revision=case.revision) for n in names)
    if event.kind in _MATERIAL:
        return (MaterialChanged(case=case.case, material=case.materials[str(event.data["material"])]),)
    if event.kind in _PAPER:
        return (PaperIssued(case=case.case, paper=case.papers[str(event.data["paper"])]),)
    return ()
