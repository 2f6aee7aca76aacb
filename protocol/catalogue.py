"""The catalogue as `GET /v1/catalogue` gives it to kiosks and consoles: halls, themes, items, materials.

The form of an item is named, not carried: `forms.definition(item.form)` holds its fields for screen and paper alike.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec

from protocol.ids import Identifier
from protocol.states import DeviceKind


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of the catalogue's parts."""


class Capture(StrEnum):
    """How a material gets into the case."""

    ID_READER = "id_reader"
    """From the chip; no paper is asked."""
    SCAN = "scan"
    """Photographed under the document camera."""
    FORM = "form"
    """The form filled in and signed here."""
    SHARE = "share"
    """Fetched from the organ that holds it."""


class Necessity(StrEnum):
    """Whether a material is needed."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    CONDITIONAL = "conditional"
    """Needed only in the case that `condition` says in words."""


class Text(Part, frozen=True, kw_only=True):
    """One text in the languages of the screens; 繁體 and English fall back to 简体."""

    zh: Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
    hant: Annotated[str, msgspec.Meta(max_length=400)] = ""
    en: Annotated[str, msgspec.Meta(max_length=400)] = ""


class Material(Part, frozen=True, kw_only=True):
    """One material (申请材料) of an item."""

    material: Identifier
    name: Text
    capture: Capture
    necessity: Necessity
    form: str = "原件核验"
    """原件, 复印件, 原件核验, 电子."""
    copies: int = 0
    tolerate_days: int | None = None
    """Working days the material may follow later (容缺); None: it may not."""
    promise: bool = False
    """May be replaced by a promise (告知承诺)."""
    condition: Text | None = None
    exempt: bool = False
    """免交: never collected, because the organ already has it."""


class Item(Part, frozen=True, kw_only=True):
    """One service item (政务服务事项)."""

    item: Identifier
    name: Text
    short: Text
    """What a citizen calls it: a few characters."""
    jurisdiction: Identifier
    """GB/T 2260 code of the competent jurisdiction (业务属地)."""
    organ: str
    uscc: str
    implementation_code: str
    """实施编码, 31 characters (GB/T 39554.1)."""
    theme: Identifier
    form: Identifier
    """Name of the form definition in `forms`."""
    statutory_days: float
    promised_days: float
    fee: Text
    materials: tuple[Material, ...]
    devices: tuple[DeviceKind, ...]
    """Devices the booth must have for it."""
    keywords: tuple[str, ...] = ()
    """Plain words people use for it."""
    pinyin: str = ""
    """Initials of name and short name, for search; computed by the server."""
    remote: bool = True
    """False: the law demands presence; the screen says where to go."""


class Theme(Part, frozen=True, kw_only=True):
    """A group of items on the screen."""

    theme: Identifier
    name: Text
    icon: Identifier


class Hall(Part, frozen=True, kw_only=True):
    """A place with booths or counters."""

    hall: Identifier
    name: Text
    jurisdiction: Identifier
    address: str = ""
    phone: str = ""


class Jurisdiction(Part, frozen=True, kw_only=True):
    """An administrative division that runs its own services."""

    code: Identifier
    name: Text
    city: str
    organ: str
    """Name of its service administration, printed on papers."""


class Catalogue(Part, frozen=True, kw_only=True):
    """All a kiosk or console needs to know of the services it can reach."""

    version: str
    """SHA-256 of the catalogue's files; changes when they do."""
    jurisdictions: tuple[Jurisdiction, ...]
    halls: tuple[Hall, ...]
    themes: tuple[Theme, ...]
    items: tuple[Item, ...]
