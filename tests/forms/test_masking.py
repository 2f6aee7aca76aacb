from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import mask_name, mask_number, mask_phone


@pytest.mark.parametrize(
    ("name", "masked"), [("王小明", "王*明"), ("王𬎆", "王*"), ("欧阳小明", "欧**明"), ("王", "王"), ("", "")]
)
def test_names(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("440113199001010017", "440113********0017"),
        ("KAZ110090123105", "KAZ110*****3105"),
        ("E12345678", "******678"),
        ("", ""),
    ],
)
def test_numbers(number: str, masked: str) -> None:
    assert mask_number(number) == masked


@pytest.mark.parametrize(("phone", "masked"), [("13800138000", "138****8000"), ("12345", "***45"), ("", "")])
def test_phones(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@given(st.text(max_size=30))
def test_masking_twice_is_masking_once_and_keeps_the_length(text: str) -> None:
    for mask in (mask_name, mask_number, mask_phone):
        assert mask(mask(text)) == mask(text)
        assert len(mask(text)) == len(text)
