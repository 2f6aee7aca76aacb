"""Frames of SAM_V: the standard's own examples, and streams with everything in them."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.idcard import sam
from devices.idcard.sam import BadChecksum, Command, Parser, Status


@pytest.mark.parametrize(
    ("command", "frame"),
    [
        (Command.RESET, "AAAAAA9669000310FFEC"),
        (Command.STATUS, "AAAAAA9669000311FFED"),
        (Command.SAM_ID, "AAAAAA9669000312FFEE"),
        (Command.FIND, "AAAAAA96690003200122"),
        (Command.SELECT, "AAAAAA96690003200221"),
        (Command.READ, "AAAAAA96690003300132"),
        (Command.READ_WITH_FINGERPRINT, "AAAAAA96690003301023"),
        (Command.READ_NEW_ADDRESS, "AAAAAA96690003300330"),
    ],
)
def test_each_question_is_the_published_frame(command: Command, frame: str) -> None:
    assert sam.request(command).hex().upper() == frame


@pytest.mark.parametrize(
    ("status", "check"),
    [(0x90, 0x94), (0x80, 0x84), (0x81, 0x85), (0x31, 0x35), (0x41, 0x45), (0x10, 0x14), (0x60, 0x64), (0x91, 0x95)],
)
def test_each_reply_ends_with_the_published_check_byte(status: int, check: int) -> None:
    assert sam.reply(status)[-1] == check


def test_the_number_of_the_security_module_is_that_on_its_label() -> None:
    frame = bytes.fromhex("AAAAAA966900140000900500 0100E6D6340187D612004DE640BB9627".replace(" ", ""))
    [payload] = Parser().receive(frame)
    assert isinstance(payload, bytes)
    assert sam.sam_number(sam.read_reply(payload).data) == "05.01-20240102-0001234567-3141592653"


def test_a_frame_is_found_behind_noise_that_looks_like_its_beginning() -> None:
    noise = bytes.fromhex("AA00AAAA9669000CAAAAAA966905")
    frame = sam.reply(Status.FOUND, bytes(4))
    assert Parser().receive(noise + frame + b"\x00\xaa") == [bytes.fromhex("00009F00000000")]


def test_a_frame_may_come_byte_by_byte() -> None:
    parser = Parser()
    seen = [item for byte in sam.reply(Status.OK, bytes(8)) for item in parser.receive(bytes([byte]))]
    assert seen == [bytes([0, 0, 0x90]) + bytes(8)]


def test_a_wrong_check_byte_is_told_and_the_next_frame_is_still_read() -> None:
    wrong = sam.reply(Status.OK)[:-1] + b"\x00"
    assert Parser().receive(wrong + sam.reply(Status.FIND_FAILED)) == [BadChecksum(), b"\x00\x00\x80"]


@given(st.binary(max_size=300), st.binary(min_size=2, max_size=80), st.randoms(use_true_random=False))
def test_whatever_comes_before_a_frame_is_found_in_the_end(noise: bytes, payload: bytes, chance: random.Random) -> None:
    parser = Parser()
    stream = noise + sam.frame(payload) * 2
    items: list[bytes | BadChecksum] = []
    while stream:
        size = chance.randint(1, 40)
        items += parser.receive(stream[:size])
        stream = stream[size:]
    assert payload in items


def test_endless_noise_does_not_fill_the_memory() -> None:
    parser = Parser()
    chance = random.Random(7)
    for _ in range(200):
        parser.receive(chance.randbytes(1000) + sam.PREAMBLE)
    assert len(parser._buffer) < 3 * sam.LARGEST


@pytest.mark.parametrize("data", [b"", b"\x01\x00\x04\x00", b"\x00\x04\x00\x04" + bytes(7), b"\xff\xff\xff\xff"])
def test_a_record_whose_lengths_do_not_fit_is_refused(data: bytes) -> None:
    with pytest.raises(sam.NotAReply):
        sam.split_record(data)
