"""Resident ID cards (SAM_V): interface, codec, serial driver."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devices.idcard.base import CardKind, IdCard, IdCardReader, ReaderInfo

if TYPE_CHECKING:
    import threading

__all__ = ["CardKind", "IdCard", "IdCardReader", "ReaderInfo", "open_id_card_reader"]


def open_id_card_reader(port: str, *, baud: int = 115200, interrupted: threading.Event | None = None) -> IdCardReader:
    """Return the reader at a serial port; the port is opened when the reader is first used, and again after an unplug.

    `interrupted` is the `interrupted` of the `DeviceWorker` that will run it.
    """
    from devices.idcard.links.serial_line import SerialLink  # noqa: PLC0415 - pyserial loads when it is needed
    from devices.idcard.sam_reader import SamIdCardReader  # noqa: PLC0415

    return SamIdCardReader(SerialLink(port, baud=baud), interrupted=interrupted)
