from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest

from forms import add_working_days, is_working_day
from forms.workdays import ANNOUNCED


def test_every_announced_day_agrees_with_chinesecalendar() -> None:
    days = [date(min(ANNOUNCED), 1, 1) + timedelta(days=n) for n in range(len(ANNOUNCED) * 366)]
    known = [day for day in days if day.year in ANNOUNCED]
    assert [day for day in known if is_working_day(day) != chinese_calendar.is_workday(day)] == []


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2026-11-23", 5, "2026-11-30"),
        ("2026-09-30", 5, "2026-10-13"),  # 10 October is worked
        ("2026-09-18", 1, "2026-09-20"),  # a Sunday that is worked
        ("2026-09-24", 1, "2026-09-28"),
        ("2026-02-13", 5, "2026-02-27"),
        ("2025-12-31", 2, "2026-01-05"),
        ("2026-05-08", 1, "2026-05-09"),
        ("2024-09-13", 1, "2024-09-14"),
        ("2026-11-23", 20, "2026-12-21"),
        ("2026-11-23", 0, "2026-11-23"),
        ("2026-11-22", 0, "2026-11-23"),
    ],
)
def test_working_days_are_counted_from_the_next_day(start: str, n: int, due: str) -> None:
    assert add_working_days(date.fromisoformat(start), n) == (date.fromisoformat(due), False)


@pytest.mark.parametrize(("start", "n"), [("2026-12-31", 1), ("2026-11-23", 45), ("2027-03-01", 1), ("2023-12-29", 3)])
def test_a_year_without_announced_holidays_gives_an_expected_date_only(start: str, n: int) -> None:
    assert add_working_days(date.fromisoformat(start), n).provisional


def test_days_are_never_counted_backwards() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        add_working_days(date(2026, 11, 23), -1)
