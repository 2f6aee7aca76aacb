"""A technician asks a booth from afar how it is."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import aiohttp

from protocol import messages as m
from protocol.states import Role
from signaling import diagnosis
from signaling.diagnosis import AWAITED_SECONDS, KEPT_SECONDS, LARGEST
from tests.signaling.stage import running

if TYPE_CHECKING:
    from pathlib import Path

    from tests.signaling.client import Client


def pack(name: str = "report.json") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        bundle.writestr(name, "{}")
    return out.getvalue()


def token_of(client: Client) -> str:
    assert client.welcome is not None
    return client.welcome.http_token


async def ask(url: str, method: str, path: str, token: str, data: bytes | None = None) -> tuple[int, Any]:
    """Ask; bodies are sent in pieces, as aiohttp wants large ones."""
    headers = {"Authorization": f"Bearer {token}"}
    body = None if data is None else io.BytesIO(data)
    async with aiohttp.ClientSession() as http, http.request(method, url + path, headers=headers, data=body) as answer:
        if answer.content_type == "application/json":
            return answer.status, await answer.json()
        return answer.status, await answer.read()


async def test_a_booth_is_asked_once_and_its_bundle_handed_out(tmp_path: Path) -> None:
    async with (
        running(tmp_path) as stage,
        stage.kiosk() as kiosk,
        stage.agent("chen", role=Role.SUPERVISOR) as supervisor,
    ):
        asker, booth = token_of(supervisor), token_of(kiosk)
        status, said = await ask(stage.url, "POST", "/v1/kiosks/PY-K01/diagnosis", asker)
        assert status == 202
        path = f"/v1/diagnoses/{said['diagnosis']}"
        assert await kiosk.hear(m.DiagnosisRequested) == m.DiagnosisRequested(diagnosis=said["diagnosis"])
        assert await ask(stage.url, "POST", "/v1/kiosks/PY-K01/diagnosis", asker) == (202, said)
        assert await ask(stage.url, "GET", path, asker) == (202, {"state": "awaited"})
        for wrong, refusal in ((b"no zip", 415), (pack("other.json"), 415), (bytes(LARGEST + 1), 413)):
            assert (await ask(stage.url, "PUT", path, booth, wrong))[0] == refusal
        assert (await ask(stage.url, "PUT", path, booth, pack()))[0] == 201
        assert (await ask(stage.url, "PUT", path, booth, pack()))[0] == 200
        assert await ask(stage.url, "GET", path, asker) == (200, pack())
        again = await ask(stage.url, "POST", "/v1/kiosks/PY-K01/diagnosis", asker)
        assert again[1] != said


async def test_only_the_booths_own_jurisdiction_may_ask_and_only_that_booth_answers(tmp_path: Path) -> None:
    async with (
        running(tmp_path) as stage,
        stage.kiosk() as kiosk,
        stage.kiosk("PY-K02") as other,
        stage.agent("chen", role=Role.SUPERVISOR) as own,
        stage.agent("zhao", seat="WJ-S01", jurisdiction="440203", role=Role.SUPERVISOR) as elsewhere,
    ):
        _, said = await ask(stage.url, "POST", "/v1/kiosks/PY-K01/diagnosis", token_of(own))
        path = f"/v1/diagnoses/{said['diagnosis']}"
        for asked in ("/v1/kiosks/PY-K01/diagnosis", "/v1/kiosks/none/diagnosis"):
            assert (await ask(stage.url, "POST", asked, token_of(elsewhere)))[0] == 404
        assert (await ask(stage.url, "GET", path, token_of(elsewhere)))[0] == 404
        assert (await ask(stage.url, "PUT", path, token_of(other), pack()))[0] == 404
        assert (await ask(stage.url, "GET", path, token_of(kiosk)))[0] == 403


async def test_a_booth_that_is_away_is_not_asked_and_a_silent_one_is_asked_anew(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.agent("chen", role=Role.SUPERVISOR) as supervisor:
        kiosk = stage.kiosk()
        status, said = await ask(stage.url, "POST", "/v1/kiosks/PY-K01/diagnosis", token_of(supervisor))
        assert (status, said["error"]) == (409, "wrong_state")
        async with kiosk:
            desk, principal = diagnosis.DiagnosisDesk(), stage.server.hub.agent("chen")
            assert principal is not None
            began, now = stage.server.clock, [1000.0]
            stage.server.clock = lambda: now[0]
            first = await desk.ask(principal.principal, stage.server, "PY-K01")
            now[0] += AWAITED_SECONDS
            second = await desk.ask(principal.principal, stage.server, "PY-K01")
            assert first.diagnosis != second.diagnosis
            booth = stage.server.hub.kiosk("PY-K01")
            assert booth is not None
            assert await desk.take(booth.principal, stage.server, second.diagnosis, pack())
            kept = len(stage.documents.kept)
            now[0] += KEPT_SECONDS
            await desk.ask(principal.principal, stage.server, "PY-K01")
            assert len(stage.documents.kept) == kept - 1
            stage.server.clock = began
