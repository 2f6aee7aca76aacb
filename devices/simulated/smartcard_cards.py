"""Makes chips of JSON descriptions: `social_security`, and `travel_document` with its data groups, signed."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Any

from devices.simulated.smartcard_chip import BlockingT0, Chip
from devices.simulated.smartcard_issuer import Issuer
from devices.simulated.smartcard_social import SocialSecurityChip
from devices.simulated.smartcard_travel import Locks, TravelDocumentChip
from devices.smartcard import pace
from devices.smartcard.access import access_number, mrz_key
from devices.smartcard.tlv import encode

if TYPE_CHECKING:
    from collections.abc import Mapping

SPECIMEN = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
"""The specimen of ICAO Doc 9303-4."""
_PARAMETERS = {"secp256r1": 12, "brainpoolP256r1": 13}
_CIPHERS = {128: 2, 192: 3, 256: 4}
_ECDH_GM = bytes.fromhex("04007F000702020402")
_JP2 = b"\x00\x00\x00\x0cjP  \x0d\x0a\x87\x0a"
_JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"


class BadCard(ValueError):
    """The description cannot be put on a chip; says why."""


def make_chip(described: Mapping[str, Any], issuer: Issuer) -> Chip:
    """Return the chip that is described; raises `BadCard`."""
    kind = described.get("kind")
    try:
        if kind == "social_security":
            return BlockingT0(SocialSecurityChip(described))
        if kind == "travel_document":
            return TravelDocumentChip(_files(described, issuer), _locks(described))
    except (ValueError, TypeError, KeyError) as exc:
        raise BadCard(f"{kind}: {exc}") from exc
    raise BadCard(f"kind {kind!r} is neither social_security nor travel_document")


def picture(size: int, form: str = "jpeg") -> bytes:
    """Return so many bytes that begin as a picture does, the same each time."""
    head = _JP2 if form == "jp2" else _JPEG
    rest = b"".join(hashlib.sha256(at.to_bytes(4, "big")).digest() for at in range(size // 32 + 1))
    return (head + rest)[:size]


def _locks(d: Mapping[str, Any]) -> Locks:
    ways = d.get("access", ["bac"])
    info = pace.PaceInfo(
        _ECDH_GM + bytes([_CIPHERS[int(d.get("key_bits", 128))]]), _PARAMETERS[d.get("curve", "brainpoolP256r1")]
    )
    return Locks(
        key=mrz_key(str(d.get("mrz", SPECIMEN))),
        can=access_number(str(d["can"])) if d.get("can") else None,
        pace=(info,) if "pace" in ways else (),
        bac="bac" in ways,
    )


def _files(d: Mapping[str, Any], issuer: Issuer) -> dict[int, bytes]:
    """Return EF.COM, EF.SOD and the data groups. `fault` is `altered`, `stranger`, `expired` or `unsigned`."""
    groups = {1: _dg1(str(d.get("mrz", SPECIMEN)))}
    if "photo_bytes" in d or "photo_hex" in d:
        groups[2] = _dg2(d)
    if d.get("name_zh") or d.get("personal_number"):
        groups[11] = _dg11(str(d.get("name_zh", "")), str(d.get("personal_number", "")))
    tags = bytes({1: 0x61, 2: 0x75, 11: 0x6B}[number] for number in groups)
    com = encode(0x60, encode(0x5F01, b"0107") + encode(0x5F36, b"040000") + encode(0x5C, tags))
    files = {0x011E: com, **{0x0100 + number: data for number, data in groups.items()}}
    fault = d.get("fault")
    if fault == "unsigned":
        return files
    files[0x011D] = _signing(issuer, fault).sign(groups)
    if fault == "altered":
        files[0x0101] = groups[1].replace(b"<<", b"<X", 1)
    return files


def _signing(issuer: Issuer, fault: object) -> Issuer:
    if fault == "stranger":
        return Issuer(issuer.now, issuer.kind, "XX")
    if fault == "expired":
        return Issuer(issuer.now, issuer.kind, issuer.country, valid_days=-365, vouched_by=issuer.csca)
    return issuer


def _dg1(mrz: str) -> bytes:
    return encode(0x61, encode(0x5F1F, "".join(mrz.split()).encode("ascii")))


def _dg2(d: Mapping[str, Any]) -> bytes:
    """One facial record of ISO/IEC 19794-5 in its templates (9303-10 §4.7.2)."""
    form = str(d.get("photo_format", "jpeg"))
    image = bytes.fromhex(d["photo_hex"]) if "photo_hex" in d else picture(int(d["photo_bytes"]), form)
    information = (32 + len(image)).to_bytes(4, "big") + bytes(16)
    about = bytes([1, 1 if form == "jp2" else 0]) + (413).to_bytes(2, "big") + (531).to_bytes(2, "big") + bytes(6)
    record = b"FAC\x00010\x00" + (46 + len(image)).to_bytes(4, "big") + b"\x00\x01" + information + about + image
    template = encode(0x7F60, encode(0xA1, encode(0x81, b"\x02")) + encode(0x5F2E, record))
    return encode(0x75, encode(0x7F61, encode(0x02, b"\x01") + template))


def _dg11(name: str, number: str) -> bytes:
    parts = [(0x5F0E, name.encode()), (0x5F10, number.encode())]
    present = [(tag, value) for tag, value in parts if value]
    tags = b"".join(tag.to_bytes(2, "big") for tag, _ in present)
    return encode(0x6B, encode(0x5C, tags) + b"".join(encode(tag, value) for tag, value in present))


def issuer_of_today() -> Issuer:
    """Return an invented state whose certificates are valid now."""
    return Issuer(dt.datetime.now(dt.UTC))
