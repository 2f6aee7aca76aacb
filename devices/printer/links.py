"""What carries bytes to a receipt printer and back: TCP port 9100, a serial port, two USB endpoints."""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from devices.errors import DeviceTimeout, DeviceUnplugged
from devices.serial_port import SerialPort

if TYPE_CHECKING:
    from collections.abc import Callable

CONNECT_SECONDS = 5.0
WINDOW_BYTES = 4096
"""More is never under way: two strips of a picture on 80 mm paper."""
_BITS_A_BYTE = 10
_READ_SIZE = 4096


class Link(Protocol):
    """Bytes in, bytes out; opened for each operation."""

    address: str
    lag: float
    """Seconds that a full window of bytes takes on the way, so that a question behind it is answered as much later."""

    def open(self) -> None:
        """Raise `DeviceUnplugged`, `DeviceBusy`, `DeviceTimeout` or `DeviceFault("cannot_open")`."""

    def write(self, data: bytes, seconds: float) -> None:
        """Send all of it; raise `DeviceTimeout("no_answer")` when it is not taken in time, or `DeviceUnplugged`."""

    def read(self, seconds: float) -> bytes:
        """Return what came, waiting so long at most; b"" for nothing. Raise `DeviceUnplugged`."""

    def close(self) -> None:
        """Release it; harmless when closed."""


class TcpLink:
    """A raw TCP connection, port 9100 as a rule."""

    lag = 0.0

    def __init__(self, host: str, port: int) -> None:
        self.address = f"{host}:{port}"
        self._where = (host, port)
        self._socket: socket.socket | None = None

    def open(self) -> None:
        """Connect."""
        try:
            self._socket = socket.create_connection(self._where, CONNECT_SECONDS)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except TimeoutError:
            raise DeviceTimeout("no_answer", self.address) from None
        except OSError as exc:
            raise DeviceUnplugged("unplugged", f"{self.address}: {type(exc).__name__}") from None

    def write(self, data: bytes, seconds: float) -> None:
        """Send all of it."""
        connection = self._connection(seconds)
        try:
            connection.sendall(data)
        except TimeoutError:
            raise DeviceTimeout("no_answer", self.address) from None
        except OSError:
            raise DeviceUnplugged("unplugged", self.address) from None

    def read(self, seconds: float) -> bytes:
        """Return what came."""
        connection = self._connection(seconds)
        try:
            data = connection.recv(_READ_SIZE)
        except TimeoutError:
            return b""
        except OSError:
            raise DeviceUnplugged("unplugged", self.address) from None
        if not data:
            raise DeviceUnplugged("unplugged", f"{self.address}: closed by the printer")
        return data

    def close(self) -> None:
        """Disconnect."""
        connection, self._socket = self._socket, None
        if connection is not None:
            with suppress(OSError):
                connection.close()

    def _connection(self, seconds: float) -> socket.socket:
        if self._socket is None:
            raise DeviceUnplugged("unplugged", self.address)
        self._socket.settimeout(max(0.001, seconds))
        return self._socket


class SerialLink:
    """A serial port."""

    def __init__(self, path: str, *, baud: int) -> None:
        self.address = path
        self.lag = WINDOW_BYTES * _BITS_A_BYTE / baud
        self._port = SerialPort(path, baud=baud)

    def open(self) -> None:
        """Open the port, and drop what an earlier question was answered late."""
        self._port.open()
        self._port.drop_input()

    def write(self, data: bytes, seconds: float) -> None:
        """Send all of it; the port waits a second at most for the line to take a piece."""
        end = time.monotonic() + seconds
        for at in range(0, len(data), 64):
            self._port.write(data[at : at + 64])
            if time.monotonic() > end:
                raise DeviceTimeout("no_answer", self.address)

    def read(self, seconds: float) -> bytes:
        """Return what came."""
        end = time.monotonic() + seconds
        while True:
            data = self._port.read()
            if data or time.monotonic() >= end:
                return data

    def close(self) -> None:
        """Release the port."""
        self._port.close()


class Endpoints(Protocol):
    """The two bulk endpoints of a USB printer."""

    def write(self, data: bytes, seconds: float) -> int:
        """Send and return how many bytes were taken; 0 when none were in time. Raise `OSError` when it is gone."""

    def read(self, seconds: float) -> bytes:
        """Return what came; b"" for nothing. Raise `OSError` when it is gone."""

    def close(self) -> None:
        """Release the interface."""


class UsbLink:
    """A USB printer (class 07/01); `claim` finds it and claims its interface, or raises `DeviceError`."""

    lag = 0.0

    def __init__(self, address: str, claim: Callable[[], Endpoints]) -> None:
        self.address = address
        self._claim = claim
        self._endpoints: Endpoints | None = None

    def open(self) -> None:
        """Claim the printer's interface."""
        self._endpoints = self._claim()

    def write(self, data: bytes, seconds: float) -> None:
        """Send all of it."""
        end = time.monotonic() + seconds
        while data:
            try:
                taken = self._claimed().write(data, max(0.001, end - time.monotonic()))
            except OSError:
                raise DeviceUnplugged("unplugged", self.address) from None
            data = data[taken:]
            if data and time.monotonic() >= end:
                raise DeviceTimeout("no_answer", self.address)

    def read(self, seconds: float) -> bytes:
        """Return what came."""
        try:
            return self._claimed().read(seconds)
        except OSError:
            raise DeviceUnplugged("unplugged", self.address) from None

    def close(self) -> None:
        """Release the interface."""
        endpoints, self._endpoints = self._endpoints, None
        if endpoints is not None:
            with suppress(OSError):
                endpoints.close()

    def _claimed(self) -> Endpoints:
        if self._endpoints is None:
            raise DeviceUnplugged("unplugged", self.address)
        return self._endpoints
