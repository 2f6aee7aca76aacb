"""The report of a booth's diagnosis on paper."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from forms import draw_diagnosis


def report(**more: Any) -> dict[str, Any]:
    finding = {
        "probe": "printer",
        "group": "device",
        "title": "打印机 / printer",
        "verdict": "fault",
        "summary": "缺纸 / cannot print: media-empty-error <b>",
        "advice": "补纸",
        "facts": {"answer_ms": 4.5, "nothing": ""},
        "seconds": 0.1,
    }
    return {"kiosk": "K-1", "started_at": 1795405806.9, "seconds": 2.3, "findings": [finding | more]}


def test_the_paper_says_what_was_found_and_what_to_do() -> None:
    pdf = draw_diagnosis(report(), {})
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    for part in ("设备检测报告", "K-1", "1 项不合格", "打印机", "故障", "<b>", "补纸", "answer_ms 4.5", "UTC"):
        assert part in text
    assert "nothing" not in text
    assert draw_diagnosis(report(), {}) == pdf


def test_a_picture_that_was_taken_is_on_the_paper() -> None:
    out = BytesIO()
    Image.new("RGB", (64, 48), "red").save(out, "JPEG")
    pages = PdfReader(BytesIO(draw_diagnosis(report(verdict="ok"), {"printer": out.getvalue()}))).pages
    assert [image.image.size for page in pages for image in page.images if image.image] == [(64, 48)]
    assert "可以营业" in pages[0].extract_text()


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="not a picture"):
        draw_diagnosis(report(), {"printer": b"garbage"})
