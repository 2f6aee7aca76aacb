"""The bulk endpoints of a USB printer (class 07, subclass 01) through libusb. On no printer tried yet."""

from __future__ import annotations

import errno
from contextlib import suppress
from typing import Any

import usb.core
import usb.util

from devices.errors import DeviceBusy, DeviceFault, DeviceUnplugged

_PRINTER_CLASS = 0x07
_READ_SIZE = 512


class ClaimedEndpoints:
    """A claimed interface; the kernel's own driver gets it back at the end."""

    def __init__(self, device: Any, interface: Any, *, reattach: bool) -> None:
        self._device = device
        self._number = interface.bInterfaceNumber
        self._reattach = reattach
        self._out = _endpoint(interface, usb.util.ENDPOINT_OUT)
        self._in = _endpoint(interface, usb.util.ENDPOINT_IN)

    def write(self, data: bytes, seconds: float) -> int:
        """Send: see `Endpoints.write`."""
        try:
            return int(self._out.write(data, timeout=_milliseconds(seconds)))
        except usb.core.USBTimeoutError:
            return 0

    def read(self, seconds: float) -> bytes:
        """Receive: see `Endpoints.read`."""
        try:
            return bytes(self._in.read(_READ_SIZE, timeout=_milliseconds(seconds)))
        except usb.core.USBTimeoutError:
            return b""

    def close(self) -> None:
        """Release the interface."""
        with suppress(OSError):
            usb.util.release_interface(self._device, self._number)
            if self._reattach:
                self._device.attach_kernel_driver(self._number)
        usb.util.dispose_resources(self._device)


def claim(vendor: int, product: int) -> ClaimedEndpoints:
    """Claim the printer with these ids.

    Raises `DeviceUnplugged`, `DeviceBusy` or `DeviceFault`: `no_driver` (libusb is missing), `access_denied`,
    `cannot_open` (no printer's interface).
    """
    name = f"usb {vendor:04x}:{product:04x}"
    try:
        device = usb.core.find(idVendor=vendor, idProduct=product)
    except usb.core.NoBackendError:
        raise DeviceFault("no_driver", "libusb-1.0 is not installed") from None
    if device is None:
        raise DeviceUnplugged("unplugged", name)
    try:
        return _claim(device)
    except (usb.core.USBError, LookupError) as exc:
        usb.util.dispose_resources(device)
        code = getattr(exc, "errno", None)
        if code == errno.EBUSY:
            raise DeviceBusy("busy", name) from None
        if code == errno.ENODEV:
            raise DeviceUnplugged("unplugged", name) from None
        raise DeviceFault("access_denied" if code == errno.EACCES else "cannot_open", name) from None


def _claim(device: Any) -> ClaimedEndpoints:
    configuration = device.get_active_configuration()
    interface = usb.util.find_descriptor(configuration, bInterfaceClass=_PRINTER_CLASS)
    if interface is None:
        raise LookupError
    number = interface.bInterfaceNumber
    reattach = False
    with suppress(NotImplementedError):  # Windows has no kernel driver to ask for
        if device.is_kernel_driver_active(number):
            device.detach_kernel_driver(number)
            reattach = True
    usb.util.claim_interface(device, number)
    return ClaimedEndpoints(device, interface, reattach=reattach)


def _endpoint(interface: Any, direction: int) -> Any:
    endpoint = usb.util.find_descriptor(
        interface, custom_match=lambda e: usb.util.endpoint_direction(e.bEndpointAddress) == direction
    )
    if endpoint is None:
        raise LookupError
    return endpoint


def _milliseconds(seconds: float) -> int:
    return max(1, round(seconds * 1000))
