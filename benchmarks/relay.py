"""Signals relayed between a booth and a seat by the real server, with sessions, rights and acknowledgements.

Clients in Python are slower than the server, so its rate is counted by its own processor time: signals a core-second.
The limit beside it is aiohttp's WebSocket sending each message back, with nothing looked at.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from websockets.asyncio.client import connect

from benchmarks.rows import Row, median, percentile
from benchmarks.wire_parties import WireParty, start_call
from demo.archive import open_archive
from demo.places import prepare
from demo.process import Process
from demo.programs import ZHANG
from demo.stage import Stage
from kiosk.enrolment import load
from peer.engine import AgentCredentials, KioskCredentials
from protocol.codec import encode_message
from protocol.messages import Signal
from protocol.states import Role

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from demo.places import Places

SIGNALS = 12_000
WINDOW = 32
"""Signals under way at once in the batched run; the session allows 256."""
_SDP = "v=0\r\no=- 4611731400430051336 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n" + "a=rtpmap:96 VP8/90000\r\n" * 55


@dataclass(frozen=True, slots=True)
class Run:
    """What one way of relaying gave."""

    a_core_second: float
    waits_ms: list[float]


def run() -> list[Row]:
    """Relay one by one and in batches; then the bare echo with the same bytes."""
    with tempfile.TemporaryDirectory() as folder:
        places = prepare(Path(folder) / "out")
        try:
            _make_accounts(places)
            server = str(places.server_data)
            single, batched = _against(server, places, lambda port, pid: _relay(port, pid, places))
            echo_single, echo_batched = _against("echo", places, _echo)
        finally:
            shutil.rmtree(places.work, ignore_errors=True)
    return [
        Row(
            what="signals a core-second, batched", value=batched.a_core_second, unit="1/s",
            goal=20_000, more_is_better=True,
        ),
        Row(what="signals a core-second, one by one", value=single.a_core_second, unit="1/s"),
        Row(what="one signal, end to end, median", value=median(single.waits_ms), unit="ms"),
        Row(what="one signal, end to end, 99 %", value=percentile(single.waits_ms, 0.99), unit="ms", goal=10),
        Row(what="limit: bare echo a core-second, batched", value=echo_batched.a_core_second, unit="1/s"),
        Row(what="limit: bare echo a core-second, one by one", value=echo_single.a_core_second, unit="1/s"),
        Row(what="limit: bare echo, there and back, median", value=median(echo_single.waits_ms), unit="ms"),
    ]  # fmt: skip


def _make_accounts(places: Places) -> None:
    with Stage(places, visible=True) as stage:
        stage.start_server()
        stage.enrol(stage.add_people(ZHANG))


def _against(what: str, places: Places, work: Callable[[str, int], Awaitable[tuple[Run, Run]]]) -> tuple[Run, Run]:
    command = (sys.executable, "-m", "benchmarks.relay_server", what)
    process = Process("relay", command, log=places.logs / "relay.log")
    try:
        port = process.wait_for_line(lambda line: line.startswith("port "), timeout=30).split()[1]
        return asyncio.run(_awaited(work(f"http://127.0.0.1:{port}", process.pid)))
    finally:
        process.stop()


async def _awaited(work: Awaitable[tuple[Run, Run]]) -> tuple[Run, Run]:
    return await work


async def _relay(url: str, pid: int, places: Places) -> tuple[Run, Run]:
    enrolment, key = load(places.kiosk_data)
    token = (await asyncio.to_thread(open_archive, url, ZHANG)).token
    booth = WireParty(url, KioskCredentials(kiosk=enrolment.kiosk, key=key))
    desk = WireParty(url, AgentCredentials(login=ZHANG.login, token=token, role=Role.AGENT))
    async with booth, desk:
        call = await start_call(booth, desk)
        payload = msgspec.Raw(msgspec.json.encode({"sdp": _SDP}))
        body = encode_message(Signal(call=call, payload=payload))

        async def one() -> None:
            booth.send_body(body)
            await desk.next_signal()

        return await _measured(one, pid, window=1), await _measured(one, pid, window=WINDOW)


async def _echo(url: str, pid: int) -> tuple[Run, Run]:
    text = msgspec.json.encode({"type": "data", "seq": 1, "ack": 1, "body": {"sdp": _SDP}}).decode()
    async with connect(url.replace("http", "ws") + "/v1/session", compression=None) as socket:
        reading = asyncio.Lock()  # one reader at a time; which of the same answers a worker gets is all one

        async def one() -> None:
            await socket.send(text)
            async with reading:
                await socket.recv()

        return await _measured(one, pid, window=1), await _measured(one, pid, window=WINDOW)


async def _measured(one: Callable[[], Awaitable[None]], pid: int, *, window: int) -> Run:
    """Carry out SIGNALS of them, `window` at a time."""
    waits: list[float] = []

    async def worker() -> None:
        for _ in range(SIGNALS // window):
            begun = time.perf_counter()
            await one()
            waits.append((time.perf_counter() - begun) * 1000)

    before = _processor_seconds(pid)
    await asyncio.gather(*(worker() for _ in range(window)))
    return Run(len(waits) / (_processor_seconds(pid) - before), waits)


def _processor_seconds(pid: int) -> float:
    """User and system time of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
