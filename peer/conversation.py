"""One conversation after the other: carries out what `negotiation` decides, with devices and connections.

    prepare ─▶ devices open, booth: gathered      PREPARED
    started ─▶ offer, answer                      CONNECTING
    first picture                                 CONNECTED ⇄ LOST (no picture for `LOST_SECONDS`)
    ended or release ─▶ everything closed         IDLE

It knows nothing of the link: signals go out through a callback and may take as long as they like, and a call goes on
while the link is down. Everything here belongs to one loop.
"""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from peer.call import Connection, NotConnectable, Sinks
from peer.events import CallChanged, CallState
from peer.media.devices import Devices
from peer.media.far_end import FarEnd, Painter
from peer.media.tracks import CameraTrack, Switches, VoiceTrack
from peer.negotiation import (
    AcceptOffer,
    ApplyAnswer,
    CloseConnection,
    CreateOffer,
    Negotiation,
    Phase,
    SendSignal,
    Side,
)
from protocol.errors import Malformed

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

    import av
    import msgspec

    from peer.events import Event
    from peer.media.newest import NewestFrame
    from peer.negotiation import AnyPayload, Effects
    from peer.settings import MediaSettings
    from protocol.messages import CallView, IceServer

FIRST_PICTURE_SECONDS = 8.0
"""After an answer; then the attempt counts as failed."""
LOST_SECONDS = 3.0
OVERDUE_SECONDS = 5.0
"""A console that has got no offer by then asks for one; the next time it waits twice as long."""
STALE_SECONDS = 300.0
"""What was gathered longer ago is gathered anew: addresses change."""

_log = logging.getLogger(__name__)


