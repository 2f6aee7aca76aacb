"""The server over HTTP: what is too large for a frame, and what comes before there is a session.

`enrol`, `log_in` and `log_out` block and make a loop of their own: call them on a worker, not on a screen's thread.
`HttpClient` belongs to the engine's loop. Nothing follows a redirect: a token is for the server it was given by.
"""

from __future__ import annotations

import asyncio
import hashlib
import random
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar

import aiohttp
import msgspec

from peer.backoff import wait_before
from peer.errors import HttpRefused, ServerUnreachable, UploadRefused
from peer.tokens import TokenBox
from protocol.catalogue import Catalogue
from protocol.states import FailureCode, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = [
    "Enrolled",
    "HttpClient",
    "HttpRefused",
    "LoggedIn",
    "ServerUnreachable",
    "UploadRefused",
    "enrol",
    "log_in",
    "log_out",
]

MAX_BODY = 64 * 1024 * 1024
"""Longest answer read, bytes."""
FETCH_TRIES = 6
_TIMEOUT = aiohttp.ClientTimeout(total=60, sock_connect=5)
_SHORT_TIMEOUT = aiohttp.ClientTimeout(total=15, sock_connect=5)
_TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses after which the same request may well succeed."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """What the server told a newly enrolled booth."""

    kiosk: str
    hall: str
    jurisdiction: str
    server: str
    """The name that the booth's proofs are bound to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedIn:
    """An agent's bearer token."""

    token: str
    role: Role
    expires_at: float
    """Unix time in seconds."""


class _Answer(msgspec.Struct, frozen=True):
    status: int
    body: bytes
    retry_after: float | None


class _Refusal(msgspec.Struct, frozen=True):
    error: FailureCode = FailureCode.INTERNAL


def enrol(*, server: str, code: str, public_key: str) -> Enrolled:
    """Trade a one-time code for a place among the server's booths. Blocks.

    Raises:
        HttpRefused: the code is wrong, used or expired.
        ServerUnreachable: no answer.
    """
    return _ask(server, "/v1/enrol", {"code": code, "public_key": public_key}, Enrolled)


def log_in(*, server: str, login: str, password: str) -> LoggedIn:
    """Return a token for an agent. Blocks.

    Raises:
        HttpRefused: wrong login or password; or `too_often`, then `retry_after` says for how many seconds.
        ServerUnreachable: no answer.
    """
    return _ask(server, "/v1/login", {"login": login, "password": password}, LoggedIn)


def log_out(*, server: str, token: str) -> None:
    """Make a token useless; one that is already is no error. Blocks.

    Raises:
        ServerUnreachable: no answer.
    """

    async def ask() -> None:
        async with aiohttp.ClientSession(timeout=_SHORT_TIMEOUT) as session:
            await _send(session, "POST", server + "/v1/logout", token=token)

    asyncio.run(ask())


