"""A serial port that speaks in `DeviceError`s: opened exclusively, read without blocking long, gone when it is gone."""

from __future__ import annotations

import contextlib
import errno
import importlib
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import serial

from devices.errors import DeviceBusy, DeviceError, DeviceFault, DeviceTimeout, DeviceUnplugged

if TYPE_CHECKING:
    from collections.abc import Iterator


READ_SECONDS = 0.02
"""Longest wait in one read, so that the caller notices deadlines and cancellations."""
QUIET_SECONDS = 0.05
_LONGEST_BABBLE = 0.5
_GONE = (errno.ENOENT, errno.ENXIO, errno.ENODEV, errno.EIO, errno.ENOTDIR)
_HELD = (errno.EAGAIN, errno.EBUSY)
# What a lost port raises: termios.error is no OSError, and pyserial lets it through (Windows has no termios);
# ValueError, TypeError and AttributeError come from pyserial itself when its descriptor is gone.
_TERMIOS_ERROR: type[Exception] = importlib.import_module("termios").error if os.name == "posix" else OSError
_LOST = (OSError, ValueError, TypeError, AttributeError, _TERMIOS_ERROR)


class SerialPort:
    """One port, by a path that stays the same when the device is plugged again (a udev or simulator link)."""

    def __init__(self, path: str, *, baud: int) -> None:
        self.path = path
        self.baud = baud
        self._port: serial.Serial | None = None

    def open(self) -> None:
        """Open the port for us alone; raises `DeviceUnplugged`, `DeviceBusy` or `DeviceFault("cannot_open")`."""
        try:
            self._port = serial.Serial(
                self.path, self.baud, timeout=READ_SECONDS, write_timeout=1.0, exclusive=True, rtscts=False
            )
        except _LOST as exc:
            raise self._cannot_open(exc) from None

    def alive(self) -> bool:
        """Whether the open port is still the device that the path names."""
        if self._port is None:
            return False
        try:
            opened, named = Path(f"/dev/fd/{self._port.fileno()}").stat(), Path(self.path).stat()
            _ = self._port.in_waiting
        except _LOST:
            return False
        return opened.st_rdev == named.st_rdev

    def write(self, data: bytes) -> None:
        """Send all of it; raises `DeviceUnplugged`, or `DeviceTimeout` when the line does not take it."""
        with self._guarded() as port:
            port.write(data)

    def read(self) -> bytes:
        """Return what is there, waiting `READ_SECONDS` for the first byte; raises `DeviceUnplugged`."""
        with self._guarded() as port:
            return bytes(port.read(max(1, port.in_waiting)))

    def read_waiting(self) -> bytes:
        """Return what has arrived already, without waiting; raises `DeviceUnplugged`."""
        with self._guarded() as port:
            return bytes(port.read(port.in_waiting))

    def drop_input(self) -> None:
        """Throw away what has arrived already."""
        with self._guarded() as port:
            # Reading, not flushing: a flush of a vanished port raises what differs from system to system.
            for _ in range(16):
                if not port.in_waiting:
                    return
                port.read(port.in_waiting)

    def wait_for_quiet(self) -> None:
        """Throw away what arrives until the line has been silent for a moment."""
        end = time.monotonic() + _LONGEST_BABBLE
        last = time.monotonic()
        while (now := time.monotonic()) < end and now - last < QUIET_SECONDS:
            if self.read():
                last = now

    def close(self) -> None:
        """Release the port; harmless when closed."""
        port, self._port = self._port, None
        if port is not None:
            with contextlib.suppress(*_LOST):
                port.close()

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[serial.Serial]:
        if self._port is None:
            raise DeviceUnplugged("unplugged", self.path)
        try:
            yield self._port
        except serial.SerialTimeoutException:
            raise DeviceTimeout("no_answer", self.path) from None
        except _LOST:
            self.close()
            raise DeviceUnplugged("unplugged", self.path) from None

    def _cannot_open(self, exc: Exception) -> DeviceError:
        number = getattr(exc, "errno", None)
        if number in _GONE:
            return DeviceUnplugged("unplugged", self.path)
        if number in _HELD:
            return DeviceBusy("busy", self.path)
        return DeviceFault("cannot_open", f"{self.path}: {errno.errorcode.get(number or 0, type(exc).__name__)}")
