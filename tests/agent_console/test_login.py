"""Logging in: what a server's answer becomes, on a thread of its own."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from agent_console.login import LoggedIn, LogInWorker, Refusal, RefusalReason
from peer import http
from peer.errors import HttpRefused, ServerUnreachable
from protocol.states import FailureCode, Role


@dataclass
class Answers:
    """Stands for `peer.http.log_in`: returns or raises what it was given."""

    answer: http.LoggedIn | Exception
    asked: list[tuple[str, str]] = field(default_factory=list)

    def __call__(self, *, server: str, login: str, password: str) -> http.LoggedIn:
        """Answer."""
        self.asked.append((server, login))
        assert password
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def logged_in(role: Role) -> http.LoggedIn:
    return http.LoggedIn(token="token", role=role, expires_at=0.0)


def refused(code: FailureCode, *, after: float | None = None) -> HttpRefused:
    return HttpRefused(status=403, code=code, retry_after=after)


@pytest.mark.parametrize(
    ("answer", "becomes"),
    [
        (logged_in(Role.AGENT), LoggedIn(login="zhang", token="token", role=Role.AGENT)),
        (logged_in(Role.SUPERVISOR), LoggedIn(login="zhang", token="token", role=Role.SUPERVISOR)),
        (logged_in(Role.TECHNICIAN), Refusal(RefusalReason.NOT_A_SEAT)),
        (refused(FailureCode.NOT_AUTHENTICATED), Refusal(RefusalReason.WRONG)),
        (refused(FailureCode.NOT_PERMITTED), Refusal(RefusalReason.WRONG)),
        (refused(FailureCode.TOO_OFTEN, after=30.0), Refusal(RefusalReason.TOO_OFTEN, 30.0)),
        (refused(FailureCode.INTERNAL), Refusal(RefusalReason.SERVER)),
        (ServerUnreachable("ClientConnectorError"), Refusal(RefusalReason.UNREACHABLE)),
    ],
)
def test_each_answer_becomes_a_clerk_or_a_reason(
    answer: http.LoggedIn | Exception, becomes: LoggedIn | Refusal
) -> None:
    answers = Answers(answer)
    worker = LogInWorker(server="http://127.0.0.1:1", ask=answers)
    assert worker.log_in("zhang", "secret").result(timeout=5) == becomes
    worker.close()
    assert answers.asked == [("http://127.0.0.1:1", "zhang")]


def test_logging_out_kills_the_token_and_survives_a_server_that_is_gone() -> None:
    left: list[str] = []

    def leave(*, server: str, token: str) -> None:
        left.append(token)
        raise ServerUnreachable(server)

    worker = LogInWorker(server="http://127.0.0.1:1", ask=Answers(logged_in(Role.AGENT)), leave=leave)
    worker.log_out(LoggedIn(login="zhang", token="token", role=Role.AGENT))
    worker.log_in("zhang", "secret").result(timeout=5)
    worker.close()
    assert left == ["token"]


def test_neither_password_nor_token_is_in_a_representation() -> None:
    assert "token-1" not in repr(LoggedIn(login="zhang", token="token-1", role=Role.AGENT))
