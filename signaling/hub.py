"""Who is connected: the sessions by their id, by whose they are, and by the token they fetch documents with.

A booth and a clerk have one session each. A second connection replaces the first, which gets `Bye`.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from protocol.frames import Bye
from protocol.states import FailureCode, Role
from signaling.link import POLICY_VIOLATION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from protocol.frames import Resume
    from protocol.messages import Message
    from signaling.domain.permissions import Principal
    from signaling.sessions import ClientSession


def digest(token: str) -> str:
    """Return what a token is looked up by: comparing digests tells nothing of the token by its timing."""
    return hashlib.sha256(token.encode()).hexdigest()


class Hub:
    """The sessions of this process."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._sessions: dict[str, ClientSession] = {}
        self._current: dict[tuple[bool, str], ClientSession] = {}
        self._tokens: dict[str, ClientSession] = {}

    def __iter__(self) -> Iterator[ClientSession]:
        return iter(tuple(self._sessions.values()))

    def __len__(self) -> int:
        return len(self._sessions)

    def add(self, session: ClientSession) -> ClientSession | None:
        """Take a new session; return the one it replaces, already ended."""
        key = _key(session.principal)
        replaced = self._current.get(key)
        self._sessions[session.session_id] = session
        self._current[key] = session
        self._tokens[digest(session.http_token)] = session
        if replaced is not None:
            replaced.end(Bye(reason=FailureCode.CONFLICT), code=POLICY_VIOLATION)
        return replaced

    def remove(self, session: ClientSession) -> bool:
        """Forget a session; tell whether it was the current one of its owner."""
        self._sessions.pop(session.session_id, None)
        self._tokens.pop(digest(session.http_token), None)
        key = _key(session.principal)
        if self._current.get(key) is not session:
            return False
        del self._current[key]
        return True

    def resumable(self, resume: Resume, principal: Principal) -> ClientSession | None:
        """Return the session a client may go on with."""
        session = self._sessions.get(resume.session_id)
        if session is None or session.principal != principal or session.lost:
            return None
        same = hmac.compare_digest(session.resume_token.encode(), resume.resume_token.encode())
        return session if same else None

    def kiosk(self, kiosk: str) -> ClientSession | None:
        """Return a booth's session."""
        return self._current.get((True, kiosk))

    def agent(self, agent: str) -> ClientSession | None:
        """Return a clerk's session."""
        return self._current.get((False, agent))

    def by_token(self, untrusted_token: str) -> ClientSession | None:
        """Return the session of an HTTP token."""
        return self._tokens.get(digest(untrusted_token))

    def tell_kiosk(self, kiosk: str, message: Message) -> None:
        """Send to a booth, if it has a session."""
        if (session := self.kiosk(kiosk)) is not None:
            session.send(message)

    def tell_agent(self, agent: str, message: Message) -> None:
        """Send to a clerk, if there is a session."""
        if (session := self.agent(agent)) is not None:
            session.send(message)


def _key(principal: Principal) -> tuple[bool, str]:
    return (principal.role is Role.KIOSK, principal.name)
