"""The 256 bytes of text on a card's chip (GA/T 490 and the rules for permits), decoded; pure.

Four layouts share the area. All put a type flag at offset 248: blank is a resident, J a residence permit for Hong Kong,
Macau or Taiwan, I a foreigner's permanent residence card of 2017, Y that of 2023.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from devices.errors import NotReadable
from devices.idcard.base import CardKind, IdCard
from devices.idcard.ethnic import ETHNIC_GROUPS
from devices.idcard.plausible import number_doubts, number_fits, term_doubts
from devices.idcard.private_use import REAL_CHARACTERS, is_private

SIZE = 256
_TYPE_FLAG = slice(248, 250)
_MIDDLE_DOTS = dict.fromkeys(map(ord, "•‧・．∙⋅"), "·")
_UNREADABLE = "\ufffd"

Layout = dict[str, tuple[slice, ...]]
"""Field to the places it is made of, in order."""


def _at(offset: int, length: int) -> tuple[slice, ...]:
    return (slice(offset, offset + length),)


_COMMON: Layout = {"sex": _at(30, 2), "birth": _at(36, 16), "number": _at(122, 36)}
_TERM: Layout = {"valid_from": _at(188, 16), "valid_to": _at(204, 16)}
RESIDENT: Layout = {
    **_COMMON,
    **_TERM,
    "name": _at(0, 30),
    "ethnic": _at(32, 4),
    "address": _at(52, 70),
    "issuer": _at(158, 30),
}
HMT_PERMIT: Layout = {
    **_COMMON,
    **_TERM,
    "name": _at(0, 30),
    "address": _at(52, 70),
    "issuer": _at(158, 30),
    "pass_number": _at(220, 18),
    "issue_count": _at(238, 4),
}
FOREIGN_2017: Layout = {
    **_TERM,
    "name_en": _at(0, 120),
    "sex": _at(120, 2),
    "number": _at(122, 30),
    "nationality": _at(152, 6),
    "name": _at(158, 30),
    "birth": _at(220, 16),
    "issuer": _at(240, 8),
}
FOREIGN_2023: Layout = {
    **_COMMON,
    **_TERM,
    "name": _at(0, 30),
    "issue_count": _at(32, 4),
    "name_en": (slice(52, 122), slice(220, 242)),
    "nationality": _at(242, 6),
}
LAYOUTS: dict[str, tuple[CardKind, Layout]] = {
    "": (CardKind.RESIDENT, RESIDENT),
    "J": (CardKind.HMT_PERMIT, HMT_PERMIT),
    "I": (CardKind.FOREIGN_PR, FOREIGN_2017),
    "Y": (CardKind.FOREIGN_PR, FOREIGN_2023),
}
"""Type flag, stripped, to the kind of card and its layout."""


@dataclass(frozen=True, slots=True)
class _Fields:
    """All fields of one card as clean text; "" where the layout has none."""

    texts: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.texts.get(name, "")

    def unknown_characters(self) -> tuple[str, ...]:
        doubtful = {c for text in self.texts.values() for c in text if is_private(c) or c == _UNREADABLE}
        return tuple(sorted(doubtful))


def decode(text: bytes, photo: bytes = b"") -> IdCard:
    """Return the card that the chip's text area describes.

    Raises:
        NotReadable: `unknown_card`: a type flag that no rule names; `blank_card`: no name or no number;
            `card_fault`: not 256 bytes, or a number that no card of its kind can have.
    """
    if len(text) != SIZE:
        msg = "card_fault"
        raise NotReadable(msg, f"{len(text)} bytes of text")
    flag = _clean(text[_TYPE_FLAG])
    if flag not in LAYOUTS:
        msg = "unknown_card"
        raise NotReadable(msg, f"type flag {flag.encode('unicode_escape').decode()}")
    kind, layout = LAYOUTS[flag]
    raw = {name: b"".join(text[place] for place in places) for name, places in layout.items()}
    fields = _Fields({name: _clean(part) for name, part in raw.items()})
    if not fields["number"] or not (fields["name"] or fields["name_en"]):
        msg = "blank_card"
        raise NotReadable(msg)
    if not number_fits(kind, fields["number"].upper()):
        msg = "card_fault"
        raise NotReadable(msg, "the number has no form of a number")
    controls = any(_has_controls(part) for part in raw.values())
    return _card(kind, fields, photo, doubts=("control_characters",) if controls else ())


def date(text: str) -> dt.date | None:
    """Return the date of eight digits; None for anything else, an impossible day among it."""
    if not re.fullmatch("[0-9]{8}", text):
        return None
    try:
        return dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def _card(kind: CardKind, fields: _Fields, photo: bytes, *, doubts: tuple[str, ...]) -> IdCard:
    dates = {name: date(fields[name]) for name in ("birth", "valid_from", "valid_to")}
    forever = fields["valid_to"] == "长期"
    sex, number = fields["sex"], fields["number"].upper()
    doubts = (*number_doubts(number, dates["birth"]), *term_doubts(dates["valid_from"], dates["valid_to"]), *doubts)
    return IdCard(
        kind=kind,
        name=fields["name"].translate(_MIDDLE_DOTS),
        name_en=fields["name_en"],
        sex=sex if sex in ("1", "2", "9") else "0",
        ethnic=ETHNIC_GROUPS.get(fields["ethnic"], fields["ethnic"]),
        address=fields["address"],
        number=number,
        issuer=fields["issuer"],
        photo_wlt=photo,
        nationality=fields["nationality"],
        pass_number=fields["pass_number"],
        issue_count=fields["issue_count"],
        unknown_characters=fields.unknown_characters(),
        doubts=doubts,
        impossible_dates=tuple(
            name for name, value in dates.items() if value is None and not (name == "valid_to" and forever)
        ),
        **dates,
    )


def _has_controls(raw: bytes) -> bool:
    """Whether there are characters that no chip is padded with: the bytes slipped on their way."""
    return any(unicodedata.category(c) == "Cc" for c in raw.decode("utf-16-le", errors="replace"))


def _clean(raw: bytes) -> str:
    """Decode UTF-16LE, put real characters for private ones, compose (NFC), drop controls and the padding."""
    text = raw.decode("utf-16-le", errors="replace").translate(REAL_CHARACTERS)
    text = unicodedata.normalize("NFC", text)
    return "".join(c for c in text if unicodedata.category(c) != "Cc").strip()
