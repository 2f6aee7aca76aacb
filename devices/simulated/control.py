"""How a simulator is told what happens to it: JSON lines over a unix socket or standard input, one answer a line.

-> {"do": "insert", "card": {...}}        <- {"ok": true, ...state}
-> {"do": "dance"}                        <- {"ok": false, "error": "dance: no such thing to do"}
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    Handler = Callable[[dict[str, Any]], dict[str, Any]]

LONGEST_LINE = 256 * 1024
STDIN = "-"


class Refused(ValueError):
    """The simulator cannot do that; the sentence goes back to whoever asked."""


def answer(line: bytes, handler: Handler) -> bytes:
    """Return the line that answers one line."""
    try:
        asked = json.loads(line)
        if not isinstance(asked, dict):
            msg = "not a JSON object"
            raise Refused(msg)
        said = {"ok": True, **handler(asked)}
    except (ValueError, TypeError, KeyError) as exc:
        said = {"ok": False, "error": str(exc)}
    return json.dumps(said, ensure_ascii=False).encode() + b"\n"


@contextlib.asynccontextmanager
async def controlled(where: str | None, handler: Handler) -> AsyncIterator[None]:
    """Take orders at `where` (a socket's path, or `-` for standard input; None for nowhere) while the block runs."""
    if where is None:
        yield
    elif where == STDIN:
        task = asyncio.create_task(_serve_stdin(handler))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
    else:
        async with _socket(Path(where), handler):
            yield


@contextlib.asynccontextmanager
async def _socket(path: Path, handler: Handler) -> AsyncIterator[None]:
    path.unlink(missing_ok=True)  # noqa: ASYNC240 - at start and end only
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            tasks.add(task)
            task.add_done_callback(tasks.discard)
        with contextlib.suppress(ConnectionError, asyncio.LimitOverrunError, ValueError, asyncio.CancelledError):
            while line := await reader.readline():
                writer.write(answer(line, handler))
                await writer.drain()
        writer.close()

    server = await asyncio.start_unix_server(serve, path, limit=LONGEST_LINE)
    try:
        yield
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        path.unlink(missing_ok=True)  # noqa: ASYNC240 - a socket of our own, once, at the start


async def _serve_stdin(handler: Handler) -> None:
    reader = asyncio.StreamReader(limit=LONGEST_LINE)
    loop = asyncio.get_running_loop()
    transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    try:
        while line := await reader.readline():
            sys.stdout.buffer.write(answer(line, handler))
            sys.stdout.flush()
    finally:
        transport.close()


async def until_told_to_stop(ready: str) -> None:
    """Say that all is ready, and return at SIGTERM or SIGINT."""
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    sys.stdout.write(f"READY {ready}\n")
    sys.stdout.flush()
    await stop.wait()
