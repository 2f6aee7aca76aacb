from __future__ import annotations

from datetime import date

import pytest

from forms import (
    DefinitionError,
    FieldType,
    FormDefinition,
    UnknownForm,
    check,
    definition,
    definitions,
    example_values,
)
from forms.filling import missing, prefill, shown
from forms.reading import read_definition

NAMES = [
    "company_registration",
    "death_registration",
    "disability_allowances",
    "housing_fund_withdrawal",
    "licence_replacement",
    "medical_filing",
    "pension_enrolment",
    "property_search",
    "residence_permit_endorsement",
    "senior_card",
    "social_card_replacement",
    "sole_trader_registration",
]
HOLDER = {"name": "王𬎆", "sex": "2", "ethnic": "汉", "birth": "1988-02-29", "number": "440203198802290029"}


def test_there_are_twelve_forms() -> None:
    assert [form.name for form in definitions()] == NAMES


@pytest.mark.parametrize("form", definitions(), ids=NAMES)
def test_every_text_of_a_form_is_in_three_languages(form: FormDefinition) -> None:
    labels = [form.title, *(section.title for section in form.sections), *(spec.label for spec in form.fields)]
    assert all(label.zh and label.hant and label.en for label in labels)
    assert all(ord(c) < 0x2E80 for label in labels for c in label.en if c != "，")


@pytest.mark.parametrize("form", definitions(), ids=NAMES)
def test_example_values_are_complete_and_right(form: FormDefinition) -> None:
    values = example_values(form)
    assert missing(form, values) == ()
    problems = {spec.field: check(spec, values.get(spec.field, ""), today=date(2026, 11, 23)) for spec in form.fields}
    assert {field: [p.rule for p in found] for field, found in problems.items() if any(p.hard for p in found)} == {}


def test_an_unknown_form_is_named() -> None:
    with pytest.raises(UnknownForm, match=r"no form is named '\.\./secret'"):
        definition("../secret")


def test_a_field_counts_only_under_its_condition() -> None:
    form = definition("social_card_replacement")
    assert "loss_number" in [spec.field for spec in missing(form, {"kind": "补领"})]
    assert "loss_number" not in [spec.field for spec in missing(form, {"kind": "换领"})]
    assert "mail_to" not in [spec.field for spec in shown(form, {"mail_to": "旧地址"})]


def test_one_of_several_choices_is_enough_for_a_condition() -> None:
    form = definition("licence_replacement")
    assert "duplicates" in [spec.field for spec in shown(form, {"copies": "正本、副本"})]


def test_blanks_are_missing() -> None:
    form = definition("pension_enrolment")
    assert "name" in [spec.field for spec in missing(form, {"name": "  "})]


def test_a_card_fills_what_it_tells_and_nothing_else() -> None:
    filled = prefill(definition("pension_enrolment"), HOLDER | {"kind": "resident", "address": ""})
    assert filled == {
        "name": "王𬎆",
        "sex": "女",
        "ethnic": "汉",
        "birth": "1988-02-29",
        "id_type": "居民身份证",
        "id_number": "440203198802290029",
    }


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        ("hmt_permit", "810000199408230021", "港澳居民居住证"),
        ("hmt_permit", "830000199408230025", "台湾居民居住证"),
        ("foreign_pr", "944840198507040031", "外国人永久居留身份证"),
        ("护照", "E12345678", "护照"),
    ],
)
def test_the_kind_of_card_becomes_the_kind_of_document(kind: str, number: str, expected: str) -> None:
    filled = prefill(definition("pension_enrolment"), {"name": "陈大文", "kind": kind, "number": number, "sex": "9"})
    assert filled["id_type"] == expected
    assert "sex" not in filled


def test_a_boolean_has_two_options() -> None:
    spec = next(f for f in definition("senior_card").fields if f.field == "local")
    assert (spec.type, spec.options) == (FieldType.BOOLEAN, ("是", "否"))


def test_every_mistake_of_a_file_is_told_at_once() -> None:
    raw = {
        "title": "表",
        "sections": [
            {
                "title": "一",
                "fields": [
                    {"field": "a", "label": "甲", "type": "txt"},
                    {"field": "a", "label": ["甲", "乙"]},
                    {"field": "b", "label": "乙", "type": "choice"},
                    {"field": "c", "label": "丙", "card": "shoe", "when": "z=1", "colour": 1},
                ],
            }
        ],
    }
    with pytest.raises(DefinitionError) as caught:
        read_definition("x", raw, {})
    assert caught.value.mistakes == (
        "a: unknown type txt",
        "a: label: not a text nor [简体, 繁體, English]",
        "c: unknown key colour",
        "no version",
        "a: twice",
        "b: options belong to choice and multi, and to these always",
        "c: a card has no shoe",
        "c: depends on z, which does not come before it",
    )
