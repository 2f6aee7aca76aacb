"""Papers a citizen brings along, drawn with invented data: a household register page and a copy of a bank card."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from demo.errors import Missing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from demo.citizen import Citizen

_DPI = 150
PAGE = (round(210 / 25.4 * _DPI), round(297 / 25.4 * _DPI))
"""A4 at 150 dots per inch: width, height."""
_INK = (38, 38, 44)
_FONTS = Path("/usr/share/fonts")
_SERIF = (_FONTS / "opentype/noto/NotoSerifCJK-Regular.ttc", 2)
"""Face 2 of the collection is SC."""
_RARE = (_FONTS / "truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 0)


def register_page(citizen: Citizen) -> NDArray[np.uint8]:
    """Return a copy of a 常住人口登记卡 on A4, BGR."""
    page, draw = _blank()
    _text(draw, (PAGE[0] // 2, 150), "常住人口登记卡", 52, anchor="mm")
    _text(draw, (PAGE[0] // 2, 214), "（演示样张 · 复印件）", 24, anchor="mm")
    rows = (
        ("姓　　名", citizen.name, "户主或与户主关系", "户主"),
        ("曾 用 名", "", "性　　别", "女"),
        ("出 生 地", "广东省广州市番禺区", "民　　族", citizen.ethnic),
        ("籍　　贯", "广东省广州市", "出生日期", f"{citizen.birth.year}年{citizen.birth.month}月{citizen.birth.day}日"),
        ("本市（县）其他住址", "", "宗教信仰", ""),
        ("公民身份号码", citizen.number, "身　　高", "163"),
        ("文化程度", "大学本科", "婚姻状况", "未婚"),
        ("服务处所", "", "职　　业", ""),
    )
    left, top, height = 100, 290, 104
    columns = (left, left + 250, left + 560, left + 800, PAGE[0] - 100)
    for number, row in enumerate(rows):
        _row(draw, columns=columns, top=top + number * height, height=height, cells=row)
    _wide_rows(draw, left=left, top=top + len(rows) * height, address=citizen.address)
    _stamp(draw, centre=(PAGE[0] - 330, 1480))
    return _bgr(page)


def bank_card_copy(citizen: Citizen) -> NDArray[np.uint8]:
    """Return a copy of a bank card on A4, BGR."""
    page, draw = _blank()
    _text(draw, (PAGE[0] // 2, 150), "银行账户资料复印件", 46, anchor="mm")
    card = (250, 280, 250 + 740, 280 + 466)
    draw.rounded_rectangle(card, radius=30, fill=(221, 228, 233), outline=(120, 130, 140), width=3)
    _text(draw, (300, 340), citizen.bank, 34)
    draw.rounded_rectangle((310, 440, 400, 510), radius=12, fill=(205, 190, 140), outline=(130, 115, 70), width=2)
    grouped = " ".join(citizen.account[start : start + 4] for start in range(0, len(citizen.account), 4))
    _text(draw, (300, 560), grouped, 42)
    _text(draw, (300, 660), "演示样张　无法律效力", 26)
    lines = (f"持卡人：{citizen.name}", "用　途：城乡居民基本养老保险缴费及待遇领取", "本复印件与原件一致。")
    for number, line in enumerate(lines):
        _text(draw, (220, 880 + number * 80), line, 34)
    return _bgr(page)


def _blank() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    page = Image.new("RGB", PAGE, (247, 246, 242))
    return page, ImageDraw.Draw(page)


def _row(
    draw: ImageDraw.ImageDraw, *, columns: tuple[int, ...], top: int, height: int, cells: tuple[str, str, str, str]
) -> None:
    for start, end, text in zip(columns, columns[1:], cells, strict=False):
        draw.rectangle((start, top, end, top + height), outline=_INK, width=2)
        size = min(30, int((end - start - 24) / max(1, _ems(text))))
        _text(draw, (start + 12, top + height // 2), text, size, anchor="lm")


def _ems(text: str) -> float:
    """Width in ems: Latin letters and digits are about half as wide as the rest."""
    return sum(0.56 if character.isascii() else 1.0 for character in text)


def _wide_rows(draw: ImageDraw.ImageDraw, *, left: int, top: int, address: str) -> None:
    rows = (
        ("何时由何地迁来本市（县）", "1989年3月　出生登记"),
        ("住　址", address),
        ("承办人签章", "　　　　　　登记日期：2019年6月18日"),
    )
    for number, (label, value) in enumerate(rows):
        y = top + number * 116
        draw.rectangle((left, y, PAGE[0] - 100, y + 116), outline=_INK, width=2)
        _text(draw, (left + 14, y + 36), label, 26, anchor="lm")
        _text(draw, (left + 40, y + 84), value, 30, anchor="lm")


def _stamp(draw: ImageDraw.ImageDraw, *, centre: tuple[int, int]) -> None:
    x, y = centre
    red = (196, 62, 56)
    draw.ellipse((x - 120, y - 120, x + 120, y + 120), outline=red, width=6)
    _text(draw, (x, y - 20), "演示用章", 36, anchor="mm", fill=red)
    _text(draw, (x, y + 34), "无法律效力", 26, anchor="mm", fill=red)


def _text(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    size: int,
    *,
    anchor: str = "la",
    fill: tuple[int, int, int] = _INK,
) -> None:
    """Draw a line; characters above the BMP come from the face that has them."""
    runs = [(character, _font(size, rare=ord(character) > 0xFFFF)) for character in text]
    width = sum(font.getlength(character) for character, font in runs)
    x, y = at
    if anchor[0] == "m":
        x -= width / 2
    for character, font in runs:
        draw.text((x, y), character, font=font, fill=fill, anchor="l" + anchor[1])
        x += font.getlength(character)


@lru_cache(maxsize=32)
def _font(size: int, *, rare: bool) -> ImageFont.FreeTypeFont:
    path, face = _RARE if rare else _SERIF
    try:
        return ImageFont.truetype(str(path), size, index=face)
    except OSError:
        package = "fonts-lxgw-wenkai" if rare else "fonts-noto-cjk"
        raise Missing(program=f"the font {path.name}", package=package) from None


def _bgr(page: Image.Image) -> NDArray[np.uint8]:
    return np.asarray(cv2.cvtColor(np.asarray(page), cv2.COLOR_RGB2BGR), dtype=np.uint8)
