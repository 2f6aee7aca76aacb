"""Carries out what dispatch decides, in the order in which it decided: one queue, one task, one timer.

What dispatch ends by itself (a seat or booth that did not come back) is written to the case before anybody is told.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog

from protocol.messages import (
    CallEnded,
    CallOffered,
    CallStarted,
    OfferClosed,
    PresenceChanged,
    TicketChanged,
    TicketView,
)
from protocol.states import TicketState
from signaling.domain.commands import Actor, close_call
from signaling.domain.errors import Refused
from signaling.domain.queue import (
    Effect,
    Ended,
    Offered,
    OfferOver,
    SeatMoved,
    Started,
    TicketMoved,
    TicketOver,
)
from signaling.domain.views import Audience, snapshot

if TYPE_CHECKING:
    from signaling.domain.case import Case
    from signaling.domain.dispatch import Dispatch
    from signaling.floor import Floor
    from signaling.store.base import RequestKey

log = structlog.stdlib.get_logger(__name__)

Job = tuple[tuple[Effect, ...], "RequestKey | None", "asyncio.Future[None] | None"]
"""Effects, the request they answer, and who waits for them."""


class Dispatching:
    """The running dispatch of a server."""

    def __init__(self, dispatch: Dispatch) -> None:
        """Run `dispatch`; nothing happens before `start`."""
        self.dispatch = dispatch
        self._jobs: asyncio.Queue[Job] = asyncio.Queue()
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None
        self._floor: Floor | None = None

    def start(self, floor: Floor) -> None:
        """Begin to carry out."""
        self._floor = floor
        self._task = asyncio.get_running_loop().create_task(self._run(floor), name="dispatching")
        self._arm()

    async def stop(self) -> None:
        """Carry out what is decided, then end."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._task is not None:
            await self._jobs.join()
            self._task.cancel()
            await asyncio.wait({self._task})
            self._task = None
        self._floor = None

    def follow(self, effects: tuple[Effect, ...]) -> None:
        """Carry out the effects after what was decided before."""
        if effects:
            self._jobs.put_nowait((effects, None, None))
        self._arm()

    async def followed(self, effects: tuple[Effect, ...], request: RequestKey | None = None) -> None:
        """Carry out the effects and wait for it. `request` is kept with the first thing written.

        Raises `Refused` when something could not be written.
        """
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._jobs.put_nowait((effects, request, done))
        self._arm()
        await done

    def _arm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        deadline = self.dispatch.next_deadline
        if deadline is not None and self._floor is not None:
            delay = max(0.0, deadline - self._floor.clock())
            self._timer = asyncio.get_running_loop().call_later(delay, self._due)

    def _due(self) -> None:
        self._timer = None
        if self._floor is not None:
            self.follow(self.dispatch.tick(now=self._floor.clock()))

    async def _run(self, floor: Floor) -> None:
        while True:
            effects, request, done = await self._jobs.get()
            refused: Refused | None = None
            for effect in effects:
                try:
                    await _carry_out(floor, self.dispatch, effect, request)
                except Refused as error:
                    refused = error
                    log.error("not written", kind=type(effect).__name__, code=error.code.value)
                except Exception:
                    # The task's top: one effect that fails must not stop dispatch for everybody.
                    log.exception("effect failed", kind=type(effect).__name__)
            if done is not None and not done.done():
                done.set_exception(refused) if refused is not None else done.set_result(None)
            self._jobs.task_done()
            self._arm()


async def _carry_out(floor: Floor, dispatch: Dispatch, effect: Effect, request: RequestKey | None) -> None:
    match effect:
        case Offered(_, agent, offer, _):
            view = floor.offer_view(agent)
            if view is not None and view.offer == offer:
                floor.hub.tell_agent(agent, CallOffered(offer=view))
        case OfferOver(agent, offer, outcome):
            floor.hub.tell_agent(agent, OfferClosed(offer=offer, outcome=outcome))
        case SeatMoved(agent, presence, waiting, reason):
            floor.hub.tell_agent(agent, PresenceChanged(presence=presence, waiting=waiting, reason=reason))
        case TicketMoved(case_id):
            view_now, case = dispatch.view(case_id), floor.book.peek(case_id)
            if view_now is not None and case is not None:
                floor.hub.tell_kiosk(case.kiosk, TicketChanged(case=case_id, ticket=view_now))
        case Started():
            await _start(floor, dispatch, effect, request)
        case Ended():
            await _end(floor, effect)
        case TicketOver():
            await _ticket_over(floor, effect)


async def _start(floor: Floor, dispatch: Dispatch, effect: Started, request: RequestKey | None) -> None:
    account = floor.agents[effect.agent]
    now = floor.clock()
    event = Actor(name=account.agent, role=account.role, jurisdiction=account.jurisdiction).did(
        "call_started",
        now,
        call=effect.call,
        agent=account.agent,
        agent_no=account.agent_no,
        agent_name=account.name,
        seat=account.seat,
        jurisdiction=account.jurisdiction,
    )
    async with floor.book.step(effect.case) as step:
        if not step.case.open or step.case.ticket is None:
            floor.dispatching.follow(dispatch.call_refused(call=effect.call, now=now))
            return
        try:
            case = await step.commit((event,), request)
        except Refused:
            floor.dispatching.follow(dispatch.call_refused(call=effect.call, now=now))
            raise
    if case.ticket is not None:
        floor.metrics.wait_seconds.observe(max(0.0, now - case.ticket.taken_at))
    _connect(floor, case)


def _connect(floor: Floor, case: Case) -> None:
    view = floor.call_view(case)
    if view is None or case.call is None:
        return
    for session in (floor.hub.kiosk(case.kiosk), floor.hub.agent(case.call.agent)):
        if session is not None:
            session.set_heartbeat(floor.settings.heartbeat_call)
    floor.hub.tell_kiosk(case.kiosk, CallStarted(call=view))
    devices = floor.devices.get(case.kiosk, ())
    started = CallStarted(call=view, case=snapshot(case, Audience.DESK), devices=devices)
    floor.hub.tell_agent(case.call.agent, started)


async def _end(floor: Floor, effect: Ended) -> None:
    kiosk = ""
    try:
        async with floor.book.step(effect.case) as step:
            kiosk = step.case.kiosk
            if step.case.call is not None and step.case.call.call == effect.call:
                await step.commit(
                    close_call(step.case, _server_for(step.case), outcome=effect.outcome, now=floor.clock())
                )
    finally:
        # Told even when the disk is full: the call is over in any case.
        floor.quality.forget(effect.call)
        ended = CallEnded(call=effect.call, outcome=effect.outcome)
        for session in (floor.hub.kiosk(kiosk), floor.hub.agent(effect.agent)):
            if session is not None:
                session.set_heartbeat(floor.settings.heartbeat_idle)
                session.send(ended)


async def _ticket_over(floor: Floor, effect: TicketOver) -> None:
    async with floor.book.step(effect.case) as step:
        case = step.case
        if case.ticket is not None:
            ended = _server_for(case).did(
                "ticket_ended", floor.clock(), outcome=effect.outcome.value, number=effect.number
            )
            case = await step.commit((ended,))
    over = TicketView(number=effect.number, state=TicketState.ENDED, ahead=0, seats=0)
    floor.hub.tell_kiosk(case.kiosk, TicketChanged(case=case.case, ticket=over, outcome=effect.outcome))


def _server_for(case: Case) -> Actor:
    return Actor(name="server", role=None, jurisdiction=case.jurisdiction)
