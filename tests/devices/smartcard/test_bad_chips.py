"""Chips whose records and data groups are odd, short, or nonsense: each ends in a result or in a word."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.errors import DeviceError, NotReadable
from devices.simulated.smartcard_cards import BadCard, make_chip, picture
from devices.simulated.smartcard_chip import take_apart
from devices.simulated.smartcard_issuer import Issuer
from devices.smartcard import SocialSecurityCard, datagroups
from devices.smartcard.apdu import Channel, Command
from devices.smartcard.files import read_file
from devices.smartcard.social_security import read_social_security
from devices.smartcard.tlv import BadTlv, encode, header, objects, only
from tests.devices.smartcard.memory import READER, MemoryReader, MemoryService

STATE = Issuer(dt.datetime(2026, 11, 22, tzinfo=dt.UTC))


def channel(described: dict[str, Any]) -> Channel:
    reader = MemoryReader()
    reader.insert(make_chip(described, STATE))
    return Channel(MemoryService(reader).connect(READER))


def social(**described: Any) -> SocialSecurityCard:
    card = read_social_security(channel({"kind": "social_security", **described}), None)
    assert card is not None
    return card


class Parrot:
    """A card that answers the same to everything, or a list of answers and then the last."""

    t0 = False

    def __init__(self, *answers: bytes) -> None:
        self._answers = list(answers)
        self.asked: list[bytes] = []

    def transmit(self, command: bytes) -> bytes:
        self.asked.append(command)
        assert len(self.asked) < 10_000
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]

    def close(self) -> None:
        """Nothing to let go."""


def test_long_names_go_on_in_their_extension() -> None:
    name = "古丽努尔·买买提依明·阿卜杜热合曼江艾合买提"
    assert social(name=name).name == name


def test_rare_characters_of_gb18030_are_read() -> None:
    assert social(name="㼆𬭎").name == "㼆𬭎"


def test_a_name_that_is_no_gbk_is_told() -> None:
    card = social(name_hex="d5c5ff81")
    assert card.name.startswith("张")
    assert card.unknown_characters == ("\ufffd",)


def test_private_characters_are_told() -> None:
    card = social(name_hex="d5c5aaa1")
    assert [f"{ord(c):04X}" for c in card.unknown_characters] == ["E000"]


def test_impossible_dates_are_told() -> None:
    card = social(birth="19490231", issued="", valid_to="99999999")
    assert (card.birth, card.issued, card.valid_to) == (None, None, None)
    assert card.impossible_dates == ("birth", "valid_to")


def test_an_unknown_sex_is_zero() -> None:
    assert social(sex="x").sex == "0"


def test_a_wrong_length_and_more_data_are_followed() -> None:
    parrot = Parrot(b"\x6c\x04", b"\x61\x02", b"ab\x61\x02", b"cd\x90\x00")
    assert Channel(parrot).demand(Command(0, 0xB2, 1, 0x2C, le=256)) == b"abcd"
    assert [asked.hex() for asked in parrot.asked] == ["00b2012c00", "00b2012c04", "00c0000002", "00c0000002"]


@pytest.mark.parametrize("answer", [b"", b"\x90", b"\x61\x10", b"\x6c\x10", b"\x90\x00", b"x" * 300, b"\x62\x82"])
def test_a_card_that_always_says_the_same_ends_in_a_word(answer: bytes) -> None:
    for read in (lambda c: read_social_security(c, None), lambda c: read_file(c, 0x011C)):
        with contextlib.suppress(NotReadable):
            assert read(Channel(Parrot(answer))) is None


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=12))
def test_any_answers_end_in_a_word(answers: list[bytes]) -> None:
    with contextlib.suppress(DeviceError):
        read_social_security(Channel(Parrot(*answers)), None)
    with contextlib.suppress(DeviceError):
        read_file(Channel(Parrot(*answers)), 0x0101)


def test_a_file_of_a_gigabyte_is_refused() -> None:
    with pytest.raises(NotReadable) as told:
        read_file(Channel(Parrot(b"\x90\x00", b"\x75\x83\xff\xff\xff\0\0\0\x90\x00")), 0x0102)
    assert told.value.reason == "card_fault"


@given(st.binary(max_size=60))
def test_any_bytes_are_tlv_or_not(data: bytes) -> None:
    with contextlib.suppress(BadTlv):
        assert sum(len(encode(tag, value)) for tag, value in objects(data)) <= len(data)
    with contextlib.suppress(BadTlv):
        header(data)


@given(st.integers(0, 0x20000))
def test_lengths_are_written_and_read(length: int) -> None:
    assert only(encode(0x75, bytes(length)) + b"padding", 0x75) == bytes(length)


@given(st.binary(max_size=80))
def test_any_data_groups_end_in_a_result_or_a_word(data: bytes) -> None:
    for group in (data, encode(0x75, data), encode(0x75, encode(0x7F61, encode(0x7F60, encode(0x5F2E, data))))):
        datagroups.portrait(group)
    for group in (data, encode(0x6B, data)):
        datagroups.details(group)
    for group in (data, encode(0x61, data), encode(0x61, encode(0x5F1F, data))):
        with contextlib.suppress(NotReadable):
            datagroups.mrz_text(group)
        with contextlib.suppress(NotReadable):
            datagroups.listed(group)


def test_a_bare_jpeg_2000_codestream_is_a_picture() -> None:
    record = b"FAC\x00010\x00" + bytes(38) + b"\xff\x4f\xff\x51" + b"rest"
    group = encode(0x75, encode(0x7F61, encode(0x02, b"\1") + encode(0x7F60, encode(0x7F2E, record))))
    found = datagroups.portrait(group)
    assert found is not None
    assert (found.format, found.data) == ("jp2", b"\xff\x4f\xff\x51rest")


def test_the_name_of_data_group_eleven_is_parted_by_spaces() -> None:
    name, number = "张<<三", "11010519491231002X"
    group = encode(0x6B, encode(0x5F0E, name.encode()) + encode(0x5F10, number.encode()))
    assert datagroups.details(group) == datagroups.Details("张 三", number)


@pytest.mark.parametrize(
    "described",
    [
        {},
        {"kind": "library"},
        {"kind": "social_security", "number": "1" * 19},
        {"kind": "social_security", "card_id": "xyz"},
        {"kind": "travel_document", "mrz": "nonsense"},
        {"kind": "travel_document", "access": ["pace"], "curve": "secp521r1"},
        {"kind": "travel_document", "photo_bytes": "many"},
    ],
)
def test_a_chip_that_cannot_be_made_is_refused(described: dict[str, Any]) -> None:
    with pytest.raises(BadCard):
        make_chip(described, STATE)


@given(st.binary(max_size=60))
def test_simulated_chips_answer_anything(command: bytes) -> None:
    take_apart(command)
    for described in ({"kind": "social_security"}, {"kind": "travel_document", "access": ["pace", "bac"]}):
        chip = CHIPS[str(described["kind"])]
        assert len(chip.answer(command)) >= 2


CHIPS = {
    "social_security": make_chip({"kind": "social_security"}, STATE),
    "travel_document": make_chip({"kind": "travel_document", "access": ["pace", "bac"]}, STATE),
}


def test_pictures_are_the_same_each_time() -> None:
    assert picture(1000) == picture(1000)
    assert len(picture(1000, "jp2")) == 1000
