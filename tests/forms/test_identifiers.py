"""Identifiers against numbers computed for the purpose; those of organisations marked real are published by them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import Problem
from forms import identifiers as ids

TODAY = date(2026, 11, 23)


def rules(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.rule for problem in problems]


@pytest.mark.parametrize(
    "number",
    [
        "440113200501010019",  # 番禺区
        "440203198802290029",  # 29 February of a leap year
        "442000197608151233",  # 中山: a city without counties
        "44190019991231046X",
        "11010519491231002X",  # the textbook's
        "440113194803120549",  # the code is younger than its holder
        "44012119720606321X",  # a county that is gone
        "43060219900520005x",
        "４３０６０２１９９００５２０００５Ｘ",
        "430602 1990-0520 005X",
        "810000199408230021",
        "830000199408230025",
    ],
)
def test_a_right_resident_number_has_no_problem(number: str) -> None:
    assert ids.check_resident_id(number, today=TODAY) == ()


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("440113200501010010", ["check_digit"]),
        ("440131200501010019", ["check_digit"]),
        ("440113202302290010", ["birth"]),
        ("440113209912310017", ["birth"]),
        ("440113189901010013", ["birth"]),
        ("440113200513010016", ["birth"]),
        ("990113200501010016", ["region"]),
        ("440113200501010000", ["sequence"]),
        ("44011320050101001", ["shape"]),
        ("440113050101001", ["old_number"]),
        ("44011320050101X018", ["shape"]),
        ("", ["shape"]),
        ("一二三", ["shape"]),
        ("٤٤٠١١٣٢٠٠٥٠١٠١٠٠١٩", ["shape"]),
    ],
)
def test_a_wrong_resident_number_breaks_just_its_rule(number: str, expected: list[str]) -> None:
    assert rules(ids.check_resident_id(number, today=TODAY)) == expected


def test_an_unusual_sequence_is_soft_and_a_wrong_check_digit_is_hard() -> None:
    assert [p.hard for p in ids.check_resident_id("440113200501010000", today=TODAY)] == [False]
    assert [p.hard for p in ids.check_resident_id("440113200501010010", today=TODAY)] == [True]


@given(st.from_regex(r"44011319[5-9][0-9]0[1-9]1[0-9][0-9]{2}[1-9]", fullmatch=True), st.data())
def test_one_changed_digit_or_two_swapped_are_always_found(first17: str, data: st.DataObject) -> None:
    number = first17 + ids.resident_check(first17)
    place = data.draw(st.integers(0, 16))
    wrong = (
        number[:place]
        + data.draw(st.sampled_from([d for d in "0123456789" if d != number[place]]))
        + number[place + 1 :]
    )
    assert "check_digit" in rules(ids.check_resident_id(wrong, today=TODAY))
    if number[place] != number[place + 1]:
        swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        assert ids.check_resident_id(swapped, today=TODAY) != ()


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("810000199408230021", []),
        ("820000199408230023", []),
        ("830000199408230025", []),
        ("810000199408230022", ["check_digit"]),
        ("710000199408230028", ["region"]),
        ("81000019940823", ["shape"]),
    ],
)
def test_permits_of_hong_kong_macao_and_taiwan_residents(number: str, expected: list[str]) -> None:
    assert rules(ids.check_hmt_permit(number, today=TODAY)) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("944840198507040031", []),
        ("911398199012310021", []),
        ("911398199012310022", ["check_digit"]),
        ("944999198507040038", ["country"]),
        ("USA440185070412", []),
        ("KAZ110090123105", []),
        ("KAZ110090123107", ["check_digit"]),
        ("XXA110090123105", ["country", "check_digit"]),
        ("440113200501010019", ["shape"]),
    ],
)
def test_cards_of_foreign_permanent_residents_of_both_editions(number: str, expected: list[str]) -> None:
    assert rules(ids.check_foreign_pr(number, today=TODAY)) == expected


@pytest.mark.parametrize(
    "number",
    [
        "E12345678",
        "EJ1234567",
        "G12345678",
        "H12345678",
        "M1234567801",
        "12345678",
        "C12345678",
        "CA1234567",
        "K1234567",
    ],
)
def test_travel_documents_are_known_by_their_shape(number: str) -> None:
    assert ids.check_travel_document(number) == ()


@pytest.mark.parametrize("number", ["EI1234567", "1", "ABCDEFGHIJKLM", "", "护照"])
def test_what_no_travel_document_looks_like_is_refused(number: str) -> None:
    assert rules(ids.check_travel_document(number)) == ["shape"]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("440113200501010019", []),
        ("810000199408230022", ["check_digit"]),
        ("944840198507040031", []),
        ("KAZ110090123107", ["check_digit"]),
        ("H12345678", []),
        ("44011320050101001", ["shape"]),
        ("440113050101001", ["old_number"]),
    ],
)
def test_a_number_of_any_kind_is_checked_by_what_it_looks_like(number: str, expected: list[str]) -> None:
    assert rules(ids.check_id_number(number, today=TODAY)) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("11440203MB2D24470A", []),  # real: 武江区政务服务和数据管理局
        ("11100000000013338W", []),  # real: 住房和城乡建设部
        ("92440113MA5C0XYG4M", []),
        ("91440113MA9W8K2R4T", []),
        ("91440113ma9w8k2r4t", []),
        ("91440113MA9W8K2R40", ["check_digit"]),
        ("91440113MI9W8K2R18", ["shape"]),
        ("91440113MA9W8K2R0E", ["inner_code"]),
        ("440113600012345", ["shape"]),
        ("", ["shape"]),
    ],
)
def test_unified_social_credit_codes(code: str, expected: list[str]) -> None:
    assert rules(ids.check_uscc(code)) == expected


def test_an_inner_code_that_does_not_fit_is_soft() -> None:
    assert [p.hard for p in ids.check_uscc("91440113MA9W8K2R0E")] == [False]


def test_organisation_codes_may_be_written_with_a_hyphen() -> None:
    assert ids.check_organisation_code("MB2D2447-0") == ()
    assert rules(ids.check_organisation_code("MB2D2447-1")) == ["check_digit"]


@pytest.mark.parametrize("number", ["13800138000", "19912345678", "+8613800138000", "0086 138 0013 8000"])
def test_mobile_numbers_with_and_without_the_country(number: str) -> None:
    assert ids.check_mobile(number) == ()


@pytest.mark.parametrize("number", ["12345678901", "1380013800", "020-84641234", "", "138001380000"])
def test_what_is_no_mobile_number(number: str) -> None:
    assert rules(ids.check_mobile(number)) == ["mobile"]


def test_telephones_may_be_landlines_and_hotlines() -> None:
    assert [rules(ids.check_phone(n)) for n in ("020-84641234", "0751-8123456", "12345", "8464")] == [
        [],
        [],
        [],
        ["phone"],
    ]


def test_a_wrong_luhn_digit_of_a_bank_card_is_soft() -> None:
    assert ids.check_bank_card("6222 0200 0000 0000 000") == ()
    assert [(p.rule, p.hard) for p in ids.check_bank_card("6222020000000000009")] == [("luhn", False)]
    assert rules(ids.check_bank_card("62220200")) == ["bank_card"]


@given(st.text(max_size=40))
def test_no_text_makes_a_check_fail(text: str) -> None:
    ids.check_id_number(text, today=TODAY)
    ids.check_uscc(text)
    ids.check_phone(text)
    ids.check_bank_card(text)
