"""The log of a case for people who check it: what happened stays readable, whom it happened to does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import forms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from signaling.store.base import Json

_HIDDEN = frozenset({"values", "holder", "text", "note", "reason", "detail"})
_HOLDER_KEPT = frozenset({"kind", "valid_from", "valid_to"})
_NUMBERS = frozenset({"number", "identity"})
_MASK = "***"


def masked(data: Mapping[str, Json]) -> dict[str, Json]:
    """Return the event's data with personal values masked."""
    return {name: _masked(name, value) for name, value in data.items()}


def _masked(name: str, value: Json) -> Json:
    if name == "identity":
        return forms.mask_number(str(value))
    if name not in _HIDDEN or not value:
        return value
    if name == "holder" and isinstance(value, dict):
        return {key: _of_holder(key, held) for key, held in value.items()}
    if isinstance(value, dict):
        return dict.fromkeys(value, _MASK)
    return _MASK


def _of_holder(key: str, value: Json) -> Json:
    if key in _HOLDER_KEPT or not value:
        return value
    if key == "name":
        return forms.mask_name(str(value))
    return forms.mask_number(str(value)) if key in _NUMBERS else _MASK
