"""The server's side of every session: answers requests, relays signals, follows links that come and go."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

import msgspec
import structlog

from protocol import messages as m
from protocol.errors import Malformed
from protocol.ids import Identifier  # noqa: TC001  msgspec reads the annotations of _Named
from protocol.states import FailureCode, Presence, Role
from signaling import at_booth, at_both, at_desk
from signaling.domain.errors import Refused
from signaling.domain.permissions import MESSAGES, require_role
from signaling.store.base import RequestKey

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from signaling.domain.case import Case
    from signaling.domain.permissions import Principal
    from signaling.floor import Floor
    from signaling.sessions import ClientSession
    from signaling.store.base import AgentAccount

    Handler = Callable[[Floor, Principal, Any, RequestKey], Awaitable[Callable[[], None] | None]]

log = structlog.stdlib.get_logger(__name__)

HANDLERS: Mapping[type[m.Message], Handler] = {
    m.OpenVisit: at_booth.open_visit,
    m.RecordConsent: at_booth.record_consent,
    m.RecordIdentity: at_booth.record_identity,
    m.ChooseItem: at_booth.choose_item,
    m.TakeTicket: at_booth.take_ticket,
    m.LeaveQueue: at_booth.leave_queue,
    m.PatchField: at_booth.patch_field,
    m.AttachPage: at_booth.attach_page,
    m.RecordSignature: at_booth.record_signature,
    m.Rate: at_booth.rate,
    m.EndVisit: at_booth.end_visit,
    m.ConfirmWipe: at_booth.confirm_wipe,
    m.ReportDevices: at_both.report_devices,
    m.DeviceProgress: at_both.device_progress,
    m.MediaReport: at_both.media_report,
    m.SetPresence: at_desk.set_presence,
    m.AnswerOffer: at_desk.answer_offer,
    m.AskDevice: at_desk.ask_device,
    m.JudgeMaterial: at_desk.judge_material,
    m.ReceivePapers: at_desk.receive_papers,
    m.Decide: at_desk.decide,
    m.AddNote: at_desk.add_note,
    m.HangUp: at_desk.hang_up,
}
"""What carries out which request. `Signal` is relayed and has none."""

REMEMBERED = 256
"""Answers kept for each client."""
SAMPLED = 16
"""One in so many signals is timed."""
_PASSING = frozenset({FailureCode.STORAGE_FULL, FailureCode.INTERNAL, FailureCode.TOO_OFTEN, FailureCode.DRAINING})
"""Refusals that a repetition may get past; every other answer stays the same."""


class _Named(msgspec.Struct):
    """As much of a malformed request as is needed to refuse it."""

    id: Identifier | None = None


class Service:
    """Implements `sessions.Owner` on a floor."""

    def __init__(self, floor: Floor) -> None:
        """Serve on `floor`."""
        self._floor = floor
        self._answers: dict[str, OrderedDict[str, m.Done | m.Failed]] = {}
        self._relayed = 0

    # -- messages ----------------------------------------------------------------------------------------------------

    async def handle(self, session: ClientSession, message: m.Message | Malformed, body: msgspec.Raw) -> None:
        """Carry out a message and answer it."""
        if isinstance(message, Malformed):
            session.send(m.Failed(reply_to=_id_of(body), code=FailureCode.MALFORMED))
        elif isinstance(message, m.Signal):
            self.relay(session, message, body)
        elif isinstance(message, m.Request):
            await self._answer(session, message)
        else:
            session.send(m.Failed(reply_to=None, code=FailureCode.NOT_PERMITTED))

    def relay(self, session: ClientSession, signal: m.Signal, body: msgspec.Raw) -> None:
        """Pass a signal to the other end of its call, as it came."""
        who = session.principal
        case = self._floor.book.of_call(signal.call)
        if case is None or case.call is None:
            session.send(m.Failed(reply_to=None, code=FailureCode.UNKNOWN))
        elif who.role is Role.KIOSK and case.kiosk == who.name:
            self._pass(session, self._floor.hub.agent(case.call.agent), body)
        elif who.role is not Role.KIOSK and case.call.agent == who.name:
            self._pass(session, self._floor.hub.kiosk(case.kiosk), body)
        else:
            session.send(m.Failed(reply_to=None, code=FailureCode.UNKNOWN))

    def _pass(self, sender: ClientSession, session: ClientSession | None, body: msgspec.Raw) -> None:
        if session is not None:
            session.send_body(body)
        self._relayed += 1
        if self._relayed % SAMPLED == 0:
            self._floor.metrics.relay_seconds.observe(sender.since_received())

    async def _answer(self, session: ClientSession, message: m.Request) -> None:
        who = session.principal
        answers = self._answers.setdefault(who.name, OrderedDict())
        if (known := answers.get(message.id)) is not None:
            session.send(known)
            return
        then: Callable[[], None] | None = None
        answer: m.Done | m.Failed
        try:
            then = await self._carry_out(who, message)
            answer = m.Done(reply_to=message.id)
        except Refused as refused:
            answer = m.Failed(
                reply_to=message.id, code=refused.code, field=refused.field, retry_after=refused.retry_after
            )
        except Exception:
            # The task's top: one request that fails must not end the session.
            log.exception("request failed", kind=type(message).__name__)
            answer = m.Failed(reply_to=message.id, code=FailureCode.INTERNAL)
        if isinstance(answer, m.Done) or answer.code not in _PASSING:
            answers[message.id] = answer
            while len(answers) > REMEMBERED:
                answers.popitem(last=False)
        if isinstance(answer, m.Failed):
            self._floor.metrics.refusals.labels(code=answer.code.value).inc()
        session.send(answer)
        if then is not None:
            self._say(then, type(message).__name__)

    def _say(self, then: Callable[[], None], kind: str) -> None:
        try:
            then()
        except Exception:
            # The task's top again: what is on disk stays done, and the session goes on.
            log.exception("telling failed", kind=kind)

    async def _carry_out(self, who: Principal, message: m.Request) -> Callable[[], None] | None:
        require_role(MESSAGES.get(type(message)), who)
        key = RequestKey(actor=who.name, request=message.id)
        if await self._floor.store.repeated(key):
            return None
        return await HANDLERS[type(message)](self._floor, who, message, key)

    # -- links -------------------------------------------------------------------------------------------------------

    def opened(self, session: ClientSession, account: AgentAccount | None, *, fresh: bool) -> None:
        """Greet a new session with what the server holds. `fresh`: the client's process is new."""
        if account is None:
            self._kiosk_opened(session)
        else:
            self._agent_opened(session, account, fresh=fresh)

    def _kiosk_opened(self, session: ClientSession) -> None:
        floor, name = self._floor, session.principal.name
        case = floor.book.visit(name)
        effects = () if case is None else floor.dispatching.dispatch.kiosk_back(case=case.case, now=floor.clock())
        session.send(floor.visit_state(name))
        self._in_call(session)
        floor.dispatching.follow(effects)

    def _agent_opened(self, session: ClientSession, account: AgentAccount, *, fresh: bool) -> None:
        floor = self._floor
        floor.agents[account.agent] = account
        info = floor.seat_info(account)
        effects = floor.dispatching.dispatch.seat_connected(info=info, fresh=fresh, now=floor.clock())
        session.send(floor.desk_state(account))
        self._in_call(session)
        floor.dispatching.follow(effects)

    def link_changed(self, session: ClientSession, *, up: bool) -> None:
        """Give dispatch and the other end notice of a link."""
        floor, who, now = self._floor, session.principal, self._floor.clock()
        dispatch = floor.dispatching.dispatch
        if who.role is Role.KIOSK:
            case = floor.book.visit(who.name)
            if case is not None:
                said = dispatch.kiosk_back if up else dispatch.kiosk_lost
                floor.dispatching.follow(said(case=case.case, now=now))
        else:
            told = dispatch.seat_resumed if up else dispatch.seat_link_lost
            floor.dispatching.follow(told(agent=who.name, now=now))
        self._tell_peer(who, up=up)

    def gone(self, session: ClientSession) -> None:
        """Forget a session that is over."""
        floor, who = self._floor, session.principal
        if not floor.hub.remove(session):
            return  # Another session has taken its place.
        self._answers.pop(who.name, None)
        dispatch, now = floor.dispatching.dispatch, floor.clock()
        if who.role is not Role.KIOSK:
            lost = dispatch.presence(who.name) is Presence.IN_CALL and not session.left
            ended = dispatch.seat_link_lost if lost else dispatch.seat_gone
            self._tell_peer(who, up=False)
            floor.dispatching.follow(ended(agent=who.name, now=now))
            return
        case = floor.book.visit(who.name)
        if case is not None:
            floor.dispatching.follow(dispatch.kiosk_lost(case=case.case, now=now))
        self._tell_peer(who, up=False)

    def _tell_peer(self, who: Principal, *, up: bool) -> None:
        case = self._case_of(who)
        if case is None or case.call is None:
            return
        link = m.PeerLink(call=case.call.call, up=up)
        if who.role is Role.KIOSK:
            self._floor.hub.tell_agent(case.call.agent, link)
        else:
            self._floor.hub.tell_kiosk(case.kiosk, link)

    def _in_call(self, session: ClientSession) -> None:
        """After a new session: the pace of a call, and a word to the other end, when there is a call."""
        case = self._case_of(session.principal)
        if case is not None and case.call is not None:
            session.set_heartbeat(self._floor.settings.heartbeat_call)
            self._tell_peer(session.principal, up=True)

    def _case_of(self, who: Principal) -> Case | None:
        if who.role is Role.KIOSK:
            return self._floor.book.visit(who.name)
        seat = self._floor.dispatching.dispatch.seat(who.name)
        return None if seat is None else self._floor.book.peek(seat.case)


def _id_of(body: msgspec.Raw) -> str | None:
    try:
        return msgspec.json.decode(body, type=_Named).id
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
