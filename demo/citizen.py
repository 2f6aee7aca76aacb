"""The citizen of the visit: invented, with a rare character in her name and numbers whose check digits are right."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citizen:
    """What stands on her card, and what she types or shows herself."""

    name: str
    sex: str
    """GB/T 2261.1."""
    ethnic: str
    birth: dt.date
    address: str
    number: str
    issuer: str
    valid_from: dt.date
    valid_to: dt.date
    phone: str
    bank: str
    account: str

    def card(self) -> dict[str, str]:
        """Return the card as the simulated reader takes it: the keys of `devices.idcard.IdCard`, dates ISO."""
        return {
            "kind": "resident",
            "name": self.name,
            "sex": self.sex,
            "ethnic": self.ethnic,
            "birth": self.birth.isoformat(),
            "address": self.address,
            "number": self.number,
            "issuer": self.issuer,
            "valid_from": self.valid_from.isoformat(),
            "valid_to": self.valid_to.isoformat(),
        }

    def marks(self) -> dict[str, tuple[bytes, ...]]:
        """Return what must be found nowhere after the visit, each in the encodings in which it could have been left."""
        texts = {"name": self.name, "number": self.number, "account": self.account, "phone": self.phone}
        return {what: _encodings(text) for what, text in texts.items()}


def resident_number(*, region: str, birth: dt.date, order: str) -> str:
    """Return the 18 characters of GB 11643: region, date of birth, order (odd for men) and the check character."""
    body = f"{region}{birth:%Y%m%d}{order}"
    return body + _CHECKS[sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11]


def account_number(body: str) -> str:
    """Return a bank card number with its check digit by Luhn (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(body)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled // 10 + doubled % 10
    return body + str(-total % 10)


def _encodings(text: str) -> tuple[bytes, ...]:
    escaped = json.dumps(text).strip('"')
    return tuple({text.encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")} | {escaped.encode()})


_BIRTH = dt.date(1989, 3, 12)

WANG = Citizen(
    name="王𬎆",
    sex="2",
    ethnic="汉",
    birth=_BIRTH,
    address="广东省广州市番禺区市桥街道虚构里八巷6号501房",
    number=resident_number(region="440113", birth=_BIRTH, order="368"),
    issuer="广州市公安局番禺分局",
    valid_from=dt.date(2019, 6, 18),
    valid_to=dt.date(2039, 6, 18),
    phone="13900005678",
    bank="番禺演示银行市桥支行",
    account=account_number("622200000000123456"),
)
"""The demo's citizen. U+2C386 in her name is outside the BMP and missing from most fonts."""
