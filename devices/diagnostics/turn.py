"""Probe of TURN servers: an allocation on each of them, over UDP, TCP or TLS as its address says."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from devices.diagnostics.findings import Fact, Found, Verdict
from devices.diagnostics.gear import elapsed_ms
from devices.diagnostics.stun import IceUrl, ice_url

if TYPE_CHECKING:
    from devices.diagnostics.booth import Booth

_SECONDS = 4.0


def turn(booth: Booth) -> Found:
    """Allocate a relayed address on every server."""
    try:
        servers = [where for where in map(ice_url, booth.ice_urls) if where.scheme == "turn"]
    except ValueError as exc:
        return Found(verdict=Verdict.FAULT, summary=f"设置有误 / wrong setting: {exc}", advice="改正 / correct --ice")
    if not servers:
        how = "如需检测中继 / to test one: --ice turn:HOST:3478 --ice-username NAME --ice-credential -"
        return Found(verdict=Verdict.SKIPPED, summary="未指定中继 / no TURN server is named", advice=how)
    return asyncio.run(_all(servers, booth))


async def _all(servers: list[IceUrl], booth: Booth) -> Found:
    results = await asyncio.gather(*(_allocate(where, booth) for where in servers))
    facts: dict[str, Fact] = {}
    for where, result in zip(servers, results, strict=True):
        facts[f"{where.transport} {where.host}:{where.port}"] = result
    failures = [f"{name}: {result}" for name, result in facts.items() if isinstance(result, str)]
    if not failures:
        said = "，".join(f"{name} {took:.0f} ms" for name, took in facts.items() if isinstance(took, float))
        return Found(verdict=Verdict.OK, summary=said, facts=facts)
    verdict = Verdict.FAULT if len(failures) == len(servers) else Verdict.WARNING
    how = "放行 UDP/TCP 3478 与 TLS 5349；核对口令 / let UDP and TCP 3478 and TLS 5349 through; compare the word"
    return Found(verdict=verdict, summary="；".join(failures), advice=how, facts=facts)


async def _allocate(where: IceUrl, booth: Booth) -> float | str:
    """Return the milliseconds of an allocation, or a word for what went wrong."""
    from aioice import turn as relay

    begun = time.perf_counter()
    try:
        async with asyncio.timeout(_SECONDS):
            transport, _ = await relay.create_turn_endpoint(
                asyncio.DatagramProtocol,
                server_addr=(where.host, where.port),
                username=booth.ice_username or None,
                password=booth.ice_credential or None,
                lifetime=60,
                ssl=where.transport == "tls",
                transport="udp" if where.transport == "udp" else "tcp",
            )
    except (OSError, TimeoutError) as exc:
        return "no_answer" if isinstance(exc, TimeoutError) else type(exc).__name__
    except Exception as exc:  # noqa: BLE001 - the library's own refusals have no common root
        return f"refused ({type(exc).__name__})"
    took = elapsed_ms(begun)
    transport.close()
    return took
