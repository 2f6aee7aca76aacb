"""The bearer token of the session, which dies with it: whoever needs one waits until there is one."""

from __future__ import annotations

import asyncio

PATIENCE = 30.0
"""Seconds a dead token waits for its successor."""


class TokenBox:
    """Holds the newest token. Belongs to one loop."""

    def __init__(self) -> None:
        self._token: str | None = None
        self._changed = asyncio.Event()

    def put(self, token: str) -> None:
        """Replace the token."""
        if token != self._token:
            self._token = token
            self._changed.set()
            self._changed = asyncio.Event()

    async def current(self) -> str:
        """Return the token, waiting for the first."""
        while self._token is None:
            await self._changed.wait()
        return self._token

    async def replaced(self, dead: str) -> bool:
        """Wait until the token is another one; False when none came within `PATIENCE`."""
        try:
            async with asyncio.timeout(PATIENCE):
                while self._token == dead:
                    await self._changed.wait()
        except TimeoutError:
            return False
        return True
