"""An engine without sockets, threads or media: the test plays the server."""

from __future__ import annotations

import hashlib
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from peer.engine import VideoFrame
from peer.events import CallChanged, CallState, FrameReady, LinkDown, LinkUp, Received
from protocol.frames import Welcome
from protocol.messages import Done, Failed, Request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from peer.events import Event
    from protocol.catalogue import Catalogue
    from protocol.messages import Message
    from protocol.states import FailureCode

M = TypeVar("M", bound="Message")


class FakeEngine:
    """Implements `peer.engine.Engine`; events are delivered at once, on the caller's thread.

    A `Request` is answered with `Done`, then with whatever the handler that `when` registered for its type returns.
    `refuse` makes the next request of a type fail. `push` says what the server says by itself. Read `sent`, `calls`
    (method names, in order) and `stored` (SHA-256 to bytes) afterwards. With `hold` set, requests stay unanswered
    until `answer_held`, and uploads and fetches until `finish_held`.
    """

    def __init__(self, *, catalogue: Catalogue | None = None, now: float = 1_700_000_000.0) -> None:
        """Keep the catalogue to give out and the server's time."""
        self.sent: list[Message] = []
        self.calls: list[str] = []
        self.stored: dict[str, bytes] = {}
        self.documents: dict[str, bytes] = {}
        """What `fetch` answers, by path; an unknown path fails with `KeyError`."""
        self.now = now
        self.hold = False
        self.upload_error: Exception | None = None
        self._catalogue = catalogue
        self._on_event: Callable[[Event], None] | None = None
        self._handlers: dict[type[Message], Callable[..., Iterable[Message]]] = {}
        self._refusals: dict[type[Message], FailureCode] = {}
        self._held: list[Message] = []
        self._held_results: list[Callable[[], None]] = []
        self._frames: dict[str, VideoFrame] = {}
        self._ids = 0

    # ---- the test's side

    def when(self, kind: type[M], answer: Callable[[M], Iterable[Message]]) -> None:
        """Answer each message of `kind` with `Done` (if it is a request) and what `answer` returns."""
        self._handlers[kind] = answer

    def refuse(self, kind: type[Message], code: FailureCode) -> None:
        """Answer the next request of `kind` with `Failed`."""
        self._refusals[kind] = code

    def push(self, *messages: Message) -> None:
        """Deliver what the server says by itself."""
        for message in messages:
            self.emit(Received(message))

    def emit(self, event: Event) -> None:
        """Deliver any event of `peer.events`; nothing happens before `start` or after `stop`."""
        if self._on_event is not None:
            self._on_event(event)

    def link_up(self, *, resumed: bool = False) -> None:
        """Open the session."""
        welcome = Welcome(
            session_id="session",
            resume_token="token",
            resumed=resumed,
            received=0,
            http_token="http",
            heartbeat=30.0,
            resume_seconds=60.0,
            server_time=self.now,
        )
        self.emit(LinkUp(welcome, resumed))

    def link_down(self, *, retry_in: float = 1.0) -> None:
        """Lose the link."""
        self.emit(LinkDown(retry_in))

    def show_frame(self, which: str, *, width: int = 64, height: int = 36, colour: int = 128) -> None:
        """Let a new picture of `remote` or `local` be ready."""
        pixels = np.full((height, width, 4), colour, np.uint8)
        pixels[..., 3] = 255
        self._frames[which] = VideoFrame(pixels, self.now)
        self.emit(FrameReady(which))

    def answer_held(self) -> None:
        """Answer the requests that were held back, in order."""
        held, self._held = self._held, []
        for message in held:
            self._answer(message)

    def finish_held(self) -> None:
        """Finish the uploads and fetches that were held back, in order."""
        held, self._held_results = self._held_results, []
        for finish in held:
            finish()

    def sent_of(self, kind: type[M]) -> list[M]:
        """Return what was sent of one type, in order."""
        return [message for message in self.sent if isinstance(message, kind)]

    # ---- peer.engine.Engine

    def start(self, on_event: Callable[[Event], None]) -> None:
        """Keep the callback; nothing connects before `link_up`."""
        self.calls.append("start")
        self._on_event = on_event

    def stop(self) -> None:
        """Forget the callback."""
        self.calls.append("stop")
        self._on_event = None

    def send(self, message: Message) -> None:
        """Record the message and answer it."""
        self.sent.append(message)
        if self.hold:
            self._held.append(message)
        else:
            self._answer(message)

    def new_request_id(self) -> str:
        """Return r1, r2, ..."""
        self._ids += 1
        return f"r{self._ids}"

    def upload(self, *, case: str, data: bytes, media_type: str) -> Future[str]:
        """Keep the bytes in `stored`, or fail with `upload_error`."""
        del case, media_type
        future: Future[str] = Future()

        def finish() -> None:
            if self.upload_error is not None:
                future.set_exception(self.upload_error)
                return
            name = hashlib.sha256(data).hexdigest()
            self.stored[name] = data
            future.set_result(name)

        self._finish(finish)
        return future

    def put(self, path: str, *, data: bytes, media_type: str) -> Future[None]:
        """Keep the bytes in `documents` by their path, or fail with `upload_error`."""
        del media_type
        future: Future[None] = Future()

        def finish() -> None:
            if self.upload_error is not None:
                future.set_exception(self.upload_error)
                return
            self.documents[path] = data
            future.set_result(None)

        self._finish(finish)
        return future

    def fetch(self, path: str) -> Future[bytes]:
        """Answer from `documents`, else from `stored` by the last part of the path."""
        future: Future[bytes] = Future()

        def finish() -> None:
            data = self.documents.get(path, self.stored.get(path.rpartition("/")[2]))
            if data is None:
                future.set_exception(KeyError(path))
            else:
                future.set_result(data)

        self._finish(finish)
        return future

    def catalogue(self) -> Future[Catalogue]:
        """Answer with the catalogue given at the start; `KeyError` without one."""
        future: Future[Catalogue] = Future()

        def finish() -> None:
            if self._catalogue is None:
                future.set_exception(KeyError("catalogue"))
            else:
                future.set_result(self._catalogue)

        self._finish(finish)
        return future

    def prepare_call(self) -> None:
        """Note the call and report `prepared`."""
        self.calls.append("prepare_call")
        self.emit(CallChanged(CallState.PREPARED))

    def release_call(self) -> None:
        """Note the call and report `idle`."""
        self.calls.append("release_call")
        self.emit(CallChanged(CallState.IDLE))

    def set_muted(self, *, muted: bool) -> None:
        """Note the call."""
        self.calls.append(f"set_muted {muted}")

    def set_hidden(self, *, hidden: bool) -> None:
        """Note the call."""
        self.calls.append(f"set_hidden {hidden}")

    def newest_frame(self, which: str) -> VideoFrame | None:
        """Return what `show_frame` gave."""
        return self._frames.get(which)

    def server_time(self) -> float:
        """Return the time given at the start."""
        return self.now

    # ---- inside

    def _finish(self, finish: Callable[[], None]) -> None:
        if self.hold:
            self._held_results.append(finish)
        else:
            finish()

    def _answer(self, message: Message) -> None:
        if isinstance(message, Request):
            code = self._refusals.pop(type(message), None)
            if code is not None:
                self.push(Failed(reply_to=message.id, code=code))
                return
            self.push(Done(reply_to=message.id))
        handler = self._handlers.get(type(message))
        if handler is not None:
            self.push(*handler(message))
