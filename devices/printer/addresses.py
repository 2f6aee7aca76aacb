"""Which printer an address names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from devices.printer.folder import FolderPrinter

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from devices.printer.base import Printer
    from devices.printer.links import Endpoints, Link

RAW_PORT = 9100
_NARROWEST, _WIDEST = 16, 96
_USB_IDS = re.compile(r"([0-9a-fA-F]{4}):([0-9a-fA-F]{4})")


def open_printer(uri: str, *, interrupted: threading.Event | None = None) -> Printer:
    """Return the printer that the address names; raises `ValueError` for what is no address.

    - `ipp://HOST[:PORT]/PATH`, `ipps://…`
    - `escpos+tcp://HOST[:9100]`
    - `escpos+serial:PATH[?baud=115200]`
    - `escpos+usb:VVVV:PPPP`, the vendor's and product's ids
    - `folder:PATH`

    Receipt printers take `columns=32` after a `?` for 58 mm paper. Nothing is asked of the printer before the first
    operation.
    """
    kind, _, rest = uri.partition(":")
    try:
        if kind == "folder" and rest:
            return FolderPrinter(Path(rest))
        if kind in ("ipp", "ipps") and urlsplit(uri).hostname:
            from devices.printer.ipp_printer import IppPrinter

            return IppPrinter(uri, interrupted=interrupted)
        if kind in _LINKS and rest:
            return _receipt_printer(_LINKS[kind], rest, interrupted)
    except (ValueError, OverflowError):
        pass
    msg = (
        f"{uri!r} is not ipp://HOST/PATH, escpos+tcp://HOST:9100, escpos+serial:PATH, escpos+usb:VVVV:PPPP "
        "or folder:PATH"
    )
    raise ValueError(msg)


def _receipt_printer(
    link: Callable[[str, dict[str, str]], Link], rest: str, interrupted: threading.Event | None
) -> Printer:
    from devices.printer.escpos_printer import COLUMNS, EscposPrinter

    where, _, query = rest.partition("?")
    options = {name: values[0] for name, values in parse_qs(query, strict_parsing=bool(query)).items()}
    columns = int(options.pop("columns", COLUMNS))
    if not _NARROWEST <= columns <= _WIDEST:
        raise ValueError(columns)
    opened = EscposPrinter(link(where, options), columns=columns, interrupted=interrupted)
    if options:
        raise ValueError(options)
    return opened


def _tcp(where: str, options: dict[str, str]) -> Link:
    from devices.printer.links import TcpLink

    del options
    parts = urlsplit(where)
    if not parts.hostname or parts.path not in ("", "/"):
        raise ValueError(where)
    return TcpLink(parts.hostname, parts.port or RAW_PORT)


def _serial(where: str, options: dict[str, str]) -> Link:
    from devices.printer.links import SerialLink

    if not where:
        raise ValueError(where)
    return SerialLink(where, baud=int(options.pop("baud", "115200")))


def _usb(where: str, options: dict[str, str]) -> Link:
    from devices.printer.links import UsbLink

    del options
    ids = _USB_IDS.fullmatch(where)
    if ids is None:
        raise ValueError(where)
    vendor, product = int(ids[1], 16), int(ids[2], 16)

    def claim() -> Endpoints:
        from devices.printer.usb_endpoints import claim as claim_endpoints

        return claim_endpoints(vendor, product)

    return UsbLink(f"usb {where}", claim)


_LINKS: dict[str, Callable[[str, dict[str, str]], Link]] = {
    "escpos+tcp": _tcp,
    "escpos+serial": _serial,
    "escpos+usb": _usb,
}
