"""A serial device's plug: a pseudo-terminal behind a link whose path stays the same, like a udev link."""

from __future__ import annotations

import asyncio
import contextlib
import os
import tty
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Plug:
    """The terminal's two ends and the link; lives on an asyncio loop."""

    def __init__(self, link: Path) -> None:
        self.link = link
        self._ends: tuple[int, int] | None = None

    @property
    def plugged(self) -> bool:
        """Whether the device is there."""
        return self._ends is not None

    def plug(self) -> None:
        """Make the terminal and its link; harmless when plugged."""
        if self._ends is not None:
            return
        master, slave = os.openpty()
        for end in (master, slave):
            tty.setraw(end)
        os.set_blocking(master, False)
        self._ends = (master, slave)
        # The link changes in one step: nobody sees it missing or half made.
        fresh = self.link.with_name(f"{self.link.name}.{os.getpid()}")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(os.ttyname(slave))
        fresh.replace(self.link)

    def unplug(self) -> None:
        """Vanish with link and terminal, in the middle of whatever is going on; harmless when unplugged."""
        if self._ends is None:
            return
        master, slave = self._ends
        self._ends = None
        self.link.unlink(missing_ok=True)
        os.close(slave)
        os.close(master)

    def send(self, data: bytes) -> None:
        """Send now; into nothing when unplugged, and a full line loses bytes as a real one does."""
        if self._ends is not None:
            with contextlib.suppress(BlockingIOError):
                os.write(self._ends[0], data)

    def send_later(self, data: bytes, after: float) -> None:
        """Send so many seconds from now, unless the device has been unplugged in between."""
        ends = self._ends
        asyncio.get_running_loop().call_later(after, lambda: self.send(data) if self._ends == ends else None)
