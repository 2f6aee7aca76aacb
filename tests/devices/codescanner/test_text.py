"""From a scanner's bytes to text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.codescanner.text import LONGEST, Lines, NotText, decode

SPOKEN = st.text("Aa09-/?𬎆" + "".join(map(chr, range(0x4E00, 0x9FA5, 7))), min_size=1, max_size=40)


@given(SPOKEN)
@pytest.mark.thorough
def test_text_in_utf_8_is_always_read(text: str) -> None:
    assert decode(text.encode()) == text


@pytest.mark.parametrize("text", ["回执编号 穗番-2026-000123", "王𬎆", "ABC-123", "(01)06901234567892\x1d10A"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_either_encoding_is_understood(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("untrusted", [b"\xff\xff", b"ab\x00cd", b"\x1b[2J", b"\x80", b"abc\x81"])
def test_what_is_no_text_is_refused(untrusted: bytes) -> None:
    with pytest.raises(NotText):
        decode(untrusted)


@given(st.lists(SPOKEN, max_size=6), st.sampled_from([b"\r", b"\n", b"\r\n"]), st.integers(1, 7))
@pytest.mark.thorough
def test_codes_come_whole_however_they_are_cut(texts: list[str], end: bytes, size: int) -> None:
    stream = b"".join(text.encode() + end for text in texts)
    lines = Lines()
    received = [line for at in range(0, len(stream), size) for line in lines.receive(stream[at : at + size])]
    assert [line.decode() for line in received] == texts
    assert not lines.unfinished


def test_a_frame_round_a_code_is_taken_off() -> None:
    assert Lines().receive(b"\x02 6901234567892\x03\r\n\r\n") == [b"6901234567892"]


def test_an_endless_code_is_dropped_and_the_next_is_read() -> None:
    lines = Lines()
    received = [line for _ in range(5) for line in lines.receive(b"x" * LONGEST)]
    assert received == []
    assert lines.unfinished
    assert lines.receive(b"tail\rnext\r") == [b"next"]


@given(st.lists(st.binary(max_size=200)))
def test_garbage_never_grows_the_memory(pieces: list[bytes]) -> None:
    lines = Lines()
    for piece in pieces:
        assert all(0 < len(line) <= LONGEST for line in lines.receive(piece))
        assert len(lines._pending) <= LONGEST
