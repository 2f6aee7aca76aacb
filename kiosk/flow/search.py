"""Finding an item by what a citizen calls it: words, pinyin initials, plain words of the catalogue."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from protocol.catalogue import Item

_NO_MATCH = 9


def find_items(items: Iterable[Item], *, query: str, theme: str = "") -> tuple[Item, ...]:
    """Return the items of a theme ("" for all) that the query fits, best first; no query fits all."""
    wanted = normalised(query)
    ranked = [(rank(item, wanted), item) for item in items if not theme or item.theme == theme]
    return tuple(item for score, item in sorted(ranked, key=lambda pair: pair[0]) if score < _NO_MATCH)


def normalised(untrusted_query: str) -> str:
    """Return the query as it is compared: NFKC, without spaces, lower case."""
    return "".join(unicodedata.normalize("NFKC", untrusted_query).casefold().split())


def rank(item: Item, wanted: str) -> int:
    """Return 0 for the best fit; 9 for none."""
    if not wanted:
        return 0
    names = [normalised(text) for name in (item.short, item.name) for text in (name.zh, name.hant, name.en) if text]
    initials = [part.casefold() for part in item.pinyin.split()]
    words = [normalised(word) for word in item.keywords]
    fits = (
        any(name.startswith(wanted) for name in names),
        any(part.startswith(wanted) for part in initials),
        any(wanted in name for name in names),
        any(wanted in word or word in wanted for word in words),
        any(wanted in part for part in initials),
    )
    return next((place for place, fit in enumerate(fits) if fit), _NO_MATCH)
