from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import FieldSpec, FieldType, Label, check

TODAY = date(2026, 11, 23)
OPTIONS = (Label(zh="按月"), Label(zh="按年"))


def field(kind: FieldType, *, past: bool = False) -> FieldSpec:
    choices = OPTIONS if kind in {FieldType.CHOICE, FieldType.MULTI} else ()
    return FieldSpec(field="f", label=Label(zh="甲"), type=kind, choices=choices, past=past)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("name", "王𬎆", []),
        ("name", "阿卜杜拉·买买提", []),
        ("name", "阿卜杜拉•买买提", []),
        ("name", "Li, Ming", ["name"]),
        ("name", "王", ["short_name"]),
        ("name", "王3", ["name"]),
        ("name", "王" * 51, ["too_long"]),
        ("name", "王\ue863", ["private_use"]),
        ("date", "2026-02-28", []),
        ("date", "2026-02-30", ["date"]),
        ("date", "2026/02/28", ["date"]),
        ("date", "0001-01-01", ["date"]),
        ("choice", "按月", []),
        ("choice", "按日", ["option"]),
        ("multi", "按月、按年", []),
        ("multi", "按月、按月", ["option"]),
        ("multi", "按月、按日", ["option"]),
        ("boolean", "是", []),
        ("boolean", "true", ["option"]),
        ("address", "广州市番禺区大龙街", []),
        ("address", "番禺", ["short"]),
        ("integer", "12", []),
        ("integer", "-1", ["integer"]),
        ("integer", "１２", ["integer"]),
        ("decimal", "1800.50", []),
        ("decimal", "1,800", ["decimal"]),
        ("email", "a@example.cn", []),
        ("email", "a@b", ["email"]),
        ("mobile", "1380013800", ["mobile"]),
        ("person", "李㛃，440113200501010019，13800138000", []),
        ("person", "李㛃", []),
        ("person", "李㛃，440113200501010010", ["check_digit"]),
        ("text", "a<b>&", []),
        ("text", "字" * 2001, ["too_long"]),
        ("text", "a\x00b", ["characters"]),
        ("text", "a\ud800", ["characters"]),
        ("uscc", "", []),
        ("id_number", "   ", []),
    ],
)
def test_each_type_has_its_rule(kind: str, value: str, expected: list[str]) -> None:
    assert [p.rule for p in check(field(FieldType(kind)), value, today=TODAY)] == expected


def test_a_past_date_may_be_today_but_not_tomorrow() -> None:
    spec = field(FieldType.DATE, past=True)
    assert check(spec, "2026-11-23", today=TODAY) == ()
    assert [p.rule for p in check(spec, "2026-11-24", today=TODAY)] == ["future"]


def test_every_problem_speaks_three_languages() -> None:
    for kind in FieldType:
        for problem in check(field(kind), "\x00", today=TODAY) + check(field(kind), "??", today=TODAY):
            assert all((problem.message.zh, problem.message.hant, problem.message.en))


@given(st.sampled_from(FieldType), st.text(max_size=60))
def test_no_value_makes_a_check_fail(kind: FieldType, value: str) -> None:
    check(field(kind), value, today=TODAY)
