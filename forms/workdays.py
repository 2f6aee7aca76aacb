"""Working days (工作日): Monday to Friday, without the public holidays, with the days worked in exchange (调休).

The tables are what the State Council announced for each year. After the last announced year a date can only be
expected: it is marked provisional and never printed as firm.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple


class WorkingDay(NamedTuple):
    """A day found by counting working days."""

    date: date
    provisional: bool
    """True: a year without announced holidays was crossed; say 预计."""


def _span(year: int, *spans: str) -> frozenset[date]:
    days: set[date] = set()
    for span in spans:
        first, _, last = span.partition("..")
        day, end = _day(year, first), _day(year, last or first)
        while day <= end:
            days.add(day)
            day += timedelta(days=1)
    return frozenset(days)


def _day(year: int, month_day: str) -> date:
    month, day = month_day.split("-")
    return date(year, int(month), int(day))


_OFF = {
    2024: _span(2024, "1-1", "2-10..2-17", "4-4..4-6", "5-1..5-5", "6-10", "9-15..9-17", "10-1..10-7"),
    2025: _span(2025, "1-1", "1-28..2-4", "4-4..4-6", "5-1..5-5", "5-31..6-2", "10-1..10-8"),
    2026: _span(2026, "1-1..1-3", "2-15..2-23", "4-4..4-6", "5-1..5-5", "6-19..6-21", "9-25..9-27", "10-1..10-7"),
}
_WORKED = {
    2024: _span(2024, "2-4", "2-18", "4-7", "4-28", "5-11", "9-14", "9-29", "10-12"),
    2025: _span(2025, "1-26", "2-8", "4-27", "9-28", "10-11"),
    2026: _span(2026, "1-4", "2-14", "2-28", "5-9", "9-20", "10-10"),
}
ANNOUNCED = frozenset(_OFF)
"""Years whose holidays are announced."""
_FIXED = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
# 全国年节及纪念日放假办法 (2024): the days that need no lunar calendar; Spring Festival and the rest are not guessed.


def is_working_day(day: date) -> bool:
    """Tell whether offices are open on this day; for years not announced only the fixed holidays are known."""
    if day.year not in ANNOUNCED:
        return day.weekday() < 5 and (day.month, day.day) not in _FIXED
    return day in _WORKED[day.year] or (day.weekday() < 5 and day not in _OFF[day.year])


def add_working_days(start: date, n: int) -> WorkingDay:
    """Return the n-th working day after `start`, which itself is not counted (民法典 201). n is 0 or more.

    n = 0 gives `start` when it is a working day, else the next one.
    """
    if n < 0:
        msg = "n is 0 or more"
        raise ValueError(msg)
    day = start if n else _next_open(start)
    for _ in range(n):
        day = _next_open(day + timedelta(days=1))
    provisional = any(year not in ANNOUNCED for year in range(start.year, day.year + 1))
    return WorkingDay(day, provisional)


def _next_open(day: date) -> date:
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
