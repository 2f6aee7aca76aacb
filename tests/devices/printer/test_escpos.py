"""ESC/POS, byte by byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printer import Align, Line, Receipt, escpos
from devices.printer.escpos import Bitmap, Cleared, Condition, Done, Parser, StatusByte
from devices.printer.receipt import wrap
from devices.simulated.escpos_machine import SimulatedEscposPrinter


def test_chinese_is_gb18030_between_its_switches() -> None:
    [_, line, cut] = escpos.receipt(Receipt(lines=(Line(text="中文"),)), 48)
    assert line == b"\x1ba\x00\x1c&\xd6\xd0\xce\xc4\x1c.\n"
    assert cut == b"\x1dVB\x00"


def test_a_code_is_stored_and_printed() -> None:
    assert escpos.qr("AB") == (
        b"\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x07\x1d(k\x03\x001E1\x1d(k\x05\x001P0AB\x1d(k\x03\x001Q0"
    )


def test_a_picture_goes_strip_by_strip() -> None:
    strips = list(escpos.picture(Bitmap(2, b"\xff\x00" * 25)))
    assert strips == [b"\x1dv0\x00\x02\x00\x18\x00" + b"\xff\x00" * 24, b"\x1dv0\x00\x02\x00\x01\x00\xff\x00"]


@given(st.binary(max_size=300), st.integers(min_value=1, max_value=7))
def test_a_picture_gives_no_orders(dots: bytes, row_bytes: int) -> None:
    sent = b"".join(escpos.picture(Bitmap(row_bytes, dots)))
    printer = SimulatedEscposPrinter()
    assert printer.receive(sent + escpos.CUT) == b""
    while printer.step()[0]:
        pass
    [paper] = printer.finished
    assert len(paper.picture) == len(dots) - len(dots) % row_bytes


@pytest.mark.parametrize(
    ("status", "reasons", "trouble"),
    [
        ("12121212", (), ""),
        ("1212121e", ("media-low-warning",), ""),
        ("1a32127e", ("media-empty-error", "media-low-warning"), "no_paper"),
        ("1a161212", ("cover-open-error",), "cover_open"),
        ("1a121212", ("paused",), "offline"),
        ("1a121a12", ("cutter-error",), "cutter"),
        ("1a523212", ("other-error",), "printer_fault"),
        ("1a367272", ("cover-open-error", "media-empty-error", "other-error"), "cover_open"),
    ],
)
def test_status_bytes_have_one_cause(status: str, reasons: tuple[str, ...], trouble: str) -> None:
    assert escpos.condition(bytes.fromhex(status)) == Condition(reasons, trouble)


def test_answers_are_told_apart_between_flow_control_and_noise() -> None:
    answers = Parser().receive(b"\x11\x12\x13\xff\x00\x375\x33\x34\x00\x1e\x37\x25\x00\x03")
    assert answers == [StatusByte(0x12), Done(), StatusByte(0x1E), Cleared(), Done()]


@given(st.lists(st.binary(max_size=20), max_size=10))
def test_answers_are_the_same_in_any_pieces(pieces: list[bytes]) -> None:
    whole, parted = Parser(), Parser()
    assert whole.receive(b"".join(pieces)) == [a for piece in pieces for a in parted.receive(piece)]


@given(st.text(max_size=100), st.booleans(), st.sampled_from(Align), st.integers(min_value=1, max_value=9))
def test_the_other_side_prints_what_was_laid_out(text: str, large: bool, align: Align, step: int) -> None:  # noqa: FBT001 - a parameter of the test, not a flag
    line = Line(text=text, large=large, bold=large, align=align)
    sent = b"".join(escpos.receipt(Receipt(lines=(line,), qr="https://example.invalid/码"), 48))
    printer = SimulatedEscposPrinter()
    for at in range(0, len(sent), step):
        printer.receive(sent[at : at + step])
    while printer.step()[0]:
        pass
    [paper] = printer.finished
    columns = 24 if large else 48
    assert paper.rows[:-2] == list(wrap(text, columns))
    assert paper.rows[-2] == "[QR https://example.invalid/码]"
    assert printer.unknown == 0
