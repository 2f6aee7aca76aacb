"""What a booth asks: opening, filling, queueing, signing, rating and ending a visit.

Each handler looks, commits, and returns what is said after the answer, or None.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from protocol import messages as m
from protocol.states import CallEnd, FailureCode, Role, TicketEnd
from signaling.documents import PNG, STROKES
from signaling.domain import commands
from signaling.domain.case import Step
from signaling.domain.commands import actor_of
from signaling.domain.errors import Refused
from signaling.domain.permissions import Relation, Row, require_case
from signaling.papers import APPLICATION, local

if TYPE_CHECKING:
    from collections.abc import Callable

    from protocol.catalogue import Item
    from signaling.domain.case import Case
    from signaling.domain.permissions import Principal
    from signaling.floor import Floor
    from signaling.store.base import NewEvent, RequestKey

_OWN = Row(frozenset(Role), Relation.OWN_CASE)
"""Of a case only its ends: roles are checked before a handler runs."""


class AboutCase(Protocol):
    """A request that names a case."""

    @property
    def case(self) -> str:
        """The case's id."""


async def change(
    floor: Floor,
    principal: Principal,
    message: AboutCase,
    key: RequestKey,
    decide: Callable[[Case], tuple[NewEvent, ...]],
) -> Callable[[], None]:
    """Take one step of a case that the asker may take, and return how both ends are told."""
    async with floor.book.step(message.case) as step:
        require_case(_OWN, principal, step.case)
        events = decide(step.case)
        case = await step.commit(events, key)
    return partial(floor.tell, case, events)


async def open_visit(floor: Floor, who: Principal, message: m.OpenVisit, key: RequestKey) -> Callable[[], None]:
    """Open a case; a booth has one visit at a time."""
    if floor.book.visit(who.name) is not None:
        raise Refused(FailureCode.WRONG_STATE, field="visit")
    async with floor.book.step(floor.new_id()) as step:
        await step.commit(commands.open_visit(message, actor_of(who), hall=who.hall, now=floor.clock()), key)
    return lambda: floor.hub.tell_kiosk(who.name, floor.visit_state(who.name))


async def record_consent(floor: Floor, who: Principal, message: m.RecordConsent, key: RequestKey) -> Callable[[], None]:
    """Keep a consent."""
    now = floor.clock()
    return await change(
        floor,
        who,
        message,
        key,
        lambda case: commands.record_consent(case, message, actor_of(who), now=now),
    )


async def record_identity(
    floor: Floor, who: Principal, message: m.RecordIdentity, key: RequestKey
) -> Callable[[], None]:
    """Keep the holder of a card."""

    def decide(case: Case) -> tuple[NewEvent, ...]:
        item = floor.item_of(case)
        return commands.record_identity(case, message, actor_of(who), item=item, now=floor.clock())

    return await change(floor, who, message, key, decide)


async def choose_item(floor: Floor, who: Principal, message: m.ChooseItem, key: RequestKey) -> Callable[[], None]:
    """Choose an item; the case gets its number."""
    item = floor.catalogue.item(message.item)
    async with floor.book.step(message.case) as step:
        case = require_case(_OWN, who, step.case)
        if item is None:
            raise Refused(FailureCode.UNKNOWN, field="item")
        commands.require_choosable(case)
        now = floor.clock()
        case_no = case.case_no if case.item == item.item else await _case_no(floor, item, now)
        events = commands.choose_item(case, item, case_no, actor_of(who), now=now)
        case = await step.commit(events, key)
    return partial(floor.tell, case, events)


async def _case_no(floor: Floor, item: Item, now: float) -> str:
    """Return 办件流水号: implementation code, day, four digits (Guangdong); a fifth digit when a day needs it."""
    day = local(now).strftime("%Y%m%d")
    serial = await floor.store.next_number(f"case/{item.implementation_code}/{day}")
    return f"{item.implementation_code}{day}{serial:04d}"


async def take_ticket(floor: Floor, who: Principal, message: m.TakeTicket, key: RequestKey) -> Callable[[], None]:
    """Queue for a clerk; said at once when nobody enrolled can do the item."""
    async with floor.book.step(message.case) as step:
        case = require_case(_OWN, who, step.case)
        commands.require_queueable(case, floor.item_of(case))
        now = floor.clock()
        today = local(now).date()
        if not floor.catalogue.who_can(case.item, on=today):
            raise Refused(FailureCode.NO_SEAT, field="item")
        serial = await floor.store.next_number(f"ticket/{case.hall}/{today.isoformat()}")
        event = actor_of(who).did("ticket_taken", now, number=f"A{serial:03d}", item=case.item)
        case = await step.commit((event,), key)
        effects = floor.take_up(case, now=now)
        session = floor.hub.kiosk(who.name)
        if session is None or not session.up:
            effects += floor.dispatching.dispatch.kiosk_lost(case=case.case, now=now)
    return lambda: floor.dispatching.follow(effects)


