"""Machine-readable zones: ICAO 9303 TD1, TD2, TD3, and the permits between mainland, Hong Kong, Macau, Taiwan; pure.

The layouts of the Chinese permits are not published; they are as others have seen them, confirmed on no card by us.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum


class DocumentKind(StrEnum):
    """What the first two letters say."""

    PASSPORT = "passport"
    HONG_KONG_MACAU_PERMIT = "hong_kong_macau_permit"
    """往来港澳通行证 (CS)"""
    TAIWAN_PERMIT = "taiwan_permit"
    """往来台湾通行证 (CD)"""
    HOME_RETURN_PERMIT = "home_return_permit"
    """港澳居民来往内地通行证 (CR, and C< of old)"""
    TAIWAN_COMPATRIOT_PERMIT = "taiwan_compatriot_permit"
    """台湾居民来往大陆通行证 (CT)"""
    OTHER = "other"


class BadMrz(ValueError):
    """The text is no MRZ; says why, without the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mrz:
    """A zone taken apart. Personal data: never log it."""

    kind: DocumentKind
    type: str
    issuer: str
    """Three letters; "" where the layout has none."""
    number: str
    nationality: str
    birth: dt.date | None
    sex: str
    """GB/T 2261.1: 1 (male), 2 (female), 0 (not told)."""
    expiry: dt.date | None
    surname: str
    given: str
    personal: str
    """Personal number, or the number of the holder's other card."""
    wrong_checks: tuple[str, ...] = ()
    """Fields among number, birth, expiry, personal and `all` whose check digit is wrong: compare with the print."""
    impossible_dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Layout:
    fields: dict[str, tuple[int, int, int]]
    """Name to line, first and last position."""
    checks: dict[str, tuple[int, int, str]]
    """Name to line and position of the digit, and the fields it covers by name, or spans `line:first-last`."""


_TD3 = _Layout(
    {
        "type": (0, 0, 1),
        "issuer": (0, 2, 4),
        "names": (0, 5, 43),
        "number": (1, 0, 8),
        "nationality": (1, 10, 12),
        "birth": (1, 13, 18),
        "sex": (1, 20, 20),
        "expiry": (1, 21, 26),
        "personal": (1, 28, 41),
    },
    {
        "number": (1, 9, "1:0-8"),
        "birth": (1, 19, "1:13-18"),
        "expiry": (1, 27, "1:21-26"),
        "personal": (1, 42, "1:28-41"),
        "all": (1, 43, "1:0-9 1:13-19 1:21-42"),
    },
)
_TD2 = _Layout(
    {**_TD3.fields, "names": (0, 5, 35), "personal": (1, 28, 34)},
    {
        **{name: _TD3.checks[name] for name in ("number", "birth", "expiry")},
        "all": (1, 35, "1:0-9 1:13-19 1:21-34"),
    },
)
_TD1 = _Layout(
    {
        "type": (0, 0, 1),
        "issuer": (0, 2, 4),
        "number": (0, 5, 13),
        "personal": (0, 15, 29),
        "birth": (1, 0, 5),
        "sex": (1, 7, 7),
        "expiry": (1, 8, 13),
        "nationality": (1, 15, 17),
        "names": (2, 0, 29),
    },
    {
        "number": (0, 14, "0:5-13"),
        "birth": (1, 6, "1:0-5"),
        "expiry": (1, 14, "1:8-13"),
        "all": (1, 29, "0:5-29 1:0-6 1:8-14 1:18-28"),
    },
)
_OLD_PERMIT = _Layout(
    {
        "type": (0, 0, 1),
        "number": (1, 15, 25),
        "birth": (1, 0, 5),
        "sex": (1, 7, 7),
        "expiry": (1, 8, 13),
        "names": (2, 0, 29),
    },
    {"number": (1, 26, "1:15-25"), "birth": (1, 6, "1:0-5"), "expiry": (1, 14, "1:8-13")},
)
_COMING = _Layout(
    {
        "type": (0, 0, 1),
        "number": (0, 2, 10),
        "expiry": (0, 15, 20),
        "sex": (0, 22, 22),
        "birth": (0, 23, 28),
        "personal": (1, 19, 28),
        "names": (2, 0, 29),
    },
    {"number": (0, 11, "0:2-10"), "expiry": (0, 21, "0:15-20"), "birth": (0, 29, "0:23-28")},
)
_GOING = _Layout(
    {"type": (0, 0, 1), "number": (0, 2, 10), "expiry": (0, 13, 18), "birth": (0, 21, 26)},
    {"number": (0, 11, "0:2-10"), "expiry": (0, 19, "0:13-18"), "birth": (0, 27, "0:21-26")},
)
_SHAPES = {(2, 44): _TD3, (2, 36): _TD2, (3, 30): _TD1, (1, 30): _GOING}
_JOINED = {88: 44, 72: 36, 90: 30, 30: 30}
_GOING_TYPES = ("CS", "CD")
_BY_TYPE = {"CR": _COMING, "CT": _COMING, "C<": _OLD_PERMIT}
_KINDS = {
    "CS": DocumentKind.HONG_KONG_MACAU_PERMIT,
    "CD": DocumentKind.TAIWAN_PERMIT,
    "CR": DocumentKind.HOME_RETURN_PERMIT,
    "CT": DocumentKind.TAIWAN_COMPATRIOT_PERMIT,
}
_SEX = {"M": "1", "F": "2"}


