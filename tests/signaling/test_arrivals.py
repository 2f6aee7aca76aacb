"""How often an address may come, and how long it may take to say who it is."""

from __future__ import annotations

import asyncio
import ssl
from typing import TYPE_CHECKING

import aiohttp
import pytest
from aiohttp import WSMsgType, web

from protocol.codec import decode_frame, encode_frame
from protocol.frames import VERSION, Challenge, Hello
from protocol.states import Role
from signaling.gate import Gate
from signaling.rate import REMEMBERED, Arrivals, origin
from tests.signaling.stage import running

if TYPE_CHECKING:
    from pathlib import Path


def test_each_address_has_its_own_bucket_which_fills_again() -> None:
    arrivals = Arrivals(rate=2, burst=3)
    assert [arrivals.refused("a", now=10.0) for _ in range(5)] == [0, 0, 0, 0.5, 0.5]
    assert arrivals.refused("b", now=10.0) == 0
    assert arrivals.refused("a", now=10.5) == 0
    assert arrivals.refused("a", now=10.5) == 0.5
    assert [arrivals.refused("a", now=100.0) for _ in range(4)] == [0, 0, 0, 0.5]


def test_who_came_longest_ago_is_forgotten_first() -> None:
    arrivals = Arrivals(rate=1, burst=1)
    arrivals.refused("first", now=0.0)
    for number in range(REMEMBERED - 1):
        arrivals.refused(str(number), now=0.0)
    assert arrivals.refused("first", now=0.0) == 1
    arrivals.refused("one more", now=0.0)
    assert arrivals.refused("0", now=0.0) == 0
    assert arrivals.refused("first", now=0.0) == 1


@pytest.mark.parametrize(
    ("remote", "counted"),
    [
        ("10.0.0.7", "10.0.0.7"),
        ("::ffff:10.0.0.7", "10.0.0.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        (None, ""),
        ("a socket", "a socket"),
    ],
)
def test_an_ipv6_site_counts_as_one_address(remote: str | None, counted: str) -> None:
    assert origin(remote) == counted


WEBSOCKET = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


def from_(address: str) -> aiohttp.ClientSession:
    """Return an HTTP client that comes from this address of the loopback and keeps no connection."""
    connector = aiohttp.TCPConnector(local_addr=(address, 0), force_close=True)
    return aiohttp.ClientSession(connector=connector)


async def test_an_address_that_connects_too_often_is_cut_off_and_others_are_not(tmp_path: Path) -> None:
    async with (
        running(tmp_path, connection_rate=0.001, connection_burst=3) as stage,
        from_("127.0.0.2") as one,
        from_("127.0.0.3") as other,
    ):
        for _ in range(3):
            assert (await one.get(f"{stage.url}/healthz")).status == 200
        for _ in range(3):
            with pytest.raises(aiohttp.ClientConnectionError):
                await one.post(f"{stage.url}/v1/logout")  # a GET the client would try again by itself
        assert (await other.get(f"{stage.url}/healthz")).status == 200
        assert b'cloudwindow_refusals_total{code="too_often"} 3.0' in stage.server.metrics.render()


async def test_too_many_handshakes_are_told_when_to_come_back(tmp_path: Path) -> None:
    async with (
        running(tmp_path, handshake_rate=0.5, handshake_burst=2) as stage,
        from_("127.0.0.2") as one,
        from_("127.0.0.3") as other,
    ):
        for _ in range(2):
            async with one.ws_connect(f"{stage.url}/v1/session") as ws:
                await ws.close()
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await one.ws_connect(f"{stage.url}/v1/session")
        assert refused.value.status == 429
        assert refused.value.headers is not None
        assert 1 <= int(refused.value.headers["Retry-After"]) <= 3
        async with other.ws_connect(f"{stage.url}/v1/session") as ws:
            assert not ws.closed
        async with stage.kiosk() as kiosk:
            assert kiosk.welcome is not None


async def test_behind_a_proxy_its_clients_are_counted_and_nobody_can_lie_about_it(tmp_path: Path) -> None:
    async with (
        running(tmp_path, proxy="127.0.0.2", connection_burst=1, handshake_burst=1, handshake_rate=0.001) as stage,
        from_("127.0.0.2") as proxy,
        from_("127.0.0.3") as liar,
    ):

        async def status(who: aiohttp.ClientSession, forwarded: str, path: str = "/v1/session") -> int:
            headers = {"X-Forwarded-For": forwarded, **WEBSOCKET}
            async with who.get(f"{stage.url}{path}", headers=headers) as answer:
                return answer.status

        said = ("203.0.113.1", "203.0.113.2", "203.0.113.1", "203.0.113.9, 203.0.113.2", "127.0.0.1, no address")
        assert [await status(proxy, forwarded) for forwarded in said] == [101, 101, 429, 429, 101]
        assert await status(proxy, "203.0.113.1", "/metrics") == 403
        assert await status(proxy, "127.0.0.1, no address", "/metrics") == 403
        assert await status(liar, "203.0.113.77") == 101
        with pytest.raises(aiohttp.ClientConnectionError):
            await status(liar, "203.0.113.78")


@pytest.mark.parametrize("says_hello", [False, True])
async def test_who_does_not_say_who_it_is_in_time_is_closed(tmp_path: Path, *, says_hello: bool) -> None:
    async with (
        running(tmp_path, handshake_seconds=0.1) as stage,
        aiohttp.ClientSession() as http,
        http.ws_connect(f"{stage.url}/v1/session") as ws,
        asyncio.timeout(5),
    ):
        if says_hello:
            await ws.send_str(encode_frame(Hello(version=VERSION, role=Role.KIOSK, name="PY-K01")).decode())
            assert isinstance(decode_frame((await ws.receive()).data), Challenge)
        message = await ws.receive()
        assert (message.type, message.data) == (WSMsgType.CLOSE, 1008)
        assert len(stage.server.hub) == 0


async def test_who_begins_no_tls_in_time_is_closed() -> None:
    runner = web.AppRunner(web.Application())
    await runner.setup()
    gate = Gate(
        runner,
        "127.0.0.1",
        0,
        arrivals=Arrivals(rate=1, burst=1),
        refused=lambda: None,
        handshake_seconds=0.1,
        ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER),
    )
    await gate.start()
    reader, writer = await asyncio.open_connection(*runner.addresses[0][:2])
    async with asyncio.timeout(5):
        assert await reader.read() == b""
    writer.close()
    await runner.cleanup()
