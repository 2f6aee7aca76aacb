"""Made-up USB devices: the virtual reader's bytes through split bulk pipes, and in HID reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devices.errors import DeviceUnplugged
from devices.idcard.links.hid_packets import FROM_READER, TO_READER, unwrap, wrap
from devices.idcard.links.usb_bulk import BODY_IN, BODY_OUT, HEAD_IN, HEAD_OUT, UsbBulkLink
from devices.idcard.links.usb_hid import UsbHidLink

if TYPE_CHECKING:
    from tests.devices.idcard.virtual import VirtualReader


class VirtualDevice:
    """What both kinds share: plugged where the virtual reader is, and gone with an `OSError`."""

    def __init__(self, virtual: VirtualReader) -> None:
        virtual.open()
        self.virtual = virtual

    def alive(self) -> bool:
        return self.virtual.alive()

    def close(self) -> None:
        self.virtual.close()

    def _receive(self, seconds: float) -> bytes:
        self._look()
        try:
            return self.virtual.read(seconds)
        except DeviceUnplugged:
            raise OSError from None

    def _look(self) -> None:
        if not self.virtual.alive():
            raise OSError


class VirtualBulk(VirtualDevice):
    """`Endpoints`: 7 bytes of each frame on one pipe, the rest on the other."""

    def __init__(self, virtual: VirtualReader) -> None:
        super().__init__(virtual)
        self.written: list[tuple[int, bytes]] = []
        self._waiting = {HEAD_IN: b"", BODY_IN: b""}

    def write(self, endpoint: int, data: bytes, seconds: float) -> None:
        del seconds
        self._look()
        self.written.append((endpoint, data))
        if endpoint == BODY_OUT:
            before, head = self.written[-2]
            assert before == HEAD_OUT
            self.virtual.write(head + data)

    def read(self, endpoint: int, size: int, seconds: float) -> bytes:
        self._look()
        if endpoint == HEAD_IN and not any(self._waiting.values()):
            data = self._receive(seconds)
            self._waiting = {HEAD_IN: data[:7], BODY_IN: data[7:]}
        taken, self._waiting[endpoint] = self._waiting[endpoint][:size], self._waiting[endpoint][size:]
        return taken


class VirtualHid(VirtualDevice):
    """`HidDevice`: every report 64 bytes, with its outer packet."""

    def __init__(self, virtual: VirtualReader) -> None:
        super().__init__(virtual)
        self.sizes: set[int] = set()
        self._reports: list[bytes] = []

    def write(self, report: bytes) -> None:
        self._look()
        self.sizes.add(len(report))
        self.virtual.write(unwrap(report, begin=TO_READER))

    def read(self, seconds: float) -> bytes:
        self._look()
        if not self._reports and (data := self._receive(seconds)):
            self._reports = wrap(data, begin=FROM_READER, command=0)
        return self._reports.pop(0) if self._reports else b""


def bulk(virtual: VirtualReader) -> UsbBulkLink:
    return UsbBulkLink(lambda: VirtualBulk(virtual))


def hid(virtual: VirtualReader) -> UsbHidLink:
    return UsbHidLink(lambda: VirtualHid(virtual), path="hid:virtual")
