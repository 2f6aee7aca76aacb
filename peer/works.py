"""What runs inside an engine: link, HTTP and conversation, wired together on one loop.

Messages about the call itself (`CallOffered`, `CallStarted`, `CallEnded`, `Signal`, and the state a new session
begins with) are acted upon here, then handed to the program, `Signal` excepted.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from typing import TYPE_CHECKING, TypeVar

from peer.conversation import Conversation
from peer.errors import LinkStopped
from peer.events import CallQuality, CallState, Levels, LinkUp, Received
from peer.http import HttpClient
from peer.link import Link
from peer.negotiation import Side, encode_payload
from peer.settings import KioskCredentials
from protocol.codec import encode_message
from protocol.ids import new_id
from protocol.messages import (
    CallEnded,
    CallOffered,
    CallStarted,
    DeskState,
    MediaReport,
    OfferClosed,
    Signal,
    VisitState,
)
from protocol.states import OfferEnd

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping
    from concurrent.futures import Future

    from peer.events import Event
    from peer.media.newest import NewestFrame
    from peer.negotiation import AnyPayload
    from peer.settings import EngineSettings
    from protocol.messages import CallView, Message

LEVELS_SECONDS = 0.1
QUALITY_EVERY = 10
"""Ticks of `LEVELS_SECONDS` between two `CallQuality`."""
REPORT_EVERY = 30
"""Ticks between two `MediaReport`."""

_log = logging.getLogger(__name__)
T = TypeVar("T")


class Works:
    """The inside of one engine. All of it belongs to the engine's loop."""

    def __init__(
        self, settings: EngineSettings, mailboxes: Mapping[str, NewestFrame], on_event: Callable[[Event], None]
    ) -> None:
        self._on_event = on_event
        self._is_kiosk = isinstance(settings.credentials, KioskCredentials)
        self.clock_offset = 0.0
        """Seconds to add to this machine's clock to get the server's."""
        self.link = Link(
            url=settings.server,
            credentials=settings.credentials,
            language=settings.language,
            on_event=self._link_says,
        )
        self.http = HttpClient(server=settings.server)
        self.conversation = Conversation(
            side=Side.BOOTH if self._is_kiosk else Side.CONSOLE,
            media=settings.media,
            emit=on_event,
            signal=self._signal,
            remote=mailboxes["remote"],
            local=mailboxes["local"],
        )
        self._answering: set[asyncio.Task[None]] = set()
        self._frames_before = 0

    async def run(self, *, until: asyncio.Event) -> None:
        """Keep the link and watch the call until told to stop; then close everything."""
        link = asyncio.create_task(self.link.run(), name="link")
        watch = asyncio.create_task(self._watch(), name="call watch")
        for task in (link, watch):
            task.add_done_callback(_confess)
        await until.wait()
        watch.cancel()
        await self.conversation.close()
        await self.link.flush()
        link.cancel()
        for task in self._answering:
            task.cancel()
        await asyncio.gather(link, watch, *self._answering, return_exceptions=True)
        await self.http.close()

    def answer(self, work: Coroutine[object, object, T], future: Future[T]) -> None:
        """Do some work and put what comes of it into `future`."""
        task = asyncio.get_running_loop().create_task(_answered(work, future))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    def prepare(self) -> None:
        """Open the devices; a booth gathers too, because it will offer."""
        self.conversation.prepare(gather=self._is_kiosk)

    def mute(self, *, muted: bool) -> None:
        """Send silence, or the voice again."""
        self.conversation.switches.muted = muted

    def hide(self, *, hidden: bool) -> None:
        """Send a grey picture, or the camera's again."""
        self.conversation.switches.hidden = hidden

    def _link_says(self, event: Event) -> None:
        match event:
            case LinkUp(welcome=welcome):
                self.clock_offset = welcome.server_time - time.time()
                self.http.tokens.put(welcome.http_token)
            case Received(message=Signal(call=call, payload=payload)):
                self.conversation.signalled(call, payload)
                return
            case Received(message=message):
                self._call_changes(message)
        self._on_event(event)

    def _call_changes(self, message: Message) -> None:
        conversation = self.conversation
        match message:
            case CallStarted(call=view):
                conversation.started(view)
            case CallEnded(call=call):
                conversation.ended(call)
            case CallOffered():
                self.prepare()
            case OfferClosed(outcome=outcome) if outcome is not OfferEnd.ACCEPTED and conversation.call is None:
                conversation.release()
            case VisitState(call=view) | DeskState(call=view):
                self._believe(view)
        self.link.set_in_call(in_call=conversation.call is not None)

    def _believe(self, view: CallView | None) -> None:
        """A new session begins with what the server knows; a call it does not know any more is over."""
        if view is not None:
            self.conversation.started(view, joined_late=True)
        elif self.conversation.call is not None:
            self.conversation.ended(self.conversation.call)

    def _signal(self, call: str, payload: AnyPayload) -> None:
        self.link.send(encode_message(Signal(call=call, payload=encode_payload(payload))))

    async def _watch(self) -> None:
        tick = 0
        while True:
            await asyncio.sleep(LEVELS_SECONDS)
            if self.conversation.call is None:
                tick, self._frames_before = 0, 0
                continue
            tick += 1
            self.conversation.watch(time.monotonic())
            self._on_event(Levels(self.conversation.switches.level.take(), self.conversation.far.level.take()))
            if tick % QUALITY_EVERY == 0:
                self._tell_quality(report=tick % REPORT_EVERY == 0)

    def _tell_quality(self, *, report: bool) -> None:
        conversation, figures = self.conversation, self.conversation.far.figures
        frames, self._frames_before = figures.frames - self._frames_before, figures.frames
        quality = CallQuality(
            set_up_ms=conversation.set_up_ms,
            fps=frames / (QUALITY_EVERY * LEVELS_SECONDS),
            frames=figures.frames,
            width=figures.width,
            height=figures.height,
            audio_rms=conversation.far.second.take(),
        )
        self._on_event(quality)
        if report and self.link.up and conversation.call is not None:
            self._report(conversation.call, quality)

    def _report(self, call: str, quality: CallQuality) -> None:
        self.link.send(
            encode_message(
                MediaReport(
                    id=new_id(now=time.time(), entropy=secrets.token_bytes),
                    call=call,
                    connected=self.conversation.state is CallState.CONNECTED,
                    set_up_ms=quality.set_up_ms,
                    video_fps=quality.fps,
                    audio_level=self.conversation.far.report.take(),
                    frames=quality.frames,
                )
            )
        )


async def _answered(work: Coroutine[object, object, T], future: Future[T]) -> None:
    if not future.set_running_or_notify_cancel():
        work.close()
        return
    try:
        future.set_result(await work)
    except asyncio.CancelledError:
        future.set_exception(LinkStopped())
        raise
    except Exception as error:  # noqa: BLE001  a task's top: whoever asked gets it
        future.set_exception(error)


def _confess(task: asyncio.Task[None]) -> None:
    """Say that a task ended by an error nobody expected; the program lives on without it."""
    if not task.cancelled() and task.exception() is not None:
        _log.error("%s ended: %s", task.get_name(), type(task.exception()).__name__)
