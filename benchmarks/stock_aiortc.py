"""Two ends of aiortc as it comes, in one process: the peer our calls are measured beside."""

from __future__ import annotations

import asyncio
import time

from aiortc import RTCConfiguration, RTCPeerConnection
from aiortc.mediastreams import AudioStreamTrack, MediaStreamTrack, VideoStreamTrack

_PATIENCE = 15.0


def set_up_times(runs: int) -> list[float]:
    """Return milliseconds from making the offer to the first decoded picture at both ends, once a run."""
    return asyncio.run(_all(runs))


async def _all(runs: int) -> list[float]:
    return [await _one() for _ in range(runs)]


async def _one() -> float:
    # Without iceServers aiortc asks a public STUN server, which a booth's network need not reach.
    caller, callee = (RTCPeerConnection(RTCConfiguration(iceServers=[])) for _ in range(2))
    pictures = [_first_picture(end) for end in (caller, callee)]
    try:
        for end in (caller, callee):
            end.addTrack(VideoStreamTrack())
            end.addTrack(AudioStreamTrack())
        begun = time.perf_counter()
        await caller.setLocalDescription(await caller.createOffer())
        await callee.setRemoteDescription(caller.localDescription)
        await callee.setLocalDescription(await callee.createAnswer())
        await caller.setRemoteDescription(callee.localDescription)
        async with asyncio.timeout(_PATIENCE):
            await asyncio.gather(*pictures)
        return (time.perf_counter() - begun) * 1000
    finally:
        await asyncio.gather(caller.close(), callee.close())


def _first_picture(end: RTCPeerConnection) -> asyncio.Future[None]:
    seen: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    receiving: set[asyncio.Task[None]] = set()

    async def receive(track: MediaStreamTrack) -> None:
        await track.recv()
        if not seen.done():
            seen.set_result(None)

    def on_track(track: MediaStreamTrack) -> None:
        if track.kind == "video":
            task = asyncio.create_task(receive(track))
            receiving.add(task)
            task.add_done_callback(receiving.discard)

    end.on("track", on_track)
    return seen
