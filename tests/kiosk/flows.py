"""A `VisitFlow` led to a screen, with what the server would have said on the way."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

import msgspec

from kiosk.flow import TakenPage, VisitFlow
from kiosk.flow.effects import Send
from protocol import messages as m
from protocol.catalogue import Item, Text
from protocol.states import CaseState, DeviceAction, DeviceKind, DeviceState, TicketState
from tests.kiosk.people import HOLDER
from tests.kiosk.server import CALL, CASE

if TYPE_CHECKING:
    from kiosk.flow.effects import Effects

HOME, AWAY = "440113", "430602"


@dataclass(frozen=True)
class Text1:
    """A text that was shown."""

    version: str = "1"
    sha256: str = "a" * 64


TEXT = Text1()


def item(code: str = "YL-CJ-001", *, jurisdiction: str = HOME, remote: bool = True) -> Item:
    """Return an item that needs a reader and a document camera."""
    return Item(
        item=code,
        name=Text(zh="城乡居民基本养老保险参保登记"),
        short=Text(zh="养老保险参保"),
        jurisdiction=jurisdiction,
        organ="某机构",
        uscc="12440113MB2C01024A",
        implementation_code="12440113MB2C01024A4442011001001",
        theme="social_security",
        form="pension_enrolment",
        statutory_days=10,
        promised_days=1,
        fee=Text(zh="免费"),
        materials=(),
        devices=(DeviceKind.ID_CARD_READER, DeviceKind.DOCUMENT_CAMERA),
        keywords=("养老", "交社保"),
        pinyin="cxjmjbylbxcbdj ylbxcb",
        remote=remote,
    )


SNAPSHOT = m.CaseSnapshot(
    case=CASE, case_no="", state=CaseState.DRAFT, opened_at=0.0, item=None, holder=None, fields=(), revision=0,
    materials=(), papers=(), notes=(),
)  # fmt: skip
CALL_VIEW = m.CallView(
    call=CALL, case=CASE, agent_no="1023", agent_name="张老师", jurisdiction=HOME, hall="某大厅", started_at=0.0
)


OTHER_CALL = msgspec.structs.replace(CALL_VIEW, call="call-2")


def health(kind: DeviceKind, state: DeviceState = DeviceState.OK, detail: str = "") -> m.DeviceHealth:
    """Return the health of one device."""
    return m.DeviceHealth(kind=kind, state=state, since=0.0, detail=detail)


ALL_WELL = {kind: health(kind) for kind in DeviceKind}


def flow() -> VisitFlow:
    """Return a booth at rest, with its link up and all devices well."""
    ids = count(1)
    made = VisitFlow(new_id=lambda: f"r{next(ids)}", jurisdiction=HOME)
    made.linked(resumed=False)
    made.devices_changed(dict(ALL_WELL))
    return made


def touched(made: VisitFlow) -> VisitFlow:
    """Lead it to `notice`, the case open."""
    made.touched(now=0.0)
    made.received(m.VisitState(case=SNAPSHOT), now=0.0)
    return made


def at_card() -> VisitFlow:
    """Return a booth that waits for a card."""
    made = touched(flow())
    made.notice_accepted(TEXT)
    made.consent_answered(TEXT, given=True)
    return made


def at_items() -> VisitFlow:
    """Return a booth where a card was read and confirmed."""
    made = at_card()
    made.card_read(holder=HOLDER, reader="05.03")
    made.card_confirmed()
    return made


def at_materials() -> VisitFlow:
    """Return a booth where an item of its own jurisdiction was chosen."""
    made = at_items()
    made.item_opened(item())
    made.item_chosen()
    chosen = msgspec.structs.replace(SNAPSHOT, item="YL-CJ-001", holder=HOLDER, case_no="0001")
    made.received(m.CaseChanged(case=chosen), now=0.0)
    return made


def at_waiting() -> VisitFlow:
    """Return a booth with a ticket."""
    made = at_materials()
    made.ticket_taken()
    view = m.TicketView(number="A012", state=TicketState.WAITING, ahead=2, seats=1)
    made.received(m.TicketChanged(case=CASE, ticket=view), now=0.0)
    return made


def in_call() -> VisitFlow:
    """Return a booth in a call."""
    made = at_waiting()
    made.received(m.CallStarted(call=CALL_VIEW), now=0.0)
    return made


def asked(made: VisitFlow, action: DeviceAction, *, request: str = "q1", **what: str) -> Effects:
    """Let the clerk ask for a device."""
    return made.received(m.DeviceRequested(call=CALL, request=request, action=action, **what), now=0.0)


def sent(effects: Effects) -> list[m.Message]:
    """Return the messages among the effects."""
    return [effect.message for effect in effects if isinstance(effect, Send)]


PAGE = TakenPage(found=True, warnings=(), media_type="image/jpeg")
