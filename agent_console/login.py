"""Logging in: what can come of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protocol.states import Role


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
