"""One WebRTC connection: the aiortc adapter. A new attempt is a new `Connection`; none is ever started twice.

Two tracks each way and one data channel in one bundle. All candidates travel in the descriptions, so there is no
trickle. ICE servers are always given explicitly: stock aiortc would ask a public one and wait ten seconds for it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
from aiortc import (
    RTCBundlePolicy,
    RTCConfiguration,
    RTCDataChannel,
    RTCIceServer,
    RTCPeerConnection,
    RTCRtpSender,
    RTCSessionDescription,
)
from aiortc.exceptions import InvalidAccessError, InvalidStateError
from aiortc.mediastreams import MediaStreamError, MediaStreamTrack
from av import AudioFrame, VideoFrame

from peer.host_addresses import allow_loopback

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from protocol.messages import IceServer

PING_SECONDS = 2.0
PATIENCE = 1.0
"""Seconds a closing connection gives the library to finish gathering."""
MAX_CHANNEL_MESSAGE = 1024
"""Longest message of the data channel that is looked at."""
VIDEO_CODEC = "video/VP8"
"""At 640 × 360 VP8 takes a third of the time of stock H.264 (its preset is fixed at `medium`)."""

_COMPLAINTS = (
    ValueError,
    AssertionError,
    LookupError,
    TypeError,
    AttributeError,
    OSError,
    InvalidAccessError,
    InvalidStateError,
)
"""aiortc parses descriptions by assertion, index and split; all of these mean that one is no good."""

_log = logging.getLogger(__name__)


class NotConnectable(Exception):
    """A description is none, or does not fit: this attempt is of no use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sinks:
    """Where a connection's news go; all are called on the loop."""

    video: Callable[[VideoFrame], None]
    audio: Callable[[AudioFrame], None]
    failed: Callable[[Connection], None]
    """The connection was closed by something else than `close`, or never came to be."""
    round_trip: Callable[[float], None]
    """Seconds a ping took on the data channel."""


class _Ping(msgspec.Struct, frozen=True, tag_field="kind", tag="ping"):
    at: float


class _Pong(msgspec.Struct, frozen=True, tag_field="kind", tag="pong"):
    at: float
    here: float


_channel_words: msgspec.json.Decoder[_Ping | _Pong] = msgspec.json.Decoder(_Ping | _Pong)


class Connection:
    """One connection from its description to its end. All methods belong to one loop."""

    def __init__(
        self, *, ice: tuple[IceServer, ...], video: MediaStreamTrack, audio: MediaStreamTrack, sinks: Sinks
    ) -> None:
        allow_loopback()
        servers = [RTCIceServer(urls=list(s.urls), username=s.username, credential=s.credential) for s in ice]
        self._pc = RTCPeerConnection(RTCConfiguration(iceServers=servers, bundlePolicy=RTCBundlePolicy.MAX_BUNDLE))
        self.ice = ice
        self._video, self._audio = video, audio
        self._sinks = sinks
        self._tasks: set[asyncio.Task[None]] = set()
        self._library: set[asyncio.Task[None]] = set()
        """What the library is busy with and must not be disturbed in."""
        self._channel: RTCDataChannel | None = None
        self._closed = False
        self._pc.on("track", self._track_came)
        self._pc.on("datachannel", self._channel_came)
        self._pc.on("connectionstatechange", self._state_changed)

    @property
    def state(self) -> str:
        """`new`, `connecting`, `connected`, `failed` or `closed`."""
        return self._pc.connectionState

    async def offer(self) -> str:
        """Gather, and return the offer with all candidates."""
        self._add_tracks()
        self._use_channel(self._pc.createDataChannel("peer", ordered=False, maxRetransmits=0))
        await self._undisturbed(self._gather(await self._pc.createOffer()))
        return self._pc.localDescription.sdp

    async def accept(self, untrusted_sdp: str) -> str:
        """Take an offer, gather, and return the answer with all candidates.

        Raises:
            NotConnectable: it is no offer of ours.
        """
        await self._describe(untrusted_sdp, "offer")
        try:
            self._add_tracks()
            await self._undisturbed(self._gather(await self._pc.createAnswer()))
        except _COMPLAINTS as error:
            raise NotConnectable(type(error).__name__) from None
        return self._pc.localDescription.sdp

    async def apply(self, untrusted_sdp: str) -> None:
        """Take the answer.

        Raises:
            NotConnectable: it does not fit.
        """
        await self._describe(untrusted_sdp, "answer")

    async def close(self) -> None:
        """Close everything this connection holds. Harmless twice."""
        if self._closed:
            return
        self._closed = True
        if self._library:
            await asyncio.wait(self._library, timeout=PATIENCE)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._video.stop()
        self._audio.stop()
        await self._pc.close()
        self._pc.remove_all_listeners()

    async def _describe(self, untrusted_sdp: str, kind: str) -> None:
        try:
            description = RTCSessionDescription(sdp=untrusted_sdp, type=kind)
            await self._undisturbed(self._pc.setRemoteDescription(description))
        except _COMPLAINTS as error:
            raise NotConnectable(type(error).__name__) from None

    async def _gather(self, description: RTCSessionDescription) -> None:
        await self._pc.setLocalDescription(description)

    async def _undisturbed(self, work: Coroutine[object, object, None]) -> None:
        """Let the library finish what it has begun even when nobody waits any more: cancelled, it leaks sockets."""
        task = asyncio.get_running_loop().create_task(work)
        self._library.add(task)
        task.add_done_callback(self._finished)
        await asyncio.shield(task)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._library.discard(task)
        if not task.cancelled():
            task.exception()

    def _add_tracks(self) -> None:
        for track in (self._audio, self._video):
            self._pc.addTrack(track)
        for transceiver in self._pc.getTransceivers():
            if transceiver.kind == "video":
                codecs = RTCRtpSender.getCapabilities("video").codecs
                transceiver.setCodecPreferences([c for c in codecs if c.mimeType in (VIDEO_CODEC, "video/rtx")])

    def _track_came(self, track: MediaStreamTrack) -> None:
        self._spawn(self._drain(track))

    async def _drain(self, track: MediaStreamTrack) -> None:
        """Take every frame at once, so that aiortc's own queue stays empty."""
        with contextlib.suppress(MediaStreamError):
            while True:
                frame = await track.recv()
                if isinstance(frame, VideoFrame):
                    self._sinks.video(frame)
                elif isinstance(frame, AudioFrame):
                    self._sinks.audio(frame)

    def _state_changed(self) -> None:
        if self._pc.connectionState in ("failed", "closed") and not self._closed:
            self._sinks.failed(self)

    def _channel_came(self, channel: RTCDataChannel) -> None:
        self._use_channel(channel)

    def _use_channel(self, channel: RTCDataChannel) -> None:
        if self._channel is not None:
            return
        self._channel = channel
        channel.on("message", self._heard)
        self._spawn(self._ping(channel))

    async def _ping(self, channel: RTCDataChannel) -> None:
        while channel.readyState in ("connecting", "open"):
            if channel.readyState == "open":
                channel.send(msgspec.json.encode(_Ping(at=time.monotonic())).decode())
            await asyncio.sleep(PING_SECONDS)

    def _heard(self, untrusted: str | bytes) -> None:
        if self._channel is None or len(untrusted) > MAX_CHANNEL_MESSAGE:
            return
        try:
            word = _channel_words.decode(untrusted)
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            return
        if isinstance(word, _Pong):
            self._sinks.round_trip(time.monotonic() - word.at)
        elif self._channel.readyState == "open":
            self._channel.send(msgspec.json.encode(_Pong(at=word.at, here=time.time())).decode())

    def _spawn(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
