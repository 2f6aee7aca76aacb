"""The composition root: the one place that names concrete classes, binds the socket and listens to signals."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import importlib.metadata
import secrets
import signal
import ssl
import sys
import time
from typing import TYPE_CHECKING

import structlog
from aiohttp import web

from protocol.states import FailureCode
from signaling import administration, api, logs
from signaling.gate import Gate
from signaling.metrics import Metrics
from signaling.rate import Pace
from signaling.server import Server
from signaling.store import DATABASE, DOCUMENTS, FolderDocuments, SqliteStore, load_or_create

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from signaling.catalogue import LoadedCatalogue
    from signaling.config import Settings
    from signaling.store.base import Documents, Store

log = structlog.stdlib.get_logger(__name__)

SERVER: web.AppKey[Server] = web.AppKey("server", Server)
SHUTDOWN_SECONDS = 3.0
"""Time that requests under way have after everybody was told."""
SILENT_SECONDS = 60.0
"""Time without a request after which a connection is closed; one that never sends any is closed too."""


def build_app(
    *,
    settings: Settings,
    store: Store,
    documents: Documents,
    catalogue: LoadedCatalogue,
    clock: Callable[[], float] = time.time,
    entropy: Callable[[int], bytes] = secrets.token_bytes,
    metrics: Metrics | None = None,
    pace: Pace | None = None,
) -> web.Application:
    """Return the server as an application; `app[SERVER]` is its heart. The caller closes `store` afterwards."""
    server = Server(
        settings=settings,
        store=store,
        documents=documents,
        catalogue=catalogue,
        clock=clock,
        entropy=entropy,
        metrics=metrics or Metrics(version=_version()),
        pace=pace or Pace(),
    )

    async def life(_app: web.Application) -> AsyncIterator[None]:
        await server.start()
        yield
        await server.stop()

    async def goodbye(_app: web.Application) -> None:
        await server.stop_sessions()

    app = web.Application(client_max_size=api.MAX_BODY)
    app[SERVER] = server
    app.add_routes(api.routes(server))
    app.cleanup_ctx.append(life)
    app.on_shutdown.append(goodbye)
    return app


def run(settings: Settings) -> int:
    """Serve until SIGTERM; the first lets the calls end, the second ends now. Return the exit code."""
    logs.configure()
    catalogue = administration.load_catalogue(settings.catalogue)
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        return runner.run(_serve(settings, catalogue))


async def _serve(settings: Settings, catalogue: LoadedCatalogue) -> int:
    metrics = Metrics(version=_version())
    key = load_or_create(settings.data_dir)
    store = SqliteStore.open(settings.data_dir / DATABASE, key, committed=metrics.committed)
    try:
        documents = FolderDocuments(settings.data_dir / DOCUMENTS, key)
        app = build_app(settings=settings, store=store, documents=documents, catalogue=catalogue, metrics=metrics)
        runner = web.AppRunner(
            app,
            handle_signals=False,
            access_log=None,
            shutdown_timeout=SHUTDOWN_SECONDS,
            keepalive_timeout=SILENT_SECONDS,
        )
        await runner.setup()
        try:
            await _listen(runner, app[SERVER])
            await _until_told(app[SERVER])
        finally:
            await runner.cleanup()
            (settings.data_dir / administration.PORT_FILE).unlink(missing_ok=True)
    finally:
        await store.close()
    return 0


async def _listen(runner: web.AppRunner, server: Server) -> None:
    settings = server.settings
    await gate_of(runner, server).start()
    host, port = runner.addresses[0][:2]
    file = settings.data_dir / administration.PORT_FILE
    draft = file.with_suffix(".new")
    draft.write_text(f"{port}\n", "ascii")
    draft.replace(file)
    # What start-up made lives as long as the process; the collector need not look at it again.
    gc.freeze()
    scheme = "https" if settings.tls_cert else "http"
    log.info("listening", host=host, port=port)
    print(f"{scheme}://{host}:{port}", flush=True)  # noqa: T201  the line that starters wait for


def gate_of(runner: web.AppRunner, server: Server) -> Gate:
    """Return the gate of a server that is set up in `runner`, at the address of its settings."""
    settings = server.settings
    return Gate(
        runner,
        settings.host,
        settings.port,
        arrivals=server.connections,
        refused=server.metrics.refusals.labels(code=FailureCode.TOO_OFTEN.value).inc,
        handshake_seconds=settings.handshake_seconds,
        proxy=settings.proxy,
        ssl_context=_tls(settings),
    )


async def _until_told(server: Server) -> None:
    """Wait for a signal, then drain; a second signal ends the drain."""
    loop = asyncio.get_running_loop()
    told: asyncio.Queue[signal.Signals] = asyncio.Queue()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C arrives as KeyboardInterrupt
            loop.add_signal_handler(number, told.put_nowait, number)
    first = await told.get()
    log.info("draining", signal=first.name, count=server.floor.book.calls)
    drain, second = loop.create_task(server.drain()), loop.create_task(told.get())
    await asyncio.wait({drain, second}, return_when=asyncio.FIRST_COMPLETED)
    for task in (drain, second):
        task.cancel()
    await asyncio.wait({drain, second})


def _tls(settings: Settings) -> ssl.SSLContext | None:
    if settings.tls_cert is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_cert_chain(settings.tls_cert, settings.tls_key)
    return context


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return uvloop's where it is installed."""
    if sys.platform == "win32":
        return None
    try:
        import uvloop
    except ImportError:
        return None
    factory: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
    return factory


def _version() -> str:
    try:
        return importlib.metadata.version("cloudwindow")
    except importlib.metadata.PackageNotFoundError:
        return "0"
