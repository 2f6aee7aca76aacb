"""A server for the relay's bench: ours without the pace that spares it one client, or a bare echo beside it.

python -m benchmarks.relay_server DATA     the server on a folder that has its accounts; prints its port
python -m benchmarks.relay_server echo     aiohttp's WebSocket, sending back what comes; prints its port
"""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

import uvloop
from aiohttp import WSMsgType, web

from signaling.administration import load_catalogue
from signaling.app import build_app
from signaling.config import load
from signaling.rate import Pace
from signaling.store import DATABASE, DOCUMENTS, FolderDocuments, SqliteStore, load_or_create

_MUCH = 1e9


async def _ours(data: Path) -> web.Application:
    key = load_or_create(data)
    store = SqliteStore.open(data / DATABASE, key)
    documents = FolderDocuments(data / DOCUMENTS, key)
    pace = Pace(messages=_MUCH, burst=_MUCH, size=_MUCH, size_burst=_MUCH)
    settings = load(None, environ={}, data_dir=data)
    return build_app(settings=settings, store=store, documents=documents, catalogue=load_catalogue(None), pace=pace)


def _echo() -> web.Application:
    async def echo(request: web.Request) -> web.WebSocketResponse:
        ws = web.WebSocketResponse(compress=False, decode_text=False)
        await ws.prepare(request)
        async for message in ws:
            if message.type is WSMsgType.TEXT:
                await ws.send_frame(message.data, WSMsgType.TEXT)
        return ws

    app = web.Application()
    app.router.add_get("/v1/session", echo)
    return app


async def main(what: str) -> None:
    """Serve until SIGTERM."""
    runner = web.AppRunner(_echo() if what == "echo" else await _ours(Path(what)), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"port {runner.addresses[0][1]}", flush=True)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await stop.wait()
    await runner.cleanup()


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1]))
