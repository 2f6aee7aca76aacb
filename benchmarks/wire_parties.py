"""A booth and a seat on the bare link, without media, on one loop: for benches of the server."""

from __future__ import annotations

import asyncio
import secrets
import time
from typing import TYPE_CHECKING, Self, TypeVar

from benchmarks.parties import ITEM
from demo.citizen import WANG
from peer.events import Received
from peer.link import Link
from protocol import messages as m
from protocol.codec import encode_message
from protocol.ids import new_id
from protocol.states import CardKind, ConsentKind, Language, Presence

if TYPE_CHECKING:
    from types import TracebackType

    import msgspec

    from peer.engine import AgentCredentials, KioskCredentials
    from peer.events import Event

T = TypeVar("T", bound=m.Message)
_PATIENCE = 20.0


class WireParty:
    """One end; use it as a context."""

    def __init__(self, url: str, credentials: KioskCredentials | AgentCredentials) -> None:
        self._link = Link(url=url, credentials=credentials, language=Language.ZH_HANS, on_event=self._told)
        self._messages: asyncio.Queue[m.Message] = asyncio.Queue()
        self._signals: asyncio.Queue[m.Signal] = asyncio.Queue()
        self._running: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._running = asyncio.create_task(self._link.run())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._running is not None
        self._running.cancel()
        await asyncio.wait({self._running})

    def say(self, message: m.Message) -> None:
        """Send a message."""
        self.send_body(encode_message(message))

    def send_body(self, body: msgspec.Raw) -> None:
        """Send an encoded message."""
        self._link.send(body)

    async def hear(self, kind: type[T]) -> T:
        """Return the next message of a kind, dropping what came before it."""
        async with asyncio.timeout(_PATIENCE):
            while not isinstance(message := await self._messages.get(), kind):
                assert not isinstance(message, m.Failed), message
            return message

    async def next_signal(self) -> m.Signal:
        """Return the next relayed signal."""
        async with asyncio.timeout(_PATIENCE):
            return await self._signals.get()

    def _told(self, event: Event) -> None:
        if isinstance(event, Received):
            message = event.message
            if isinstance(message, m.Signal):
                self._signals.put_nowait(message)
            else:
                self._messages.put_nowait(message)


def fresh_id() -> str:
    """Return an id for a request."""
    return new_id(now=time.time(), entropy=secrets.token_bytes)


async def start_call(booth: WireParty, desk: WireParty) -> str:
    """Bring both ends into a call and return its id."""
    await booth.hear(m.VisitState)
    await desk.hear(m.DeskState)
    booth.say(m.OpenVisit(id=fresh_id(), language=Language.ZH_HANS))
    state = await booth.hear(m.VisitState)
    assert state.case is not None
    case = state.case.case
    for kind in (ConsentKind.NOTICE, ConsentKind.VIDEO):
        booth.say(
            m.RecordConsent(
                id=fresh_id(), case=case, kind=kind, version="1", text_sha256="0" * 64, language=Language.ZH_HANS,
                given=True,
            )
        )  # fmt: skip
    holder = m.Holder(
        kind=CardKind.RESIDENT, name=WANG.name, sex=WANG.sex, birth=WANG.birth.isoformat(), number=WANG.number
    )
    booth.say(m.RecordIdentity(id=fresh_id(), case=case, holder=holder, reader="0"))
    booth.say(m.ChooseItem(id=fresh_id(), case=case, item=ITEM))
    booth.say(m.TakeTicket(id=fresh_id(), case=case))
    desk.say(m.SetPresence(id=fresh_id(), presence=Presence.READY))
    offer = (await desk.hear(m.CallOffered)).offer.offer
    desk.say(m.AnswerOffer(id=fresh_id(), offer=offer, accept=True))
    await booth.hear(m.CallStarted)
    return (await desk.hear(m.CallStarted)).call.call
