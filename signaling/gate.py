"""Where connections arrive: whose they are, and the end of those of an address that opens too many.

They are cut off before a byte of their request is read. A proxy's own connections are not counted: its clients are,
each by the address the proxy says, when they shake hands or guess.
"""

from __future__ import annotations

import asyncio
import ipaddress
from typing import TYPE_CHECKING, cast

from aiohttp import web

from signaling.rate import origin

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

    from signaling.rate import Arrivals

BACKLOG = 1024
"""Connections the kernel holds while the loop is busy: a hall's booths all come back at once."""


class Gate(web.BaseSite):
    """A TCP site of a runner whose connections are counted by address."""

    def __init__(
        self,
        runner: web.AppRunner,
        host: str,
        port: int,
        *,
        arrivals: Arrivals,
        refused: Callable[[], None],
        handshake_seconds: float,
        proxy: str = "",
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        """Let in `proxy` and what `arrivals` welcomes, call `refused` for the rest; TLS has `handshake_seconds`."""
        super().__init__(runner, ssl_context=ssl_context, backlog=BACKLOG)
        self._host, self._port = host, port
        self._arrivals, self._refused = arrivals, refused
        self._handshake_seconds = handshake_seconds
        self._proxy = proxy

    @property
    def name(self) -> str:
        """The address it was told to listen on."""
        return f"{'http' if self._ssl_context is None else 'https'}://{self._host}:{self._port}"

    async def start(self) -> None:
        """Listen. Raises `OSError`."""
        await super().start()
        self._server = await asyncio.get_running_loop().create_server(
            self._door,
            self._host,
            self._port,
            ssl=self._ssl_context,
            ssl_handshake_timeout=None if self._ssl_context is None else self._handshake_seconds,
            backlog=self._backlog,
            reuse_address=True,
        )

    def _door(self) -> asyncio.Protocol:
        server = self._runner.server
        assert server is not None, "the runner is set up before its site"
        return _Door(server, self._welcomes, self._refused)

    def _welcomes(self, address: str) -> bool:
        if self._proxy and address == self._proxy:
            return True
        return not self._arrivals.refused(origin(address), now=asyncio.get_running_loop().time())


class _Door(asyncio.Protocol):
    """The first moment of a connection: aiohttp's handler takes its place, or it is cut."""

    def __init__(self, server: web.Server, welcomes: Callable[[str], bool], refused: Callable[[], None]) -> None:
        self._server, self._welcomes, self._refused = server, welcomes, refused

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        connection = cast("asyncio.Transport", transport)
        peer = connection.get_extra_info("peername")
        if not self._welcomes(peer[0] if peer else ""):
            self._refused()
            connection.abort()
            return
        handler = self._server()
        connection.set_protocol(handler)
        handler.connection_made(connection)


def address_of(request: web.BaseRequest, *, proxy: str) -> str:
    """Return the client's address, as `proxy` says when it is the proxy that asks; "" when it says no address.

    Only the last address of `X-Forwarded-For` is the proxy's word; the client may have written the others.
    """
    remote = request.remote or ""
    if not proxy or remote != proxy:
        return remote
    said = ",".join(request.headers.getall("X-Forwarded-For", [])).rpartition(",")[2].strip()
    try:
        return str(ipaddress.ip_address(said))
    except ValueError:
        return ""
