"""Resident ID cards (SAM_V): interface, codec, driver, and links over a serial line, USB bulk pipes and HID reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devices.idcard.base import CardKind, IdCard, IdCardReader, ReaderInfo

if TYPE_CHECKING:
    import threading

    from devices.idcard.link import Link

__all__ = ["CardKind", "IdCard", "IdCardReader", "ReaderInfo", "open_id_card_reader", "open_link"]


def open_id_card_reader(port: str, *, baud: int = 115200, interrupted: threading.Event | None = None) -> IdCardReader:
    """Return the reader at a port; the port is opened when the reader is first used, and again after an unplug.

    `port` is what `open_link` takes. `interrupted` is the `interrupted` of the `DeviceWorker` that will run it.
    """
    from devices.idcard.sam_reader import SamIdCardReader

    return SamIdCardReader(open_link(port, baud=baud), interrupted=interrupted)


def open_link(port: str, *, baud: int = 115200) -> Link:
    """Return the link to a port, closed still.

    `usb:` is the first reader of the SDT class, `usb:VVVV:PPPP` one by its numbers (hexadecimal), `hid:/dev/hidraw0`
    a HID reader; all else is the path of a serial port. Raises `ValueError` for numbers that are none.
    """
    # Each link loads its library when it is asked for.
    if port.startswith("usb:"):
        from devices.idcard.links.usb_bulk import READERS, UsbBulkLink, connect_usb

        vendor, product = _numbers(port) if port != "usb:" else READERS[0]
        return UsbBulkLink(lambda: connect_usb(vendor, product), path=port)
    if port.startswith("hid:"):
        from devices.idcard.links.usb_hid import HidRaw, UsbHidLink

        return UsbHidLink(lambda: HidRaw(port.removeprefix("hid:")), path=port)
    from devices.idcard.links.serial_line import SerialLink

    return SerialLink(port, baud=baud)


def _numbers(port: str) -> tuple[int, int]:
    vendor, _, product = port.removeprefix("usb:").partition(":")
    return int(vendor, 16), int(product, 16)
