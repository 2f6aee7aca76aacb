"""A travel document by ICAO Doc 9303: open it, read its data groups, and see whether they are what was signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devices.errors import NotReadable
from devices.smartcard import datagroups, mrz, pace
from devices.smartcard.bac import SELECT_TRAVEL_DOCUMENT, open_by_bac
from devices.smartcard.base import Authenticity, PassiveCheck, TravelDocument
from devices.smartcard.datagroups import CARD_ACCESS_FILE, COM_FILE, DG1, DG2, DG11, FILES, SOD_FILE
from devices.smartcard.files import read_file
from devices.smartcard.tlv import BadTlv

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from devices.smartcard.access import Access
    from devices.smartcard.apdu import Channel


def read_travel_document(
    channel: Channel, access: Access | None, *, trusted: Sequence[bytes], now: dt.datetime
) -> TravelDocument | None:
    """Return what the chip tells; None where this is no travel document.

    `trusted` are CSCA certificates in DER, `now` says whether certificates are valid and which century dates are of.
    Raises `NotReadable`: `key_needed`, `wrong_key`, `card_fault`.
    """
    ways = _ways(channel)
    if not ways and not channel.ask(SELECT_TRAVEL_DOCUMENT).ok:
        return None
    protocol = _open(channel, ways, access)
    com = read_file(channel, COM_FILE)
    sod = read_file(channel, SOD_FILE)
    present = datagroups.listed(com) if com is not None else frozenset(FILES)
    groups = {number: data for number in sorted(present) if (data := read_file(channel, FILES[number])) is not None}
    if DG1 not in groups:
        raise NotReadable("card_fault", "no DG1")
    return _document(groups, _check(sod, groups, trusted, now), protocol, now.date())


def _ways(channel: Channel) -> list[pace.PaceInfo]:
    card_access = read_file(channel, CARD_ACCESS_FILE)
    if card_access is None:
        return []
    try:
        return pace.offered(card_access)
    except BadTlv as exc:
        raise NotReadable("card_fault", f"EF.CardAccess: {exc}") from None


def _open(channel: Channel, ways: list[pace.PaceInfo], access: Access | None) -> str:
    """Open by PACE where the chip offers a way we speak, else by BAC; return which."""
    if access is None or (access.mrz is None and access.can is None):
        raise NotReadable("key_needed")
    password = access.can or access.mrz
    if ways and password is not None:
        pace.open_by_pace(channel, ways[0], password)
        channel.demand(SELECT_TRAVEL_DOCUMENT)
        return "pace"
    if access.mrz is None:
        raise NotReadable("key_needed", "the chip has no PACE: the MRZ opens it")
    open_by_bac(channel, access.mrz)
    return "bac"


def _check(sod: bytes | None, groups: dict[int, bytes], trusted: Sequence[bytes], now: dt.datetime) -> PassiveCheck:
    if sod is None:
        return PassiveCheck(Authenticity.UNSIGNED)
    from devices.smartcard.passive import check

    return check(sod, groups, trusted=trusted, now=now)


def _document(groups: dict[int, bytes], checked: PassiveCheck, protocol: str, today: dt.date) -> TravelDocument:
    try:
        zone = mrz.parse(datagroups.mrz_text(groups[DG1]), today=today)
    except mrz.BadMrz as exc:
        raise NotReadable("card_fault", f"DG1: {exc}") from None
    details = datagroups.details(groups[DG11]) if DG11 in groups else datagroups.Details()
    return TravelDocument(
        mrz=zone,
        portrait=datagroups.portrait(groups[DG2]) if DG2 in groups else None,
        name_zh=details.name,
        personal_number=details.personal_number,
        authenticity=checked,
        protocol=protocol,
    )
