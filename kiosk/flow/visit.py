"""Everything the booth knows of the person before it, in one object; dropping the object forgets her."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from protocol.states import CallEnd, Role

if TYPE_CHECKING:
    from kiosk.flow.capture import Capturing
    from kiosk.flow.signing import Signing
    from protocol.catalogue import Item
    from protocol.messages import (
        CallView,
        CaseSnapshot,
        FieldPatched,
        Holder,
        MaterialState,
        PaperState,
        TicketView,
    )
    from protocol.states import DeviceAction


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the clerk asked of a device, while it is under way."""

    call: str
    request: str
    action: DeviceAction
    deadline: float


@dataclass(slots=True, kw_only=True)
class Printing:
    """How the printing goes."""

    state: str = "idle"
    """`idle`, `printing`, `printed` or `failed`."""
    reason: str = ""
    attempt: int = 0
    asked: Asked | None = None


@dataclass(slots=True, kw_only=True)
class Visit:
    """One visit. Personal data: never logged, and dropped as a whole when the visit ends."""

    case: CaseSnapshot | None = None
    ticket: TicketView | None = None
    call: CallView | None = None
    call_outcome: CallEnd | None = None
    holder: Holder | None = None
    """Read from the card, not yet confirmed by the citizen."""
    reader: str = ""
    item: Item | None = None
    capturing: Capturing | None = None
    signing: Signing | None = None
    printing: Printing = field(default_factory=Printing)
    asked: Asked | None = None
    seen_requests: set[str] = field(default_factory=set)
    replies: dict[str, str] = field(default_factory=dict)
    """Request id to the name of what it asked, until it is answered."""
    highlighted: str = ""
    """Field the clerk edited last."""
    peer_up: bool = True
    seat_lost: bool = False
    rated: bool = False

    @property
    def case_id(self) -> str | None:
        """The case, once the server has opened it."""
        return self.case.case if self.case is not None else None

    def patched(self, message: FieldPatched) -> None:
        """Take over a field as the server ordered it."""
        if self.case is None:
            return
        others = tuple(value for value in self.case.fields if value.field != message.value.field)
        self.case = msgspec.structs.replace(self.case, fields=(*others, message.value), revision=message.revision)
        self.highlighted = message.value.field if message.value.by != Role.KIOSK else self.highlighted

    def material_changed(self, material: MaterialState) -> None:
        """Take over pages and verdict of one material."""
        if self.case is None:
            return
        others = tuple(known for known in self.case.materials if known.material != material.material)
        self.case = msgspec.structs.replace(self.case, materials=(*others, material))

    def paper_issued(self, paper: PaperState) -> None:
        """Take over a paper; a new issue replaces the old one."""
        if self.case is None:
            return
        others = tuple(known for known in self.case.papers if known.paper != paper.paper)
        self.case = msgspec.structs.replace(self.case, papers=(*others, paper))

    def material(self, name: str) -> MaterialState | None:
        """Return the state of one material, if there is any."""
        known = self.case.materials if self.case is not None else ()
        return next((material for material in known if material.material == name), None)

    def paper(self, name: str) -> PaperState | None:
        """Return an issued paper by the name of its template."""
        known = self.case.papers if self.case is not None else ()
        return next((paper for paper in known if paper.paper == name), None)
