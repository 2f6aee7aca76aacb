"""Filling a form: what is shown, what is missing, what the card already tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.fields import Condition, FieldSpec, FieldType, FormDefinition
from forms.identifiers import HMT_CODES, normalise

if TYPE_CHECKING:
    from collections.abc import Mapping

_SEX = {"1": "男", "2": "女"}
# GB/T 2261.1
_ID_TYPES = {"resident": "居民身份证", "foreign_pr": "外国人永久居留身份证"}


def shown(definition: FormDefinition, values: Mapping[str, str]) -> tuple[FieldSpec, ...]:
    """Return the fields that count with these values, in order; a field whose condition's field is hidden is hidden."""
    visible: dict[str, FieldSpec] = {}
    for spec in definition.fields:
        if spec.when is None or (spec.when.field in visible and _holds(spec.when, values)):
            visible[spec.field] = spec
    return tuple(visible.values())


def _holds(when: Condition, values: Mapping[str, str]) -> bool:
    return not set(when.values).isdisjoint(values.get(when.field, "").split("、"))


def missing(definition: FormDefinition, values: Mapping[str, str]) -> tuple[FieldSpec, ...]:
    """Return the required fields that count and are empty."""
    return tuple(spec for spec in shown(definition, values) if spec.required and not values.get(spec.field, "").strip())


def prefill(definition: FormDefinition, holder: Mapping[str, str]) -> dict[str, str]:
    """Return the values that the card's holder gives; only fields of this form, only what is not empty.

    `holder` has name, sex (GB/T 2261.1 or 男/女), ethnic, birth, number, address, and id_type or `kind` (`resident`,
    `hmt_permit`, `foreign_pr`, or the 简体 name of a kind of document). A value that is no option is left out.
    """
    known = dict(holder)
    known["sex"] = _SEX.get(holder.get("sex", ""), holder.get("sex", ""))
    known["id_type"] = _id_type(holder)
    filled = {spec.field: known.get(spec.card, "") for spec in definition.fields if spec.card is not None}
    return {
        spec.field: filled[spec.field]
        for spec in definition.fields
        if filled.get(spec.field) and (spec.type is not FieldType.CHOICE or filled[spec.field] in spec.options)
    }


def _id_type(holder: Mapping[str, str]) -> str:
    kind = holder.get("id_type") or holder.get("kind", "")
    if kind == "hmt_permit":
        place = HMT_CODES.get(normalise(holder.get("number", ""))[:6], "")
        return "台湾居民居住证" if place == "台湾" else "港澳居民居住证"
    return _ID_TYPES.get(kind, kind)
