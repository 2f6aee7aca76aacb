"""What the data groups of a travel document hold (ICAO Doc 9303-10); pure."""

from __future__ import annotations

from dataclasses import dataclass

from devices.errors import NotReadable
from devices.smartcard.base import Portrait
from devices.smartcard.tlv import BadTlv, first, objects, only

DG1, DG2, DG11 = 1, 2, 11
FILES = {DG1: 0x0101, DG2: 0x0102, DG11: 0x010B}
COM_FILE, SOD_FILE, CARD_ACCESS_FILE = 0x011E, 0x011D, 0x011C
_TAGS = {0x61: DG1, 0x75: DG2, 0x6B: DG11}
_JPEG = b"\xff\xd8\xff"
_JP2 = (b"\x00\x00\x00\x0cjP  ", b"\xff\x4f\xff\x51")
"""A JPEG 2000 file, and the bare codestream that some issuers keep."""
_FACE = b"FAC\x00"
_MARKED_WITHIN = 4096
"""Bytes of header and feature points within which the picture begins."""


@dataclass(frozen=True, slots=True)
class Details:
    """Data group 11, as far as it matters here."""

    name: str = ""
    personal_number: str = ""


def listed(com: bytes) -> frozenset[int]:
    """Return which of our data groups EF.COM says there are; raises `NotReadable("card_fault")`."""
    try:
        return frozenset(_TAGS[tag] for tag in first(only(com, 0x60), 0x5C) or b"" if tag in _TAGS)
    except BadTlv as exc:
        raise NotReadable("card_fault", f"EF.COM: {exc}") from None


def mrz_text(dg1: bytes) -> str:
    """Return the zone of data group 1, lines joined; raises `NotReadable("card_fault")`."""
    try:
        zone = first(only(dg1, 0x61), 0x5F1F)
        if zone is None:
            raise NotReadable("card_fault", "DG1: no MRZ")
        return zone.decode("ascii")
    except (BadTlv, UnicodeDecodeError) as exc:
        raise NotReadable("card_fault", f"DG1: {type(exc).__name__}") from None


def portrait(dg2: bytes) -> Portrait | None:
    """Return the first picture of data group 2, byte for byte; None where there is none that we know."""
    try:
        record = _face_record(dg2)
    except BadTlv:
        return None
    head = record[:_MARKED_WITHIN]
    for name, marks in (("jpeg", (_JPEG,)), ("jp2", _JP2)):
        places = [at for mark in marks if (at := head.find(mark)) >= 0]
        if places:
            return Portrait(name, record[min(places) :])
    return None


def details(dg11: bytes) -> Details:
    """Return data group 11; what cannot be understood is left out."""
    try:
        parts = dict(objects(only(dg11, 0x6B)))
    except BadTlv:
        return Details()
    return Details(*(_text(parts.get(tag, b"")) for tag in (0x5F0E, 0x5F10)))


def _face_record(dg2: bytes) -> bytes:
    """Return the ISO/IEC 19794-5 record of the first biometric template."""
    group = first(only(dg2, 0x75), 0x7F61) or b""
    template = first(group, 0x7F60) or b""
    parts = dict(objects(template))
    record = parts.get(0x5F2E) or parts.get(0x7F2E) or b""
    if not record.startswith(_FACE):
        raise BadTlv("no facial record")
    return record


def _text(raw: bytes) -> str:
    """Return UTF-8 as people read it: `<<` parts the names, `<` the words."""
    text = raw.decode("utf-8", errors="replace")
    return " ".join(text.replace("<", " ").split())
