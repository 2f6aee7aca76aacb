"""What a server answers in one visit, told to a `FakeEngine`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

import forms
from protocol import messages as m
from protocol.states import CallEnd, CaseState, DeviceAction, MaterialVerdict, Role, TicketState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.fakes.engine import FakeEngine

CASE, CALL, CASE_NO = "case-1", "call-1", "12440113MB2C01024A4442011001001202611230001"


class FakeServer:
    """Keeps one case and answers the kiosk as the real server does."""

    CLERK = Role.AGENT

    def __init__(self, engine: FakeEngine) -> None:
        self.engine = engine
        self.case = m.CaseSnapshot(
            case=CASE, case_no="", state=CaseState.DRAFT, opened_at=0.0, item=None, holder=None, fields=(),
            revision=0, materials=(), papers=(), notes=(),
        )  # fmt: skip
        engine.when(m.OpenVisit, lambda _: (m.VisitState(case=self.case),))
        engine.when(m.RecordIdentity, self._identity)
        engine.when(m.ChooseItem, self._item)
        engine.when(m.TakeTicket, lambda _: (self.ticket("A012", ahead=2, wait=240.0),))
        engine.when(m.PatchField, lambda p: (self.patch(p.field, p.value, Role.KIOSK),))
        engine.when(m.AttachPage, self._page)
        engine.when(m.RecordSignature, lambda s: (self.issue(s.paper, state=CaseState.SUBMITTED),))

    def ticket(self, number: str, *, ahead: int, wait: float | None = None) -> m.TicketChanged:
        """Return where the ticket stands."""
        view = m.TicketView(number=number, state=TicketState.WAITING, ahead=ahead, seats=2, wait_p50=wait)
        return m.TicketChanged(case=CASE, ticket=view)

    def call(self) -> m.CallStarted:
        """Return the start of the call."""
        view = m.CallView(
            call=CALL, case=CASE, agent_no="1023", agent_name="张老师", jurisdiction="440113",
            hall="番禺区政务服务中心", started_at=0.0,
        )  # fmt: skip
        return m.CallStarted(call=view)

    def patch(self, field: str, value: str, by: Role) -> m.FieldPatched:
        """Set a field and return what both ends are told."""
        revision = self.case.revision + 1
        patched = m.FieldValue(field=field, value=value, revision=revision, by=by)
        others = tuple(known for known in self.case.fields if known.field != field)
        self._change(fields=(*others, patched), revision=revision)
        return m.FieldPatched(case=CASE, value=patched, revision=revision)

    def issue(self, paper: str, *, state: CaseState, sha256: str = "b" * 64, due: str | None = None) -> m.CaseChanged:
        """Issue a paper and move the case."""
        issued = m.PaperState(paper=paper, number=f"No-{paper}", sha256=sha256, issued_at=0.0)
        self._change(papers=(*self.case.papers, issued), state=state, due=due)
        return m.CaseChanged(case=self.case)

    def ask(self, action: DeviceAction, *, request: str = "q1", **what: str) -> m.DeviceRequested:
        """Return a request of the clerk."""
        return m.DeviceRequested(call=CALL, request=request, action=action, **what)

    def judge(self, material: str, verdict: MaterialVerdict) -> m.MaterialChanged:
        """Return the clerk's verdict on a material."""
        known = next((one for one in self.case.materials if one.material == material), None)
        pages = known.pages if known is not None else ()
        return m.MaterialChanged(case=CASE, material=m.MaterialState(material=material, pages=pages, verdict=verdict))

    def end(self, outcome: CallEnd = CallEnd.SERVED) -> m.CallEnded:
        """Return the end of the call."""
        return m.CallEnded(call=CALL, outcome=outcome)

    def _identity(self, message: m.RecordIdentity) -> Iterable[m.Message]:
        self._change(holder=message.holder)
        return (m.CaseChanged(case=self.case),)

    def _item(self, message: m.ChooseItem) -> Iterable[m.Message]:
        self._change(item=message.item, case_no=CASE_NO)
        holder = self.case.holder
        if holder is not None:
            known = {"name": holder.name, "sex": holder.sex, "birth": holder.birth, "ethnic": holder.ethnic,
                     "number": holder.number, "address": holder.address, "kind": "resident"}  # fmt: skip
            for field, value in forms.prefill(forms.definition("pension_enrolment"), known).items():
                self.patch(field, value, Role.KIOSK)
        return (m.CaseChanged(case=self.case),)

    def _page(self, message: m.AttachPage) -> Iterable[m.Message]:
        known = next((one for one in self.case.materials if one.material == message.material), None)
        pages = known.pages if known is not None and not message.replace else ()
        state = m.MaterialState(material=message.material, pages=(*pages, message.page))
        others = tuple(one for one in self.case.materials if one.material != message.material)
        self._change(materials=(*others, state))
        return (m.MaterialChanged(case=CASE, material=state),)

    def _change(self, **values: object) -> None:
        self.case = msgspec.structs.replace(self.case, **values)
