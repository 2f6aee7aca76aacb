"""The HTTP endpoints: coming in, documents that are not what they should be, operations."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zlib
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from protocol.identity import public_text
from protocol.messages import ChooseItem, Failed, JudgeMaterial, PatchField, RecordSignature, VisitState
from protocol.states import FailureCode, MaterialVerdict, Role
from signaling.auth import code_digest
from signaling.store.base import EnrolmentCode
from tests.signaling.client import Client, request_id
from tests.signaling.stage import (
    HOLDER,
    PASSWORD,
    Stage,
    attached,
    fetch,
    filled,
    identified,
    in_call,
    opened,
    packaged_catalogue,
    picture,
    running,
    strokes,
    upload,
)

if TYPE_CHECKING:
    from pathlib import Path


async def post(url: str, body: object, *, token: str = "") -> tuple[int, dict[str, Any], dict[str, str]]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    async with aiohttp.ClientSession() as http, http.post(url, data=data, headers=headers) as answer:
        text = await answer.text()
        return answer.status, json.loads(text) if text else {}, dict(answer.headers)


def new_code(stage: Stage, code: str = "ABCDE-FGHJK", *, seconds: float = 600) -> str:
    digest = code_digest(code)
    stage.store.codes[digest] = EnrolmentCode(
        code_sha256=digest,
        kiosk="PY-K09",
        hall="PY-007",
        jurisdiction="440113",
        expires_at=stage.server.clock() + seconds,
    )
    return code


@pytest.mark.thorough
async def test_a_booth_enrols_once_and_then_speaks(tmp_path: Path) -> None:
    async with running(tmp_path) as stage:
        key = Ed25519PrivateKey.generate()
        body = {"code": f" {new_code(stage).lower()} ", "public_key": public_text(key)}
        status, answer, _ = await post(f"{stage.url}/v1/enrol", body)
        assert status == 201
        assert answer == {"kiosk": "PY-K09", "hall": "PY-007", "jurisdiction": "440113", "server": "cloudwindow"}
        async with Client(stage.url, "PY-K09", Role.KIOSK, key=key) as kiosk:
            assert (await kiosk.hear(VisitState)).case is None
        status, answer, _ = await post(f"{stage.url}/v1/enrol", body)
        assert (status, answer["error"]) == (403, "not_authenticated")


async def test_a_late_code_a_bad_key_and_a_guesser_enrol_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as stage:
        key = public_text(Ed25519PrivateKey.generate())
        late = {"code": new_code(stage, seconds=-1), "public_key": key}
        assert (await post(f"{stage.url}/v1/enrol", late))[0] == 403
        assert (await post(f"{stage.url}/v1/enrol", {"code": "X", "public_key": "A" * 43 + "!"}))[0] == 422
        for guess in range(9):
            assert (await post(f"{stage.url}/v1/enrol", {"code": f"G{guess}", "public_key": key}))[0] == 403
        status, _, headers = await post(f"{stage.url}/v1/enrol", {"code": new_code(stage), "public_key": key})
        assert status == 429
        assert int(headers["Retry-After"]) > 0


async def test_a_clerk_logs_in_and_out(tmp_path: Path) -> None:
    async with running(tmp_path) as stage:
        stage.agent("zhang")
        status, answer, _ = await post(f"{stage.url}/v1/login", {"login": "zhang", "password": PASSWORD})
        assert (status, answer["role"]) == (200, "agent")
        token = answer["token"]
        async with Client(stage.url, "zhang", Role.AGENT, token=token) as agent:
            assert (await post(f"{stage.url}/v1/logout", b"", token=token))[0] == 204
            assert await agent.closed() == 1008
            await agent.connect(resume=False)
            assert agent.bye is not None
            assert agent.bye.reason is FailureCode.NOT_AUTHENTICATED
        assert (await post(f"{stage.url}/v1/logout", b"", token=token))[0] == 401
    async with running(tmp_path, store=stage.store) as again:
        assert (await post(f"{again.url}/v1/logout", b"", token=token))[0] == 401


async def test_a_token_outlives_the_server_that_gave_it(tmp_path: Path) -> None:
    async with running(tmp_path) as stage:
        agent = stage.agent("zhang")
    async with running(tmp_path, store=stage.store) as again:
        agent.url = again.url
        async with agent:
            assert agent.welcome is not None


@pytest.mark.thorough
async def test_five_misses_close_a_login_for_a_while(tmp_path: Path) -> None:
    async with running(tmp_path) as stage:
        stage.agent("zhang")
        for name in ("zhang", "nobody"):
            for _ in range(5):
                status, answer, _ = await post(f"{stage.url}/v1/login", {"login": name, "password": "wrong"})
                assert (status, answer["error"]) == (403, "not_authenticated")
            status, _, headers = await post(f"{stage.url}/v1/login", {"login": name, "password": PASSWORD})
            assert status == 429
            assert 0 < int(headers["Retry-After"]) <= 301


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"login": 5}', b'{"login": "x" * 99}', b"[" * 40000])
async def test_a_body_that_is_no_login_is_malformed(tmp_path: Path, body: bytes) -> None:
    async with running(tmp_path) as stage:
        status, answer, _ = await post(f"{stage.url}/v1/login", body)
        assert (status, answer["error"]) == (400, "malformed")


async def test_a_body_without_end_is_too_large(tmp_path: Path) -> None:
    async with running(tmp_path) as stage:
        status, answer, _ = await post(f"{stage.url}/v1/login", b"x" * 70_000)
        assert (status, answer["error"]) == (413, "too_large")


async def test_the_catalogue_is_sent_once(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk:
        status, body, headers = await fetch(kiosk, "/v1/catalogue")
        assert status == 200
        assert json.loads(body)["version"] == packaged_catalogue().wire.version
        assert kiosk.welcome is not None
        again = {"Authorization": f"Bearer {kiosk.welcome.http_token}", "If-None-Match": headers["ETag"]}
        async with (
            aiohttp.ClientSession() as http,
            http.get(f"{stage.url}/v1/catalogue", headers=again) as answer,
        ):
            assert (answer.status, await answer.read()) == (304, b"")


# -- documents --------------------------------------------------------------------------------------------------------


def bomb() -> bytes:
    """A few bytes that say they are 100 megapixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 10_000, 10_000, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


