"""SAM_V over a serial line: frames go as they are."""

from __future__ import annotations

from devices.serial_port import SerialPort


class SerialLink:
    """A `Link` over one serial port, real or a pseudo-terminal."""

    driver = "sam_v_serial"

    def __init__(self, port: str, *, baud: int = 115200) -> None:
        self.path = port
        self._port = SerialPort(port, baud=baud)

    def open(self) -> None:
        """See `Link.open`."""
        self._port.open()

    def alive(self) -> bool:
        """See `Link.alive`."""
        return self._port.alive()

    def write(self, frame: bytes) -> None:
        """See `Link.write`."""
        self._port.write(frame)

    def read(self, seconds: float) -> bytes:
        """See `Link.read`; waits `devices.serial_port.READ_SECONDS` at most."""
        return self._port.read() if seconds > 0 else self._port.read_waiting()

    def close(self) -> None:
        """See `Link.close`."""
        self._port.close()
