"""The cables of the simulated receipt printer: each can be pulled out and put back, its address staying the same."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import tty
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_CHUNK = 4096


class Plug(Protocol):
    """One cable."""

    @property
    def address(self) -> str:
        """What `print --printer` takes."""

    @property
    def plugged(self) -> bool:
        """Whether it is in."""

    def plug(self) -> None:
        """Put it in; harmless when it is."""

    def unplug(self) -> None:
        """Pull it out in the middle of whatever is going on; harmless when it is out."""

    def send(self, data: bytes) -> None:
        """Send to whoever is connected; lost when nobody is."""


class TcpPlug:
    """A TCP port on loopback, for one connection at a time: a later one waits, as on a real printer."""

    def __init__(self, port: int, received: Callable[[bytes], None]) -> None:
        self._received = received
        self._port = port
        self._listener: socket.socket | None = None
        self._connection: socket.socket | None = None

    @property
    def address(self) -> str:
        """The address."""
        return f"escpos+tcp://127.0.0.1:{self._port}"

    @property
    def plugged(self) -> bool:
        """Whether it listens."""
        return self._listener is not None

    def plug(self) -> None:
        """Listen."""
        if self._listener is not None:
            return
        self._listener = socket.create_server(("127.0.0.1", self._port), backlog=8)
        self._listener.setblocking(False)  # noqa: FBT003 - the library's own signature
        self._port = self._listener.getsockname()[1]
        asyncio.get_running_loop().add_reader(self._listener, self._accept)

    def unplug(self) -> None:
        """Break the connection and refuse others."""
        listener, self._listener = self._listener, None
        if listener is not None:
            asyncio.get_running_loop().remove_reader(listener)
            listener.close()
        self._hang_up()

    def send(self, data: bytes) -> None:
        """Send."""
        if self._connection is not None:
            with contextlib.suppress(OSError):
                self._connection.send(data)

    def _accept(self) -> None:
        if self._listener is None:
            return
        try:
            connection, _ = self._listener.accept()
        except OSError:
            return
        connection.setblocking(False)  # noqa: FBT003 - the library's own signature
        self._connection = connection
        loop = asyncio.get_running_loop()
        loop.remove_reader(self._listener)
        loop.add_reader(connection, self._readable, connection)

    def _readable(self, connection: socket.socket) -> None:
        try:
            data = connection.recv(_CHUNK)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self._received(data)
            return
        self._hang_up()
        if self._listener is not None:
            asyncio.get_running_loop().add_reader(self._listener, self._accept)

    def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            asyncio.get_running_loop().remove_reader(connection)
            connection.close()


class PtyPlug:
    """A pseudo-terminal, and a link that names it like a udev link."""

    def __init__(self, link: Path, received: Callable[[bytes], None]) -> None:
        self._link = link
        self._received = received
        self._ends: tuple[int, int] | None = None

    @property
    def address(self) -> str:
        """The address."""
        return f"escpos+serial:{self._link}"

    @property
    def plugged(self) -> bool:
        """Whether the terminal is there."""
        return self._ends is not None

    def plug(self) -> None:
        """Make the terminal and its link."""
        if self._ends is not None:
            return
        master, slave = os.openpty()
        for end in (master, slave):
            tty.setraw(end)
        os.set_blocking(master, False)
        self._ends = (master, slave)
        # The link changes in one step: nobody sees it missing or half made.
        fresh = self._link.with_name(f"{self._link.name}.{os.getpid()}")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(os.ttyname(slave))
        fresh.replace(self._link)
        asyncio.get_running_loop().add_reader(master, self._readable, master)

    def unplug(self) -> None:
        """Vanish with link and terminal."""
        if self._ends is None:
            return
        master, slave = self._ends
        self._ends = None
        asyncio.get_running_loop().remove_reader(master)
        self._link.unlink(missing_ok=True)
        os.close(slave)
        os.close(master)

    def send(self, data: bytes) -> None:
        """Send."""
        if self._ends is not None:
            with contextlib.suppress(BlockingIOError):  # a full line loses bytes, as a real one does
                os.write(self._ends[0], data)

    def _readable(self, master: int) -> None:
        try:
            data = os.read(master, _CHUNK)
        except (BlockingIOError, OSError):
            return
        self._received(data)
