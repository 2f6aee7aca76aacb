"""From what a machine read to what it must have been: numbers with check digits, dates, words of a known list."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from devices.idcard.ethnic import ETHNIC_GROUPS
from devices.ocr.base import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_LOOK_ALIKE = str.maketrans("OoDQIl|SBZ×xＸ", "0000111582XXX")
_DATE = re.compile(r"(\d{4})[年./-]?(\d{1,2})[月./-]?(\d{1,2})日?")
FOREVER = "长期"
MENDED = 0.8
WRONG = 0.3
RARE = 0.8
"""A name is never trusted more: a character that the networks do not know is read, with confidence, as a common one."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A text made regular, the most that it can be trusted, and what is wrong with it."""

    text: str
    trust: float = 1.0
    problem: str = ""


def understand(text: str, kind: Kind) -> Understood:
    """Return what a printed value says; never raises."""
    return _READERS[kind](text.strip(" 　:：_"))


def _number(text: str) -> Understood:
    """GB 11643: 18 characters; letters that look like digits are read as digits where the check digit then agrees."""
    squeezed = re.sub(r"[\s.·-]", "", text)
    for candidate, trust in ((squeezed.upper(), 1.0), (squeezed.translate(_LOOK_ALIKE), MENDED)):
        if re.fullmatch(r"\d{17}[\dX]", candidate) and _check(candidate) == candidate[17]:
            return Understood(candidate, trust)
    return Understood(squeezed.upper(), WRONG, "check_digit")


def _check(number: str) -> str:
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True)) % 11]


def _date(text: str) -> Understood:
    squeezed = re.sub(r"\s", "", text)
    for candidate, trust in ((squeezed, 1.0), (squeezed.translate(_LOOK_ALIKE), MENDED)):
        found = _DATE.search(candidate)
        if found:
            try:
                return Understood(dt.date(*(int(part) for part in found.groups())).isoformat(), trust)
            except ValueError:
                continue
    return Understood(text, WRONG, "no_date")


def _range(text: str) -> Understood:
    """有效期限: 2020.01.02-2040.01.02 or 2020.01.02-长期."""
    squeezed = re.sub(r"\s", "", text)
    dates = list(_DATE.finditer(squeezed))
    if not dates:
        return Understood(text, WRONG, "no_date")
    first = _date(dates[0].group())
    last = Understood(FOREVER) if FOREVER in squeezed else _date(dates[-1].group() if len(dates) > 1 else "")
    problem = first.problem or last.problem
    return Understood(f"{first.text}/{last.text}", min(first.trust, last.trust), problem)


def _one_of(text: str, known: tuple[str, ...]) -> Understood:
    if text in known:
        return Understood(text)
    inside = [word for word in known if word in text]
    if inside:
        return Understood(max(inside, key=len), MENDED)
    return Understood(text, WRONG, "unknown_word")


def _name(text: str) -> Understood:
    return Understood(_joined(text), RARE)


def _joined(text: str) -> str:
    """Without blanks, which Chinese print has none of; Latin print keeps its own."""
    return text if text.isascii() else re.sub(r"\s+", "", text)


_READERS: Mapping[Kind, Callable[[str], Understood]] = {
    Kind.TEXT: Understood,
    Kind.NAME: _name,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.DATE_RANGE: _range,
    Kind.SEX: lambda text: _one_of(text, ("男", "女")),
    Kind.ETHNIC: lambda text: _one_of(text.removesuffix("族"), tuple(ETHNIC_GROUPS.values())),
    Kind.ADDRESS: lambda text: Understood(_joined(text)),
}
