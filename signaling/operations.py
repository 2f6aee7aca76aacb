"""What operators ask: does it live, is it ready, what does it count."""

from __future__ import annotations

import ipaddress
import shutil
from http import HTTPStatus
from typing import TYPE_CHECKING

from aiohttp import web

from protocol.states import FailureCode
from signaling import metrics
from signaling.domain.errors import Refused
from signaling.gate import address_of

if TYPE_CHECKING:
    from signaling.server import Server

MAX_LAG = 1.0
"""Seconds the loop may be late in a healthy process."""
MIN_DISK = 0.05
"""Share of the disk that must be free."""


async def healthz(request: web.Request, server: Server) -> web.Response:
    """Tell that the process lives and its loop is not late, and the time, by which booths judge their clocks."""
    del request
    late = server.lag > MAX_LAG
    status = HTTPStatus.SERVICE_UNAVAILABLE if late else HTTPStatus.OK
    return web.json_response({"lag": round(server.lag, 3), "time": round(server.clock(), 3)}, status=status)


async def readyz(request: web.Request, server: Server) -> web.Response:
    """Tell whether new clients are welcome, or why not."""
    del request
    reason = ""
    usage = shutil.disk_usage(server.settings.data_dir)
    if server.draining:
        reason = "draining"
    elif not await server.store.ready():
        reason = "store"
    elif usage.free < usage.total * MIN_DISK:
        reason = "disk"
    status = HTTPStatus.SERVICE_UNAVAILABLE if reason else HTTPStatus.OK
    return web.json_response({"ready": not reason, "reason": reason}, status=status)


async def show_metrics(request: web.Request, server: Server) -> web.Response:
    """Give the figures, to this machine alone."""
    address = address_of(request, proxy=server.settings.proxy)
    if not ipaddress.ip_address(address or "0.0.0.0").is_loopback:  # noqa: S104  an address, not a binding
        raise Refused(FailureCode.NOT_PERMITTED)
    return web.Response(body=server.metrics.render(), headers={"Content-Type": metrics.CONTENT_TYPE})
