"""A scanner on a serial port, USB-CDC ones included, that sends each code followed by CR, LF or both.

Tried against our simulator on a pty; on no scanner yet.
"""

from __future__ import annotations

import threading
import time

from devices.codescanner.base import Code, Symbology
from devices.codescanner.text import Lines, NotText, decode
from devices.errors import DeviceCancelled, DeviceError, DeviceFault, DeviceTimeout, NotReadable
from devices.serial_port import SerialPort


class SerialCodeScanner:
    """`CodeScanner` over pyserial; opens the port when first needed and again after it vanished."""

    def __init__(self, port: str, *, baud: int = 9600, interrupted: threading.Event | None = None) -> None:
        self.port = SerialPort(port, baud=baud)
        self._interrupted = interrupted or threading.Event()
        self._lines = Lines()

    def read(self, *, deadline: float) -> Code:
        """Wait for the next code: see `CodeScanner.read`."""
        self._begin()
        garbled = False
        while time.monotonic() < deadline:
            if self._interrupted.is_set():
                raise DeviceCancelled("cancelled", self.port.path)
            for line in self._lines.receive(self.port.read()):
                try:
                    return Code(untrusted_text=decode(line), symbology=Symbology.UNKNOWN)
                except NotText:
                    garbled = True
        raise self._nothing(garbled=garbled)

    def close(self) -> None:
        """Release the port; harmless when closed."""
        self._lines.forget()
        self.port.close()

    def _begin(self) -> None:
        """Open the port unless it is open, and forget what was scanned before anyone asked for it."""
        self._lines.forget()
        if not self.port.alive():
            self.port.close()
            self.port.open()
        self.port.drop_input()

    def _nothing(self, *, garbled: bool) -> DeviceError:
        if garbled:
            return NotReadable("garbled", self.port.path)
        if self._lines.unfinished:
            return DeviceFault("no_line_end", self.port.path)
        return DeviceTimeout("no_code", self.port.path)
