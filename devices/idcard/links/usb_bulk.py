"""SAM_V over USB bulk pipes, as readers of the SDT class do it: each frame is split over two pairs of pipes.

To the reader, the preamble and the length (7 bytes) go out at 0x02 and the rest at 0x06; from it, 7 bytes come in at
0x81 and the rest at 0x85. Tried with made-up endpoints only; on no reader yet.
"""

from __future__ import annotations

import importlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

from devices.errors import DeviceBusy, DeviceError, DeviceFault, DeviceTimeout, DeviceUnplugged

if TYPE_CHECKING:
    from collections.abc import Callable

HEAD_OUT, BODY_OUT, HEAD_IN, BODY_IN = 0x02, 0x06, 0x81, 0x85
READERS = ((0x0400, 0xC35A), (0x0483, 0x5652), (0x10C4, 0x8A1B), (0x2015, 0x0008), (0x9573, 0x4836))
"""Vendor and product numbers seen in public code; only the first is known to split its frames."""
_HEAD = 7
_PACKET = 4096
_WRITE_SECONDS = 1.0
_NO_SUCH_DEVICE, _BUSY = 19, 16


class Endpoints(Protocol):
    """One opened USB device."""

    def write(self, endpoint: int, data: bytes, seconds: float) -> None:
        """Send all of it; raises `TimeoutError`, or `OSError` when the device is gone."""

    def read(self, endpoint: int, size: int, seconds: float) -> bytes:
        """Return what comes, "" when nothing did; raises `OSError` when the device is gone."""

    def alive(self) -> bool:
        """Whether the device is still on the bus."""

    def close(self) -> None:
        """Release it."""


class UsbBulkLink:
    """A `Link` over four bulk pipes; `connect` finds and claims the device, raising `DeviceError`."""

    driver = "sam_v_usb"

    def __init__(self, connect: Callable[[], Endpoints], *, path: str = "usb:") -> None:
        self.path = path
        self._connect = connect
        self._endpoints: Endpoints | None = None
        self._head_taken = False

    def open(self) -> None:
        """See `Link.open`."""
        self._endpoints = self._connect()
        self._head_taken = False

    def alive(self) -> bool:
        """See `Link.alive`."""
        return self._endpoints is not None and self._endpoints.alive()

    def write(self, frame: bytes) -> None:
        """See `Link.write`."""
        endpoints = self._opened()
        try:
            endpoints.write(HEAD_OUT, frame[:_HEAD], _WRITE_SECONDS)
            endpoints.write(BODY_OUT, frame[_HEAD:], _WRITE_SECONDS)
        except TimeoutError:
            raise DeviceTimeout("no_answer", self.path) from None
        except OSError:
            raise self._lost() from None

    def read(self, seconds: float) -> bytes:
        """See `Link.read`: a head when one is due, else what follows it."""
        try:
            head = self._opened().read(HEAD_IN, _HEAD, 0 if self._head_taken else seconds)
            body = self._opened().read(BODY_IN, _PACKET, seconds if head or self._head_taken else 0)
        except OSError:
            raise self._lost() from None
        self._head_taken = bool(head) and not body
        return head + body

    def close(self) -> None:
        """See `Link.close`."""
        endpoints, self._endpoints = self._endpoints, None
        if endpoints is not None:
            with suppress(OSError):
                endpoints.close()

    def _opened(self) -> Endpoints:
        if self._endpoints is None:
            raise DeviceUnplugged("unplugged", self.path)
        return self._endpoints

    def _lost(self) -> DeviceError:
        self.close()
        return DeviceUnplugged("unplugged", self.path)


def connect_usb(vendor: int, product: int) -> Endpoints:
    """Claim the first device with these numbers through pyusb.

    Raises:
        DeviceUnplugged: there is none.
        DeviceBusy: another program has it.
        DeviceFault: `cannot_open`: no libusb on this machine, or no permission.
    """
    path = f"usb:{vendor:04x}:{product:04x}"
    core = importlib.import_module("usb.core")
    try:
        device = core.find(idVendor=vendor, idProduct=product)
        if device is None:
            raise DeviceUnplugged("unplugged", path)
        device.set_configuration()
    except core.NoBackendError:
        raise DeviceFault("cannot_open", f"{path}: libusb is not installed") from None
    except core.USBError as exc:
        if exc.errno == _BUSY:
            raise DeviceBusy("busy", path) from None
        if exc.errno == _NO_SUCH_DEVICE:
            raise DeviceUnplugged("unplugged", path) from None
        raise DeviceFault("cannot_open", f"{path}: error {exc.errno}") from None
    return PyUsbEndpoints(device)


class PyUsbEndpoints:
    """`Endpoints` of one pyusb device. Its `USBError` is an `OSError`, its timeout is turned into ours."""

    def __init__(self, device: Any) -> None:
        self._device = device
        self._timeout: type[Exception] = importlib.import_module("usb.core").USBTimeoutError

    def write(self, endpoint: int, data: bytes, seconds: float) -> None:
        """See `Endpoints.write`."""
        try:
            self._device.write(endpoint, data, _milliseconds(seconds))
        except self._timeout:
            raise TimeoutError from None

    def read(self, endpoint: int, size: int, seconds: float) -> bytes:
        """See `Endpoints.read`."""
        try:
            return bytes(self._device.read(endpoint, size, _milliseconds(seconds)))
        except self._timeout:
            return b""

    def alive(self) -> bool:
        """See `Endpoints.alive`."""
        try:
            self._device.get_active_configuration()
        except OSError:
            return False
        return True

    def close(self) -> None:
        """See `Endpoints.close`."""
        importlib.import_module("usb.util").dispose_resources(self._device)


def _milliseconds(seconds: float) -> int:
    # libusb takes 0 for ever.
    return max(1, round(seconds * 1000))