def check_digit(text: str) -> str:
    """Return the check digit (9303-3 §4.9): weights 7, 3, 1 over digits, A = 10 to Z = 35, and < = 0."""
    values = (0 if c == "<" else int(c, 36) for c in text)
    return str(sum(value * (7, 3, 1)[at % 3] for at, value in enumerate(values)) % 10)


def parse(untrusted: str, *, today: dt.date) -> Mrz:
    """Return what a zone says, lines joined or apart; a date's century is the one that makes sense `today`.

    Raises `BadMrz` where the text has no known shape; wrong check digits and impossible dates are told in the result.
    """
    fields, wrong = parse_lines(untrusted)
    birth, expiry = _birth(fields["birth"], today), _expiry(fields["expiry"], today)
    surname, _, given = fields.get("names", "").partition("<<")
    document = fields["type"]
    return Mrz(
        kind=_kind(document, fields["number"]),
        type=document.rstrip("<"),
        issuer=fields.get("issuer", ""),
        number=fields["number"],
        nationality=fields.get("nationality", ""),
        birth=birth,
        sex=_SEX.get(fields.get("sex", ""), "0"),
        expiry=expiry,
        surname=_words(surname),
        given=_words(given),
        personal=fields.get("personal", ""),
        wrong_checks=wrong,
        impossible_dates=tuple(name for name, day in (("birth", birth), ("expiry", expiry)) if day is None),
    )


def parse_lines(untrusted: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the fields as printed, without the fillers after them, and the names of wrong check digits.

    Raises `BadMrz`.
    """
    lines = _lines(untrusted)
    layout = _layout(lines)
    fields = {name: lines[line][first : last + 1] for name, (line, first, last) in layout.fields.items()}
    wrong = _wrong(lines, layout)
    if layout in (_TD1, _TD2) and lines[layout.checks["number"][0]][layout.checks["number"][1]] == "<":
        _continue_number(fields, wrong)
    return {name: text if name == "type" else text.rstrip("<") for name, text in fields.items()}, tuple(wrong)


def _layout(lines: list[str]) -> _Layout:
    layout = _SHAPES.get((len(lines), len(lines[0])))
    if layout is None or (layout is _GOING and lines[0][:2] not in _GOING_TYPES):
        raise BadMrz("no layout of this shape")
    if layout is not _TD1:
        return layout
    if lines[0][:2] in _GOING_TYPES:
        # Their chips are said not to follow TD1, and nobody says what they follow: believe the check digits.
        return min(_GOING, _TD1, key=lambda tried: len(_wrong(lines, tried)))
    return _BY_TYPE.get(lines[0][:2], _TD1)


def _wrong(lines: list[str], layout: _Layout) -> list[str]:
    return [name for name, check in layout.checks.items() if not _right(lines, *check)]


def _lines(untrusted: str) -> list[str]:
    lines = [line.replace(" ", "").upper() for line in untrusted.split()]
    if len(lines) == 1 and len(lines[0]) in _JOINED:
        text, width = lines[0], _JOINED[len(lines[0])]
        lines = [text[at : at + width] for at in range(0, len(text), width)]
    if not lines or len({len(line) for line in lines}) != 1:
        raise BadMrz("lines of different lengths, or none")
    if not all(re.fullmatch("[A-Z0-9<]+", line) for line in lines):
        raise BadMrz("characters that no MRZ has")
    return lines


def _right(lines: list[str], line: int, at: int, spans: str) -> bool:
    covered = "".join(_span(lines, span) for span in spans.split())
    digit = lines[line][at]
    # An empty personal number may have a filler for its digit (9303-4 §4.2.2).
    return digit == check_digit(covered) or (digit == "<" and not covered.strip("<"))


def _span(lines: list[str], span: str) -> str:
    line, _, places = span.partition(":")
    first, _, last = places.partition("-")
    return lines[int(line)][int(first) : int(last) + 1]


def _continue_number(fields: dict[str, str], wrong: list[str]) -> None:
    """Put together a number of more than nine characters: the rest and its digit stand in the optional data."""
    rest, _, after = fields["personal"].partition("<")
    if not rest:
        return
    whole = fields["number"] + rest[:-1]
    if check_digit(whole) == rest[-1]:
        fields["number"], fields["personal"] = whole, after.strip("<")
        wrong[:] = [name for name in wrong if name != "number"]


def _kind(document: str, number: str) -> DocumentKind:
    if document.startswith("P"):
        return DocumentKind.PASSPORT
    if document == "C<":
        home = number[:1] in ("H", "M")
        return DocumentKind.HOME_RETURN_PERMIT if home else DocumentKind.TAIWAN_COMPATRIOT_PERMIT
    return _KINDS.get(document, DocumentKind.OTHER)


def _words(text: str) -> str:
    return " ".join(text.replace("<", " ").split())


def _birth(text: str, today: dt.date) -> dt.date | None:
    this = _date(text, today.year // 100)
    return this if this is None or this <= today else _date(text, today.year // 100 - 1)


def _expiry(text: str, today: dt.date) -> dt.date | None:
    century = today.year // 100
    days = [day for day in (_date(text, century + step) for step in (-1, 0, 1)) if day is not None]
    return min(days, key=lambda day: abs(day - today), default=None)


def _date(text: str, century: int) -> dt.date | None:
    if not re.fullmatch("[0-9]{6}", text):
        return None
    try:
        return dt.date(century * 100 + int(text[:2]), int(text[2:4]), int(text[4:]))
    except ValueError:
        return None
