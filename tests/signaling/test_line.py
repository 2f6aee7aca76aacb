"""The bytes a technician measures a line with."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING

import aiohttp
import pytest

from signaling.line import BURST, LARGEST
from tests.signaling.stage import running

if TYPE_CHECKING:
    from pathlib import Path


async def test_as_many_bytes_come_as_were_asked_for_and_what_is_sent_is_counted(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, aiohttp.ClientSession() as client:
        async with client.get(f"{stage.url}/v1/line?bytes=100001") as answer:
            assert await answer.read() == bytes(100_001)
        async with client.post(f"{stage.url}/v1/line", data=BytesIO(bytes(LARGEST))) as answer:
            assert await answer.json() == {"bytes": LARGEST}


async def test_wrong_and_too_large_questions_are_refused(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, aiohttp.ClientSession() as client:
        for wanted in ("", "0", "-1", "x", "²", str(LARGEST + 1), "9" * 5000):
            async with client.get(f"{stage.url}/v1/line", params={"bytes": wanted}) as answer:
                assert (answer.status, (await answer.json())["detail"]) == (422, "bytes")
        async with client.post(f"{stage.url}/v1/line", data=BytesIO(bytes(LARGEST + 1))) as answer:
            assert answer.status == 413


async def test_an_address_that_measures_all_day_is_told_to_wait(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, aiohttp.ClientSession() as client:
        for _ in range(BURST):
            async with client.get(f"{stage.url}/v1/line?bytes=1") as answer:
                assert answer.status == 200
        async with client.get(f"{stage.url}/v1/line?bytes=1") as answer:
            assert answer.status == 429
            assert int(answer.headers["Retry-After"]) >= 1
        async with client.get(f"{stage.url}/healthz") as answer:
            told = json.loads(await answer.read())
        assert told["time"] == pytest.approx(stage.server.clock(), abs=10)
