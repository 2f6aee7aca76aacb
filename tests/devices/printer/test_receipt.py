"""Lines on a roll."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printer import Line, Receipt, from_text
from devices.printer.receipt import LONGEST_QR, safe, width, wrap


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", [""]),
        ("application number 2026", ["application", "number 2026"]),
        ("申请人张三的收件凭证", ["申请人张三的", "收件凭证"]),
        ("事项 change of address", ["事项 change", "of address"]),
        ("0123456789012345", ["012345678901", "2345"]),
        ("编号0123456789012", ["编号", "012345678901", "2"]),
    ],
)
def test_a_line_is_broken_where_a_reader_expects_it(text: str, rows: list[str]) -> None:
    assert list(wrap(text, 12)) == rows


@given(st.text(max_size=200), st.integers(min_value=2, max_value=48))
def test_no_row_is_wider_than_the_paper_and_no_letter_is_lost(text: str, columns: int) -> None:
    rows = list(wrap(text, columns))
    assert all(width(row) <= columns for row in rows)
    assert "".join(rows).replace(" ", "") == safe(text).replace(" ", "")


def test_what_a_person_is_called_cannot_cut_the_paper() -> None:
    assert safe("张\x1dV\x00三\u202e\ud800\n") == "张V三"


def test_a_text_is_a_receipt_line_for_line() -> None:
    assert from_text("一\n\n二", qr="x") == Receipt(lines=(Line(text="一"), Line(text=""), Line(text="二")), qr="x")


def test_a_code_too_fine_to_read_is_refused() -> None:
    with pytest.raises(ValueError, match="QR"):
        Receipt(lines=(), qr="x" * (LONGEST_QR + 1))
