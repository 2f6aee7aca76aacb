"""A kept HTTP connection to the booth's server, for probes: standard library only, every wait bounded."""

from __future__ import annotations

import http.client
import json
import ssl
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

SECONDS = 3.0
_LARGEST = 16 * 1024 * 1024
CA_FILE_HINT = "/etc/ssl/certs"


class NoServer(Exception):
    """The server cannot be reached; `reason` is a word, `detail` is for the technician."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and how long it took."""

    status: int
    body: bytes
    headers: Mapping[str, str]
    seconds: float

    def json(self) -> dict[str, Any]:
        """Return the body as an object; {} when it is none."""
        try:
            said = json.loads(self.body)
        except ValueError:
            return {}
        return said if isinstance(said, dict) else {}


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is."""

    host: str
    port: int
    tls: bool


def address(server: str) -> Address:
    """Return where a base URL points; raises `NoServer("wrong_address")`."""
    try:
        parts = urlsplit(server)
        port = parts.port
    except ValueError as exc:
        raise NoServer("wrong_address", str(exc)) from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NoServer("wrong_address", server)
    tls = parts.scheme == "https"
    return Address(parts.hostname, port or (443 if tls else 80), tls)


class HttpLine:
    """One connection, opened with the first question and again after a failure."""

    def __init__(self, server: str, *, seconds: float = SECONDS) -> None:
        self.where = address(server)
        if self.where.tls:
            context = ssl.create_default_context()
            self._connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                self.where.host, self.where.port, timeout=seconds, context=context
            )
        else:
            self._connection = http.client.HTTPConnection(self.where.host, self.where.port, timeout=seconds)

    def __enter__(self) -> Self:
        """Return the line; it connects with the first question."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._connection.close()

    def ask(self, method: str, path: str, body: bytes | None = None) -> Answer:
        """Ask and return the whole answer; raises `NoServer`."""
        headers = {"Content-Type": "application/octet-stream"} if body is not None else {}
        begun = time.perf_counter()
        try:
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
            read = response.read(_LARGEST)
        except (OSError, http.client.HTTPException) as exc:
            self._connection.close()
            raise _no_server(exc) from None
        return Answer(response.status, read, dict(response.headers), time.perf_counter() - begun)

    def certificate_expires(self) -> float | None:
        """Return the Unix time at which the server's certificate ends; None without TLS. Ask something first."""
        sock = self._connection.sock
        if not isinstance(sock, ssl.SSLSocket):
            return None
        until = (sock.getpeercert() or {}).get("notAfter")
        return ssl.cert_time_to_seconds(until) if isinstance(until, str) else None


def _no_server(exc: Exception) -> NoServer:
    if isinstance(exc, ssl.SSLCertVerificationError):
        return NoServer("certificate", exc.verify_message)
    if isinstance(exc, TimeoutError):
        return NoServer("no_answer", "")
    if isinstance(exc, ConnectionRefusedError):
        return NoServer("refused", "")
    if isinstance(exc, OSError):
        return NoServer("unreachable", exc.strerror or type(exc).__name__)
    return NoServer("not_http", type(exc).__name__)
