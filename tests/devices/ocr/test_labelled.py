"""Which value belongs to which label, from where the lines stand."""

from __future__ import annotations

import random

from devices.ocr import Kind, Label, Paper, understand_paper
from devices.ocr.labelled import values
from tests.devices.ocr.drawn import BACK, FRONT, line

NAME = Label(name="name", words=("姓名", "持卡人"), kind=Kind.NAME)
ADDRESS = Label(name="address", words=("住址",), kind=Kind.ADDRESS)
PHONE = Label(name="phone", words=("联系电话", "电话"))


def read(*lines: object) -> dict[str, str]:
    labels = (NAME, ADDRESS, PHONE)
    return {value.name: value.untrusted_text for value in values(lines, labels, stops=("曾用名",))}  # type: ignore[arg-type]  # any collection will do


def test_a_value_stands_behind_its_label_in_the_same_line() -> None:
    assert read(line("持卡人：王五", 0, 0), line("联系电话 13800138000", 0, 60)) == {
        "name": "王五",
        "phone": "13800138000",
    }


def test_a_value_stands_in_the_cell_beside_its_label() -> None:
    assert read(line("姓　名", 0, 0), line("王五", 200, 3), line("曾用名", 400, 0), line("五郎", 600, 0)) == {
        "name": "王五"
    }


def test_a_label_without_a_value_takes_none_from_its_neighbour() -> None:
    assert read(line("姓名", 0, 0), line("电话", 200, 0), line("13800138000", 400, 0)) == {"phone": "13800138000"}
    assert read(line("姓名", 0, 0), line("曾用名", 200, 0)) == {}


def test_a_value_stands_in_the_line_below_its_label() -> None:
    assert read(line("住址", 0, 0), line("广州市某某路1号", 30, 50)) == {"address": "广州市某某路1号"}
    assert read(line("住址", 0, 0), line("太远了", 30, 500)) == {}


def test_an_address_goes_on_in_the_lines_below() -> None:
    found = read(
        line("住址", 0, 0), line("北京市东城区某某路", 100, 0), line("1号院2单元", 100, 38), line("无关", 0, 200)
    )
    assert found == {"address": "北京市东城区某某路1号院2单元"}


def test_a_card_in_one_line_a_row_is_understood() -> None:
    lines = [
        line("姓名张三", 0, 0),
        line("性别男民族汉", 0, 60),
        line("出生1949年12月31日", 0, 120),
        line("住址北京市东城区某某路某某胡同", 0, 180),
        line("1号院2号楼3单元", 90, 218),
        line("公民身份号码11010519491231002X", 0, 330),
    ]
    reading = understand_paper(lines)
    assert reading.paper == Paper.ID_CARD_FRONT
    assert {value.name: value.untrusted_text for value in reading.values} == FRONT


def test_the_back_of_a_card_is_understood() -> None:
    reading = understand_paper([line("签发机关北京市公安局东城分局", 0, 0), line("有效期限2020.01.02-长期", 0, 60)])
    assert (reading.paper, {v.name: v.untrusted_text for v in reading.values}) == (Paper.ID_CARD_BACK, BACK)


def test_a_number_without_a_label_is_found_when_there_is_but_one() -> None:
    one = line("兹证明张三（11010519491231002X）", 0, 0)
    assert [v.untrusted_text for v in understand_paper([one]).values] == ["11010519491231002X"]
    other = line("李四 932682198501010017", 0, 50)
    assert understand_paper([one, other]).values == ()


def test_a_wrong_check_digit_is_told_and_hardly_trusted() -> None:
    (value,) = understand_paper([line("公民身份号码：110105194912310021", 0, 0)]).values
    assert (value.problem, value.confidence) == ("check_digit", 0.3)


def test_no_heap_of_lines_breaks_it() -> None:
    chance = random.Random(7)
    words = [
        "姓名",
        "住址",
        "性别",
        "民族",
        "公民身份号码",
        "出生",
        "签发机关",
        "有效期限",
        "X",
        "：",
        " ",
        "1949年",
        "王",
    ]
    for _ in range(300):
        lines = [
            line("".join(chance.choices(words, k=chance.randint(1, 3))), chance.uniform(0, 500), chance.uniform(0, 400))
            for _ in range(chance.randint(0, 9))
        ]
        for value in understand_paper(lines).values:
            assert 0 <= value.confidence <= 1
