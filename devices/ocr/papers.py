"""The papers that are understood: both faces of the resident ID card, and labelled fields of any other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from devices.ocr.base import Kind, Label, Value
from devices.ocr.labelled import values
from devices.ocr.understanding import understand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from devices.ocr.base import Line


class Paper(StrEnum):
    """What lies on the desk, by its print."""

    ID_CARD_FRONT = "id_card_front"
    """人像面: name, sex, ethnic group, birth, address, number."""
    ID_CARD_BACK = "id_card_back"
    """国徽面: issuer and validity."""
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A paper's kind and the values on it."""

    paper: Paper
    values: tuple[Value, ...]


_FRONT = (
    Label(name="name", words=("姓名",), kind=Kind.NAME),
    Label(name="sex", words=("性别",), kind=Kind.SEX),
    Label(name="ethnic", words=("民族",), kind=Kind.ETHNIC),
    Label(name="birth", words=("出生",), kind=Kind.DATE),
    Label(name="address", words=("住址",), kind=Kind.ADDRESS),
    Label(name="number", words=("公民身份号码",), kind=Kind.NUMBER),
)
_BACK = (
    Label(name="issuer", words=("签发机关",)),
    Label(name="validity", words=("有效期限",), kind=Kind.DATE_RANGE),
)
COMMON = (
    Label(name="name", words=("姓名", "持卡人", "申请人", "户主姓名"), kind=Kind.NAME),
    Label(name="sex", words=("性别",), kind=Kind.SEX),
    Label(name="ethnic", words=("民族",), kind=Kind.ETHNIC),
    Label(name="birth", words=("出生日期", "出生年月日"), kind=Kind.DATE),
    Label(name="address", words=("住址", "家庭住址", "联系地址", "地址", "住所"), kind=Kind.ADDRESS),
    Label(
        name="number",
        words=("公民身份号码", "公民身份证号码", "居民身份证号码", "身份证号码", "身份证号"),
        kind=Kind.NUMBER,
    ),
)
"""Labels that papers of all offices share."""
_OTHER_LABELS = (
    *("曾用名", "户主或与户主关系", "出生地", "籍贯", "宗教信仰", "身高", "文化程度", "婚姻状况", "服务处所", "职业"),
    *("本市", "何时", "承办人", "登记日期", "联系电话", "用途", "开户银行", "备注", "血型", "兵役状况"),
)
_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")


def understand_paper(lines: Sequence[Line], labels: Sequence[Label] = COMMON) -> Reading:
    """Return what kind of paper it is and the values on it; `labels` are those looked for on other papers."""
    text = re.sub(r"\s", "", "".join(line.untrusted_text for line in lines))
    if "签发机关" in text and "有效期" in text:
        return Reading(paper=Paper.ID_CARD_BACK, values=values(lines, _BACK))
    if "公民身份号码" in text and "住址" in text and "出生" in text and not any(word in text for word in _OTHER_LABELS):
        return Reading(paper=Paper.ID_CARD_FRONT, values=values(lines, _FRONT, inline=("民族",)))
    found = values(lines, labels, stops=_OTHER_LABELS)
    return Reading(paper=Paper.OTHER, values=(*found, *_lonely_number(lines, found)))


def _lonely_number(lines: Sequence[Line], found: Sequence[Value]) -> tuple[Value, ...]:
    """Return a resident number with a right check digit that stands without a label, if there is but one."""
    if any(value.name == "number" for value in found):
        return ()
    numbers = {}
    for line in lines:
        for match in _NUMBER.finditer(re.sub(r"\s", "", line.untrusted_text)):
            understood = understand(match.group(), Kind.NUMBER)
            if not understood.problem:
                numbers[understood.text] = Value(
                    name="number", untrusted_text=understood.text, confidence=min(line.confidence, 0.8), box=line.box
                )
    return tuple(numbers.values()) if len(numbers) == 1 else ()
