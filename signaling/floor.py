"""What every handler works with: the collaborators, and the few sentences that many of them say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import forms
from protocol.ids import new_id
from protocol.messages import AgentView, CallView, DeskState, OfferView, VisitState
from protocol.states import FailureCode, TicketState
from signaling.catalogue import Power
from signaling.domain.errors import Refused
from signaling.domain.permissions import Need
from signaling.domain.queue import SeatInfo, TicketInfo
from signaling.domain.views import Audience, snapshot, tell
from signaling.papers import local

if TYPE_CHECKING:
    from collections.abc import Callable

    from protocol.catalogue import Item
    from protocol.messages import DeviceHealth
    from signaling.casebook import CaseBook
    from signaling.catalogue import LoadedCatalogue
    from signaling.config import Settings
    from signaling.dispatching import Dispatching
    from signaling.domain.case import Case
    from signaling.domain.permissions import Principal
    from signaling.domain.queue import Effect
    from signaling.hub import Hub
    from signaling.metrics import Metrics
    from signaling.papers import Papers
    from signaling.quality import QualityRecord
    from signaling.store.base import AgentAccount, NewEvent, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """The collaborators of a running server."""

    settings: Settings
    store: Store
    catalogue: LoadedCatalogue
    hub: Hub
    book: CaseBook
    dispatching: Dispatching
    papers: Papers
    quality: QualityRecord
    metrics: Metrics
    clock: Callable[[], float]
    """Unix time in seconds."""
    entropy: Callable[[int], bytes]
    devices: dict[str, tuple[DeviceHealth, ...]] = field(default_factory=dict)
    """Health of each booth's devices, as it last said."""
    agents: dict[str, AgentAccount] = field(default_factory=dict)
    """Accounts of the clerks that are or were on duty since the start."""

    def new_id(self) -> str:
        """Return a new identifier."""
        return new_id(now=self.clock(), entropy=self.entropy)

    def item_of(self, case: Case) -> Item | None:
        """Return the item of a case."""
        return self.catalogue.item(case.item) if case.item else None

    def require_item(self, case: Case) -> Item:
        """Return the item of a case; refuse a case without one."""
        item = self.item_of(case)
        if item is None:
            raise Refused(FailureCode.WRONG_STATE, field="item")
        return item

    def require_power(self, case: Case, principal: Principal, need: Need) -> None:
        """Refuse when the asker's jurisdiction has no power over the item."""
        if need is Need.NONE:
            return
        today = local(self.clock()).date()
        power = Power(need.value)
        if not self.catalogue.may(item=case.item, jurisdiction=principal.jurisdiction, power=power, on=today):
            raise Refused(FailureCode.NOT_PERMITTED)

    # -- who is who --------------------------------------------------------------------------------------------------

    def items_of(self, account: AgentAccount) -> tuple[str, ...]:
        """Return the items a clerk may take today."""
        seat = self.catalogue.seat(account.seat)
        skills = account.items or (() if seat is None else seat.items)
        today = local(self.clock()).date()
        may = self.catalogue.may
        return tuple(
            item for item in skills if may(item=item, jurisdiction=account.jurisdiction, power=Power.RECEIVE, on=today)
        )

    def seat_info(self, account: AgentAccount) -> SeatInfo:
        """Return what dispatch knows of a clerk."""
        return SeatInfo(
            agent=account.agent,
            seat=account.seat,
            jurisdiction=account.jurisdiction,
            items=frozenset(self.items_of(account)),
        )

    def ticket_info(self, case: Case) -> TicketInfo | None:
        """Return what dispatch knows of a case's ticket."""
        if case.ticket is None:
            return None
        return TicketInfo(
            case=case.case,
            number=case.ticket.number,
            kiosk=case.kiosk,
            item=case.item,
            jurisdiction=case.jurisdiction,
            taken_at=case.ticket.taken_at,
        )

    def take_up(self, case: Case, *, now: float) -> tuple[Effect, ...]:
        """Queue the ticket of a case that has one."""
        info = self.ticket_info(case)
        return () if info is None else self.dispatching.dispatch.ticket_taken(info=info, now=now)

    # -- what is shown -----------------------------------------------------------------------------------------------

    def hall_name(self, case: Case) -> str:
        """Return the name of the booth's hall."""
        hall = self.catalogue.hall(case.hall)
        return case.hall if hall is None else hall.name.zh

    def call_view(self, case: Case) -> CallView | None:
        """Return the call of a case as both ends see it."""
        if case.call is None:
            return None
        return CallView(
            call=case.call.call,
            case=case.case,
            agent_no=case.call.agent_no,
            agent_name=case.call.agent_name,
            jurisdiction=case.call.jurisdiction,
            hall=self.hall_name(case),
            started_at=case.call.started_at,
            ice=self.settings.ice_servers,
        )

    def offer_view(self, agent: str) -> OfferView | None:
        """Return what rings at a seat."""
        seat = self.dispatching.dispatch.seat(agent)
        ticket = None if seat is None else self.dispatching.dispatch.ticket(seat.case)
        case = None if ticket is None else self.book.peek(ticket.info.case)
        if ticket is None or case is None or ticket.state is not TicketState.OFFERED:
            return None
        return OfferView(
            offer=ticket.offer,
            case=case.case,
            ticket_number=ticket.info.number,
            item=case.item,
            jurisdiction=case.jurisdiction,
            hall=self.hall_name(case),
            citizen=forms.mask_name(case.holder.name) if case.holder is not None else "",
            waited=max(0.0, self.clock() - ticket.info.taken_at),
            ring_until=ticket.ring_until,
            language=case.language,
            returning=case.calls > 0,
        )

    def visit_state(self, kiosk: str) -> VisitState:
        """Return what the server holds of a booth's visit."""
        case = self.book.visit(kiosk)
        if case is None:
            return VisitState(case=None)
        ticket = self.dispatching.dispatch.view(case.case)
        return VisitState(case=snapshot(case, Audience.KIOSK), ticket=ticket, call=self.call_view(case))

    def desk_state(self, account: AgentAccount) -> DeskState:
        """Return what the server holds of a seat."""
        dispatch = self.dispatching.dispatch
        seat = dispatch.seat(account.agent)
        case = None if seat is None else self.book.peek(seat.case)
        in_call = case is not None and case.call is not None and case.call.agent == account.agent
        return DeskState(
            presence=dispatch.presence(account.agent),
            agent=AgentView(
                agent=account.agent,
                agent_no=account.agent_no,
                name=account.name,
                seat=account.seat,
                jurisdiction=account.jurisdiction,
                items=self.items_of(account),
            ),
            offer=self.offer_view(account.agent),
            call=self.call_view(case) if case is not None and in_call else None,
            case=snapshot(case, Audience.DESK) if case is not None and in_call else None,
            devices=self.devices.get(case.kiosk, ()) if case is not None and in_call else (),
        )

    # -- telling -----------------------------------------------------------------------------------------------------

    def tell(self, case: Case, events: tuple[NewEvent, ...]) -> None:
        """Tell both ends of a case what has changed."""
        for said in tell(case, events):
            if said.audience is Audience.KIOSK:
                self.hub.tell_kiosk(case.kiosk, said.message)
            elif case.call is not None:
                self.hub.tell_agent(case.call.agent, said.message)
