"""The rule of each field type: what a value may be. Pure; `today` is an argument."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from forms import identifiers
from forms.fields import FieldSpec, FieldType, Label, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LONGEST = 2000
"""Characters of a value; the wire carries no more."""
LONGEST_NAME = 50
"""Code points, as the population register allows."""
MIDDLE_DOTS = str.maketrans("•‧・．●･", "······")
"""Look-alikes of the middle dot in names of ethnic groups, folded to U+00B7."""


def check(spec: FieldSpec, value: str, *, today: date) -> tuple[Problem, ...]:
    """Return what is wrong with a value of this field; an empty value is `missing`'s business and never wrong here."""
    if not value.strip():
        return ()
    if len(value) > LONGEST:
        return (_problem("too_long", zh="内容过长", hant="內容過長", en="The text is too long"),)
    if any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t" for c in value):
        return (
            _problem("characters", zh="含有不能使用的字符", hant="含有不能使用的字元", en="A character cannot be used"),
        )
    return _RULES[spec.type](spec, value.strip(), today)


def _text(spec: FieldSpec, value: str, today: date) -> tuple[Problem, ...]:
    del spec, value, today
    return ()


def _name(spec: FieldSpec, value: str, today: date) -> tuple[Problem, ...]:
    del spec, today
    name = value.translate(MIDDLE_DOTS)
    if len(name) > LONGEST_NAME:
        return (_problem("too_long", zh="姓名过长", hant="姓名過長", en="The name is too long"),)
    if any(0xE000 <= ord(c) <= 0xF8FF for c in name):
        return (
            _problem(
                "private_use", hard=False,
                zh="含有自造字，请对照证件核对", hant="含有自造字，請對照證件核對", en="Compare the name with the card",
            ),
        )  # fmt: skip
    if not all(unicodedata.category(c)[0] in "LM" or c in "·.-' ’" for c in name):
        return (_problem("name", zh="姓名只能是文字", hant="姓名只能是文字", en="A name has letters only"),)
    if len(name) == 1:
        return (
            _problem(
                "short_name", hard=False, zh="姓名只有一个字", hant="姓名只有一個字", en="A name of one character"
            ),
        )
    return ()


def _date(spec: FieldSpec, value: str, today: date) -> tuple[Problem, ...]:
    found = iso_date(value)
    if found is None:
        return (_problem("date", zh="日期不存在", hant="日期不存在", en="There is no such date"),)
    if spec.past and found > today:
        return (_problem("future", zh="日期不能晚于今天", hant="日期不能晚於今天", en="The date lies in the future"),)
    if not 1890 <= found.year <= 2100:
        return (_problem("date", zh="年份不可能", hant="年份不可能", en="The year is impossible"),)
    return ()


def _choice(spec: FieldSpec, value: str, today: date) -> tuple[Problem, ...]:
    del today
    return () if value in spec.options else (_not_an_option(),)


def _multi(spec: FieldSpec, value: str, today: date) -> tuple[Problem, ...]:
    del today
    chosen = value.split("、")
    return () if set(chosen) <= set(spec.options) and len(set(chosen)) == len(chosen) else (_not_an_option(),)


def _address(spec: FieldSpec, value: str, today: date) -> tuple[Problem, ...]:
    del spec, today
    if len(value) < 6:
        return (
            _problem(
                "short", hard=False, zh="地址似乎不完整", hant="地址似乎不完整", en="The address looks incomplete"
            ),
        )
    return ()


def _integer(spec: FieldSpec, value: str, today: date) -> tuple[Problem, ...]:
    del spec, today
    fits = re.fullmatch(r"[0-9]{1,9}", value)
    return () if fits else (_problem("integer", zh="请填写整数", hant="請填寫整數", en="A whole number is needed"),)


def _decimal(spec: FieldSpec, value: str, today: date) -> tuple[Problem, ...]:
    del spec, today
    fits = re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,2})?", value)
    if fits:
        return ()
    return (
        _problem(
            "decimal",
            zh="请填写数字，最多两位小数",
            hant="請填寫數字，最多兩位小數",
            en="A number, two decimals at most",
        ),
    )


def _email(spec: FieldSpec, value: str, today: date) -> tuple[Problem, ...]:
    del spec, today
    fits = re.fullmatch(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}", value)
    return (
        () if fits else (_problem("email", zh="电子邮箱格式不对", hant="電子郵箱格式不對", en="Not an e-mail address"),)
    )


def _person(spec: FieldSpec, value: str, today: date) -> tuple[Problem, ...]:
    name, *rest = (part.strip() for part in re.split("[，,]", value))
    found = list(_name(spec, name, today))
    if rest and rest[0]:
        found += identifiers.check_id_number(rest[0], today=today)
    if len(rest) > 1 and rest[1]:
        found += identifiers.check_phone(rest[1])
    return tuple(found)


_RULES: Mapping[FieldType, Callable[[FieldSpec, str, date], tuple[Problem, ...]]] = {
    FieldType.TEXT: _text,
    FieldType.NAME: _name,
    FieldType.ID_NUMBER: lambda _, value, today: identifiers.check_id_number(value, today=today),
    FieldType.MOBILE: lambda _, value, __: identifiers.check_mobile(value),
    FieldType.PHONE: lambda _, value, __: identifiers.check_phone(value),
    FieldType.DATE: _date,
    FieldType.CHOICE: _choice,
    FieldType.MULTI: _multi,
    FieldType.REGION: _text,
    FieldType.ADDRESS: _address,
    FieldType.BANK_CARD: lambda _, value, __: identifiers.check_bank_card(value),
    FieldType.USCC: lambda _, value, __: identifiers.check_uscc(value),
    FieldType.EMAIL: _email,
    FieldType.INTEGER: _integer,
    FieldType.DECIMAL: _decimal,
    FieldType.BOOLEAN: _choice,
    FieldType.PERSON: _person,
}


def iso_date(value: str) -> date | None:
    """Return the date of `YYYY-MM-DD`; None for anything else."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _not_an_option() -> Problem:
    return _problem("option", zh="请从列出的选项中选择", hant="請從列出的選項中選擇", en="Choose one of the options")


def _problem(rule: str, *, zh: str, hant: str, en: str, hard: bool = True) -> Problem:
    return Problem(rule=rule, hard=hard, message=Label(zh=zh, hant=hant, en=en))
