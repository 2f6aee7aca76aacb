"""The seat on the screen: shows `Desk.view`, hands the clerk's intents to the machine."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from agent_console.desk import Desk
from agent_console.desk_view import Phase
from agent_console.ui.words import item_of, jurisdiction_said, said
from protocol.errors import LocalProtocolError
from protocol.states import CallEnd, DeviceAction, Language, Presence

if TYPE_CHECKING:
    from collections.abc import Callable

    from agent_console.desk_view import DeviceAsk
    from agent_console.effects import Effect
    from protocol.catalogue import Catalogue
    from protocol.messages import Message

_SCREENS = {
    Phase.OFFLINE: "login",
    Phase.IDLE: "idle",
    Phase.RINGING: "ringing",
    Phase.ANSWERING: "ringing",
    Phase.IN_CALL: "call",
    Phase.AFTER_CALL: "after_call",
}


class DeskModel(QObject):
    """Presence, offer, call and device requests, with one signal for all of them."""

    changed = Signal()

    def __init__(
        self,
        *,
        carry: Callable[[tuple[Effect, ...]], None],
        new_id: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = Desk()
        self._carry = carry
        self._new_id = new_id
        self._catalogue: Catalogue | None = None
        self._language = Language.ZH_HANS

    # What the shell tells

    def restart(self) -> None:
        """Stand offline, as nobody's desk."""
        self._desk = Desk()
        self.changed.emit()

    def take(self, message: Message, now: float) -> None:
        """Take a message of the server.

        Raises:
            RemoteProtocolError: the server may not say this now; nothing changed.
        """
        self._do(self._desk.received(message=message, now=now))

    def tick(self, now: float) -> None:
        """Say that it is `now`, by the server's clock."""
        deadline = self._desk.next_deadline
        if deadline is not None and now >= deadline:
            self._do(self._desk.tick(now=now))

    def set_link(self, *, up: bool) -> None:
        """The link to the server came or went."""
        self._do(self._desk.link_up() if up else self._desk.link_lost())

    def set_words(self, catalogue: Catalogue | None, language: Language) -> None:
        """Name items and places from this catalogue, in this language."""
        self._catalogue, self._language = catalogue, language
        self.changed.emit()

    @property
    def desk(self) -> Desk:
        """The machine."""
        return self._desk

    # What the clerk does

    @Slot()
    def ready(self) -> None:
        """空闲."""
        self._try(lambda request: self._desk.set_presence(presence=Presence.READY, request=request))

    @Slot()
    def away(self) -> None:
        """小休."""
        self._try(lambda request: self._desk.set_presence(presence=Presence.AWAY, request=request))

    @Slot()
    def accept(self) -> None:
        """接听."""
        self._try(lambda request: self._desk.accept(request=request))

    @Slot()
    def decline(self) -> None:
        """拒接."""
        self._try(lambda request: self._desk.decline(request=request))

    @Slot(bool)
    def hangUp(self, served: bool) -> None:  # noqa: FBT001 - QML passes one plain value
        """挂断, the business done or open."""
        outcome = CallEnd.SERVED if served else CallEnd.HUNG_UP
        self._try(lambda request: self._desk.hang_up(outcome=outcome, request=request))

    @Slot()
    def askCard(self) -> None:
        """Ask for the card."""
        self._ask(DeviceAction.READ_CARD)

    @Slot(str)
    def askScan(self, material: str) -> None:
        """Ask for a photograph of a material."""
        self._ask(DeviceAction.SCAN, material=material)

    @Slot(str)
    def askSign(self, paper: str) -> None:
        """Ask the citizen to read and sign a paper."""
        self._ask(DeviceAction.SIGN, paper=paper)

    @Slot(str)
    def askPrint(self, paper: str) -> None:
        """Ask for a paper to be printed."""
        self._ask(DeviceAction.PRINT, paper=paper)

    def _ask(self, action: DeviceAction, *, material: str | None = None, paper: str | None = None) -> None:
        self._try(lambda request: self._desk.ask_device(action=action, material=material, paper=paper, request=request))

    def _try(self, intent: Callable[[str], tuple[Effect, ...]]) -> None:
        # A button that was pressed twice, or a moment too late, does nothing.
        with contextlib.suppress(LocalProtocolError):
            self._do(intent(self._new_id()))

    def _do(self, effects: tuple[Effect, ...]) -> None:
        self._carry(effects)
        self.changed.emit()

    # What the screen reads

    def _get_screen(self) -> str:
        return _SCREENS[self._desk.view.phase]

    def _get_answering(self) -> bool:
        return self._desk.view.phase is Phase.ANSWERING

    def _get_presence(self) -> str:
        return self._desk.view.presence

    def _get_waiting(self) -> int:
        return self._desk.view.waiting

    def _get_served(self) -> int:
        return self._desk.view.served

    def _get_link_up(self) -> bool:
        return self._desk.view.link_up

    def _get_peer_up(self) -> bool:
        return self._desk.view.peer_up

    def _get_agent(self) -> dict[str, Any]:
        agent = self._desk.view.agent
        if agent is None:
            return {"name": "", "number": "", "place": "", "items": []}
        names = [
            said(item.short, self._language)
            for name in agent.items
            if (item := item_of(self._catalogue, name)) is not None
        ]
        place = jurisdiction_said(self._catalogue, agent.jurisdiction, self._language)
        return {"name": agent.name, "number": agent.agent_no, "place": place, "items": names}

    def _get_offer(self) -> dict[str, Any]:
        offer = self._desk.view.offer
        if offer is None:
            return {}
        item = item_of(self._catalogue, offer.item)
        return {
            "citizen": offer.citizen,
            "ticket": offer.ticket_number,
            "item": offer.item if item is None else said(item.name, self._language),
            "hall": offer.hall,
            "place": jurisdiction_said(self._catalogue, offer.jurisdiction, self._language),
            "waited": offer.waited,
            "until": offer.ring_until,
            "returning": offer.returning,
            "language": str(offer.language),
        }

    def _get_call(self) -> dict[str, Any]:
        call = self._desk.view.call
        if call is None:
            return {"id": "", "hall": "", "startedAt": 0.0}
        return {"id": call.call, "hall": call.hall, "startedAt": call.started_at}

    def _get_devices(self) -> list[dict[str, Any]]:
        return [
            {"kind": str(device.kind), "state": str(device.state), "simulated": device.simulated}
            for device in self._desk.view.devices
        ]

    def _get_requests(self) -> list[dict[str, Any]]:
        return [self._request(ask) for ask in reversed(self._desk.view.asks)]

    def _request(self, ask: DeviceAsk) -> dict[str, Any]:
        state = str(ask.outcome) if ask.outcome is not None else "shown" if ask.shown else "asked"
        return {
            "action": str(ask.action),
            "material": ask.material or "",
            "paper": ask.paper or "",
            "state": state,
            "running": ask.running,
            "detail": ask.detail,
        }

    def _get_last_call(self) -> dict[str, Any]:
        view = self._desk.view
        return {"outcome": str(view.last_end or ""), "seconds": view.last_seconds}

    screen = Property(str, _get_screen, notify=changed)
    answering = Property(bool, _get_answering, notify=changed)
    presence = Property(str, _get_presence, notify=changed)
    waiting = Property(int, _get_waiting, notify=changed)
    served = Property(int, _get_served, notify=changed)
    linkUp = Property(bool, _get_link_up, notify=changed)
    peerUp = Property(bool, _get_peer_up, notify=changed)
    agent = Property("QVariantMap", _get_agent, notify=changed)  # type: ignore[arg-type]  # the stubs take a Python type; Qt knows this one by name
    offer = Property("QVariantMap", _get_offer, notify=changed)  # type: ignore[arg-type]  # the stubs take a Python type; Qt knows this one by name
    call = Property("QVariantMap", _get_call, notify=changed)  # type: ignore[arg-type]  # the stubs take a Python type; Qt knows this one by name
    devices = Property("QVariantList", _get_devices, notify=changed)  # type: ignore[arg-type]  # the stubs take a Python type; Qt knows this one by name
    requests = Property("QVariantList", _get_requests, notify=changed)  # type: ignore[arg-type]  # the stubs take a Python type; Qt knows this one by name
    lastCall = Property("QVariantMap", _get_last_call, notify=changed)  # type: ignore[arg-type]  # the stubs take a Python type; Qt knows this one by name
