"""The engine: link and call on one asyncio loop in a thread of its own, so that no stall of a screen stops the voice.

The program makes one `PeerEngine`, gives it a callback for `peer.events`, and calls its methods from any thread.
`Engine` is what it sees; a test gives it `tests.fakes.engine.FakeEngine` instead.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import threading
import time
from concurrent.futures import Future
from typing import TYPE_CHECKING, Protocol, TypeVar

from peer.errors import LinkStopped
from peer.events import FrameReady
from peer.media.frame import VideoFrame
from peer.media.newest import NewestFrame
from peer.media.open import check
from peer.settings import AgentCredentials, EngineSettings, KioskCredentials, MediaSettings
from peer.works import Works
from protocol.codec import MAX_FRAME_BYTES, encode_message
from protocol.errors import TooLarge
from protocol.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from peer.events import Event
    from protocol.catalogue import Catalogue
    from protocol.messages import Message

__all__ = [
    "AgentCredentials",
    "Engine",
    "EngineSettings",
    "KioskCredentials",
    "MediaSettings",
    "PeerEngine",
    "VideoFrame",
]

STOP_SECONDS = 3.0
"""Longest that `stop` waits for the thread."""
ENVELOPE_BYTES = 256
"""Room a frame's envelope needs around a message."""

_log = logging.getLogger(__name__)
T = TypeVar("T")


class Engine(Protocol):
    """What the programs see; `PeerEngine` is the real one, `tests.fakes.engine.FakeEngine` the other."""

    def start(self, on_event: Callable[[Event], None]) -> None:
        """Start the thread and connect; `on_event` is called on it."""

    def stop(self) -> None:
        """Hang up, close the link, end the thread; returns when it has ended. Harmless twice."""

    def send(self, message: Message) -> None:
        """Queue a message; it reaches the server once, now or when the link is back."""

    def new_request_id(self) -> str:
        """Return an id for a `Request`."""

    def upload(self, *, case: str, data: bytes, media_type: str) -> Future[str]:
        """Store a document on the case; the result is its SHA-256. Tried again until it is stored or refused."""

    def put(self, path: str, *, data: bytes, media_type: str) -> Future[None]:
        """PUT bytes to a path of the server. Tried again until they are stored or refused."""

    def fetch(self, path: str) -> Future[bytes]:
        """GET a path of the server with the session's token."""

    def catalogue(self) -> Future[Catalogue]:
        """GET the catalogue."""

    def prepare_call(self) -> None:
        """Open the camera and gather, so that a call starts at once. Harmless twice."""

    def release_call(self) -> None:
        """Close camera, microphone and connection."""

    def set_muted(self, *, muted: bool) -> None:
        """Send silence, or the voice again."""

    def set_hidden(self, *, hidden: bool) -> None:
        """Send a grey picture, or the camera's again."""

    def newest_frame(self, which: str) -> VideoFrame | None:
        """Return the newest picture of `remote` or `local`, and allow the next `FrameReady`."""

    def server_time(self) -> float:
        """Unix time by the server's clock, as of the last `Welcome`."""