async def test_a_document_is_stored_once_and_only_its_ends_can_fetch_it(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk, stage.kiosk("PY-K02") as other:
        case = await opened(kiosk)
        status, sha256 = await upload(kiosk, case, picture(), "image/png")
        assert status == 201
        assert (await upload(kiosk, case, picture(), "image/png"))[0] == 200
        assert [event.kind for event in stage.store.logs[case]].count("document_stored") == 1
        status, body, headers = await fetch(kiosk, f"/v1/cases/{case}/documents/{sha256}")
        assert (status, body, headers["Content-Type"]) == (200, picture(), "image/png")
        assert headers["Cache-Control"] == "no-store"
        theirs = await opened(other)
        assert (await fetch(other, f"/v1/cases/{case}/documents/{sha256}"))[0] == 404
        assert (await fetch(other, f"/v1/cases/{theirs}/documents/{sha256}"))[0] == 404
        assert (await upload(other, case, picture(), "image/png"))[0] == 404


@pytest.mark.parametrize(
    ("data", "media_type", "status", "error"),
    [
        (b"", "image/png", 415, "unsupported_media"),
        (b"<html>", "image/png", 415, "unsupported_media"),
        (picture()[:60], "image/png", 415, "unsupported_media"),
        (picture(kind="JPEG"), "image/png", 415, "unsupported_media"),
        (picture(), "image/gif", 415, "unsupported_media"),
        (b"{", "application/vnd.cloudwindow.strokes+json", 415, "unsupported_media"),
        (b"x" * (25 * 1024 * 1024 + 1), "image/png", 413, "too_large"),
        (bomb(), "image/png", 413, "too_large"),
    ],
)
async def test_what_is_no_good_document_is_refused(
    tmp_path: Path, data: bytes, media_type: str, status: int, error: str
) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk:
        case = await opened(kiosk)
        assert kiosk.welcome is not None
        url = f"{stage.url}/v1/cases/{case}/documents/{hashlib.sha256(data).hexdigest()}"
        headers = {"Authorization": f"Bearer {kiosk.welcome.http_token}", "Content-Type": media_type}
        async with aiohttp.ClientSession() as http, http.put(url, data=io.BytesIO(data), headers=headers) as answer:
            assert (answer.status, (await answer.json())["error"]) == (status, error)
        assert stage.documents.kept == {}
        assert (await upload(kiosk, case, picture(), "image/png"))[0] == 201


async def test_a_hash_that_does_not_match_is_refused(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk:
        case = await opened(kiosk)
        assert (await upload(kiosk, case, picture(), "image/png", sha256="0" * 64))[0] == 422


async def test_a_full_disk_takes_no_document_and_loses_none(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk:
        case = await opened(kiosk)
        stage.documents.full = True
        assert (await upload(kiosk, case, picture(), "image/png"))[0] == 507
        stage.documents.full = False
        assert (await upload(kiosk, case, picture(), "image/png"))[0] == 201


# -- papers and the log -----------------------------------------------------------------------------------------------


async def test_a_signature_under_a_form_that_changed_is_a_conflict(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk:
        case = await identified(kiosk)
        await filled(kiosk, case)
        _, pdf, _ = await fetch(kiosk, f"/v1/cases/{case}/papers/application/preview")
        assert (await fetch(kiosk, f"/v1/cases/{case}/papers/application/preview"))[1] == pdf
        _, sha_strokes = await upload(kiosk, case, strokes(), "application/vnd.cloudwindow.strokes+json")
        _, sha_image = await upload(kiosk, case, picture(), "image/png")
        read = hashlib.sha256(pdf).hexdigest()
        base = kiosk.server_revision
        await kiosk.done(PatchField(id=request_id(), case=case, field="pay_level", value="960", base=base))

        async def sign(preview: str, image: str) -> Failed:
            answer = await kiosk.ask(
                RecordSignature(
                    id=request_id(),
                    case=case,
                    paper="application",
                    preview_sha256=preview,
                    strokes_sha256=sha_strokes,
                    image_sha256=image,
                )
            )
            assert isinstance(answer, Failed)
            return answer

        refused = await sign(read, sha_image)
        assert (refused.code, refused.field) == (FailureCode.CONFLICT, "preview_sha256")
        refused = await sign(read, sha_strokes)
        assert (refused.code, refused.field) == (FailureCode.INVALID, "image_sha256")
        refused = await sign(read, "0" * 64)
        assert (refused.code, refused.field) == (FailureCode.UNKNOWN, "image_sha256")


async def test_a_verdict_does_not_change_what_the_citizen_reads(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk, stage.agent() as agent:
        case = await identified(kiosk)
        await attached(kiosk, case, "hukou")
        await filled(kiosk, case)
        path = f"/v1/cases/{case}/papers/application/preview"
        _, before, _ = await fetch(kiosk, path)
        await in_call(kiosk, agent, case)
        verdict = MaterialVerdict.QUALIFIED
        await agent.done(JudgeMaterial(id=request_id(), case=case, material="hukou", verdict=verdict))
        assert (await fetch(kiosk, path))[1] == before


async def test_a_form_with_a_hole_cannot_be_signed(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk:
        case = await identified(kiosk)
        answer = await kiosk.ask(
            RecordSignature(
                id=request_id(),
                case=case,
                paper="application",
                preview_sha256="0" * 64,
                strokes_sha256="0" * 64,
                image_sha256="0" * 64,
            )
        )
        assert isinstance(answer, Failed)
        assert (answer.code, answer.field) == (FailureCode.INVALID, "phone")


async def test_the_log_shows_what_happened_and_not_to_whom(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk, stage.agent() as agent:
        case = await identified(kiosk)
        await in_call(kiosk, agent, case)
        await filled(kiosk, case)
        status, body, _ = await fetch(agent, f"/v1/cases/{case}/events")
        assert status == 200
        log = json.loads(body)
        assert [event["seq"] for event in log["events"]] == list(range(1, len(log["events"]) + 1))
        assert log["events"][1]["prev"] == log["events"][0]["hash"]
        text = body.decode()
        for personal in (HOLDER.name, HOLDER.number, HOLDER.address, "13800138000", "6222021234567890128"):
            assert personal not in text
        assert "110105********002X" in text


async def test_an_item_chosen_again_keeps_its_number_and_another_gets_a_new_one(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk:
        case = await identified(kiosk)
        number = stage.store.rows[case].case_no
        await kiosk.done(ChooseItem(id=request_id(), case=case, item="YL-CJ-001"))
        assert stage.store.rows[case].case_no == number
        await kiosk.done(ChooseItem(id=request_id(), case=case, item="SBK-BH-002"))
        assert stage.store.rows[case].case_no != number
        unknown = await kiosk.ask(ChooseItem(id=request_id(), case=case, item="NO-SUCH"))
        assert isinstance(unknown, Failed)
        assert unknown.code is FailureCode.UNKNOWN


# -- operations -------------------------------------------------------------------------------------------------------


async def test_operations_are_told_the_truth(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk:
        assert (await fetch(kiosk, "/healthz", token=""))[0] == 200
        assert (await fetch(kiosk, "/readyz", token=""))[0] == 200
        status, figures, _ = await fetch(kiosk, "/metrics", token="")
        assert status == 200
        assert b'cloudwindow_connections{role="kiosk"} 1.0' in figures
        assert b'cloudwindow_queue_depth{jurisdiction="440113"} 0.0' in figures
        stage.store.full = True
        status, body, _ = await fetch(kiosk, "/readyz", token="")
        assert (status, json.loads(body)["reason"]) == (503, "store")
        stage.store.full = False
        stage.server.draining = True
        status, body, _ = await fetch(kiosk, "/readyz", token="")
        assert (status, json.loads(body)["reason"]) == (503, "draining")
