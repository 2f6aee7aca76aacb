"""Rows for the lists on the screens, made from the catalogue, the case and the form: pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import forms
from kiosk.flow import feasible
from protocol.catalogue import Capture, Necessity
from protocol.states import CaseState, DeviceKind, DeviceState, Language, MaterialVerdict, Role

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from forms import FieldSpec
    from protocol.catalogue import Catalogue, Item, Text
    from protocol.messages import CaseSnapshot, DeviceHealth, Holder, MaterialState

Row = dict[str, Any]
DEVICE_ROWS = ("kind", "state", "detail")
THEME_ROWS = ("theme", "name", "icon")
ITEM_ROWS = ("item", "name", "short", "region", "foreign", "icon", "feasible", "days")
MATERIAL_ROWS = ("material", "name", "capture", "necessity", "condition", "copies", "later", "pages", "verdict", "note")
FIELD_ROWS = (
    "field", "label", "section", "heading", "kind", "value", "choices", "required", "by", "highlighted", "problem",
    "hint", "wide", "locked", "fromCard",
)  # fmt: skip
PAPER_ROWS = ("paper", "number", "sha256")


def text_of(text: Text, language: Language) -> str:
    """Return a text of the catalogue in a language."""
    chosen = {Language.ZH_HANT: text.hant, Language.EN: text.en}.get(language, text.zh)
    return chosen or text.zh


def date_text(iso: str | None, language: Language) -> str:
    """Return 2026年11月30日, or the ISO date in English; "" for none."""
    if not iso or language == Language.EN:
        return iso or ""
    year, month, day = (int(part) for part in iso.split("-"))
    return f"{year}年{month}月{day}日"


def device_rows(health: Mapping[DeviceKind, DeviceHealth]) -> list[Row]:
    """One row for each device that a citizen needs."""
    kinds = (DeviceKind.ID_CARD_READER, DeviceKind.DOCUMENT_CAMERA, DeviceKind.PRINTER, DeviceKind.CAMERA)
    return [
        {
            "kind": kind.value,
            "state": health[kind].state.value if kind in health else DeviceState.DISABLED.value,
            "detail": health[kind].detail if kind in health else "",
        }
        for kind in kinds
    ]


def not_possible(health: Mapping[DeviceKind, DeviceHealth]) -> list[str]:
    """Return the devices without which this booth does less now; what the screen calls them is `Words.lacking`."""
    return [
        row["kind"]
        for row in device_rows(health)
        if row["state"] in (DeviceState.FAULT, DeviceState.DISABLED)
        or (row["state"] == DeviceState.WARNING and row["detail"] in ("no_paper", "jam", "cover_open"))
    ]


def theme_rows(catalogue: Catalogue, language: Language) -> list[Row]:
    """One row for each theme that has an item."""
    used = {item.theme for item in catalogue.items}
    return [
        {"theme": theme.theme, "name": text_of(theme.name, language), "icon": theme.icon}
        for theme in catalogue.themes
        if theme.theme in used
    ]


def item_rows(
    items: Iterable[Item],
    catalogue: Catalogue,
    *,
    home: str,
    health: Mapping[DeviceKind, DeviceHealth],
    language: Language,
) -> list[Row]:
    """One row for each item, those of the booth's own jurisdiction first."""
    regions = {place.code: text_of(place.name, language) for place in catalogue.jurisdictions}
    icons = {theme.theme: theme.icon for theme in catalogue.themes}
    ordered = sorted(items, key=lambda item: item.jurisdiction != home)
    return [
        {
            "item": item.item,
            "name": text_of(item.name, language),
            "short": text_of(item.short, language),
            "region": regions.get(item.jurisdiction, ""),
            "foreign": item.jurisdiction != home,
            "icon": icons.get(item.theme, "paper"),
            "feasible": feasible(item, health).answer.value,
            "days": item.promised_days,
        }
        for item in ordered
    ]


def material_rows(item: Item | None, case: CaseSnapshot | None, language: Language) -> list[Row]:
    """One row for each material that is asked for, with what the case holds of it."""
    if item is None:
        return []
    known = {state.material: state for state in case.materials} if case is not None else {}
    return [
        _material_row(material, known.get(material.material), language)
        for material in item.materials
        if not material.exempt and material.capture != Capture.SHARE
    ]


def _material_row(material: Any, state: MaterialState | None, language: Language) -> Row:
    return {
        "material": material.material,
        "name": text_of(material.name, language),
        "capture": material.capture.value,
        "necessity": material.necessity.value,
        "condition": text_of(material.condition, language) if material.condition else "",
        "copies": material.copies,
        "later": material.tolerate_days or 0,
        "pages": len(state.pages) if state else 0,
        "verdict": state.verdict.value if state else MaterialVerdict.PENDING.value,
        "note": state.note if state else "",
    }


def required_missing(rows: Sequence[Row]) -> int:
    """Count the required papers that are not photographed yet."""
    wanted = [row for row in rows if row["capture"] == Capture.SCAN and row["necessity"] == Necessity.REQUIRED]
    return sum(row["pages"] == 0 for row in wanted)


def holder_map(holder: Holder | None, language: Language) -> dict[str, str]:
    """Return what a card says, as it is shown; all "" without a card."""
    if holder is None:
        return dict.fromkeys(
            ("kind", "name", "nameEn", "sex", "ethnic", "birth", "address", "number", "issuer", "from", "to"), ""
        )
    return {
        "kind": holder.kind.value,
        "name": holder.name,
        "nameEn": holder.name_en,
        "sex": holder.sex,
        "ethnic": holder.ethnic,
        "birth": date_text(holder.birth, language),
        "address": holder.address,
        "number": holder.number,
        "issuer": holder.issuer,
        "from": (holder.valid_from or "").replace("-", "."),
        "to": (holder.valid_to or "").replace("-", "."),
    }


def form_rows(
    item: Item | None, case: CaseSnapshot | None, *, highlighted: str, language: Language, today: dt.date
) -> list[Row]:
    """One row for each field that counts now, in the order of the paper."""
    if item is None or case is None or case.item is None:
        return []
    try:
        definition = forms.definition(item.form)
    except forms.FormsError:
        return []
    values = {value.field: value.value for value in case.fields}
    authors = {value.field: value.by for value in case.fields}
    sections = {spec.field: section.title for section in definition.sections for spec in section.fields}
    rows: list[Row] = []
    previous = ""
    for spec in forms.shown(definition, values):
        section = sections[spec.field].text(language)
        row = _field_row(spec, values.get(spec.field, ""), authors.get(spec.field), language=language, today=today)
        from_card = spec.card is not None and case.holder is not None and bool(row["value"])
        row |= {
            "section": section,
            "heading": section != previous,
            "highlighted": spec.field == highlighted,
            "fromCard": from_card,
            "locked": from_card or case.state != CaseState.DRAFT,
        }
        rows.append(row)
        previous = section
    return rows


def _field_row(spec: FieldSpec, value: str, by: Role | None, *, language: Language, today: dt.date) -> Row:
    problems = forms.check(spec, value, today=today)
    labels = [choice.text(language) for choice in spec.choices] if spec.choices else list(spec.options)
    return {
        "field": spec.field,
        "label": spec.label.text(language),
        "kind": spec.type.value,
        "value": value,
        "choices": [{"value": one, "label": label} for one, label in zip(spec.options, labels, strict=True)],
        "required": spec.required,
        "by": by.value if by is not None else "",
        "problem": problems[0].message.text(language) if problems else "",
        "hint": spec.hint.text(language) if spec.hint else "",
        "wide": spec.long,
    }
