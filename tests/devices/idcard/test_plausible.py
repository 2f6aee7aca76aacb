"""What a chip may say, and what makes one want to hear it twice."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace

import pytest

from devices.errors import DeviceError, NotReadable
from devices.idcard import CardKind, sam
from devices.idcard.plausible import check_digit, number_doubts, number_fits, term_doubts
from devices.idcard.record import Reading, understand
from devices.simulated import cards
from tests.devices.simulators import ZHANG_SAN

RECORD = sam.reply(0x90, b"\x01\x00\x04\x00" + cards.from_description(ZHANG_SAN).text + bytes(1024))


def reading_of(**changes: object) -> Reading:
    chip = cards.from_description(ZHANG_SAN | changes)
    return understand(b"\x01\x00\x04\x00" + chip.text + chip.photo)


@pytest.mark.parametrize("number", ["11010519491231002X", "932682198501010017", "911124198108030024"])
def test_published_numbers_have_the_right_check_digit(number: str) -> None:
    assert check_digit(number[:17]) == number[17]


@pytest.mark.parametrize(
    ("kind", "number", "fits"),
    [
        (CardKind.RESIDENT, "11010519491231002X", True),
        (CardKind.RESIDENT, "110105194912310021", True),
        (CardKind.RESIDENT, "号", False),
        (CardKind.RESIDENT, "1101051949123100", False),
        (CardKind.RESIDENT, "１１０１０５１９４９１２３１００２１", False),
        (CardKind.HMT_PERMIT, "810000198008080019", True),
        (CardKind.HMT_PERMIT, "110105194912310021", False),
        (CardKind.FOREIGN_PR, "USA310085010101", True),
        (CardKind.FOREIGN_PR, "932682198501010017", True),
        (CardKind.FOREIGN_PR, "832682198501010017", False),
    ],
)
def test_a_number_has_the_form_of_its_kind(kind: CardKind, number: str, *, fits: bool) -> None:
    assert number_fits(kind, number) is fits


def test_a_number_that_contradicts_itself_is_told_in_words() -> None:
    birth = dt.date(1949, 12, 31)
    assert number_doubts("11010519491231002X", birth) == ()
    assert number_doubts("110105194912310021", birth) == ("number_check",)
    assert number_doubts("11010519491231002X", dt.date(1949, 12, 30)) == ("number_birth",)
    assert number_doubts("USA310085010101", birth) == ()
    assert term_doubts(dt.date(2030, 1, 1), dt.date(2020, 1, 1)) == ("term",)
    assert term_doubts(dt.date(2020, 1, 1), None) == ()


@pytest.mark.parametrize(
    ("changes", "doubts", "impossible"),
    [
        ({}, (), ()),
        ({"number": "110105194912310021"}, ("number_check",), ()),
        ({"birth": "19490231"}, (), ("birth",)),
        ({"birth": "1949-12-30"}, ("number_birth",), ()),
        ({"valid_from": "2031-01-02", "valid_to": "2030-01-02"}, ("term",), ()),
        ({"name": "张三\0"}, ("control_characters",), ()),
    ],
)
def test_only_a_card_without_a_doubt_is_believed_at_once(
    changes: dict[str, object], doubts: tuple[str, ...], impossible: tuple[str, ...]
) -> None:
    reading = reading_of(**changes)
    card = reading.card()
    assert (card.doubts, card.impossible_dates) == (doubts, impossible)
    assert reading.plausible is not bool(doubts or impossible)


def test_a_record_without_its_photo_is_doubted() -> None:
    assert not understand(b"\x01\x00\x00\x00" + cards.from_description(ZHANG_SAN).text).plausible


@pytest.mark.parametrize("data", [b"", b"\x01\x00\x04\x00", RECORD])
def test_lengths_that_do_not_fit_are_garbled(data: bytes) -> None:
    with pytest.raises(DeviceError, match="garbled"):
        understand(data).card()


def interleaved(size: int, begin: int, start: int) -> bytes:
    """Return a record in pieces, with the rest of an earlier one from piece `begin` coming in after piece `start`."""
    pieces = [RECORD[at : at + size] for at in range(0, len(RECORD), size)]
    late = iter(pieces[begin:])
    both = [(piece, next(late, b"") if at >= start else b"") for at, piece in enumerate(pieces)]
    return b"".join(itertools.chain.from_iterable(both))


def test_two_records_run_into_each_other_pass_the_check_byte_and_are_not_believed() -> None:
    [mixture, *_] = sam.Parser().receive(interleaved(50, 15, 0))
    assert isinstance(mixture, bytes)
    refused = understand(sam.read_reply(mixture).data)
    assert not refused.plausible
    with pytest.raises(NotReadable) as told:
        refused.card()
    assert told.value.reason == "card_fault"


@pytest.mark.parametrize("size", [7, 50, 64])
def test_no_mixture_of_two_records_is_taken_for_a_card(size: int) -> None:
    """Every way one record's rest can be dealt into the next: what passes as a card is the card.

    Its photo apart, which cannot be judged: a line that carried more than the record is what tells on it.
    """
    true = understand(RECORD[10:-1]).card()
    for begin, start in itertools.product(range(1, 1 + len(RECORD) // size), range(8)):
        for item in sam.Parser().receive(interleaved(size, begin, start)):
            reply = sam.as_reply(item)
            if reply is None or len(reply.data) < 1000:
                continue
            reading = understand(reply.data)
            if reading.plausible:
                assert replace(reading.card(), photo_wlt=true.photo_wlt) == true
