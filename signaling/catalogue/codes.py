"""Check digits and shapes of the codes an item carries."""

from __future__ import annotations

import re

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LEVEL_AND_CATALOGUE = re.compile(r"[1-6][0-9A-Z]{12}")


def uscc_fits(code: str) -> bool:
    """Tell whether a unified social credit code has its length, alphabet and check character (GB 32100-2015)."""
    if len(code) != 18 or any(character not in _ALPHABET for character in code):
        return False
    total = sum(_ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(code[:17]))
    return _ALPHABET[-total % 31] == code[17]


def implementation_code_fits(code: str, *, uscc: str) -> bool:
    """Tell whether a 实施编码 is USCC, level of the organ and 12 characters of the catalogue (GB/T 39554.1-2020)."""
    return code.startswith(uscc) and _LEVEL_AND_CATALOGUE.fullmatch(code.removeprefix(uscc)) is not None
