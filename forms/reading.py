"""From a form's parsed YAML to its definition; all mistakes of a file at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forms.errors import DefinitionError
from forms.fields import Condition, FieldSpec, FieldType, FormDefinition, Label, Section, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_KEYS = {
    "field", "label", "type", "required", "source", "card", "options", "sensitive", "when", "hint", "past", "wide",
}  # fmt: skip
CARD_ATTRIBUTES = frozenset({"name", "sex", "ethnic", "birth", "id_type", "number", "address"})
"""What of a card's holder can fill a field."""


def read_definition(name: str, document: Mapping[str, Any], shared: Mapping[str, Any]) -> FormDefinition:
    """Build the definition, or raise `DefinitionError` with every mistake of the file."""
    mistakes: list[str] = []
    sections = tuple(_section(raw, shared, mistakes) for raw in document.get("sections", ()))
    found = FormDefinition(
        name=name,
        version=str(document.get("version", "")),
        title=_label(document.get("title"), f"{name}: title", mistakes),
        sections=sections,
    )
    mistakes.extend(_contradictions(found))
    if mistakes:
        file = f"{name}.yaml"
        raise DefinitionError(file, tuple(mistakes))
    return found


def _contradictions(found: FormDefinition) -> Iterable[str]:
    seen: dict[str, FieldSpec] = {}
    if not found.version:
        yield "no version"
    for spec in found.fields:
        if spec.field in seen:
            yield f"{spec.field}: twice"
        seen[spec.field] = spec
        if (spec.type in {FieldType.CHOICE, FieldType.MULTI}) != bool(spec.choices):
            yield f"{spec.field}: options belong to choice and multi, and to these always"
        if spec.card is not None and spec.card not in CARD_ATTRIBUTES:
            yield f"{spec.field}: a card has no {spec.card}"
        yield from _condition_mistakes(spec, seen)


def _condition_mistakes(spec: FieldSpec, before: Mapping[str, FieldSpec]) -> Iterable[str]:
    if spec.when is None:
        return
    if spec.when.field not in before:
        yield f"{spec.field}: depends on {spec.when.field}, which does not come before it"
        return
    options = before[spec.when.field].options
    for value in spec.when.values:
        if options and value not in options:
            yield f"{spec.field}: {spec.when.field} can never be {value}"


def _section(raw: Mapping[str, Any], shared: Mapping[str, Any], mistakes: list[str]) -> Section:
    if "use" in raw:
        raw = shared.get(raw["use"], {})
    title = _label(raw.get("title"), "section title", mistakes)
    return Section(title=title, fields=tuple(_field(entry, mistakes) for entry in raw.get("fields", ())))


def _field(raw: Mapping[str, Any], mistakes: list[str]) -> FieldSpec:
    name = str(raw.get("field", ""))
    if not name:
        mistakes.append("a field without a name")
    mistakes.extend(f"{name}: unknown key {key}" for key in raw if key not in _KEYS)
    kind, source = raw.get("type", "text"), raw.get("source", "card" if "card" in raw else "citizen")
    if kind not in set(FieldType):
        mistakes.append(f"{name}: unknown type {kind}")
        kind = "text"
    if source not in set(Source):
        mistakes.append(f"{name}: unknown source {source}")
        source = "citizen"
    return FieldSpec(
        field=name,
        label=_label(raw.get("label"), f"{name}: label", mistakes),
        type=FieldType(kind),
        required=bool(raw.get("required", True)),
        source=Source(source),
        card=raw.get("card"),
        choices=tuple(_label(option, f"{name}: option", mistakes) for option in raw.get("options", ())),
        sensitive=bool(raw.get("sensitive", False)),
        when=_condition(raw.get("when")),
        hint=_label(raw["hint"], f"{name}: hint", mistakes) if "hint" in raw else None,
        past=bool(raw.get("past", False)),
        wide=bool(raw.get("wide", False)),
    )


def _condition(raw: object) -> Condition | None:
    if raw is None:
        return None
    field, _, values = str(raw).partition("=")
    return Condition(field=field, values=tuple(values.split("|")))


def _label(raw: object, where: str, mistakes: list[str]) -> Label:
    texts = [raw] if isinstance(raw, str) else raw
    if not isinstance(texts, list) or len(texts) not in (1, 3) or not all(isinstance(t, str) and t for t in texts):
        mistakes.append(f"{where}: not a text nor [简体, 繁體, English]")
        return Label(zh="?")
    return Label(zh=texts[0], hant=texts[-2] if len(texts) > 1 else "", en=texts[-1] if len(texts) > 1 else "")
