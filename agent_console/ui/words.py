"""Texts of the catalogue in the screen's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protocol.states import Language

if TYPE_CHECKING:
    from protocol.catalogue import Catalogue, Item, Text


def said(text: Text, language: Language) -> str:
    """Return the text in `language`, 简体 where there is no other."""
    match language:
        case Language.ZH_HANT:
            return text.hant or text.zh
        case Language.EN:
            return text.en or text.zh
        case Language.ZH_HANS:
            return text.zh


def item_of(catalogue: Catalogue | None, name: str | None) -> Item | None:
    """Return the item of this name; None when it or the catalogue is not known."""
    if catalogue is None or name is None:
        return None
    return next((item for item in catalogue.items if item.item == name), None)


def jurisdiction_said(catalogue: Catalogue | None, code: str, language: Language) -> str:
    """Return the jurisdiction's name, its code when it is not known."""
    known = () if catalogue is None else catalogue.jurisdictions
    return next((said(place.name, language) for place in known if place.code == code), code)
