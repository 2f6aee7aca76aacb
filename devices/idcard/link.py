"""What carries SAM_V frames to a reader and back: the seam below the codec, bytes in and bytes out.

Implementations lie in `devices.idcard.links`: a serial line, USB bulk pipes, USB-HID reports, and a recording played
back. A link knows nothing of what the bytes say.
"""

from __future__ import annotations

from typing import Protocol


class Link(Protocol):
    """One way to one reader, used from one thread."""

    @property
    def driver(self) -> str:
        """The word for it in `ReaderInfo.driver`, such as `sam_v_serial`."""

    @property
    def path(self) -> str:
        """What it is plugged into, for the technician."""

    def open(self) -> None:
        """Open it for us alone; raises `DeviceUnplugged`, `DeviceBusy` or `DeviceFault("cannot_open")`."""

    def alive(self) -> bool:
        """Whether it is open and still leads to what `path` names."""

    def write(self, frame: bytes) -> None:
        """Send one whole frame; raises `DeviceUnplugged`, or `DeviceTimeout` when it is not taken."""

    def read(self, seconds: float) -> bytes:
        """Return what is there; with `seconds` above 0, wait for the first byte, no longer than that and maybe shorter.

        Raises:
            DeviceUnplugged: the reader is gone.
        """

    def close(self) -> None:
        """Release it; harmless when closed."""


class Interrupt(Protocol):
    """What ends a wait from outside: a `threading.Event` is one."""

    def is_set(self) -> bool:
        """Whether the operation is to end now."""

    def wait(self, timeout: float | None = None) -> bool:
        """Wait; return whether the operation is to end now."""
