"""The server as a process: ready, told to stop, killed and started again."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
import pytest

from signaling.administration import PORT_FILE

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import AsyncIterator

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def serving(folder: Path) -> AsyncIterator[tuple[Process, str]]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(ROOT / "cloudwindow.py"), "serve", "--data", str(folder), "--port", "0"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(30):
            url = (await process.stdout.readline()).decode().strip()
        yield process, url
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def ready(url: str) -> bool:
    async with aiohttp.ClientSession() as http, http.get(f"{url}/readyz") as answer:
        return answer.status == 200


@pytest.mark.thorough
async def test_a_server_says_where_it_listens_and_ends_when_told(tmp_path: Path) -> None:
    async with serving(tmp_path) as (process, url):
        assert url.endswith(":" + (tmp_path / PORT_FILE).read_text().strip())
        assert await ready(url)
        process.send_signal(signal.SIGTERM)
        _, log = await asyncio.wait_for(process.communicate(), 20)
        assert process.returncode == 0
    assert not (tmp_path / PORT_FILE).exists()
    events = [json.loads(line)["event"] for line in log.splitlines()]
    assert events == ["listening", "draining"]


@pytest.mark.thorough
async def test_a_killed_server_starts_again_on_what_it_left(tmp_path: Path) -> None:
    async with serving(tmp_path) as (process, url):
        assert await ready(url)
        process.kill()
        await process.wait()
    async with serving(tmp_path) as (process, url):
        assert await ready(url)
