"""What must hold between the parts of a catalogue; each rule notes its mistakes at the line that breaks it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from protocol.catalogue import Capture, Necessity
from protocol.states import DeviceKind
from signaling.catalogue.codes import implementation_code_fits, uscc_fits
from signaling.catalogue.model import Power

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from protocol.catalogue import Hall, Item, Jurisdiction, Theme
    from signaling.catalogue.model import Agreement, Seat
    from signaling.catalogue.parts import Located

    T = TypeVar("T")

_DEVICE_FOR = {
    Capture.ID_READER: DeviceKind.ID_CARD_READER,
    Capture.SCAN: DeviceKind.DOCUMENT_CAMERA,
    Capture.FORM: DeviceKind.SIGNATURE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    """All that was read, before it is checked."""

    jurisdictions: tuple[Located[Jurisdiction], ...]
    halls: tuple[Located[Hall], ...]
    themes: tuple[Located[Theme], ...]
    items: tuple[Located[Item], ...]
    seats: tuple[Located[Seat], ...]
    agreements: tuple[Located[Agreement], ...]
    forms: Collection[str]


def check(everything: Everything) -> None:
    """Note each broken rule."""
    _unique(everything.jurisdictions, "code", lambda jurisdiction: jurisdiction.code)
    _unique(everything.halls, "hall", lambda hall: hall.hall)
    _unique(everything.themes, "theme", lambda theme: theme.theme)
    _unique(everything.items, "item", lambda item: item.item)
    _unique(everything.seats, "seat", lambda seat: seat.seat)
    _unique(everything.agreements, "agreement", lambda agreement: agreement.agreement)
    codes = {found.value.code for found in everything.jurisdictions}
    for hall in everything.halls:
        _known(hall, "jurisdiction", hall.value.jurisdiction, codes)
    for item in everything.items:
        _item(item, everything, codes)
    for agreement in everything.agreements:
        _agreement(agreement, everything, codes)
    for seat in everything.seats:
        _seat(seat, everything, codes)


def _unique(found: tuple[Located[T], ...], key: str, name: Callable[[T], str]) -> None:
    seen: set[str] = set()
    for one in found:
        if name(one.value) in seen:
            one.section.wrong(f"{key} `{name(one.value)}` is there twice", key)
        seen.add(name(one.value))


def _known(found: Located[T], key: str, value: str, known: Collection[str]) -> bool:
    if value and value not in known:
        found.section.wrong(f"unknown {key} `{value}`", key)
        return False
    return bool(value)


def _item(found: Located[Item], everything: Everything, codes: Collection[str]) -> None:
    item = found.value
    _known(found, "jurisdiction", item.jurisdiction, codes)
    _known(found, "theme", item.theme, {theme.value.theme for theme in everything.themes})
    _known(found, "form", item.form, everything.forms)
    if item.uscc and not uscc_fits(item.uscc):
        found.section.wrong("`uscc` is no unified social credit code (length, alphabet or check character)", "uscc")
    if item.implementation_code and not implementation_code_fits(item.implementation_code, uscc=item.uscc):
        found.section.wrong(
            "`implementation_code` must be the USCC, the level 1 to 6 and 12 characters: 31 in all",
            "implementation_code",
        )
    if item.promised_days > item.statutory_days:
        found.section.wrong(
            f"promised {item.promised_days:g} days are more than the statutory {item.statutory_days:g}", "promised_days"
        )
    _materials(found)


def _materials(found: Located[Item]) -> None:
    item, seen = found.value, set[str]()
    if not item.materials:
        found.section.wrong("an item needs materials", "materials")
    for material in item.materials:
        if material.material in seen:
            found.section.wrong(f"material `{material.material}` is there twice", "materials")
        seen.add(material.material)
        device = _DEVICE_FOR.get(material.capture)
        if device is not None and material.necessity is Necessity.REQUIRED and device not in item.devices:
            found.section.wrong(f"material `{material.material}` needs the device `{device}`", "devices")


def _agreement(found: Located[Agreement], everything: Everything, codes: Collection[str]) -> None:
    agreement = found.value
    for party in agreement.parties:
        if party not in codes:
            found.section.wrong(f"unknown party `{party}`", "parties")
    if len(set(agreement.parties)) < 2:
        found.section.wrong("an agreement needs two parties", "parties")
    for party in sorted(agreement.powers):
        if party not in agreement.parties:
            found.section.wrong(f"powers for `{party}`, who is no party", "powers")
    if date.min < agreement.valid_to < agreement.valid_from:  # `date.min` stands for a day that could not be read
        found.section.wrong("`valid_to` is before `valid_from`", "valid_to")
    owners = {item.value.item: item.value.jurisdiction for item in everything.items}
    for line in agreement.items:
        if line.item not in owners:
            found.section.wrong(f"unknown item `{line.item}`", "items")
        elif owners[line.item] not in agreement.parties:
            found.section.wrong(f"item `{line.item}` belongs to none of the parties", "items")


def _seat(found: Located[Seat], everything: Everything, codes: Collection[str]) -> None:
    seat = found.value
    _known(found, "jurisdiction", seat.jurisdiction, codes)
    halls = {hall.value.hall: hall.value.jurisdiction for hall in everything.halls}
    if _known(found, "hall", seat.hall, halls) and halls[seat.hall] != seat.jurisdiction:
        found.section.wrong(f"hall `{seat.hall}` is not in `{seat.jurisdiction}`", "hall")
    items = {item.value.item: item.value for item in everything.items}
    for code in seat.items:
        if code not in items:
            found.section.wrong(f"skill for the unknown item `{code}`", "items")
        elif not _may_receive(items[code], seat, everything):
            found.section.wrong(f"skill for `{code}`, which no agreement lets `{seat.jurisdiction}` receive", "items")


def _may_receive(item: Item, seat: Seat, everything: Everything) -> bool:
    return item.jurisdiction == seat.jurisdiction or any(
        found.value.grants(item=item, jurisdiction=seat.jurisdiction, power=Power.RECEIVE, on=found.value.valid_from)
        for found in everything.agreements
    )
