"""Keeps the events of a link or an engine and lets a test wait for one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from peer.events import Event

PATIENCE = 10.0
E = TypeVar("E")


class Recorder:
    """Call it with events, from any thread; wait on the loop it was made on."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._loop = asyncio.get_running_loop()
        self._changed = asyncio.Event()

    def __call__(self, event: Event) -> None:
        self.events.append(event)
        self._loop.call_soon_threadsafe(self._changed.set)

    def of(self, kind: type[E]) -> list[E]:
        """Return the events of one type, in order."""
        return [event for event in self.events if isinstance(event, kind)]

    async def until(self, kind: type[E], held: Callable[[E], bool] = lambda _: True, count: int = 1) -> list[E]:
        """Wait until there are `count` events of a type for which `held` is true; return all of the type."""
        async with asyncio.timeout(PATIENCE):
            while sum(1 for event in self.of(kind) if held(event)) < count:
                self._changed.clear()
                await self._changed.wait()
        return self.of(kind)
