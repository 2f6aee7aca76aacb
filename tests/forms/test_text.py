from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.layout.text import LONGEST, clean, one_line


@pytest.mark.parametrize(
    ("untrusted", "safe"),
    [
        ("a<b & <img src='/etc/hostname'/>", "a<b & <img src='/etc/hostname'/>"),
        ("王\x00𬎆\x1b[31m", "王𬎆[31m"),
        ("甲\ud800乙", "甲〓乙"),
        ("甲\U0010ffff乙", "甲〓乙"),
        ("王\ue863", "王䶮"),
        ("李\ue81e", "李龴"),
        ("张\ue855", "张𤇾"),
        ("陈\ue000", "陈〓"),
        ("a\r\nb\rc\td", "a\nb\nc d"),
        ("右\u202e左\u200b零", "右左零"),
        ("葛\U000e0100城", "葛城"),
        ("e\u0301", "é"),
        ("全　角", "全　角"),
    ],
)
def test_text_is_made_safe(untrusted: str, safe: str) -> None:
    assert clean(untrusted) == safe


def test_too_long_a_text_is_cut_and_says_so() -> None:
    assert clean("字" * (LONGEST + 1)) == "字" * LONGEST + "……（以下略）"


def test_one_line_has_no_line_ends() -> None:
    assert one_line(" a\nb\n") == "a b"


@given(st.text(max_size=300))
def test_what_is_safe_stays_as_it_is_and_can_be_encoded(text: str) -> None:
    safe = clean(text)
    safe.encode("utf-8")
    assert clean(safe) == safe
    assert [c for c in safe if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn"} and c != "\n"] == []
