"""The outbound side of one WebSocket: a bounded queue and the one task that writes it.

Nobody ever awaits another client's socket: `put` returns at once, so a peer that does not read delays only itself. Over
the cap the link is closed with 1013 (try again later), and the session behind it may resume on a new one.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from typing import TYPE_CHECKING

from aiohttp import WSMsgType

from protocol.codec import encode_frame
from protocol.session import MAX_UNACKNOWLEDGED_BYTES

if TYPE_CHECKING:
    from aiohttp.web import WebSocketResponse

    from protocol.frames import AnyFrame

MAX_QUEUED_BYTES = 2 * MAX_UNACKNOWLEDGED_BYTES
"""A resumed session may send all it holds at once; more than twice that is a reader that does not read."""
CLOSE_PATIENCE = 2.0
"""Seconds a client has for the closing handshake."""

POLICY_VIOLATION, TRY_AGAIN_LATER, GOING_AWAY, NORMAL = 1008, 1013, 1001, 1000
"""Close codes: RFC 6455 §7.4.1, and 1013 of the IANA registry."""


class Link:
    """Frames to one client."""

    def __init__(self, ws: WebSocketResponse, transport: asyncio.Transport | None) -> None:
        """Write to `ws`; `transport` is aborted when it does not close in time. Nothing flows before `run`."""
        self._ws = ws
        self._transport = transport
        self._queue: deque[bytes] = deque()
        self._queued_bytes = 0
        self._wake = asyncio.Event()
        self._close_code: int | None = None

    @property
    def closing(self) -> bool:
        """Whether nothing more will be written."""
        return self._close_code is not None

    def put(self, frame: AnyFrame) -> None:
        """Queue a frame; over the cap the link closes."""
        self.put_bytes(encode_frame(frame))

    def put_bytes(self, text: bytes) -> None:
        """Queue the text of a frame."""
        if self._close_code is not None:
            return
        self._queue.append(text)
        self._queued_bytes += len(text)
        if self._queued_bytes > MAX_QUEUED_BYTES:
            self._queue.clear()
            self.close(TRY_AGAIN_LATER)
        self._wake.set()

    def close(self, code: int) -> None:
        """Close after what is queued has been written; a client that does not read in time is cut off."""
        if self._close_code is None:
            self._close_code = code
            self._wake.set()
            if self._transport is not None:
                asyncio.get_running_loop().call_later(CLOSE_PATIENCE, self._transport.abort)

    async def run(self) -> None:
        """Write until the link is closed; the only task that does. Ends quietly when the socket is gone."""
        try:
            while not self.closing or self._queue:
                await self._wake.wait()
                self._wake.clear()
                while self._queue:
                    text = self._queue.popleft()
                    self._queued_bytes -= len(text)
                    await self._ws.send_frame(text, WSMsgType.TEXT)
        except (ConnectionError, RuntimeError):
            # The socket went away under us (aiohttp says so in either way); the reader notices by itself.
            self._close_code = self._close_code or GOING_AWAY
        with contextlib.suppress(ConnectionError, RuntimeError):
            await self._ws.close(code=self._close_code or NORMAL, drain=False)
