"""Text made safe for paper. What people typed, scanned or read from a card is untrusted until it has been here.

Nothing is markup: `a<b` and `<img …>` are drawn as they stand. What cannot be drawn becomes 〓, never nothing.
"""

from __future__ import annotations

import unicodedata

from forms.layout.private_use import PRIVATE_USE

GETA = "〓"
"""Stands for a character that cannot be drawn (生僻字待补)."""
LONGEST = 10_000
"""Characters of one text that are printed; the rest is cut and the cut is shown."""


def clean(untrusted: str) -> str:
    """Return the text in NFC with one kind of line end, without control, format and variation characters.

    Characters of old private-use encodings (GBK in names) become the real ones; lone surrogates, unassigned and other
    private characters become 〓.
    """
    cut = untrusted[:LONGEST] + "……（以下略）" * (len(untrusted) > LONGEST)
    unified = unicodedata.normalize("NFC", cut.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return "".join(_safe(c) for c in unified)


def one_line(untrusted: str) -> str:
    """Return the clean text with line ends as spaces."""
    return " ".join(clean(untrusted).split("\n")).strip()


def _safe(character: str) -> str:
    if character == "\n":
        return character
    character = PRIVATE_USE.get(character, character)
    category = unicodedata.category(character)
    if category in {"Cc", "Cf"} or 0xFE00 <= ord(character) <= 0xFE0F or 0xE0100 <= ord(character) <= 0xE01EF:
        return ""
    if category in {"Zs", "Zl", "Zp"} and character != "　":
        return " "
    return GETA if category in {"Cs", "Co", "Cn"} else character
