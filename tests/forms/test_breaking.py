from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.layout.breaking import NOT_AT_END, NOT_AT_START, break_lines


def measure(text: str) -> float:
    """An em for what is wide, half an em for what is not; combining marks take no room."""
    return sum(0.0 if unicodedata.combining(c) else 0.5 if ord(c) < 0x250 else 1.0 for c in text)


def broken(text: str, width: float) -> list[str]:
    return [line.text for line in break_lines(text, width, measure)]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("一二三四，五六", 4, ["一二三", "四，五六"]),
        ("一二三（四五）六", 4, ["一二三", "（四五）", "六"]),
        ("编号：2026000123号", 5, ["编号：", "2026000123", "号"]),
        ("说《办法》：“好。”完", 5, ["说《办", "法》：", "“好。”完"]),
        ("甲乙——丙", 3, ["甲", "乙——", "丙"]),
        ("一二三四五", 5, ["一二三四五"]),
        ("一\n\n二", 5, ["一", "", "二"]),
        ("", 5, [""]),
        ("one two three", 4, ["one two", "three"]),
        ("a" * 10, 2, ["aaaa", "aaaa", "aa"]),
        ("阿卜杜拉·买买提", 4, ["阿卜杜", "拉·买买", "提"]),
        ("e\u0301" * 3, 1, ["e\u0301e\u0301", "e\u0301"]),
        ("it’s ok", 3.5, ["it’s", "ok"]),
        ("（（（（", 2, ["（（", "（（"]),
        ("王", 0.1, ["王"]),
    ],
)
def test_lines_by_hand(text: str, width: float, lines: list[str]) -> None:
    assert broken(text, width) == lines


def test_only_the_last_line_of_a_paragraph_is_called_last() -> None:
    assert [line.last for line in break_lines("一二三四五\n六", 2, measure)] == [False, False, True, True]


word = st.one_of(
    st.sampled_from("一丁七万丈三上下不与丐丑专且王𬎆㛃䶮"),
    st.from_regex(r"[A-Za-z0-9*./:-]{1,10}", fullmatch=True).map(lambda token: token.strip(".:/") or "x"),
    st.sampled_from(["，", "。", "；", "：", "？", "！", "》，", "”）。", "……", "——", " "]),
    st.sampled_from(["《", "“（", "【"]).flatmap(lambda mark: st.sampled_from("甲乙丙").map(lambda c: mark + c)),
)
sentence = st.lists(word, min_size=1, max_size=60).map(lambda words: "始" + "".join(words).strip() + "终")


@given(sentence, st.integers(18, 80).map(lambda half: half / 2))
@pytest.mark.thorough
def test_no_line_starts_or_ends_with_a_mark_that_may_not(text: str, width: float) -> None:
    lines = broken(text, width)
    assert [line for line in lines[1:] if line[:1] in NOT_AT_START] == longest_runs_only(text, lines, width)
    assert [line for line in lines[:-1] if line[-1:] in NOT_AT_END] == []


def longest_runs_only(text: str, lines: list[str], width: float) -> list[str]:
    """Lines that no breaking can save: a run of marks that is longer than a line."""
    if any(measure(run) > width - 6 for run in re.findall(f"[{re.escape(''.join(NOT_AT_START))}]+", text)):
        return [line for line in lines[1:] if line[:1] in NOT_AT_START]
    return []


@given(st.text(alphabet="一二三，。（）“”——…aB1 \n·《》", max_size=80), st.integers(1, 40))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: float) -> None:
    lines = break_lines(text, width, measure)
    assert "".join(line.text for line in lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert [line for line in lines if line.width > width + 1e-6 and len(line.text) > 1] == []


@given(st.lists(st.from_regex(r"[A-Za-z0-9]{1,12}", fullmatch=True), min_size=1, max_size=20), st.integers(6, 30))
@pytest.mark.thorough
def test_a_token_that_fits_on_a_line_stays_whole(tokens: list[str], width: float) -> None:
    lines = broken("字".join(tokens), width)
    assert [token for line in lines for token in re.findall("[A-Za-z0-9]+", line)] == tokens


@given(st.text(max_size=200), st.floats(0.1, 50))
def test_no_text_makes_breaking_fail(text: str, width: float) -> None:
    break_lines(text, width, measure)