class PeerEngine:
    """The real engine."""

    def __init__(self, settings: EngineSettings) -> None:
        """Check the settings; nothing runs before `start`.

        Raises:
            ValueError: a media setting means nothing.
        """
        check(settings.media)
        self._settings = settings
        self._mailboxes: dict[str, NewestFrame] = {}
        self._on_event: Callable[[Event], None] = _ignore
        for which in ("remote", "local"):
            self._mailboxes[which] = NewestFrame(self._announcing(which))
        self._thread = threading.Thread(target=self._run, name="peer engine", daemon=True)
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._works: Works | None = None
        self._stopping: asyncio.Event | None = None

    def start(self, on_event: Callable[[Event], None]) -> None:
        """Start the thread and connect; `on_event` is called on it. Once."""
        self._on_event = on_event
        self._thread.start()
        self._ready.wait()

    def stop(self) -> None:
        """Hang up, close the link, end the thread; returns when it has ended. Harmless twice."""
        if self._loop is None or self._stopping is None:
            return
        with contextlib.suppress(RuntimeError):  # the loop is closed already
            self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(timeout=STOP_SECONDS)
        if self._thread.is_alive():
            _log.error("the engine's thread does not end")

    def send(self, message: Message) -> None:
        """Queue a message; it reaches the server once, now or when the link is back.

        Raises:
            TooLarge: no frame can carry it; nothing was queued.
        """
        body = encode_message(message)
        size = len(bytes(body)) + ENVELOPE_BYTES
        if size > MAX_FRAME_BYTES:
            raise TooLarge(size=size, limit=MAX_FRAME_BYTES)
        self._soon(lambda works: works.link.send(body))

    def new_request_id(self) -> str:
        """Return an id for a `Request`."""
        return new_id(now=time.time(), entropy=secrets.token_bytes)

    def upload(self, *, case: str, data: bytes, media_type: str) -> Future[str]:
        """Store a document on the case; the result is its SHA-256. Tried again until it is stored or refused.

        The future raises `UploadRefused`, or `LinkStopped` when the engine stops first.
        """
        return self._asked(lambda works: works.http.upload(case=case, data=data, media_type=media_type))

    def put(self, path: str, *, data: bytes, media_type: str) -> Future[None]:
        """PUT bytes to a path of the server; the future raises as `upload`'s."""
        return self._asked(lambda works: works.http.put(path, data=data, media_type=media_type))

    def fetch(self, path: str) -> Future[bytes]:
        """GET a path of the server with the session's token.

        The future raises `HttpRefused`, `ServerUnreachable`, or `LinkStopped` when the engine stops first.
        """
        return self._asked(lambda works: works.http.fetch(path))

    def catalogue(self) -> Future[Catalogue]:
        """GET the catalogue; the future raises as `fetch`'s."""
        return self._asked(lambda works: works.http.catalogue())

    def prepare_call(self) -> None:
        """Open the camera and gather, so that a call starts at once. Harmless twice."""
        self._soon(lambda works: works.prepare())

    def release_call(self) -> None:
        """Close camera, microphone and connection."""
        self._soon(lambda works: works.conversation.release())

    def set_muted(self, *, muted: bool) -> None:
        """Send silence, or the voice again."""
        self._soon(lambda works: works.mute(muted=muted))

    def set_hidden(self, *, hidden: bool) -> None:
        """Send a grey picture, or the camera's again."""
        self._soon(lambda works: works.hide(hidden=hidden))

    def newest_frame(self, which: str) -> VideoFrame | None:
        """Return the newest picture of `remote` or `local`, and allow the next `FrameReady`."""
        return self._mailboxes[which].take()

    def server_time(self) -> float:
        """Unix time by the server's clock, as of the last `Welcome`."""
        works = self._works
        return time.time() + (works.clock_offset if works is not None else 0.0)

    # ---- the thread

    def _run(self) -> None:
        # Not uvloop: at these rates it measures no faster (22 % of a core for a call either way).
        asyncio.run(self._work())

    async def _work(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        works = Works(self._settings, self._mailboxes, self._on_event)
        self._works = works
        self._ready.set()
        try:
            await works.run(until=self._stopping)
        finally:
            self._on_event = _ignore

    def _announcing(self, which: str) -> Callable[[], None]:
        event = FrameReady(which)
        return lambda: self._on_event(event)

    def _soon(self, act: Callable[[Works], None]) -> None:
        """Do something on the engine's thread; nothing when it is not running."""
        loop, works = self._loop, self._works
        if loop is None or works is None:
            _log.warning("the engine is not running")
            return
        with contextlib.suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(act, works)

    def _asked(self, ask: Callable[[Works], Coroutine[object, object, T]]) -> Future[T]:
        answer: Future[T] = Future()
        if self._loop is None or self._loop.is_closed():
            answer.set_exception(LinkStopped())
            return answer
        self._soon(lambda works: works.answer(ask(works), answer))
        return answer


def _ignore(event: Event) -> None:
    del event
