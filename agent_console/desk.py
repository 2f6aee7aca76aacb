"""The seat: presence, the offer that rings, the call. Pure: inputs are methods, effects are returned.

The server says what is true; the desk shows it and lets through only what can be done now. `DeskState` comes first on
every new session and is believed whole, so a console that was restarted stands where the last one fell.

    phase         input                          next          effects
    ────────────  ─────────────────────────────  ────────────  ─────────────────────────────────────────────
    offline       DeskState                      as it says    as it says
    idle          CallOffered                    ringing       PrepareCall, Ring(on)
    ringing       accept                         answering     Ring(off), Send(AnswerOffer)
    ringing       decline                        idle          Ring(off), ReleaseCall, Send(AnswerOffer)
    ringing       OfferClosed, time              idle          Ring(off), ReleaseCall, Notify
    answering     OfferClosed(accepted)          answering
    answering     OfferClosed(other), refused    idle          ReleaseCall, Notify
    any but call  CallStarted                    in_call       OpenCase
    in_call       CallEnded, DeskState without   after_call    ReleaseCall, CloseCase
    after_call    PresenceChanged(ready, away)   idle
    idle, ready   DeskState(away)                idle          BeReadyAgain: a server that was restarted forgets

A message about an offer or call that is not the desk's came late and changes nothing. What the clerk may not do now
raises `LocalProtocolError`; what the server may not say now raises `RemoteProtocolError`; both change nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from agent_console.desk_view import DeskView, DeviceAsk, Phase
from agent_console.effects import (
    BeReadyAgain,
    CloseCase,
    Effect,
    Notice,
    Notify,
    OpenCase,
    PrepareCall,
    ReleaseCall,
    Ring,
    Send,
)
from protocol.errors import LocalProtocolError, RemoteProtocolError
from protocol.messages import (
    AnswerOffer,
    AskDevice,
    CallEnded,
    CallOffered,
    CallStarted,
    DeskState,
    DeviceReport,
    DevicesChanged,
    Failed,
    HangUp,
    OfferClosed,
    PeerLink,
    PresenceChanged,
    SetPresence,
)
from protocol.states import CallEnd, DeviceAction, DeviceOutcome, OfferEnd, Presence

if TYPE_CHECKING:
    from protocol.messages import CallView, Message, OfferView

RING_GRACE = 3.0
"""Seconds after `ring_until` that an offer nobody closed goes on ringing: the link may be down."""


class Desk:
    """One clerk's seat. All inputs are keyword-only and return the effects to carry out, in order."""

    def __init__(self) -> None:
        """Begin offline."""
        self._view = DeskView()
        self._asked: dict[str, type[Message]] = {}

    @property
    def view(self) -> DeskView:
        """What stands now."""
        return self._view

    @property
    def next_deadline(self) -> float | None:
        """When `tick` is next due, Unix time of the server; None when time changes nothing."""
        if self._view.phase is Phase.RINGING and self._view.offer is not None:
            return self._view.offer.ring_until + RING_GRACE
        return None

    def link_up(self) -> tuple[Effect, ...]:
        """The session is open or resumed."""
        self._change(link_up=True)
        return ()

    def link_lost(self) -> tuple[Effect, ...]:
        """The link is gone; a call goes on."""
        self._change(link_up=False)
        return ()

    def tick(self, *, now: float) -> tuple[Effect, ...]:
        """Say that it is `now`; due when `next_deadline` has come, harmless earlier."""
        deadline = self.next_deadline
        if deadline is None or now < deadline:
            return ()
        return self._offer_over(Notify(Notice.OFFER_MISSED))

    def received(self, *, message: Message, now: float) -> tuple[Effect, ...]:  # noqa: PLR0911 - a line a message
        """Take a message of the server; one that is not the desk's business changes nothing.

        Raises:
            RemoteProtocolError: an offer or call on top of a call; nothing changed.
        """
        match message:
            case DeskState():
                return self._desk_state(message, now)
            case PresenceChanged():
                return self._presence_changed(message)
            case CallOffered(offer=offer):
                return self._offered(offer)
            case OfferClosed():
                return self._offer_closed(message)
            case CallStarted():
                return self._call_started(message)
            case Failed():
                return self._failed(message)
            case PeerLink() | DeviceReport() | DevicesChanged() | CallEnded():
                return self._of_call(message, now)
            case _:
                return ()

    def _of_call(self, message: PeerLink | DeviceReport | DevicesChanged | CallEnded, now: float) -> tuple[Effect, ...]:
        if self._view.call is None or self._view.call.call != message.call:
            return ()
        match message:
            case PeerLink(up=up):
                self._change(peer_up=up)
            case DevicesChanged(devices=devices):
                self._change(devices=devices)
            case DeviceReport():
                self._reported(message.request, message.outcome, message.detail)
            case CallEnded(outcome=outcome):
                return self._call_ended(outcome, now)
        return ()

    def set_presence(self, *, presence: Presence, request: str) -> tuple[Effect, ...]:
        """Be ready or away."""
        if presence not in {Presence.READY, Presence.AWAY}:
            msg = f"a clerk cannot choose to be {presence}"
            raise LocalProtocolError(msg)
        self._expect(Phase.IDLE, Phase.AFTER_CALL)
        return self._send(SetPresence(id=request, presence=presence))

    def accept(self, *, request: str) -> tuple[Effect, ...]:
        """Take the offer that rings."""
        offer = self._ringing()
        self._change(phase=Phase.ANSWERING)
        return (Ring(on=False), *self._send(AnswerOffer(id=request, offer=offer.offer, accept=True)))

    def decline(self, *, request: str) -> tuple[Effect, ...]:
        """Leave the offer to another seat."""
        offer = self._ringing()
        self._change(phase=Phase.IDLE, offer=None)
        answer = self._send(AnswerOffer(id=request, offer=offer.offer, accept=False))
        return (Ring(on=False), ReleaseCall(), *answer)

    def ask_device(
        self, *, action: DeviceAction, request: str, material: str | None = None, paper: str | None = None
    ) -> tuple[Effect, ...]:
        """Ask something of the booth's devices; the same thing only once at a time."""
        call = self._in_call()
        if any((a.action, a.material, a.paper) == (action, material, paper) and a.running for a in self._view.asks):
            msg = f"{action} is under way"
            raise LocalProtocolError(msg)
        ask = DeviceAsk(request=request, action=action, material=material, paper=paper)
        self._change(asks=(*self._view.asks, ask))
        return self._send(AskDevice(id=request, call=call.call, action=action, material=material, paper=paper))

    def hang_up(self, *, outcome: CallEnd, request: str) -> tuple[Effect, ...]:
        """End the call as `served` or `hung_up`; it is over when the server says so."""
        if outcome not in {CallEnd.SERVED, CallEnd.HUNG_UP}:
            msg = f"a clerk cannot end a call as {outcome}"
            raise LocalProtocolError(msg)
        return self._send(HangUp(id=request, call=self._in_call().call, outcome=outcome))

    def _desk_state(self, state: DeskState, now: float) -> tuple[Effect, ...]:
        before = self._view
        same_offer = state.call is None and _same_offer(state.offer, before.offer)
        effects: tuple[Effect, ...] = ()
        if before.phase is Phase.RINGING and not same_offer:
            effects = (Ring(on=False),)
        if before.call is not None and (state.call is None or state.call.call != before.call.call):
            self._call_over(None, now)
            effects = (*effects, ReleaseCall(), CloseCase(), Notify(Notice.CALL_LOST))
        elif before.offer is not None and state.call is None and state.offer is None:
            effects = (*effects, ReleaseCall())
        self._change(presence=state.presence, agent=state.agent)
        if same_offer:
            self._change(offer=state.offer)
            return effects
        self._change(phase=Phase.IDLE, offer=None)
        if state.call is not None:
            return (*effects, *self._into_call(state))
        if state.offer is not None:
            self._change(phase=Phase.RINGING, offer=state.offer)
            return (*effects, PrepareCall(), Ring(on=True))
        if state.presence is Presence.AFTER_CALL:
            self._change(phase=Phase.AFTER_CALL)
        elif state.presence is Presence.AWAY and before.presence in {Presence.READY, Presence.RINGING}:
            effects = (*effects, BeReadyAgain())
        return effects

    def _into_call(self, state: DeskState | CallStarted) -> tuple[Effect, ...]:
        silence: tuple[Effect, ...] = (Ring(on=False),) if self._view.phase is Phase.RINGING else ()
        known = self._view.call is not None
        self._change(phase=Phase.IN_CALL, call=state.call, devices=state.devices, offer=None)
        if not known:
            self._change(asks=(), peer_up=True)
        return (*silence, OpenCase(state.case)) if state.case is not None else silence

    def _presence_changed(self, message: PresenceChanged) -> tuple[Effect, ...]:
        self._change(presence=message.presence, waiting=max(0, message.waiting))
        if self._view.phase is Phase.AFTER_CALL and message.presence in {Presence.READY, Presence.AWAY}:
            self._change(phase=Phase.IDLE)
        if message.presence is Presence.AWAY and message.reason:
            return (Notify(Notice.SENT_AWAY, code=message.reason),)
        return ()

    def _offered(self, offer: OfferView) -> tuple[Effect, ...]:
        if self._view.phase in {Phase.IN_CALL, Phase.OFFLINE}:
            msg = f"an offer while {self._view.phase}"
            raise RemoteProtocolError(msg)
        if self._view.offer is not None and self._view.offer.offer == offer.offer:
            return ()
        ring: tuple[Effect, ...] = () if self._view.phase is Phase.RINGING else (Ring(on=True),)
        self._change(phase=Phase.RINGING, offer=offer)
        return PrepareCall(), *ring

    def _offer_closed(self, message: OfferClosed) -> tuple[Effect, ...]:
        if self._view.offer is None or self._view.offer.offer != message.offer:
            return ()
        match message.outcome:
            case OfferEnd.ACCEPTED:
                silence = (Ring(on=False),) if self._view.phase is Phase.RINGING else ()
                self._change(phase=Phase.ANSWERING)
                return silence
            case OfferEnd.MISSED:
                return self._offer_over(Notify(Notice.OFFER_MISSED))
            case OfferEnd.WITHDRAWN:
                return self._offer_over(Notify(Notice.OFFER_WITHDRAWN))
            case OfferEnd.DECLINED:
                return self._offer_over()

    def _offer_over(self, *told: Effect) -> tuple[Effect, ...]:
        silence: tuple[Effect, ...] = (Ring(on=False),) if self._view.phase is Phase.RINGING else ()
        self._change(phase=Phase.IDLE, offer=None)
        return (*silence, ReleaseCall(), *told)

    def _call_started(self, message: CallStarted) -> tuple[Effect, ...]:
        if self._view.call is not None and self._view.call.call != message.call.call:
            msg = "a second call"
            raise RemoteProtocolError(msg)
        return self._into_call(message)

    def _call_ended(self, outcome: CallEnd, now: float) -> tuple[Effect, ...]:
        self._call_over(outcome, now)
        told: tuple[Effect, ...] = ()
        if outcome is CallEnd.CITIZEN_LEFT:
            told = (Notify(Notice.CITIZEN_LEFT),)
        elif outcome is CallEnd.KIOSK_LOST:
            told = (Notify(Notice.KIOSK_LOST),)
        return (ReleaseCall(), CloseCase(), *told)

    def _call_over(self, outcome: CallEnd | None, now: float) -> None:
        began = self._view.call.started_at if self._view.call is not None else now
        self._change(
            phase=Phase.AFTER_CALL,
            call=None,
            asks=(),
            devices=(),
            peer_up=True,
            served=self._view.served + (outcome is CallEnd.SERVED),
            last_end=outcome,
            last_seconds=max(0.0, now - began),
        )

    def _reported(self, request: str, outcome: DeviceOutcome | None, detail: str) -> None:
        def told(ask: DeviceAsk) -> DeviceAsk:
            if ask.request != request or not ask.running:
                return ask
            return replace(ask, shown=True, outcome=outcome, detail=detail)

        self._change(asks=tuple(told(ask) for ask in self._view.asks))

    def _failed(self, failed: Failed) -> tuple[Effect, ...]:
        kind = self._asked.pop(failed.reply_to or "", None)
        if kind is None:
            return ()
        told = Notify(Notice.REFUSED, code=failed.code, field=failed.field)
        if kind is AnswerOffer and self._view.phase is Phase.ANSWERING:
            return self._offer_over(told)
        if kind is AskDevice and failed.reply_to is not None:
            self._reported(failed.reply_to, DeviceOutcome.REFUSED, failed.code)
        return (told,)

    def _send(self, message: SetPresence | AnswerOffer | AskDevice | HangUp) -> tuple[Effect, ...]:
        self._asked[message.id] = type(message)
        return (Send(message),)

    def _ringing(self) -> OfferView:
        self._expect(Phase.RINGING)
        if self._view.offer is None:
            msg = "nothing rings"
            raise LocalProtocolError(msg)
        return self._view.offer

    def _in_call(self) -> CallView:
        if self._view.call is None:
            msg = "no call"
            raise LocalProtocolError(msg)
        return self._view.call

    def _expect(self, *phases: Phase) -> None:
        if self._view.phase not in phases:
            msg = f"not possible while {self._view.phase}"
            raise LocalProtocolError(msg)

    def _change(self, **values: object) -> None:
        self._view = replace(self._view, **values)  # type: ignore[arg-type]  # the fields and their values come as a mapping


def _same_offer(one: OfferView | None, other: OfferView | None) -> bool:
    return one is not None and other is not None and one.offer == other.offer
