"""SAM_V in HID reports, each with an outer packet. Tried with a made-up device only; on no reader yet."""

from __future__ import annotations

import os
import select
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from devices.errors import DeviceBusy, DeviceError, DeviceFault, DeviceTimeout, DeviceUnplugged
from devices.idcard.links.hid_packets import REPORT, unwrap, wrap

if TYPE_CHECKING:
    from collections.abc import Callable


class HidDevice(Protocol):
    """One opened HID device, a report at a time."""

    def write(self, report: bytes) -> None:
        """Send one report; raises `TimeoutError`, or `OSError` when the device is gone."""

    def read(self, seconds: float) -> bytes:
        """Return one report, "" when none came; raises `OSError` when the device is gone."""

    def alive(self) -> bool:
        """Whether it is still there."""

    def close(self) -> None:
        """Release it."""


class UsbHidLink:
    """A `Link` over HID reports; `connect` opens the device, raising `DeviceError`."""

    driver = "sam_v_hid"

    def __init__(self, connect: Callable[[], HidDevice], *, path: str) -> None:
        self.path = path
        self._connect = connect
        self._device: HidDevice | None = None

    def open(self) -> None:
        """See `Link.open`."""
        self._device = self._connect()

    def alive(self) -> bool:
        """See `Link.alive`."""
        return self._device is not None and self._device.alive()

    def write(self, frame: bytes) -> None:
        """See `Link.write`."""
        try:
            for report in wrap(frame):
                self._opened().write(report)
        except TimeoutError:
            raise DeviceTimeout("no_answer", self.path) from None
        except OSError:
            raise self._lost() from None

    def read(self, seconds: float) -> bytes:
        """See `Link.read`."""
        try:
            return unwrap(self._opened().read(seconds))
        except OSError:
            raise self._lost() from None

    def close(self) -> None:
        """See `Link.close`."""
        device, self._device = self._device, None
        if device is not None:
            with suppress(OSError):
                device.close()

    def _opened(self) -> HidDevice:
        if self._device is None:
            raise DeviceUnplugged("unplugged", self.path)
        return self._device

    def _lost(self) -> DeviceError:
        self.close()
        return DeviceUnplugged("unplugged", self.path)


class HidRaw:
    """`HidDevice` at a Linux `/dev/hidrawN`."""

    def __init__(self, path: str) -> None:
        """Open it; raises `DeviceError`."""
        self.path = path
        try:
            self._descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK)
        except OSError as exc:
            raise _cannot_open(path, exc) from None

    def write(self, report: bytes) -> None:
        """See `HidDevice.write`; the kernel wants a report's number first, 0 where a device has only one."""
        try:
            os.write(self._descriptor, b"\0" + report)
        except BlockingIOError:
            raise TimeoutError from None

    def read(self, seconds: float) -> bytes:
        """See `HidDevice.read`."""
        if not select.select([self._descriptor], [], [], seconds)[0]:
            return b""
        return os.read(self._descriptor, REPORT)

    def alive(self) -> bool:
        """See `HidDevice.alive`."""
        try:
            return os.fstat(self._descriptor).st_rdev == Path(self.path).stat().st_rdev
        except OSError:
            return False

    def close(self) -> None:
        """See `HidDevice.close`."""
        os.close(self._descriptor)


def _cannot_open(path: str, exc: OSError) -> DeviceError:
    if isinstance(exc, FileNotFoundError | NotADirectoryError):
        return DeviceUnplugged("unplugged", path)
    if isinstance(exc, BlockingIOError):
        return DeviceBusy("busy", path)
    return DeviceFault("cannot_open", f"{path}: error {exc.errno}")
