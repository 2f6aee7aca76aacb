"""Pinyin initials, by which a citizen finds an item with a few keys."""

from __future__ import annotations

from pypinyin import Style, lazy_pinyin


def initials(text: str) -> str:
    """Return the first letters of the Chinese characters and the Latin letters and digits as they are: 社保卡 → sbk."""
    parts = lazy_pinyin(text, style=Style.FIRST_LETTER, errors=_keep_ascii)
    return "".join(parts).lower()


def _keep_ascii(other: str) -> str:
    return "".join(character for character in other if character.isascii() and character.isalnum())
