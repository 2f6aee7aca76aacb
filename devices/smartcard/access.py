"""What opens a travel document: three printed values of its MRZ, or the six digits printed on the card (CAN); pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from devices.smartcard.mrz import BadMrz, check_digit, parse_lines


@dataclass(frozen=True, slots=True)
class MrzKey:
    """Number, birth and expiry as the MRZ prints them (YYMMDD). Personal data: not shown in logs."""

    number: str = field(repr=False)
    birth: str = field(repr=False)
    expiry: str = field(repr=False)

    @property
    def information(self) -> str:
        """Return MRZ_information (9303-11 App. D.2): each value with its check digit."""
        number = self.number.ljust(9, "<")
        return "".join(part + check_digit(part) for part in (number, self.birth, self.expiry))


@dataclass(frozen=True, slots=True)
class CardAccessNumber:
    """Six digits printed on the card; opens by PACE only."""

    digits: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Access:
    """What the citizen or the clerk gave to open the card; any of them may be missing."""

    mrz: MrzKey | None = None
    can: CardAccessNumber | None = None
    pin: str = field(default="", repr=False)
    """Of a social security card whose issuer asks for one; never guessed, since tries are counted."""


def mrz_key(typed: str) -> MrzKey:
    """Return the key for a whole MRZ, or for `NUMBER,YYMMDD,YYMMDD` (birth, expiry).

    Raises `BadMrz`: neither, or a check digit of the MRZ says that it was misread.
    """
    parts = [part.strip().upper() for part in typed.split(",")]
    if len(parts) == 3:
        number, birth, expiry = parts
        if not re.fullmatch("[A-Z0-9<]{1,22}", number) or not all(re.fullmatch("[0-9<]{6}", d) for d in parts[1:]):
            raise BadMrz("number, birth and expiry as they are printed: G12345678,800101,300101")
        return MrzKey(number.rstrip("<"), birth, expiry)
    fields, wrong = parse_lines(typed)
    misread = [name for name in ("number", "birth", "expiry") if name in wrong]
    if misread:
        raise BadMrz(f"check digit wrong: {', '.join(misread)}")
    return MrzKey(fields["number"], fields["birth"], fields["expiry"])


def access_number(typed: str) -> CardAccessNumber:
    """Return the CAN; raises `BadMrz` unless it is digits."""
    if not re.fullmatch("[0-9]{6,10}", typed):
        raise BadMrz("the CAN is six digits")
    return CardAccessNumber(typed)
