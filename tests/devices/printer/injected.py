"""A receipt printer without processes: the simulated machine behind a link of its own, on a clock that it moves."""

from __future__ import annotations

from devices.errors import DeviceUnplugged
from devices.simulated.escpos_machine import SimulatedEscposPrinter


class InjectedLink:
    """`devices.printer.links.Link` to a machine in the same process. Waiting costs no time but the clock's."""

    address = "injected"
    lag = 0.0

    def __init__(self) -> None:
        self.machine = SimulatedEscposPrinter()
        self.now = 0.0
        self.plugged = True
        self.dies_after: int | None = None
        """Bytes until the plug is pulled."""
        self.late = 0.0
        self.noise = b""
        self.opened = 0
        self._waiting: list[tuple[float, bytes]] = []

    def clock(self) -> float:
        return self.now

    def open(self) -> None:
        self._check()
        self.opened += 1
        self._waiting.clear()

    def write(self, data: bytes, seconds: float) -> None:
        self._check()
        self.now += len(data) / 100_000
        if self.dies_after is not None:
            self.dies_after -= len(data)
            if self.dies_after <= 0:
                self.unplug()
                self._check()
        self._answer(self.machine.receive(data))
        self.work()

    def read(self, seconds: float) -> bytes:
        self._check()
        if not self._waiting or self._waiting[0][0] > self.now + seconds:
            self.now += seconds
            return b""
        at, data = self._waiting.pop(0)
        self.now = max(self.now, at)
        return data

    def close(self) -> None:
        self.opened -= 1

    def unplug(self) -> None:
        self.plugged = False
        self.dies_after = None
        self.machine.forget()

    def work(self) -> None:
        """Print what can be printed."""
        went_on = True
        while went_on:
            went_on, answer = self.machine.step()
            self._answer(answer)

    def heal(self) -> None:
        self.machine.faults.clear()
        self.machine.near_end = self.machine.mute = False
        self.machine.paper_left = self.dies_after = None
        self.plugged, self.late, self.noise = True, 0.0, b""
        self.work()

    def _answer(self, data: bytes) -> None:
        if data:
            self._waiting.append((self.now + self.late, self.noise + data))

    def _check(self) -> None:
        if not self.plugged:
            raise DeviceUnplugged("unplugged", self.address)  # noqa: EM101 - the word is the message


class InjectedEndpoints:
    """`devices.printer.links.Endpoints`: two USB pipes that take and give 64 bytes at a time."""

    def __init__(self, link: InjectedLink) -> None:
        self._link = link
        self._read = b""

    def write(self, data: bytes, seconds: float) -> int:
        try:
            self._link.write(data[:64], seconds)
        except DeviceUnplugged:
            raise OSError(19, "No such device") from None
        return min(64, len(data))

    def read(self, seconds: float) -> bytes:
        try:
            self._read += self._link.read(seconds) if not self._read else b""
        except DeviceUnplugged:
            raise OSError(19, "No such device") from None
        taken, self._read = self._read[:64], self._read[64:]
        return taken

    def close(self) -> None:
        self._link.close()
