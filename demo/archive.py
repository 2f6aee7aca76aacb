"""What the server kept of the case, fetched as a supervisor would: the event log and the papers."""

from __future__ import annotations

import json
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from demo.programs import Clerk

_PATIENCE = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """A supervisor's session over HTTP."""

    url: str
    token: str

    def events(self, case: str) -> Any:
        """Return the case's event log as the server tells it: with hashes, personal values masked."""
        return json.loads(_get(f"{self.url}/v1/cases/{case}/events", self.token))

    def document(self, case: str, sha256: str) -> bytes:
        """Return a document of the case."""
        return _get(f"{self.url}/v1/cases/{case}/documents/{sha256}", self.token)


def open_archive(url: str, supervisor: Clerk) -> Archive:
    """Log in."""
    body = json.dumps({"login": supervisor.login, "password": supervisor.password}).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{url}/v1/login", data=body, headers=headers)  # noqa: S310  our own server
    with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310  our own server
        return Archive(url=url, token=json.load(answer)["token"])


def _get(address: str, token: str) -> bytes:
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"})  # noqa: S310  our own server
    with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310  our own server
        body: bytes = answer.read()
        return body
