"""One function for each kind of thing in the files: a `Section` in, a value with the section it came from out."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, TypeVar

from protocol.catalogue import Capture, Hall, Item, Jurisdiction, Material, Necessity, Text, Theme
from protocol.states import DeviceKind, Language
from signaling.catalogue.model import Agreement, AgreementItem, Mode, Power, Seat, Sla

if TYPE_CHECKING:
    from signaling.catalogue.nodes import Section

T = TypeVar("T")

_FREE = Text(zh="免费", hant="免費", en="Free of charge")


@dataclass(frozen=True, slots=True)
class Located(Generic[T]):
    """A value and where it was written."""

    value: T
    section: Section


def jurisdiction(section: Section) -> Located[Jurisdiction]:
    """Read one entry of `jurisdictions.yaml`."""
    value = Jurisdiction(
        code=section.identifier("code"),
        name=_text(section, "name"),
        city=section.text("city"),
        organ=section.text("organ"),
    )
    return _done(value, section)


def hall(section: Section) -> Located[Hall]:
    """Read one entry of `halls.yaml`."""
    value = Hall(
        hall=section.identifier("hall"),
        name=_text(section, "name"),
        jurisdiction=section.identifier("jurisdiction"),
        address=section.text("address", ""),
        phone=section.text("phone", ""),
    )
    return _done(value, section)


def theme(section: Section) -> Located[Theme]:
    """Read one entry of `themes.yaml`."""
    value = Theme(theme=section.identifier("theme"), name=_text(section, "name"), icon=section.identifier("icon"))
    return _done(value, section)


def seat(section: Section) -> Located[Seat]:
    """Read one entry of `seats.yaml`."""
    value = Seat(
        seat=section.identifier("seat"),
        name=_text(section, "name"),
        jurisdiction=section.identifier("jurisdiction"),
        hall=section.identifier("hall"),
        items=section.texts("items"),
        languages=section.words("languages", Language),
    )
    return _done(value, section)


def agreement(section: Section) -> Located[Agreement]:
    """Read one entry of `agreements.yaml`."""
    powers = section.section("powers")
    granted = {} if powers is None else {party: frozenset(powers.words(party, Power)) for party in powers.entries}
    value = Agreement(
        agreement=section.identifier("agreement"),
        title=_text(section, "title"),
        parties=section.texts("parties"),
        valid_from=section.day("valid_from"),
        valid_to=section.day("valid_to"),
        powers=MappingProxyType(granted),
        items=tuple(_agreement_item(line) for line in section.sections("items")),
        sla=_sla(section.section("sla")),
    )
    return _done(value, section)


def item(section: Section) -> Located[Item]:
    """Read one file of `items/`; its `pinyin` is computed later, for all at once."""
    value = Item(
        item=section.identifier("item"),
        name=_text(section, "name"),
        short=_text(section, "short"),
        jurisdiction=section.identifier("jurisdiction"),
        organ=section.text("organ"),
        uscc=section.text("uscc"),
        implementation_code=section.text("implementation_code"),
        theme=section.identifier("theme"),
        form=section.identifier("form"),
        statutory_days=section.number("statutory_days"),
        promised_days=section.number("promised_days"),
        fee=section.language_text("fee", needed=False) or _FREE,
        materials=tuple(_material(part) for part in section.sections("materials")),
        devices=section.words("devices", DeviceKind),
        keywords=section.texts("keywords", needed=False),
        remote=section.flag("remote", default=True),
    )
    return _done(value, section)


def _material(section: Section) -> Material:
    value = Material(
        material=section.identifier("material"),
        name=_text(section, "name"),
        capture=section.word("capture", Capture),
        necessity=section.word("necessity", Necessity, Necessity.REQUIRED),
        form=section.text("form", "原件核验"),
        copies=int(section.number("copies", 0)),
        tolerate_days=int(section.number("tolerate_days")) if section.has("tolerate_days") else None,
        promise=section.flag("promise", default=False),
        condition=section.language_text("condition", needed=False),
        exempt=section.flag("exempt", default=False),
    )
    if value.exempt and value.capture is not Capture.SHARE:
        section.wrong(f"`{value.material}` is exempt (免交) and still collected by `{value.capture}`", "capture")
    if value.necessity is Necessity.CONDITIONAL and value.condition is None:
        section.wrong(f"`{value.material}` is conditional and no `condition` says when")
    section.finish()
    return value


def _agreement_item(section: Section) -> AgreementItem:
    value = AgreementItem(item=section.identifier("item"), mode=section.word("mode", Mode))
    section.finish()
    return value


def _sla(section: Section | None) -> Sla:
    if section is None:
        return Sla(push=0, decide=0, notify=0, post=0)
    value = Sla(**{limit: int(section.number(limit)) for limit in ("push", "decide", "notify", "post")})
    section.finish()
    return value


def _text(section: Section, key: str) -> Text:
    return section.language_text(key) or Text(zh="?")


def _done(value: T, section: Section) -> Located[T]:
    section.finish()
    return Located(value, section)
