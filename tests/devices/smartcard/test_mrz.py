from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.smartcard import BadMrz, DocumentKind, MrzKey, access_number, mrz_key
from devices.smartcard.mrz import Mrz, check_digit, parse

TODAY = dt.date(2026, 11, 22)
TD3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
TD2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"
TD1 = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
LONG = "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<"


def chinese(kind: str, number: str, birth: str, expiry: str) -> str:
    """The line of a card for going to Hong Kong, Macau (CS) or Taiwan (CD)."""
    return f"{kind}{number}{check_digit(number)}<{expiry}{check_digit(expiry)}<{birth}{check_digit(birth)}<<"


def coming(kind: str, number: str, birth: str, expiry: str, other: str) -> str:
    """The lines of a card for coming from Hong Kong, Macau (CR) or Taiwan (CT)."""
    number = number.ljust(9, "<")
    first = f"{kind}{number}{check_digit(number)}01<{expiry}{check_digit(expiry)}M{birth}{check_digit(birth)}"
    return f"{first}\n{'<' * 19}{other.ljust(11, '<')}\n{'CHAN<<TAI<MAN'.ljust(30, '<')}"


def old(number: str, birth: str, expiry: str) -> str:
    number = number.ljust(11, "<")
    second = f"{birth}{check_digit(birth)}F{expiry}{check_digit(expiry)}{number}{check_digit(number)}"
    return f"{'C<CHN'.ljust(30, '<')}\n{second.ljust(30, '<')}\n{'CHAN<<SIU<MING'.ljust(30, '<')}"


@pytest.mark.parametrize(("text", "number"), [(TD3, "L898902C3"), (TD2, "D23145890"), (TD1, "D23145890")])
def test_the_specimens_of_icao_are_read(text: str, number: str) -> None:
    zone = parse(text, today=TODAY)
    assert (zone.number, zone.surname, zone.given) == (number, "ERIKSSON", "ANNA MARIA")
    assert (zone.birth, zone.expiry, zone.sex) == (dt.date(1974, 8, 12), dt.date(2012, 4, 15), "2")
    assert (zone.nationality, zone.wrong_checks, zone.impossible_dates) == ("UTO", (), ())
    assert parse(text.replace("\n", ""), today=TODAY) == zone


def test_a_passport_says_so_and_holds_a_personal_number() -> None:
    zone = parse(TD3, today=TODAY)
    assert (zone.kind, zone.personal, zone.issuer) == (DocumentKind.PASSPORT, "ZE184226B", "UTO")


def test_a_number_of_more_than_nine_characters_goes_on_in_the_optional_data() -> None:
    zone = parse(LONG, today=TODAY)
    assert (zone.number, zone.personal, zone.wrong_checks) == ("D23145890734", "", ())
    assert mrz_key(LONG).information == "D23145890734934071279507122"


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        (chinese("CS", "C12345678", "800101", "300101"), DocumentKind.HONG_KONG_MACAU_PERMIT, "C12345678"),
        (chinese("CD", "L12345678", "800101", "300101"), DocumentKind.TAIWAN_PERMIT, "L12345678"),
        (coming("CR", "H12345678", "800101", "300101", "A1234567"), DocumentKind.HOME_RETURN_PERMIT, "H12345678"),
        (coming("CT", "12345678", "800101", "300101", "A123456789"), DocumentKind.TAIWAN_COMPATRIOT_PERMIT, "12345678"),
        (old("H1234567801", "800101", "300101"), DocumentKind.HOME_RETURN_PERMIT, "H1234567801"),
        (old("0123456701", "800101", "300101"), DocumentKind.TAIWAN_COMPATRIOT_PERMIT, "0123456701"),
    ],
)
def test_chinese_permits_are_read(text: str, kind: DocumentKind, number: str) -> None:
    zone = parse(text, today=TODAY)
    assert (zone.kind, zone.number, zone.wrong_checks) == (kind, number, ())
    assert (zone.birth, zone.expiry) == (dt.date(1980, 1, 1), dt.date(2030, 1, 1))
    assert mrz_key(text) == MrzKey(number, "800101", "300101")


def test_a_chips_zone_of_three_lines_is_read_by_the_layout_whose_check_digits_are_right() -> None:
    printed = chinese("CS", "C12345678", "800101", "300101") + "\n" + "<" * 30 + "\n" + "ZHANG<<SAN".ljust(30, "<")
    assert parse(printed, today=TODAY).number == "C12345678"
    by_td1 = parse(TD1.replace("I<", "CS"), today=TODAY)
    assert (by_td1.number, by_td1.birth, by_td1.surname) == ("D23145890", dt.date(1974, 8, 12), "ERIKSSON")


def test_the_other_cards_number_stands_on_a_permits_second_line() -> None:
    zone = parse(coming("CT", "12345678", "800101", "300101", "A123456789"), today=TODAY)
    assert (zone.personal, zone.surname, zone.given, zone.sex) == ("A123456789", "CHAN", "TAI MAN", "1")


def test_the_century_is_the_one_that_makes_sense() -> None:
    zone = parse(chinese("CS", "C12345678", "261231", "361231"), today=TODAY)
    assert (zone.birth, zone.expiry) == (dt.date(1926, 12, 31), dt.date(2036, 12, 31))
    zone = parse(chinese("CS", "C12345678", "261122", "990101"), today=TODAY)
    assert (zone.birth, zone.expiry) == (dt.date(2026, 11, 22), dt.date(1999, 1, 1))


def test_wrong_check_digits_and_impossible_dates_are_told_not_refused() -> None:
    zone = parse(TD3.replace("7408122F", "7413322F"), today=TODAY)
    assert (zone.birth, zone.impossible_dates) == (None, ("birth",))
    assert zone.wrong_checks == ("birth", "all")


def test_a_misread_zone_gives_no_key() -> None:
    with pytest.raises(BadMrz, match="number"):
        mrz_key(TD3.replace("L898902C3", "L898902O3"))


@pytest.mark.parametrize(
    "text", ["", "hello", "P<UTO", TD3[:-1], TD3.replace("<", "?"), "X" * 30, "A,B", "A;1,800101,300101", "1,2,3"]
)
def test_what_is_no_zone_is_refused(text: str) -> None:
    with pytest.raises(BadMrz):
        mrz_key(text)


def test_the_three_printed_values_are_a_key_too() -> None:
    assert mrz_key(" g12345678 , 800101,300101") == MrzKey("G12345678", "800101", "300101")
    assert mrz_key("L898902C<,690806,940623").information == "L898902C<369080619406236"


@pytest.mark.parametrize("text", ["", "12345", "12345a", "１２３４５６"])
def test_what_is_no_can_is_refused(text: str) -> None:
    with pytest.raises(BadMrz):
        access_number(text)


def test_a_key_does_not_show_itself() -> None:
    assert "L898902C" not in repr(mrz_key(TD3))


@given(st.text(alphabet="ABCPSRTD<0123456789 \n", max_size=100))
def test_any_text_is_a_zone_or_refused(text: str) -> None:
    try:
        zone = parse(text, today=TODAY)
    except BadMrz:
        return
    assert isinstance(zone, Mrz)


@given(st.sampled_from([TD1, TD2, TD3, LONG]), st.integers(0, 90), st.sampled_from("A0<Z9"))
def test_a_zone_with_one_character_changed_is_read(text: str, at: int, character: str) -> None:
    at %= len(text)
    if text[at] != "\n":
        assert isinstance(parse(text[:at] + character + text[at + 1 :], today=TODAY), Mrz)
