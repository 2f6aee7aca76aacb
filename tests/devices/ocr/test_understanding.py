"""From what a machine read to what it must have been."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.ocr import Kind
from devices.ocr.understanding import understand


@pytest.mark.parametrize(
    ("text", "kind", "understood", "problem"),
    [
        ("11010519491231002X", Kind.NUMBER, "11010519491231002X", ""),
        ("1101 0519 4912 3100 2x", Kind.NUMBER, "11010519491231002X", ""),
        ("l10105I949l231OO2X", Kind.NUMBER, "11010519491231002X", ""),
        ("110105194912310021", Kind.NUMBER, "110105194912310021", "check_digit"),
        ("", Kind.NUMBER, "", "check_digit"),
        ("1949年12月31日", Kind.DATE, "1949-12-31", ""),
        ("1949 年 2 月 31 日", Kind.DATE, "1949 年 2 月 31 日", "no_date"),
        ("2O20.01.02", Kind.DATE, "2020-01-02", ""),
        ("2020.01.02-2040.01.02", Kind.DATE_RANGE, "2020-01-02/2040-01-02", ""),
        ("2020.01.02-长期", Kind.DATE_RANGE, "2020-01-02/长期", ""),
        ("男", Kind.SEX, "男", ""),
        ("另", Kind.SEX, "另", "unknown_word"),
        ("土家族", Kind.ETHNIC, "土家", ""),
        ("王 五", Kind.NAME, "王五", ""),
        ("SMITH JOHN", Kind.NAME, "SMITH JOHN", ""),
    ],
)
def test_each_kind_is_made_regular(text: str, kind: Kind, understood: str, problem: str) -> None:
    found = understand(text, kind)
    assert (found.text, found.problem) == (understood, problem)


def test_what_was_mended_or_cannot_be_right_is_trusted_less() -> None:
    assert understand("11010519491231002X", Kind.NUMBER).trust == 1
    assert understand("l10105I949l231OO2X", Kind.NUMBER).trust == 0.8
    assert understand("110105194912310021", Kind.NUMBER).trust == 0.3


@given(st.text(max_size=60), st.sampled_from(Kind))
def test_nothing_that_is_read_breaks_it(text: str, kind: Kind) -> None:
    found = understand(text, kind)
    assert found.trust <= 0.3 or not found.problem
