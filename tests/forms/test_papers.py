"""Papers read back by two foreign programs, measured, compared byte by byte, and fed with what people may type."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import cv2
import pytest
from PIL import Image
from pypdf import PdfReader

from forms import (
    PaperMaterial,
    SignatureUnusable,
    UnknownForm,
    UnknownPaper,
    definitions,
    draw,
    example,
    papers,
    render,
)
from forms.examples import example_signature
from forms.papers import digest
from tests.forms.conftest import squeeze

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from _pytest.mark import ParameterSet

    PdfToText = Callable[[bytes], str]

NAMES = [info.name for info in papers()]
NOTICES = [name for name in NAMES if name != "application"]
RARE = "王𬎆㛃䶮𠅤𬱖㵘𫖯𰻞"


def thorough(name: str) -> ParameterSet:
    return pytest.param(name, marks=pytest.mark.thorough)


def pypdf_text(pdf: bytes) -> str:
    return squeeze("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.thorough
def test_rare_characters_are_drawn_and_read_back_by_both_readers(name: str, pdftotext: PdfToText) -> None:
    data = example(name)
    drawn = draw(name, replace(data, applicant_name=RARE, values={**data.values, "name": RARE}))
    assert drawn.missing == ()
    assert RARE in pdftotext(drawn.pdf)
    assert RARE in pypdf_text(drawn.pdf)


@pytest.mark.parametrize("form", [form.name for form in definitions()])
def test_every_value_of_a_form_is_on_its_application(form: str, pdftotext: PdfToText) -> None:
    data = example("application", form=form)
    text = pdftotext(render("application", data))
    dates = {
        value: f"{int(value[:4])}年{int(value[5:7])}月{int(value[8:])}日"
        for value in data.values.values()
        if value[4:5] == "-"
    }
    absent = [v for v in data.values.values() if squeeze(dates.get(v, v)) not in text and len(v) < 25]
    assert absent == []


@pytest.mark.parametrize("name", NOTICES)
def test_notices_mask_the_number(name: str, pdftotext: PdfToText) -> None:
    data = example(name)
    text = pdftotext(render(name, data))
    assert data.applicant_number not in text
    assert data.applicant_phone not in text


def test_the_application_shows_the_number_whole(pdftotext: PdfToText) -> None:
    assert example("application").applicant_number in pdftotext(render("application", example("application")))


def test_what_the_receipt_says(pdftotext: PdfToText) -> None:
    text = pdftotext(render("receipt", example("receipt")))
    for said in (
        "收件凭证",
        "穗番政务收〔2026〕000123号",
        "440203********0029",
        "2026年11月23日10:26",
        "张老师（工号1023）",
        "B级：视频核对原件",
        "一式两份",
        "第1页共1页",
        "演示用章无法律效力",
    ):
        assert said in text


def test_what_the_acceptance_says(pdftotext: PdfToText) -> None:
    text = pdftotext(render("acceptance", example("acceptance")))
    for said in (
        "受理通知书",
        "决定予以受理",
        "10个工作日",
        "1个工作日",
        "2026年11月24日前",
        "云窗口（远程视频）",
        "电子送达",
    ):
        assert said in text


def test_an_expected_date_is_not_printed_as_a_firm_one(pdftotext: PdfToText) -> None:
    data = replace(example("acceptance"), due=date(2027, 1, 26), due_provisional=True)
    text = pdftotext(render("acceptance", data))
    assert "预计2027年1月26日（以届时公布的法定节假日安排为准）" in text
    assert "2027年1月26日前" not in text


def test_what_the_supplement_says(pdftotext: PdfToText) -> None:
    text = pdftotext(render("supplement", example("supplement")))
    for said in ("补正材料通知书", "一次性告知", "不齐全：缺少本人页", "30日内", "视为撤回本次申请"):
        assert said in text


def test_what_the_refusal_says(pdftotext: PdfToText) -> None:
    text = pdftotext(render("refusal", example("refusal")))
    for said in ("不予受理通知书", "不属于本机关职权范围", "六十日内", "行政复议", "六个月内", "行政诉讼"):
        assert said in text


@pytest.mark.parametrize("name", NAMES)
def test_the_same_paper_twice_is_the_same_bytes(name: str) -> None:
    assert render(name, example(name)) == render(name, example(name))


@pytest.mark.thorough
def test_another_process_makes_the_same_bytes() -> None:
    program = (
        "import hashlib, forms\n"
        "for info in reversed(forms.papers()):\n"
        "    print(info.name, hashlib.sha256(forms.render(info.name, forms.example(info.name))).hexdigest())"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stderr == ""
    here = [f"{name} {hashlib.sha256(render(name, example(name))).hexdigest()}" for name in reversed(NAMES)]
    assert done.stdout.splitlines() == here


@pytest.mark.thorough
def test_papers_may_be_drawn_from_several_threads() -> None:
    made: dict[str, bytes] = {}
    threads = [threading.Thread(target=lambda n=name: made.update({n: render(n, example(n))})) for name in NAMES]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == {name: render(name, example(name)) for name in NAMES}


def test_other_data_give_another_digest_and_it_is_on_the_paper(pdftotext: PdfToText) -> None:
    data = example("receipt")
    other = replace(data, agent_no="1024")
    assert digest("receipt", data) != digest("receipt", other)
    assert digest("receipt", data) != digest("acceptance", data)
    assert digest("receipt", data) in pdftotext(render("receipt", data))


HOSTILE = {
    "markup": "a<b & <img src='/etc/hostname'/> <font color=red>红</font> <!-- &amp;",
    "long": "长" * 600,
    "token": "x" * 400,
    "surrogate": "甲\ud800乙",
    "control": "甲\x00\x1b\x7f乙",
    "brackets": "（" * 100 + "，" * 100,
    "lines": "\n" * 80,
    "right to left": "\u202e甲乙\u202c",
    "emoji": "王👩‍👩‍👧",
    "empty": "",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("name", ["receipt", *(thorough(name) for name in NAMES if name != "receipt")])
@pytest.mark.thorough
def test_no_text_loses_the_paper(name: str, text: str, pdftotext: PdfToText) -> None:
    data = example(name)
    hostile = replace(
        data,
        applicant_name=text[:3000],
        item_name=text[:300],
        organ=text[:300],
        number=text,
        case_no=text,
        reason=text,
        hall=text[:300],
        query_url=text,
        agent_name=text[:100],
        applicant_number=text[:300],
        values=dict.fromkeys(data.values, text),
        materials=(PaperMaterial(name=text, note=text),),
    )
    pdf = render(name, hostile)
    assert b"/Filespec" not in pdf
    assert b"/EmbeddedFile" not in pdf
    assert pdftotext(pdf) != ""
    assert pypdf_text(pdf) != ""


def test_ten_thousand_characters_go_on_over_the_pages(pdftotext: PdfToText) -> None:
    drawn = draw("refusal", replace(example("refusal"), reason="长" * 10_000))
    assert drawn.pages > 15
    assert pdftotext(drawn.pdf).count("长") == 10_000


def test_markup_is_printed_as_it_stands(pdftotext: PdfToText) -> None:
    data = replace(example("refusal"), reason="甲<img src='/etc/hostname'/>乙 a<b")
    assert "甲<imgsrc='/etc/hostname'/>乙a<b" in pdftotext(render("refusal", data))


def test_a_character_that_no_font_has_is_reported_and_shown(pdftotext: PdfToText) -> None:
    drawn = draw("refusal", replace(example("refusal"), applicant_name="王👩"))
    assert drawn.missing == ("👩",)
    assert "王〓：" in pdftotext(drawn.pdf)


@pytest.mark.parametrize("png", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", example_signature()[:200], b"x" * 1000])
def test_a_signature_that_cannot_be_read_stops_the_paper(png: bytes) -> None:
    with pytest.raises(SignatureUnusable):
        render("application", replace(example("application"), signature_png=png))


def test_a_signature_without_ink_stops_the_paper() -> None:
    for mode, colour in (("RGBA", (0, 0, 0, 0)), ("L", 255)):
        buffer = BytesIO()
        Image.new(mode, (200, 100), colour).save(buffer, "PNG")
        with pytest.raises(SignatureUnusable, match="empty"):
            render("application", replace(example("application"), signature_png=buffer.getvalue()))


def test_a_signature_of_a_hundred_megapixels_stops_the_paper() -> None:
    buffer = BytesIO()
    Image.new("1", (10_000, 10_000)).save(buffer, "PNG")
    with pytest.raises(SignatureUnusable, match=r"pixels|read"):
        render("application", replace(example("application"), signature_png=buffer.getvalue()))


@pytest.mark.thorough
def test_a_signature_is_on_the_paper_as_a_picture() -> None:
    signed, unsigned = example("application"), replace(example("application"), signature_png=None, signed_at=None)
    counts = [
        sum(len(page.images) for page in PdfReader(BytesIO(render("application", d))).pages) for d in (signed, unsigned)
    ]
    assert counts == [1, 0]


def test_unknown_names_are_told() -> None:
    with pytest.raises(UnknownPaper, match="'invoice'"):
        render("invoice", example("receipt"))
    with pytest.raises(UnknownForm, match="'nope'"):
        render("application", replace(example("application"), form="nope"))


@pytest.mark.parametrize("name", ["application", "acceptance"])
@pytest.mark.thorough
def test_the_code_is_read_by_a_camera(name: str, tmp_path: Path) -> None:
    data = example(name)
    (tmp_path / "p.pdf").write_bytes(render(name, data))
    subprocess.run(
        ["pdftoppm", "-r", "200", "-gray", "-png", "-singlefile", tmp_path / "p.pdf", tmp_path / "p"], check=True
    )
    picture = cv2.imread(str(tmp_path / "p.png"))
    assert picture is not None
    read, _, _ = cv2.QRCodeDetector().detectAndDecode(picture)
    assert read == data.query_url
