from __future__ import annotations

import datetime as dt
import json

from demo.citizen import WANG, account_number, resident_number


def test_the_check_character_is_that_of_the_textbook_example() -> None:
    number = resident_number(region="110105", birth=dt.date(1949, 12, 31), order="002")
    assert number == "11010519491231002X"


def test_an_account_number_gets_luhns_check_digit() -> None:
    assert account_number("7992739871") == "79927398713"


def test_her_name_holds_a_character_outside_the_basic_plane() -> None:
    assert any(ord(character) > 0xFFFF for character in WANG.name)


def test_her_card_can_be_sent_to_a_simulator_and_says_what_she_is_called() -> None:
    card = json.loads(json.dumps(WANG.card()))
    assert card["name"] == WANG.name
    assert card["birth"] == "1989-03-12"
    assert int(card["number"][16]) % 2 == 0, "an even order number is a woman's"


def test_her_marks_are_found_in_utf_16_and_in_escaped_json_too() -> None:
    marks = WANG.marks()
    assert WANG.name.encode("utf-16-le") in marks["name"]
    assert b"\\u738b\\ud870\\udf86" in marks["name"]
    assert WANG.number.encode() in marks["number"]
