"""What can go wrong with a device.

DeviceError            `reason` is one word for logs and screens; the citizen's sentence is chosen from it
├── DeviceUnplugged    no such port, or it vanished; the driver reopens by itself when it is back
├── DeviceTimeout      nothing happened within the deadline
├── DeviceFault        the device answered that it cannot, or its answers make no sense
├── DeviceBusy         another program, or another operation of ours, holds it
├── DeviceCancelled    we gave the operation up ourselves: the citizen left, the program ends
└── NotReadable        what was put on the device cannot be read: a wrong card, a broken picture
"""

from __future__ import annotations


class DeviceError(Exception):
    """Root; `reason` is one lower-case word such as `unplugged`, `no_card`, `no_paper`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        """`detail` is for the technician: codes and ports, never what was read."""
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class DeviceUnplugged(DeviceError):
    """The device is not there."""


class DeviceTimeout(DeviceError):
    """The deadline passed."""


class DeviceFault(DeviceError):
    """The device says it cannot, or talks nonsense."""


class DeviceBusy(DeviceError):
    """Somebody else has it."""


class DeviceCancelled(DeviceError):
    """The operation was given up on purpose; nothing is wrong with the device."""


class NotReadable(DeviceError):
    """The card or picture is at fault, not the device."""