async def leave_queue(floor: Floor, who: Principal, message: m.LeaveQueue, key: RequestKey) -> Callable[[], None]:
    """Give the ticket back."""
    async with floor.book.step(message.case) as step:
        case = require_case(_OWN, who, step.case)
        if case.ticket is None or case.call is not None:
            raise Refused(FailureCode.WRONG_STATE, field="ticket")
        now = floor.clock()
        left, abandoned = CallEnd.CITIZEN_LEFT, TicketEnd.ABANDONED
        events = commands.close_ticket(case, actor_of(who), call=left, ticket=abandoned, now=now)
        await step.commit(events, key)
        effects = floor.dispatching.dispatch.finished(case=case.case, call=left, ticket=abandoned, now=now)
    return lambda: floor.dispatching.follow(effects)


async def patch_field(floor: Floor, who: Principal, message: m.PatchField, key: RequestKey) -> Callable[[], None]:
    """Set one field, for the citizen or the clerk; who loses a conflict is told what stands."""

    def decide(case: Case) -> tuple[NewEvent, ...]:
        item = floor.item_of(case)
        return commands.patch_field(case, message, actor_of(who), item=item, now=floor.clock())

    try:
        return await change(floor, who, message, key, decide)
    except Refused as refused:
        case = floor.book.peek(message.case)
        standing = None if case is None else case.fields.get(message.field)
        if refused.code is FailureCode.CONFLICT and case is not None and standing is not None:
            patched = m.FieldPatched(case=case.case, value=standing, revision=case.revision)
            tell = floor.hub.tell_kiosk if case.kiosk == who.name else floor.hub.tell_agent
            tell(who.name, patched)
        raise


async def attach_page(floor: Floor, who: Principal, message: m.AttachPage, key: RequestKey) -> Callable[[], None]:
    """Attach a page that was uploaded."""

    def decide(case: Case) -> tuple[NewEvent, ...]:
        item = floor.item_of(case)
        return commands.attach_page(case, message, actor_of(who), item=item, now=floor.clock())

    return await change(floor, who, message, key, decide)


async def record_signature(
    floor: Floor, who: Principal, message: m.RecordSignature, key: RequestKey
) -> Callable[[], None]:
    """Bind strokes, page, identity and time; the application is rendered again with the signature."""
    async with floor.book.step(message.case) as step:
        case = require_case(_OWN, who, step.case)
        commands.require_open(case)
        if message.paper != APPLICATION:
            raise Refused(FailureCode.UNKNOWN, field="paper")
        commands.require_step(case, Step.SIGN)
        item = floor.require_item(case)
        now = floor.clock()
        commands.require_complete_form(case, item, today=local(now).date())
        for name, media_type in (("strokes_sha256", STROKES), ("image_sha256", PNG)):
            commands.require_document(case, getattr(message, name), media_type, field=name)
        issued = await floor.papers.sign(
            case, item, preview_sha256=message.preview_sha256, image_sha256=message.image_sha256, now=now
        )
        event = actor_of(who).did(
            "application_signed",
            now,
            **issued.data(),
            signed=True,
            preview_sha256=message.preview_sha256,
            strokes_sha256=message.strokes_sha256,
            image_sha256=message.image_sha256,
            identity="" if case.holder is None else case.holder.number,
        )
        case = await step.commit((event,), key)
    return partial(floor.tell, case, (event,))


async def rate(floor: Floor, who: Principal, message: m.Rate, key: RequestKey) -> Callable[[], None]:
    """Keep the rating; nobody at the desk is told (GB/T 39734-2020: the rater is not known to the rated)."""
    now = floor.clock()
    return await change(floor, who, message, key, lambda case: commands.rate(case, message, actor_of(who), now=now))


async def end_visit(floor: Floor, who: Principal, message: m.EndVisit, key: RequestKey) -> Callable[[], None]:
    """End the visit, its call and its ticket."""
    async with floor.book.step(message.case) as step:
        case = require_case(_OWN, who, step.case)
        now = floor.clock()
        await step.commit(commands.end_visit(case, message, actor_of(who), now=now), key)
        call, ticket = commands.ends_with(message.outcome)
        effects = floor.dispatching.dispatch.finished(case=case.case, call=call, ticket=ticket, now=now)
    return lambda: floor.dispatching.follow(effects)


async def confirm_wipe(floor: Floor, who: Principal, message: m.ConfirmWipe, key: RequestKey) -> Callable[[], None]:
    """Keep the proof of the wipe."""
    now = floor.clock()
    return await change(
        floor,
        who,
        message,
        key,
        lambda case: commands.confirm_wipe(case, message, actor_of(who), now=now),
    )
