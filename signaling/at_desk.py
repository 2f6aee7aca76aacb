"""What a clerk asks: being ready, answering, judging, receiving, deciding, hanging up."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from protocol import messages as m
from protocol.states import CallEnd, Decision, DeviceAction, FailureCode, TicketEnd
from signaling.domain import commands
from signaling.domain.case import Step
from signaling.domain.commands import actor_of
from signaling.domain.errors import Refused
from signaling.domain.permissions import MESSAGES, need_of, require_call, require_case
from signaling.papers import due_date, local

if TYPE_CHECKING:
    from collections.abc import Callable

    from signaling.domain.permissions import Principal
    from signaling.floor import Floor
    from signaling.store.base import RequestKey

_HANGS_UP = frozenset({CallEnd.SERVED, CallEnd.HUNG_UP, CallEnd.DEVICE_FAULT})
"""How a clerk may end a call; every other end is the server's to say."""


async def set_presence(floor: Floor, who: Principal, message: m.SetPresence, key: RequestKey) -> Callable[[], None]:
    """Be ready or away."""
    del key
    effects = floor.dispatching.dispatch.presence_set(agent=who.name, presence=message.presence, now=floor.clock())
    return lambda: floor.dispatching.follow(effects)


async def answer_offer(floor: Floor, who: Principal, message: m.AnswerOffer, key: RequestKey) -> None:
    """Take the offer or not; answered when the call is on disk."""
    effects = floor.dispatching.dispatch.offer_answered(
        agent=who.name, offer=message.offer, accept=message.accept, now=floor.clock()
    )
    await floor.dispatching.followed(effects, key)


async def ask_device(floor: Floor, who: Principal, message: m.AskDevice, key: RequestKey) -> Callable[[], None]:
    """Ask something of the booth's devices."""
    held = require_call(who, floor.book.of_call(message.call), message.call)
    async with floor.book.step(held.case) as step:
        case = require_call(who, step.case, message.call)
        if message.action is DeviceAction.SCAN:
            commands.require_material(floor.item_of(case), message.material or "")
        if message.action is DeviceAction.PRINT and message.paper not in case.papers:
            raise Refused(FailureCode.UNKNOWN, field="paper")
        if message.action is DeviceAction.SIGN:
            commands.require_step(case, Step.SIGN)
        event = actor_of(who).did(
            "device_asked",
            floor.clock(),
            request=message.id,
            action=message.action.value,
            material=message.material,
            paper=message.paper,
        )
        await step.commit((event,), key)
    asked = m.DeviceRequested(
        call=message.call,
        request=message.id,
        action=message.action,
        material=message.material,
        paper=message.paper,
    )
    return lambda: floor.hub.tell_kiosk(held.kiosk, asked)


async def judge_material(floor: Floor, who: Principal, message: m.JudgeMaterial, key: RequestKey) -> Callable[[], None]:
    """Keep a verdict."""
    async with floor.book.step(message.case) as step:
        case = require_case(MESSAGES[m.JudgeMaterial], who, step.case)
        item = floor.require_item(case)
        floor.require_power(case, who, need_of(message))
        events = commands.judge_material(case, message, actor_of(who), item=item, now=floor.clock())
        case = await step.commit(events, key)
    return partial(floor.tell, case, events)


async def receive_papers(floor: Floor, who: Principal, message: m.ReceivePapers, key: RequestKey) -> Callable[[], None]:
    """Take the papers in and issue the receipt."""
    async with floor.book.step(message.case) as step:
        case = require_case(MESSAGES[m.ReceivePapers], who, step.case)
        item = floor.require_item(case)
        floor.require_power(case, who, need_of(message))
        commands.require_open(case)
        commands.require_step(case, Step.RECEIVE)
        now = floor.clock()
        issued = await floor.papers.receipt(case, item, now=now)
        event = actor_of(who).did("papers_received", now, **issued.data())
        case = await step.commit((event,), key)
    return partial(floor.tell, case, (event,))


async def decide(floor: Floor, who: Principal, message: m.Decide, key: RequestKey) -> Callable[[], None]:
    """Decide, and issue the notice."""
    async with floor.book.step(message.case) as step:
        case = require_case(MESSAGES[m.Decide], who, step.case)
        item = floor.require_item(case)
        floor.require_power(case, who, need_of(message))
        now = floor.clock()
        commands.require_decidable(case, message, item, role=who.role, today=local(now).date())
        issued = await floor.papers.notice(case, item, decision=message.decision, reason=message.reason, now=now)
        due = due_date(item, now)[0].isoformat() if message.decision is Decision.ACCEPT else None
        event = actor_of(who).did(
            "decided", now, **issued.data(), decision=message.decision.value, reason=message.reason, due=due
        )
        case = await step.commit((event,), key)
    return partial(floor.tell, case, (event,))


async def add_note(floor: Floor, who: Principal, message: m.AddNote, key: RequestKey) -> Callable[[], None]:
    """Keep a note for the next clerk."""
    async with floor.book.step(message.case) as step:
        case = require_case(MESSAGES[m.AddNote], who, step.case)
        events = commands.add_note(case, message, actor_of(who), now=floor.clock())
        case = await step.commit(events, key)
    return partial(floor.tell, case, events)


async def hang_up(floor: Floor, who: Principal, message: m.HangUp, key: RequestKey) -> Callable[[], None]:
    """End the call and its ticket."""
    if message.outcome not in _HANGS_UP:
        raise Refused(FailureCode.INVALID, field="outcome")
    held = require_call(who, floor.book.of_call(message.call), message.call)
    async with floor.book.step(held.case) as step:
        case = require_call(who, step.case, message.call)
        now = floor.clock()
        ends = commands.close_ticket(case, actor_of(who), call=message.outcome, ticket=TicketEnd.SERVED, now=now)
        await step.commit(ends, key)
        effects = floor.dispatching.dispatch.finished(
            case=case.case, call=message.outcome, ticket=TicketEnd.SERVED, now=now
        )
    return lambda: floor.dispatching.follow(effects)