class Conversation:
    """The calls of one program."""

    def __init__(
        self,
        *,
        side: Side,
        media: MediaSettings,
        emit: Callable[[Event], None],
        signal: Callable[[str, AnyPayload], None],
        remote: NewestFrame,
        local: NewestFrame,
    ) -> None:
        self._side = side
        self._media = media
        self._emit = emit
        self._signal = signal
        self._mailboxes = (remote, local)
        self._preview = Painter(local)
        self._screen = Painter(remote)
        self._negotiation = Negotiation(side=side)
        self.switches = Switches()
        self.far = FarEnd(self._screen)
        self._state = CallState.IDLE
        self._devices: asyncio.Task[Devices] | None = None
        self._prepared: asyncio.Task[tuple[Connection, str]] | None = None
        self._connection: Connection | None = None
        """Of the attempt under way."""
        self._connections: set[Connection] = set()
        """All that are open."""
        self._ice: tuple[IceServer, ...] = ()
        self._work: set[asyncio.Task[None]] = set()
        self._closing: set[asyncio.Task[None]] = set()
        self._started_at = self._ask_at = self._prepared_at = 0.0
        self._agreed_at: float | None = None
        self.round_trip: float | None = None
        """Seconds to the other end and back, of the latest ping."""

    @property
    def call(self) -> str | None:
        """The call under way."""
        return self._negotiation.call

    @property
    def state(self) -> CallState:
        """State of picture and voice."""
        return self._state

    @property
    def set_up_ms(self) -> float | None:
        """From `CallStarted` to the first decoded picture; None before it."""
        first = self.far.figures.first_frame_at
        return None if first is None else (first - self._started_at) * 1000

    def prepare(self, *, gather: bool) -> None:
        """Open the devices and, to `gather`, describe a connection, so that a call starts at once. Harmless twice."""
        if self.call is None and self._state is CallState.IDLE:
            self._set_state(CallState.PREPARED)
            if gather:
                self._prepared_at = time.monotonic()
                self._prepared = asyncio.get_running_loop().create_task(self._describe())
            else:
                self._open_devices()

    def started(self, view: CallView, *, joined_late: bool = False) -> None:
        """Begin a call; one that is under way ends first, the same again changes nothing."""
        if view.call == self.call:
            return
        if self.call is not None:
            self.ended(self.call)
        self._ice = view.ice
        self._started_at = time.monotonic()
        self._ask_at = self._started_at + OVERDUE_SECONDS
        self.far = FarEnd(self._screen)
        self._set_state(CallState.CONNECTING)
        self._carry_out(self._negotiation.call_started(call=view.call, joined_late=joined_late))

    def signalled(self, call: str, untrusted: msgspec.Raw) -> None:
        """Take a signal of the other end."""
        try:
            self._carry_out(self._negotiation.signal_received(call=call, untrusted=untrusted))
        except Malformed:
            _log.warning("a malformed signal of the other end")

    def ended(self, call: str) -> None:
        """End this call and close everything; another call is left alone."""
        self._carry_out(self._negotiation.call_ended(call=call))

    def release(self) -> None:
        """End whatever there is and close everything."""
        if self.call is not None:
            self.ended(self.call)
        else:
            self._close_everything()

    async def close(self) -> None:
        """Close everything and wait until it is closed."""
        self.release()
        while self._closing:
            await asyncio.gather(*self._closing)

    def watch(self, now: float) -> None:
        """Look whether pictures come; due a few times a second in a call."""
        if self.call is None:
            return
        newest, agreed = self.far.figures.newest_frame_at, self._agreed_at
        if newest is not None:
            self._set_state(CallState.CONNECTED if now - newest < LOST_SECONDS else CallState.LOST)
        if now >= self._ask_at:
            self._ask_at = now + 2 * (now - self._started_at)
            self._carry_out(self._negotiation.offer_overdue(call=self.call))
        if agreed is not None and (newest is None or newest < agreed) and now - agreed > FIRST_PICTURE_SECONDS:
            self._attempt_failed()

    # ---- carrying out what was decided

    def _carry_out(self, effects: Effects) -> None:
        for effect in effects:
            match effect:
                case SendSignal(call=call, payload=payload):
                    self._signal(call, payload)
                case CreateOffer(attempt=attempt):
                    self._start(attempt, self._make_offer(attempt))
                case AcceptOffer(attempt=attempt, sdp=sdp):
                    self._start(attempt, self._make_answer(attempt, sdp))
                case ApplyAnswer(sdp=sdp):
                    self._do(self._apply(sdp))
                case CloseConnection():
                    self._close_everything()
        self._agreed_at = time.monotonic() if self._just_agreed() else self._agreed_at

    def _just_agreed(self) -> bool:
        return self._agreed_at is None and self._negotiation.phase is Phase.AGREED

    def _start(self, attempt: int, work: Coroutine[object, object, None]) -> None:
        """Begin an attempt: whatever an attempt before it made is closed."""
        self._agreed_at = None
        if attempt > 1:
            self._let_go(devices=None)
        self._do(work)

    def _do(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(self._guarded(work), name="call")
        self._work.add(task)
        task.add_done_callback(self._work.discard)

    async def _guarded(self, work: Coroutine[object, object, None]) -> None:
        try:
            await work
        except NotConnectable as error:
            _log.warning("a description of no use: %s", error)
            self._attempt_failed()
        except Exception as error:  # noqa: BLE001  a task's top
            _log.error("the call failed: %s", type(error).__name__)
            self._attempt_failed()

    async def _make_offer(self, attempt: int) -> None:
        call = self.call or ""
        self._connection, sdp = await self._prepared_or_new()
        self._carry_out(self._negotiation.offer_made(call=call, attempt=attempt, sdp=sdp))

    async def _make_answer(self, attempt: int, untrusted_sdp: str) -> None:
        call = self.call or ""
        self._connection = await self._new_connection()
        sdp = await self._connection.accept(untrusted_sdp)
        self._carry_out(self._negotiation.answer_made(call=call, attempt=attempt, sdp=sdp))

    async def _apply(self, untrusted_sdp: str) -> None:
        if self._connection is not None:
            await self._connection.apply(untrusted_sdp)

    def _attempt_failed(self) -> None:
        if self.call is not None:
            attempt = self._negotiation.attempt
            self._carry_out(self._negotiation.connection_failed(call=self.call, attempt=attempt))

    # ---- devices and connections

    def _open_devices(self) -> asyncio.Task[Devices]:
        if self._devices is None:
            self._devices = asyncio.get_running_loop().create_task(self._opened(tuple(self._closing)))
        return self._devices

    async def _opened(self, closing: tuple[asyncio.Task[None], ...]) -> Devices:
        """Open the devices when whoever had them before has let them go."""
        await asyncio.gather(*closing)
        return await asyncio.to_thread(Devices.open, self._media, clerk=self._side is Side.CONSOLE)

    async def _new_connection(self) -> Connection:
        devices = await asyncio.shield(self._open_devices())
        self.far.loudspeaker = devices.loudspeaker
        media = self._media
        video = CameraTrack(devices.camera, self.switches, size=media.size, fps=media.fps, preview=self._previewed)
        audio = VoiceTrack(devices.microphone, self.switches)
        sinks = Sinks(video=self._saw, audio=self._heard, failed=self._failed, round_trip=self._measured)
        connection = Connection(ice=self._ice, video=video, audio=audio, sinks=sinks)
        self._connections.add(connection)
        return connection

    async def _describe(self) -> tuple[Connection, str]:
        connection = await self._new_connection()
        return connection, await connection.offer()

    async def _prepared_or_new(self) -> tuple[Connection, str]:
        """Use what was gathered ahead, unless that was long ago or for other ICE servers than the call wants."""
        ahead, self._prepared = self._prepared, None
        if ahead is None:
            return await self._describe()
        connection, sdp = await ahead
        if connection.ice != self._ice or time.monotonic() - self._prepared_at > STALE_SECONDS:
            self._connections.discard(connection)
            self._keep(self._shut((), (connection,), None))
            return await self._describe()
        self.far.loudspeaker = (await asyncio.shield(self._open_devices())).loudspeaker
        return connection, sdp

    def _close_everything(self) -> None:
        devices, self._devices = self._devices, None
        self._let_go(devices=devices)
        self._agreed_at = self.round_trip = None
        for mailbox in self._mailboxes:
            mailbox.clear()
        self._set_state(CallState.IDLE)

    def _let_go(self, *, devices: asyncio.Task[Devices] | None) -> None:
        """Close every connection there is, in the background, then the devices."""
        ahead, self._prepared = self._prepared, None
        work = (*self._work, ahead) if ahead is not None else (*self._work,)
        connections = tuple(self._connections)
        self._connections.clear()
        self._connection = None
        if work or connections or devices is not None:
            self._keep(self._shut(work, connections, devices))

    async def _shut(
        self,
        work: tuple[asyncio.Task[Any], ...],
        connections: tuple[Connection, ...],
        devices: asyncio.Task[Devices] | None,
    ) -> None:
        for task in work:
            task.cancel()
        await asyncio.gather(*work, return_exceptions=True)
        for connection in connections:
            await connection.close()
        if devices is not None:
            await asyncio.to_thread((await devices).close)

    def _keep(self, closing: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(closing, name="closing a call")
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    # ---- what the connection reports

    def _saw(self, frame: av.VideoFrame) -> None:
        if self.call is not None:
            self.far.saw(frame)
            if self._state is CallState.CONNECTING:
                self._set_state(CallState.CONNECTED)

    def _heard(self, frame: av.AudioFrame) -> None:
        if self.call is not None:
            self.far.heard(frame)

    def _failed(self, connection: Connection) -> None:
        if connection is self._connection:
            self._attempt_failed()

    def _previewed(self, frame: av.VideoFrame) -> None:
        if self.call is not None:
            self._preview.put(frame)

    def _measured(self, seconds: float) -> None:
        self.round_trip = seconds

    def _set_state(self, state: CallState) -> None:
        if state is not self._state:
            self._state = state
            self._emit(CallChanged(state))
