"""The text of a card's chip, decoded: published examples, rare characters, impossible days, half characters."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.errors import NotReadable
from devices.idcard import CardKind, sam
from devices.idcard.text import decode
from devices.simulated import cards
from tests.devices.simulators import ZHANG_SAN

CHEN = {
    "kind": "hmt_permit",
    "name": "陈大文",
    "sex": "1",
    "birth": "1980-08-08",
    "address": "广东省深圳市南山区某某路8号",
    "number": "810000198008080019",
    "issuer": "深圳市公安局南山分局",
    "valid_from": "2023-01-01",
    "valid_to": "2028-01-01",
    "pass_number": "H12345678",
    "issue_count": "01",
}
SMITH_2017 = {
    "kind": "foreign_pr",
    "name": "史密斯",
    "name_en": "SMITH, JOHN EXAMPLE",
    "sex": "1",
    "birth": "1985-01-01",
    "number": "USA310085010101",
    "nationality": "USA",
    "issuer": "1500",
    "valid_from": "2018-01-01",
    "valid_to": "2028-01-01",
}
SMITH_2023 = SMITH_2017 | {
    "number": "932682198501010017",
    "nationality": "682",
    "issuer": "",
    "valid_from": "2023-12-01",
    "valid_to": "2033-12-01",
}


@pytest.mark.parametrize(
    ("card", "sha1"),
    [
        (ZHANG_SAN, "e0661d31330c47e94ab56360f1990e0e31fb58a3"),
        (CHEN, "94919eab6f3749752a1a5cf62878c219cbc18749"),
        (SMITH_2017, "c806374e517bcad2ee92b29352064404bb981ee8"),
        (SMITH_2023, "4b9952ad01ea65f44a12205e23e66edd6893ba18"),
    ],
)
def test_each_layout_is_the_published_one_and_reads_back(card: dict[str, Any], sha1: str) -> None:
    chip = cards.from_description(card)
    assert hashlib.sha1(chip.text).hexdigest() == sha1
    read = decode(chip.text, chip.photo)
    assert read.kind == CardKind(card["kind"])
    for name in ("name", "number", "sex"):
        assert getattr(read, name) == card[name]
    for name in ("name_en", "address", "issuer", "nationality", "pass_number"):
        assert getattr(read, name) == card.get(name, "")
    for name in ("birth", "valid_from", "valid_to"):
        assert getattr(read, name) == (dt.date.fromisoformat(card[name]) if card[name] else None)
    assert read.impossible_dates == ()
    assert len(read.photo_wlt) == 1024


@pytest.mark.parametrize(("card", "check"), [(ZHANG_SAN, 0x4A), (CHEN, 0xC3), (SMITH_2017, 0x37), (SMITH_2023, 0x35)])
def test_the_whole_frame_ends_with_the_published_check_byte(card: dict[str, Any], check: int) -> None:
    chip = cards.from_description(card)
    frame = sam.reply(0x90, b"\x01\x00\x04\x00" + chip.text + chip.photo)
    assert (len(frame), frame[-1]) == (1295, check)


def test_the_ethnic_group_is_a_word() -> None:
    assert decode(cards.from_description(ZHANG_SAN | {"ethnic": "44"}).text).ethnic == "俄罗斯"
    assert decode(cards.from_description(ZHANG_SAN | {"ethnic": "99"}).text).ethnic == "99"


@pytest.mark.parametrize(
    ("on_chip", "read"),
    [
        ("王𬎆", "王𬎆"),
        ("王\ue863", "王䶮"),
        ("李\ue81e", "李\u9fb4"),
        ("张\ue855", "张\U000241fe"),
        ("阿不都‧热西提", "阿不都·热西提"),
        ("e\u0301", "é"),
    ],
)
def test_a_rare_name_is_read_in_real_characters(on_chip: str, read: str) -> None:
    card = decode(cards.from_description(ZHANG_SAN | {"name": on_chip}).text)
    assert (card.name, card.unknown_characters) == (read, ())


def test_an_unknown_private_character_is_kept_and_told() -> None:
    card = decode(cards.from_description(ZHANG_SAN | {"name": "陈\uf8f0"}).text)
    assert (card.name, card.unknown_characters) == ("陈\uf8f0", ("\uf8f0",))


def test_half_a_character_is_replaced_and_told() -> None:
    card = decode(cards.from_description(ZHANG_SAN | {"name": "陈\ud86a"}).text)
    assert (card.name, card.unknown_characters) == ("陈\ufffd", ("\ufffd",))


@pytest.mark.parametrize("day", ["19490231", "00000000", "１９４９1231", "1949 1 1", ""])
def test_an_impossible_day_is_none_and_told(day: str) -> None:
    card = decode(cards.from_description(ZHANG_SAN | {"birth": day}).text)
    assert (card.birth, card.impossible_dates) == (None, ("birth",))


def test_an_impossible_last_day_is_not_taken_for_forever() -> None:
    card = decode(cards.from_description(ZHANG_SAN | {"valid_to": "20301301"}).text)
    assert (card.valid_to, card.impossible_dates) == (None, ("valid_to",))


def test_a_long_english_name_is_joined_from_its_two_places() -> None:
    long = "ABCDEFGHIJ KLMNOPQRST UVWXYZABCDEF GHIJKLMNO"
    assert decode(cards.from_description(SMITH_2023 | {"name_en": long}).text).name_en == long


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"", "card_fault"),
        (bytes(255), "card_fault"),
        (b" \0" * 128, "blank_card"),
        (bytes(256), "blank_card"),
        (b" \0" * 124 + b"Q\0" + b" \0" * 3, "unknown_card"),
    ],
)
def test_a_chip_that_is_no_card_is_refused(text: bytes, reason: str) -> None:
    with pytest.raises(NotReadable) as refused:
        decode(text)
    assert refused.value.reason == reason


@given(st.binary(min_size=256, max_size=256))
@pytest.mark.thorough
def test_no_bytes_on_a_chip_do_more_than_be_refused(text: bytes) -> None:
    try:
        card = decode(text)
    except NotReadable:
        return
    card.name.encode()


def test_a_description_too_long_for_the_chip_names_the_field() -> None:
    with pytest.raises(cards.BadCard, match="name: 40 bytes, room for 30"):
        cards.from_description(ZHANG_SAN | {"name": "长" * 20})
