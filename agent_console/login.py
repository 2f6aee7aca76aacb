"""Logging in: what can come of it, and the thread it happens on."""

from __future__ import annotations

import contextlib
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from peer import http
from peer.errors import HttpRefused, ServerUnreachable
from protocol.states import FailureCode, Role

if TYPE_CHECKING:
    from collections.abc import Callable

_DESKS = {Role.AGENT, Role.SUPERVISOR}


class RefusalReason(StrEnum):
    """Why nobody is logged in; the screen's sentence is chosen from this word."""

    WRONG = "wrong"
    """No such login with this password."""
    TOO_OFTEN = "too_often"
    """Too many misses; `retry_after` says how long to wait."""
    UNREACHABLE = "unreachable"
    """No server answers there."""
    NOT_A_SEAT = "not_a_seat"
    """The login is right, but it is nobody's who sits at a desk."""
    SERVER = "server"
    """The server answered, and not as it should."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Nobody is logged in."""

    reason: RefusalReason
    retry_after: float | None = None
    """Seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedIn:
    """A clerk is logged in."""

    login: str
    token: str = field(repr=False)
    role: Role


class LogInWorker:
    """Logs in on a thread of its own, one try at a time, so that no screen waits for a network."""

    def __init__(
        self,
        *,
        server: str,
        ask: Callable[..., http.LoggedIn] = http.log_in,
        leave: Callable[..., None] = http.log_out,
    ) -> None:
        """Log in at `server` with `ask` and out with `leave`: `log_in` and `log_out` of `peer.http`, or their like."""
        self._server = server
        self._ask = ask
        self._leave = leave
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="log-in")

    def log_in(self, login: str, password: str) -> Future[LoggedIn | Refusal]:
        """Try; the result says what came of it."""
        return self._thread.submit(self._try, login, password)

    def log_out(self, who: LoggedIn) -> None:
        """Make the token useless, some time soon; one that outlives an unreachable server expires by itself."""
        self._thread.submit(self._try_leaving, who.token)

    def close(self) -> None:
        """End the thread once the try under way has ended."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _try_leaving(self, token: str) -> None:
        with contextlib.suppress(ServerUnreachable):
            self._leave(server=self._server, token=token)

    def _try(self, login: str, password: str) -> LoggedIn | Refusal:
        try:
            answer = self._ask(server=self._server, login=login, password=password)
        except ServerUnreachable:
            return Refusal(RefusalReason.UNREACHABLE)
        except HttpRefused as refused:
            return refusal_of(refused)
        if answer.role not in _DESKS:
            return Refusal(RefusalReason.NOT_A_SEAT)
        return LoggedIn(login=login, token=answer.token, role=answer.role)


def refusal_of(refused: HttpRefused) -> Refusal:
    """Return why the server said no."""
    if refused.code is FailureCode.TOO_OFTEN:
        return Refusal(RefusalReason.TOO_OFTEN, refused.retry_after)
    wrong = {FailureCode.NOT_AUTHENTICATED, FailureCode.NOT_PERMITTED, FailureCode.UNKNOWN, FailureCode.INVALID}
    return Refusal(RefusalReason.WRONG if refused.code in wrong else RefusalReason.SERVER)