class HttpClient:
    """Uploads and fetches of one engine, with the token of its session."""

    def __init__(self, *, server: str, chance: Callable[[], float] = random.random) -> None:
        """Make it on the loop it belongs to; `tokens` is to be fed by the link."""
        self.tokens = TokenBox()
        self._server = server.rstrip("/")
        self._chance = chance
        self._session = aiohttp.ClientSession(timeout=_TIMEOUT)

    async def close(self) -> None:
        """Close its connections."""
        await self._session.close()

    async def upload(self, *, case: str, data: bytes, media_type: str) -> str:
        """Store a document, trying until it is stored or refused; return its SHA-256.

        Raises:
            UploadRefused: the server will not have it.
        """
        name = hashlib.sha256(data).hexdigest()
        await self.put(f"/v1/cases/{case}/documents/{name}", data=data, media_type=media_type)
        return name

    async def put(self, path: str, *, data: bytes, media_type: str) -> None:
        """PUT bytes, trying until they are stored or refused; raises as `upload`."""
        tried = 0
        while True:
            wait_at_least = 0.0
            try:
                answer = await self._with_token("PUT", path, data=data, media_type=media_type)
                if answer.status in (HTTPStatus.OK, HTTPStatus.CREATED):
                    return
                if answer.status not in _TRANSIENT:
                    refusal = _refusal(answer)
                    raise UploadRefused(status=refusal.status, code=refusal.code, retry_after=refusal.retry_after)
                wait_at_least = answer.retry_after or 0.0
            except ServerUnreachable:
                pass
            await asyncio.sleep(wait_before(retry=tried, chance=self._chance(), at_least=wait_at_least))
            tried += 1

    async def fetch(self, path: str) -> bytes:
        """GET a path of the server, at most `FETCH_TRIES` times.

        Raises:
            HttpRefused: it is not there, or not for us.
            ServerUnreachable: no answer.
        """
        for tried in range(FETCH_TRIES):
            last = tried == FETCH_TRIES - 1
            try:
                answer = await self._with_token("GET", path)
            except ServerUnreachable:
                if last:
                    raise
            else:
                if answer.status == HTTPStatus.OK:
                    return answer.body
                if last or answer.status not in _TRANSIENT:
                    raise _refusal(answer)
            await asyncio.sleep(wait_before(retry=tried, chance=self._chance()))
        raise AssertionError(path)

    async def catalogue(self) -> Catalogue:
        """GET the catalogue.

        Raises:
            HttpRefused: not for us.
            ServerUnreachable: no answer, or one that is no catalogue.
        """
        return _decoded(await self.fetch("/v1/catalogue"), Catalogue)

    async def _with_token(self, method: str, path: str, *, data: bytes = b"", media_type: str = "") -> _Answer:
        """Ask with the newest token; when that has just died with its session, wait for the next one and ask again."""
        token = await self.tokens.current()
        answer = await _send(self._session, method, self._url(path), token=token, data=data, media_type=media_type)
        if answer.status == HTTPStatus.UNAUTHORIZED and await self.tokens.replaced(token):
            token = await self.tokens.current()
            return await _send(self._session, method, self._url(path), token=token, data=data, media_type=media_type)
        return answer

    def _url(self, path: str) -> str:
        """Return the address; a path that would lead to another host stays on this one."""
        return f"{self._server}/{path.lstrip('/')}"


async def _send(
    session: aiohttp.ClientSession,
    method: str,
    url: str,
    *,
    token: str | None = None,
    data: bytes = b"",
    media_type: str = "",
) -> _Answer:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    if media_type:
        headers["Content-Type"] = media_type
    try:
        async with session.request(method, url, data=data or None, headers=headers, allow_redirects=False) as response:
            body = await _bounded(response)
            return _Answer(response.status, body, _seconds(response.headers))
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise ServerUnreachable(type(error).__name__) from None


async def _bounded(response: aiohttp.ClientResponse) -> bytes:
    parts = bytearray()
    async for part in response.content.iter_chunked(256 * 1024):
        parts += part
        if len(parts) > MAX_BODY:
            msg = "an answer without end"
            raise ServerUnreachable(msg)
    return bytes(parts)


def _ask(server: str, path: str, question: Mapping[str, str], kind: type[T]) -> T:
    async def ask() -> _Answer:
        async with aiohttp.ClientSession(timeout=_SHORT_TIMEOUT) as session:
            body = msgspec.json.encode(question)
            return await _send(session, "POST", server.rstrip("/") + path, data=body, media_type="application/json")

    answer = asyncio.run(ask())
    if answer.status not in (HTTPStatus.OK, HTTPStatus.CREATED):
        raise _refusal(answer)
    return _decoded(answer.body, kind)


def _decoded(body: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeError):
        msg = "what answers is not our server"
        raise ServerUnreachable(msg) from None


def _refusal(answer: _Answer) -> HttpRefused:
    try:
        code = msgspec.json.decode(answer.body, type=_Refusal).error
    except (msgspec.MsgspecError, UnicodeError):
        code = FailureCode.INTERNAL
    return HttpRefused(status=answer.status, code=code, retry_after=answer.retry_after)


def _seconds(headers: Mapping[str, str]) -> float | None:
    value = headers.get("Retry-After", "")
    return float(value) if value.isdigit() else None
