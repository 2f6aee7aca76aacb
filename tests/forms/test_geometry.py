"""Nothing runs off a page or over something else: the marks are measured, before any PDF."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from forms import MaterialProblem, PaperMaterial, definitions, example, papers
from forms.layout.flow import PAGE_HEIGHT, PAGE_WIDTH
from forms.layout.marks import MM, Area, Circle, Picture, Rule, Shape, Text
from forms.templates import compose

if TYPE_CHECKING:
    from forms.layout.faces import Faces
    from forms.layout.flow import Flow
    from forms.paper_data import PaperData

NAMES = [info.name for info in papers()]
Box = tuple[float, float, float, float]


def laid_out(name: str, data: PaperData, faces: Faces) -> Flow:
    return compose(name, data, faces, name="文书", digest="0" * 64)


def box(mark: object) -> Box | None:
    match mark:
        case Text():
            # Ink of Chinese type: a little inside its em square.
            return mark.x, mark.y - mark.size * 0.85, mark.x + mark.width, mark.y + mark.size * 0.1
        case Area() | Picture():
            return mark.x, mark.y, mark.x + mark.width, mark.y + mark.height
        case Rule():
            return mark.x1, mark.y1, mark.x2, mark.y2
        case Circle():
            return mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius
        case Shape():
            xs = [value for step in mark.path for value in step[1::2] if isinstance(value, float)]
            ys = [value for step in mark.path for value in step[2::2] if isinstance(value, float)]
            return min(xs), min(ys), max(xs), max(ys)
    return None


def overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] - 0.01 and b[0] < a[2] - 0.01 and a[1] < b[3] - 0.01 and b[1] < a[3] - 0.01


def check_pages(flow: Flow) -> None:
    for page in flow.pages:
        boxes = [(mark, found) for mark in page.marks if (found := box(mark))]
        for mark, (left, top, right, bottom) in boxes:
            assert 12 * MM <= left <= right <= PAGE_WIDTH - 12 * MM, mark
            assert 8 * MM <= top <= bottom <= PAGE_HEIGHT - 8 * MM, mark
        texts: list[tuple[object, Box]] = [(mark, found) for mark, found in boxes if isinstance(mark, Text)]
        rules: list[tuple[object, Box]] = [
            (r, (r.x1 - 0.3, r.y1 - 0.3, r.x2 + 0.3, r.y2 + 0.3)) for r in page.marks if isinstance(r, Rule)
        ]
        for text, found in texts:
            assert [other for other, b in texts + rules if other is not text and overlap(found, b)] == [], text


@pytest.mark.parametrize("name", NAMES)
def test_examples_stay_on_the_page(name: str, type_faces: Faces) -> None:
    check_pages(laid_out(name, example(name), type_faces))


@pytest.mark.parametrize("form", [form.name for form in definitions()])
def test_applications_of_all_forms_stay_on_the_page(form: str, type_faces: Faces) -> None:
    check_pages(laid_out("application", example("application", form=form), type_faces))


LONG = "广东省广州市番禺区" + "南村镇万博商务区汉溪大道东" * 12 + "1号"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", [LONG, "W" * 400, "（" * 60, "一\n二\n三", "a b " * 60])
@pytest.mark.thorough
def test_long_texts_wrap_and_stay_on_the_page(name: str, text: str, type_faces: Faces) -> None:
    data = example(name)
    long = replace(
        data,
        organ=text,
        number=text,
        case_no=text,
        hall=text,
        applicant_name=text,
        item_name=text,
        reason=text,
        delivery=text,
        values=dict.fromkeys(data.values, text),
        materials=tuple(PaperMaterial(name=text, form=text, note=text) for _ in range(12)),
        problems=tuple(MaterialProblem(material=text, problem=text, todo=text) for _ in range(6)),
    )
    check_pages(laid_out(name, long, type_faces))


def test_a_table_over_several_pages_repeats_its_head(type_faces: Faces) -> None:
    data = replace(example("receipt"), materials=tuple(PaperMaterial(name=f"材料{n}") for n in range(60)))
    flow = laid_out("receipt", data, type_faces)
    texts = [[mark.text for mark in page.marks if isinstance(mark, Text)] for page in flow.pages]
    assert [page.count("申请材料名称") for page in texts] == [1, 1, 1, 0]
    assert [text for page in texts for text in page if text.startswith("材料")] == [f"材料{n}" for n in range(60)]
    assert [f"第 {n} 页 共 4 页" in page for n, page in enumerate(texts, 1)] == [True] * 4
    assert ["文书（续）" in page for page in texts] == [False, True, True, True]


@pytest.mark.parametrize("count", range(0, 40, 3))
@pytest.mark.parametrize("name", ["receipt", "application"])
def test_seal_and_signature_never_stand_alone(name: str, count: int, type_faces: Faces) -> None:
    data = replace(example(name), materials=tuple(PaperMaterial(name=f"材料{n}") for n in range(count)))
    last = [mark.text for mark in laid_out(name, data, type_faces).pages[-1].marks if isinstance(mark, Text)]
    assert any(text.startswith("　　办理地点") or "本人已知悉" in text for text in last)


def test_a_signature_box_is_large_enough_and_the_code_is_20_mm(type_faces: Faces) -> None:
    flow = laid_out("application", example("application"), type_faces)
    (code,) = (mark for mark in flow.pages[0].marks if isinstance(mark, Shape))
    left, _, right, _ = box(code) or (0, 0, 0, 0)
    assert right - left == pytest.approx(20 * MM)
    (picture,) = (mark for page in flow.pages for mark in page.marks if isinstance(mark, Picture))
    assert picture.height <= 24 * MM
    assert picture.width <= 72 * MM
