"""What a loaded catalogue is: what kiosks and consoles see of it, and the seats and agreements the server knows.

The four powers are those of published agreements between neighbouring administrations (收受分离): a partner may do for
a citizen only what the competent jurisdiction has granted it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from protocol.catalogue import Catalogue, Hall, Item, Jurisdiction, Text
    from protocol.states import Language


class Power(StrEnum):
    """What one party of an agreement may do for another."""

    RECEIVE = "receive"
    """收件受理权: take the papers and accept the case in the other's name."""
    INFORM = "inform"
    """一次性告知权: tell once and completely what is missing."""
    VERIFY = "verify"
    """原件核验权: see the original and vouch for the picture of it."""
    DELIVER = "deliver"
    """审批结果送达权: hand over the result."""


class Mode(StrEnum):
    """How a cross-regional item is done (通办形式, 国办发〔2020〕35号)."""

    ONLINE = "online"
    """全程网办."""
    COLLECT = "collect"
    """异地代收代办: collecting is not accepting."""
    JOINT = "joint"
    """多地联办."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One seat (云坐席) and what it can do."""

    seat: str
    name: Text
    jurisdiction: str
    hall: str
    items: tuple[str, ...]
    """Codes of the items, a partner's included where an agreement grants them."""
    languages: tuple[Language, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sla:
    """Time limits of an agreement in working days."""

    push: int
    decide: int
    notify: int
    post: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementItem:
    """One line of the list of items done for each other (通办事项清单)."""

    item: str
    mode: Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Who may do what for whom, for which items, how fast and how long."""

    agreement: str
    title: Text
    parties: tuple[str, ...]
    valid_from: date
    valid_to: date
    """The last day."""
    powers: Mapping[str, frozenset[Power]]
    """By party: what it may do for the others."""
    items: tuple[AgreementItem, ...]
    sla: Sla

    def grants(self, *, item: Item, jurisdiction: str, power: Power, on: date) -> bool:
        """Tell whether on that day `jurisdiction` may use `power` for an item of another party."""
        return (
            self.valid_from <= on <= self.valid_to
            and item.jurisdiction in self.parties
            and item.jurisdiction != jurisdiction
            and power in self.powers.get(jurisdiction, frozenset())
            and any(line.item == item.item for line in self.items)
        )


@dataclass(frozen=True, kw_only=True)
class LoadedCatalogue:
    """The whole catalogue, checked."""

    wire: Catalogue
    """What `GET /v1/catalogue` gives; its `version` is the ETag."""
    seats: tuple[Seat, ...]
    agreements: tuple[Agreement, ...] = field(default=())

    def item(self, code: str) -> Item | None:
        """Return one item; None for an unknown code."""
        return self._items.get(code)

    def hall(self, hall: str) -> Hall | None:
        """Return one hall."""
        return self._halls.get(hall)

    def jurisdiction(self, code: str) -> Jurisdiction | None:
        """Return one jurisdiction by its GB/T 2260 code."""
        return self._jurisdictions.get(code)

    def organ(self, item: Item) -> str:
        """Return the organ whose name stands on the papers of an item."""
        jurisdiction = self.jurisdiction(item.jurisdiction)
        return item.organ if jurisdiction is None else jurisdiction.organ

    def seat(self, seat: str) -> Seat | None:
        """Return one seat."""
        return self._seats.get(seat)

    def may(self, *, item: str, jurisdiction: str, power: Power, on: date) -> bool:
        """Tell whether a jurisdiction has a power over an item on a day: its own item, or granted by an agreement."""
        found = self.item(item)
        if found is None:
            return False
        own = found.jurisdiction == jurisdiction
        return own or any(a.grants(item=found, jurisdiction=jurisdiction, power=power, on=on) for a in self.agreements)

    def who_can(self, item: str, *, on: date) -> tuple[Seat, ...]:
        """Return the seats that can take a case of the item: the competent jurisdiction's first, then partners'."""
        found = self.item(item)
        if found is None:
            return ()
        able = [
            seat
            for seat in self.seats
            if item in seat.items and self.may(item=item, jurisdiction=seat.jurisdiction, power=Power.RECEIVE, on=on)
        ]
        return tuple(sorted(able, key=lambda seat: seat.jurisdiction != found.jurisdiction))

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {item.item: item for item in self.wire.items}

    @cached_property
    def _halls(self) -> dict[str, Hall]:
        return {hall.hall: hall for hall in self.wire.halls}

    @cached_property
    def _jurisdictions(self) -> dict[str, Jurisdiction]:
        return {jurisdiction.code: jurisdiction for jurisdiction in self.wire.jurisdictions}

    @cached_property
    def _seats(self) -> dict[str, Seat]:
        return {seat.seat: seat for seat in self.seats}
