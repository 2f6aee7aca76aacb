from __future__ import annotations

import asyncio
import hashlib
from typing import TYPE_CHECKING

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from peer import http
from peer.errors import HttpRefused, ServerUnreachable, UploadRefused
from peer.http import HttpClient
from protocol.states import FailureCode, Role

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

DATA = b"a page"
NAME = hashlib.sha256(DATA).hexdigest()
NOWHERE = "http://127.0.0.1:9"


class Answers:
    """A server that answers each request with the next of `script`, the last one for ever."""

    def __init__(self) -> None:
        self.script: list[web.Response] = []
        self.asked: list[tuple[str, str, str, bytes]] = []
        self.was_asked = asyncio.Event()
        self.server = TestServer(web.Application(client_max_size=2**20))
        self.server.app.router.add_route("*", "/{path:.*}", self._answer)

    @property
    def url(self) -> str:
        return str(self.server.make_url("")).rstrip("/")

    async def _answer(self, request: web.Request) -> web.Response:
        self.asked.append(
            (request.method, request.path, request.headers.get("Authorization", ""), await request.read())
        )
        self.was_asked.set()
        answer = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        return web.Response(status=answer.status, body=answer.body, headers=answer.headers)


@pytest.fixture
async def answers() -> AsyncIterator[Answers]:
    answers = Answers()
    async with answers.server:
        yield answers


@pytest.fixture
async def client(answers: Answers) -> AsyncIterator[HttpClient]:
    client = HttpClient(server=answers.url, chance=lambda: 0.0)
    client.tokens.put("t1")
    yield client
    await client.close()


def refusal(status: int, code: FailureCode, **headers: str) -> web.Response:
    return web.json_response({"error": code, "detail": "x"}, status=status, headers=headers)


async def test_document_is_stored_under_its_hash(answers: Answers, client: HttpClient) -> None:
    answers.script = [web.Response(status=201)]
    assert await client.upload(case="c1", data=DATA, media_type="image/png") == NAME
    assert answers.asked == [("PUT", f"/v1/cases/c1/documents/{NAME}", "Bearer t1", DATA)]


async def test_upload_is_tried_until_it_is_stored(answers: Answers, client: HttpClient) -> None:
    busy = [web.Response(status=status) for status in (503, 429, 500, 502)]
    answers.script = [*busy, web.Response(status=200)]
    assert await client.upload(case="c1", data=DATA, media_type="image/png") == NAME
    assert len(answers.asked) == 5


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (413, FailureCode.TOO_LARGE),
        (415, FailureCode.UNSUPPORTED_MEDIA),
        (422, FailureCode.HASH_MISMATCH),
        (507, FailureCode.STORAGE_FULL),
        (404, FailureCode.UNKNOWN),
    ],
)
async def test_refused_upload_says_why_and_is_not_tried_again(
    answers: Answers, client: HttpClient, status: int, code: FailureCode
) -> None:
    answers.script = [refusal(status, code)]
    with pytest.raises(UploadRefused) as refused:
        await client.upload(case="c1", data=DATA, media_type="image/png")
    assert (refused.value.status, refused.value.code, len(answers.asked)) == (status, code, 1)


async def test_upload_goes_on_with_the_token_of_the_next_session(answers: Answers, client: HttpClient) -> None:
    answers.script = [refusal(401, FailureCode.NOT_AUTHENTICATED), web.Response(status=201)]
    upload = asyncio.create_task(client.upload(case="c1", data=DATA, media_type="image/png"))
    await answers.was_asked.wait()
    client.tokens.put("t2")
    assert await upload == NAME
    assert [token for _, _, token, _ in answers.asked] == ["Bearer t1", "Bearer t2"]


async def test_fetch_returns_the_bytes(answers: Answers, client: HttpClient) -> None:
    answers.script = [web.Response(body=DATA)]
    assert await client.fetch("/v1/cases/c1/documents/x") == DATA


async def test_redirect_is_not_followed(answers: Answers, client: HttpClient) -> None:
    answers.script = [web.Response(status=302, headers={"Location": "http://elsewhere.example/"})]
    with pytest.raises(HttpRefused):
        await client.fetch("/v1/catalogue")
    assert len(answers.asked) == 1


async def test_path_cannot_lead_to_another_host(answers: Answers, client: HttpClient) -> None:
    answers.script = [web.Response(body=b"here")]
    assert await client.fetch("//elsewhere.example/x") == b"here"


async def test_catalogue_that_is_none_is_not_believed(answers: Answers, client: HttpClient) -> None:
    answers.script = [web.Response(body=b"<html>log in to the hotel's network</html>")]
    with pytest.raises(ServerUnreachable):
        await client.catalogue()


async def test_answer_without_end_is_cut(answers: Answers, client: HttpClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "MAX_BODY", 1000)
    answers.script = [web.Response(body=b"x" * 2000)]
    with pytest.raises(ServerUnreachable):
        await client.fetch("/big")


async def test_fetch_gives_up_on_a_server_that_is_not_there() -> None:
    client = HttpClient(server=NOWHERE, chance=lambda: 0.0)
    client.tokens.put("t")
    with pytest.raises(ServerUnreachable):
        await client.fetch("/v1/catalogue")
    await client.close()


async def test_agent_logs_in_and_out(answers: Answers) -> None:
    answers.script = [web.json_response({"token": "t", "role": "agent", "expires_at": 5.0})]
    entered = await asyncio.to_thread(http.log_in, server=answers.url, login="a", password="p")
    assert entered == http.LoggedIn(token="t", role=Role.AGENT, expires_at=5.0)
    answers.script = [web.Response(status=204)]
    await asyncio.to_thread(http.log_out, server=answers.url, token="t")
    assert [(method, path, token) for method, path, token, _ in answers.asked] == [
        ("POST", "/v1/login", ""),
        ("POST", "/v1/logout", "Bearer t"),
    ]


async def test_too_many_misses_tell_how_long_to_wait(answers: Answers) -> None:
    answers.script = [refusal(429, FailureCode.TOO_OFTEN, **{"Retry-After": "30"})]
    with pytest.raises(HttpRefused) as refused:
        await asyncio.to_thread(http.log_in, server=answers.url, login="a", password="p")
    assert (refused.value.code, refused.value.retry_after) == (FailureCode.TOO_OFTEN, 30.0)


async def test_booth_enrols_with_its_code(answers: Answers) -> None:
    told = {"kiosk": "k1", "hall": "h", "jurisdiction": "440113", "server": "s"}
    answers.script = [web.json_response(told, status=201)]
    enrolled = await asyncio.to_thread(http.enrol, server=answers.url, code="123", public_key="pk")
    assert enrolled == http.Enrolled(**told)


async def test_login_at_no_server_is_unreachable() -> None:
    with pytest.raises(ServerUnreachable):
        await asyncio.to_thread(http.log_in, server=NOWHERE, login="a", password="p")
