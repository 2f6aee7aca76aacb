"""Both faces of an ID card of nobody, drawn as they are printed, and lines as a reader of print gives them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from devices.ocr import Line

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

_FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
FRONT = {
    "name": "张三",
    "sex": "男",
    "ethnic": "汉",
    "birth": "1949-12-31",
    "address": "北京市东城区某某路某某胡同1号院2号楼3单元",
    "number": "11010519491231002X",
}
"""The textbook example of GB 11643."""
BACK = {"issuer": "北京市公安局东城分局", "validity": "2020-01-02/长期"}
_FRONT_PRINT = (
    ((60, 60), 26, "姓 名"),
    ((160, 56), 32, "张三"),
    ((60, 125), 26, "性 别"),
    ((160, 123), 28, "男"),
    ((240, 125), 26, "民 族"),
    ((340, 123), 28, "汉"),
    ((60, 190), 26, "出 生"),
    ((160, 188), 28, "1949 年 12 月 31 日"),
    ((60, 255), 26, "住 址"),
    ((160, 253), 28, "北京市东城区某某路某某"),
    ((160, 293), 28, "胡同1号院2号楼3单元"),
    ((60, 440), 26, "公民身份号码"),
    ((260, 436), 34, "11010519491231002X"),
)
_BACK_PRINT = (
    ((300, 90), 44, "中华人民共和国"),
    ((300, 170), 52, "居 民 身 份 证"),
    ((200, 400), 26, "签发机关"),
    ((340, 398), 28, "北京市公安局东城分局"),
    ((200, 455), 26, "有效期限"),
    ((340, 453), 28, "2020.01.02-长期"),
)


def card_front() -> Picture:
    return _drawn(_FRONT_PRINT)


def card_back() -> Picture:
    return _drawn(_BACK_PRINT)


def _drawn(print_: tuple[tuple[tuple[int, int], int, str], ...]) -> Picture:
    card = Image.new("RGB", (856, 540), (226, 234, 240))
    draw = ImageDraw.Draw(card)
    for at, size, text in print_:
        draw.text(at, text, font=ImageFont.truetype(str(_FONT), size, index=2), fill=(30, 30, 36))
    return np.ascontiguousarray(np.asarray(card)[:, :, ::-1])


def line(text: str, left: float, top: float, *, height: float = 30, confidence: float = 0.98) -> Line:
    """Return a line whose characters are as wide as they are high."""
    right, bottom = left + height * len(text), top + height
    return Line(
        untrusted_text=text,
        confidence=confidence,
        box=((left, top), (right, top), (right, bottom), (left, bottom)),
    )
