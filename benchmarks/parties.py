"""A booth and a seat without screens: the real engine, driven by messages, for benches."""

from __future__ import annotations

import queue
import time
from typing import TYPE_CHECKING, TypeVar

from peer.engine import AgentCredentials, EngineSettings, KioskCredentials, MediaSettings, PeerEngine
from peer.events import FrameReady, Received
from peer.media import stamp
from protocol import messages as m
from protocol.states import CallEnd, CardKind, ConsentKind, Language, Presence, Role, VisitEnd

if TYPE_CHECKING:
    from collections.abc import Callable

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from demo.citizen import Citizen
    from peer.events import Event

T = TypeVar("T")
_PATIENCE = 20.0
ITEM = "YL-CJ-001"


class Refused(Exception):
    """The server refused what a party asked."""

    def __init__(self, failed: m.Failed) -> None:
        super().__init__(f"{failed.code} {failed.field}")


class Party:
    """One end: an engine, and what it told so far with the moment it did."""

    def __init__(self, settings: EngineSettings) -> None:
        self.engine = PeerEngine(settings)
        self.ages_ms: list[float] = []
        """How old each picture of the other end was when it could be painted."""
        self._told: queue.SimpleQueue[tuple[float, Event]] = queue.SimpleQueue()
        self.engine.start(self._tell)

    def close(self) -> None:
        """End the engine."""
        self.engine.stop()

    def say(self, message: m.Message) -> None:
        """Send a message."""
        self.engine.send(message)

    def hear(self, kind: type[T], fits: Callable[[T], bool] = lambda _: True) -> T:
        """Return the next message of a kind that fits, dropping what came before it."""
        return self._next(lambda event: isinstance(event, Received) and _fits(event.message, kind, fits))[1].message  # type: ignore[union-attr,return-value]  # the predicate has made sure of the type

    def first_picture(self) -> float:
        """Return the moment (perf_counter) of the next remote picture."""
        return self._next(lambda event: isinstance(event, FrameReady) and event.which == "remote")[0]

    def watch(self, seconds: float) -> None:
        """Look at the other end for a while."""
        until = time.perf_counter() + seconds
        while self.first_picture() < until:
            pass

    def id(self) -> str:
        """Return an id for a request."""
        return self.engine.new_request_id()

    def _tell(self, event: Event) -> None:
        self._told.put((time.perf_counter(), event))
        if isinstance(event, FrameReady):
            frame = self.engine.newest_frame(event.which)  # taken, so that the next one is told too
            mark = stamp.read(frame.pixels) if frame is not None and event.which == "remote" else None
            if mark is not None:
                self.ages_ms.append((time.monotonic() * 1000 - mark.milliseconds) % 2**32)

    def _next(self, wanted: Callable[[Event], bool]) -> tuple[float, Event]:
        deadline = time.monotonic() + _PATIENCE
        while True:
            moment, event = self._told.get(timeout=max(0.01, deadline - time.monotonic()))
            if wanted(event):
                return moment, event


def booth(url: str, kiosk: str, key: Ed25519PrivateKey) -> Party:
    """Return a connected booth."""
    party = Party(_settings(url, KioskCredentials(kiosk=kiosk, key=key), "booth"))
    party.hear(m.VisitState)
    return party


def desk(url: str, login: str, token: str) -> Party:
    """Return a connected seat, away."""
    party = Party(_settings(url, AgentCredentials(login=login, token=token, role=Role.AGENT), "desk"))
    party.hear(m.DeskState)
    return party


def queue_up(party: Party, citizen: Citizen) -> str:
    """Open a visit, show a card, choose an item, take a ticket and gather; return the case."""
    party.say(m.OpenVisit(id=party.id(), language=Language.ZH_HANS))
    state = party.hear(m.VisitState, lambda said: said.case is not None)
    assert state.case is not None
    case = state.case.case
    for kind in (ConsentKind.NOTICE, ConsentKind.VIDEO):
        party.say(
            m.RecordConsent(
                id=party.id(), case=case, kind=kind, version="1", text_sha256="0" * 64, language=Language.ZH_HANS,
                given=True,
            )
        )  # fmt: skip
    party.say(m.RecordIdentity(id=party.id(), case=case, holder=_holder(citizen), reader="0"))
    party.say(m.ChooseItem(id=party.id(), case=case, item=ITEM))
    ticket = party.id()
    party.say(m.TakeTicket(id=ticket, case=case))
    party.engine.prepare_call()
    party.hear(m.TicketChanged)
    return case


def take_call(seat: Party) -> tuple[float, str]:
    """Be ready, let it ring, accept; return the moment of accepting and the call."""
    seat.say(m.SetPresence(id=seat.id(), presence=Presence.READY))
    offer = seat.hear(m.CallOffered).offer.offer
    seat.engine.prepare_call()
    accepted = time.perf_counter()
    seat.say(m.AnswerOffer(id=seat.id(), offer=offer, accept=True))
    return accepted, seat.hear(m.CallStarted).call.call


def part(here: Party, seat: Party, *, case: str, call: str) -> None:
    """Hang up and end the visit."""
    seat.say(m.HangUp(id=seat.id(), call=call, outcome=CallEnd.SERVED))
    for party in (seat, here):
        party.hear(m.CallEnded)
        party.engine.release_call()
    here.say(m.EndVisit(id=here.id(), case=case, outcome=VisitEnd.FINISHED))
    last = here.id()
    here.say(m.ConfirmWipe(id=last, case=case, removed_files=0))
    here.hear(m.Done, lambda said: said.reply_to == last)


def _fits(message: object, kind: type[T], fits: Callable[[T], bool]) -> bool:
    if isinstance(message, m.Failed):
        raise Refused(message)
    return isinstance(message, kind) and fits(message)


def _settings(url: str, credentials: KioskCredentials | AgentCredentials, label: str) -> EngineSettings:
    media = MediaSettings(camera="test", microphone="test", loudspeaker="none", label=label)
    return EngineSettings(server=url, credentials=credentials, language=Language.ZH_HANS, media=media)


def _holder(citizen: Citizen) -> m.Holder:
    return m.Holder(
        kind=CardKind.RESIDENT, name=citizen.name, sex=citizen.sex, birth=citizen.birth.isoformat(),
        number=citizen.number, ethnic=citizen.ethnic, address=citizen.address, issuer=citizen.issuer,
        valid_from=citizen.valid_from.isoformat(), valid_to=citizen.valid_to.isoformat(),
    )  # fmt: skip
