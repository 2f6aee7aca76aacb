"""Who is who: passwords of clerks, keys of booths, and what guessing costs.

Passwords are argon2id, checked on two threads at most: 24 to 180 ms of a core each, so a flood of logins delays logins
and nothing else. Five misses from one address close a login there for five minutes: 1,440 guesses a day.
An enrolment code has 8 or more of 32 characters (2^40), lives ten minutes, and an address may miss ten times in that
time: a chance of 10 in 10^12.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import deque
from typing import TYPE_CHECKING

import argon2
from argon2.exceptions import InvalidHashError, VerificationError

from protocol.identity import proves
from protocol.states import FailureCode, Role
from signaling.domain.errors import Refused
from signaling.domain.permissions import Principal

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from signaling.store.base import AgentAccount, KioskAccount, Store

HASHER = argon2.PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
"""The OWASP minimum for argon2id: 19 MiB, two passes."""
_DUMMY = HASHER.hash("a password nobody has")

LOGIN_MISSES, LOGIN_WINDOW = 5, 300.0
CODE_MISSES, CODE_WINDOW = 10, 600.0
REMEMBERED = 10_000
"""Keys kept by a `Misses`; the oldest are forgotten first."""


class Misses:
    """Failed tries by key within a window of seconds; `allowed` of them close the key until the oldest is forgotten."""

    def __init__(self, *, allowed: int, window: float) -> None:
        """Begin with no misses."""
        self._allowed, self._window = allowed, window
        self._tries: dict[str, deque[float]] = {}

    def require(self, key: str, *, now: float) -> None:
        """Raise `Refused(too_often)` when the key is closed."""
        tries = self._tries.get(key)
        while tries and tries[0] <= now - self._window:
            tries.popleft()
        if tries and len(tries) >= self._allowed:
            raise Refused(FailureCode.TOO_OFTEN, retry_after=tries[0] + self._window - now)

    def missed(self, key: str, *, now: float) -> None:
        """Count a miss."""
        self._tries.setdefault(key, deque(maxlen=self._allowed)).append(now)
        while len(self._tries) > REMEMBERED:
            del self._tries[next(iter(self._tries))]

    def forget(self, key: str) -> None:
        """Start anew after a success."""
        self._tries.pop(key, None)


class Doorkeeper:
    """Checks passwords, codes and proofs against the store."""

    def __init__(self, *, store: Store, executor: Executor, server: str) -> None:
        """Check against `store`, hash on `executor`; `server` is the name booths sign."""
        self._store = store
        self._executor = executor
        self._server = server
        self._logins = Misses(allowed=LOGIN_MISSES, window=LOGIN_WINDOW)
        self._codes = Misses(allowed=CODE_MISSES, window=CODE_WINDOW)

    async def log_in(self, login: str, password: str, *, address: str, now: float) -> AgentAccount:
        """Return the account. Raises `Refused`: `not_authenticated` or `too_often`."""
        key = f"{address} {login}"
        self._logins.require(key, now=now)
        # Counted before the check, so that guesses sent all at once do not slip past; forgotten on success.
        self._logins.missed(key, now=now)
        account = await self._store.agent(login)
        stored = _DUMMY if account is None else account.password_hash
        loop = asyncio.get_running_loop()
        right = await loop.run_in_executor(self._executor, _verified, stored, password)
        if account is None or account.disabled or not right:
            raise Refused(FailureCode.NOT_AUTHENTICATED)
        self._logins.forget(key)
        return account

    async def enrol(self, code: str, public_key: str, *, address: str, now: float) -> KioskAccount:
        """Use up a one-time code. Raises `Refused`: `not_authenticated` or `too_often`."""
        self._codes.require(address, now=now)
        account = await self._store.enrol(code_sha256=code_digest(code), public_key=public_key, now=now)
        if account is None:
            self._codes.missed(address, now=now)
            raise Refused(FailureCode.NOT_AUTHENTICATED)
        return account

    async def agent(self, name: str) -> AgentAccount | None:
        """Return the account of a clerk who may speak now; None for an unknown or disabled one."""
        account = await self._store.agent(name)
        return None if account is None or account.disabled else account

    async def kiosk(self, name: str, *, nonce: str, signature: str) -> Principal | None:
        """Return the booth that made the signature; None for an unknown or revoked one, or a wrong signature."""
        account = await self._store.kiosk(name)
        if account is None or account.revoked:
            return None
        right = proves(
            public=account.public_key, untrusted_signature=signature, nonce=nonce, server=self._server, kiosk=name
        )
        if not right:
            return None
        return Principal(name=account.kiosk, role=Role.KIOSK, jurisdiction=account.jurisdiction, hall=account.hall)


def code_digest(code: str) -> str:
    """Return what is kept of an enrolment code; spaces, hyphens and case do not count."""
    return hashlib.sha256("".join(code.split()).replace("-", "").upper().encode()).hexdigest()


def _verified(stored: str, password: str) -> bool:
    try:
        return HASHER.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False
