"""Whether what a chip seems to say can be true; pure.

Two strengths. A number of the wrong form is refused: no card has it, the record was mixed up on its way. A `doubt` is
believed when the card says it twice alike: chips with a wrong check digit or with half a character exist.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from devices.idcard.base import CardKind

if TYPE_CHECKING:
    import datetime as dt

    from devices.idcard.base import IdCard

_NUMBER_FORMS = {
    # GB 11643; permits of 2018: 810000, 820000 and 830000 stand for the region.
    CardKind.RESIDENT: "[1-9][0-9]{16}[0-9X]",
    CardKind.HMT_PERMIT: "8[123]0000[0-9]{11}[0-9X]",
    # The edition of 2017 has three letters and twelve digits, that of 2023 a number of the common form.
    CardKind.FOREIGN_PR: "[A-Z]{3}[0-9]{12}|9[0-9]{16}[0-9X]",
}
_WEIGHTS = tuple(2 ** (17 - at) % 11 for at in range(17))
_CHECK_DIGITS = "10X98765432"


def number_fits(kind: CardKind, number: str) -> bool:
    """Whether a card of this kind can have this number, its check digit apart."""
    return re.fullmatch(_NUMBER_FORMS[kind], number, re.ASCII) is not None


def check_digit(first_seventeen: str) -> str:
    """Return the check digit by GB 11643 (ISO 7064, MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(first_seventeen, _WEIGHTS, strict=True))
    return _CHECK_DIGITS[total % 11]


def number_doubts(number: str, birth: dt.date | None) -> tuple[str, ...]:
    """Return `number_check` and `number_birth` where an 18-digit number contradicts itself or the day of birth."""
    if len(number) != 18:
        return ()
    doubts = ["number_check"] if check_digit(number[:17]) != number[17] else []
    if birth is not None and number[6:14] != f"{birth:%Y%m%d}":
        doubts.append("number_birth")
    return tuple(doubts)


def term_doubts(valid_from: dt.date | None, valid_to: dt.date | None) -> tuple[str, ...]:
    """Return `term` where the card ends before it begins."""
    return ("term",) if valid_from and valid_to and valid_to < valid_from else ()


def is_plausible(card: IdCard) -> bool:
    """Whether nothing about the card is odd, so that one reading is enough."""
    return not (card.doubts or card.impossible_dates or card.unknown_characters)
