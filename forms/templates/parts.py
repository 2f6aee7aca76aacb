"""Parts that several papers share: heads, grids of facts, the close with date, seal and QR code, foot lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.fontmap import Style
from forms.layout.flow import PAGE_WIDTH, Align, Flow, Type
from forms.layout.grid import Cell, Row, draw_rows
from forms.layout.ink import inked
from forms.layout.marks import GREY, MM, Picture, Rule
from forms.layout.qr import qr_code
from forms.layout.seal import seal
from forms.masking import mask_number, mask_phone

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from forms.papers import PaperData

TITLE = Type(style=Style.TITLE, size=22, leading=31, align=Align.CENTRE)
"""二号."""
BODY = Type(style=Style.SONG, size=16, leading=28.9, align=Align.BOTH)
"""三号, 22 lines a page (GB/T 9704 5.2.3)."""
SMALL_BODY = Type(style=Style.SONG, size=14, leading=24, align=Align.BOTH)
"""四号, for papers with grids."""
NUMBER = Type(style=Style.SONG, size=14, leading=24, align=Align.RIGHT)
CASE_NUMBER = Type(style=Style.SONG, size=9, leading=14, align=Align.RIGHT, colour=GREY)
LABEL = Type(style=Style.SONG, size=10.5, leading=15, align=Align.CENTRE)
"""五号."""
VALUE = Type(style=Style.KAI, size=12, leading=16.5)
"""小四: what was filled in."""
VALUE_CENTRE = Type(style=Style.KAI, size=12, leading=16.5, align=Align.CENTRE)
HEAD = Type(style=Style.HEI, size=10.5, leading=15, align=Align.CENTRE)
SECTION = Type(style=Style.HEI, size=10.5, leading=15)
NOTE = Type(style=Style.SONG, size=10.5, leading=16, align=Align.BOTH)
CAPTION = Type(style=Style.SONG, size=8, leading=11, align=Align.CENTRE, colour=GREY)
FOOT = Type(style=Style.SONG, size=9, leading=12, align=Align.CENTRE)
TRACE = Type(style=Style.SONG, size=6.5, leading=9, align=Align.CENTRE, colour=GREY)
ROW = 8 * MM
"""Least height of a row."""
QR_SIZE = 20 * MM
EMPTY = "／"
"""Printed where nothing is filled in, so that nothing can be added later."""
_LABEL_WIDTH = 26 * MM


def chinese_date(day: date) -> str:
    """Return 2026年11月23日: Arabic figures, no leading zeros (GB/T 9704 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def days(count: float) -> str:
    """Return a number of working days in words of a paper."""
    return "当场办结" if count == 0 else f"{count:g}个工作日"


def title(flow: Flow, data: PaperData, name: str) -> None:
    """Set the organ, the name of the paper, its number and the case's."""
    flow.paragraph(data.organ, TITLE)
    flow.paragraph(name, TITLE)
    flow.space(5)
    flow.paragraph(data.number, NUMBER)
    flow.paragraph(f"办件流水号：{data.case_no}", CASE_NUMBER)
    flow.space(7)


def facts(flow: Flow, pairs: Sequence[tuple[str, str]], *, least: float = ROW) -> None:
    """Draw labelled values as a grid: two beside each other where both are short, else one a line."""
    draw_rows(flow, _rows(flow, pairs), least=least)


def _rows(flow: Flow, pairs: Sequence[tuple[str, str]]) -> list[Row]:
    rows: list[Row] = []
    waiting: tuple[str, str] | None = None
    half = flow.frame.width / 2
    for pair in pairs:
        if not fits_half(flow, pair[1]):
            if waiting:
                rows.append(_row(waiting, flow.frame.width))
            waiting = None
            rows.append(_row(pair, flow.frame.width))
        elif waiting:
            rows.append((*_row(waiting, half), *_row(pair, half)))
            waiting = None
        else:
            waiting = pair
    return [*rows, _row(waiting, flow.frame.width)] if waiting else rows


def fits_half(flow: Flow, value: str) -> bool:
    """Tell whether a value fits on one line of half the frame."""
    room = flow.frame.width / 2 - _LABEL_WIDTH - 9
    return "\n" not in value and flow.faces.width(flow.safe(value, VALUE.style), VALUE.style, VALUE.size) <= room


def _row(pair: tuple[str, str], width: float) -> Row:
    label, value = pair
    return (
        Cell(text=label, width=_LABEL_WIDTH, kind=LABEL, head=True),
        Cell(text=value.strip() or EMPTY, width=width - _LABEL_WIDTH, kind=VALUE),
    )


def applicant(data: PaperData) -> list[tuple[str, str]]:
    """Return the facts that every notice begins with; number and telephone masked."""
    return [
        ("申请人", data.applicant_name),
        (data.applicant_id_kind or "证件", mask_number(data.applicant_number)),
        ("申请事项", data.item_name),
        ("实施编码", data.implementation_code),
    ]


def applied(data: PaperData) -> list[tuple[str, str]]:
    """Return when and how the application was made."""
    signed = data.signed_at or data.issued_at
    return [("申请日期", chinese_date(signed)), ("申请方式", "云窗口（远程视频）")]


def table(flow: Flow, heads: Sequence[tuple[str, float]], lines: Sequence[Sequence[str]], *, left: Sequence[int]) -> None:
    """Draw a table; `heads` are names and parts of the width, `left` the columns that are not centred."""
    total = sum(part for _, part in heads)
    widths = [flow.frame.width * part / total for _, part in heads]
    head = tuple(Cell(text=name, width=w, kind=HEAD, head=True) for (name, _), w in zip(heads, widths, strict=True))
    rows = [
        tuple(
            Cell(text=text, width=width, kind=VALUE if column in left else VALUE_CENTRE)
            for column, (text, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    ]
    draw_rows(flow, rows, least=ROW, head=head)


def materials(flow: Flow, data: PaperData) -> None:
    """Draw the list of materials: 序号, 申请材料名称, 形式, 应交, 实交, 备注."""
    heads = (("序号", 12), ("申请材料名称", 58), ("形式", 21), ("应交", 12), ("实交", 12), ("备注", 41))
    lines = [
        (str(n), m.name, m.form, str(m.copies_due), str(m.copies_received), m.note or EMPTY)
        for n, m in enumerate(data.materials, 1)
    ]
    table(flow, heads, lines or [("1", "无", EMPTY, EMPTY, EMPTY, EMPTY)], left=(1, 5))


def close(flow: Flow, data: PaperData) -> None:
    """Set organ and date on the right with the seal over both, the QR code on the left; never parted by a page's end."""
    flow.need(43 * MM)
    flow.space(3 * MM)
    top, left = flow.y, flow.frame.left
    codes = qr_code(data.query_url, x=left, y=top + 4 * MM, size=QR_SIZE)
    flow.add(*codes)
    if codes:
        flow.label("扫码查询办理进度", CAPTION, x=left - 4 * MM, y=top + 25 * MM, width=QR_SIZE + 8 * MM)
    centred = Type(style=Style.SONG, size=BODY.size, leading=BODY.leading, align=Align.CENTRE)
    width = min(110 * MM, max(64 * MM, flow.faces.width(flow.safe(data.organ, Style.SONG), Style.SONG, BODY.size) + 8))
    x = flow.frame.right - width
    if data.demo_seal:
        font = flow.faces.first(Style.TITLE).path
        flow.add(*seal(flow.safe(data.organ, Style.TITLE, lines=False), x=x + width / 2, y=top + 19 * MM, font=font))
    flow.label(data.organ, centred, x=x, y=top + 8 * MM, width=width)
    flow.label(chinese_date(data.issued_at), centred, x=x, y=top + 8 * MM + BODY.leading, width=width)
    flow.y = top + 40 * MM


def signature(flow: Flow, data: PaperData, label: str) -> None:
    """Draw the box for a signature, at least 20 × 60 mm, with the strokes and the date when it is signed."""
    height = 24 * MM
    flow.need(height)
    x, y, widths = flow.frame.left, flow.y, (30 * MM, 72 * MM, 18 * MM, 36 * MM)
    lefts = [x + sum(widths[:n]) for n in range(4)]
    for column, (left, width) in enumerate(zip(lefts, widths, strict=True)):
        flow.box(left, y, width, height)
        if column % 2 == 0:
            text = (label, "签名日期")[column // 2]
            flow.label(text, LABEL, x=left, y=y + (height - LABEL.leading) / 2, width=width)
    if data.signature_png is not None:
        flow.add(_signature_picture(data.signature_png, lefts[1], y, widths[1], height))
    if data.signed_at is not None:
        day = chinese_date(data.signed_at)
        flow.label(day, VALUE_CENTRE, x=lefts[3] + 3, y=y + (height - VALUE.leading) / 2, width=widths[3] - 6)
    flow.y += height


def _signature_picture(png: bytes, x: float, y: float, width: float, height: float) -> Picture:
    picture, shape = inked(png)
    tall = min(height - 3 * MM, (width - 6 * MM) / shape)
    wide = tall * shape
    return Picture(x=x + (width - wide) / 2, y=y + (height - tall) / 2, width=wide, height=tall, png=picture)


def foot(flow: Flow, *, name: str, number: str, digest: str, demo: bool) -> None:
    """Add to every page its number and the digest of what the paper says; to all but the first a running head."""
    frame, count = flow.frame, len(flow.pages)
    last = flow.pages[-1]
    for index, page in enumerate(flow.pages):
        flow.pages.append(page)  # `add` writes on the last page
        _foot_of(flow, index, count, digest, demo=demo)
        if index > 0:
            small = Type(style=Style.SONG, size=9, leading=12, colour=GREY)
            right = Type(style=Style.SONG, size=9, leading=12, colour=GREY, align=Align.RIGHT)
            y = frame.top - 8 * MM
            flow.label(f"{name}（续）", small, x=frame.left, y=y, width=frame.width / 2)
            flow.label(number, right, x=frame.left + frame.width / 2, y=y, width=frame.width / 2)
            flow.add(Rule(x1=frame.left, y1=y + 14, x2=frame.right, y2=y + 14, width=0.4, colour=GREY))
        flow.pages.pop()
    assert flow.pages[-1] is last


def _foot_of(flow: Flow, index: int, count: int, digest: str, *, demo: bool) -> None:
    y, left, width = flow.frame.bottom + 7 * MM, 20 * MM, PAGE_WIDTH - 40 * MM
    flow.label(f"第 {index + 1} 页 共 {count} 页", FOOT, x=left, y=y, width=width)
    flow.label(f"内容摘要 SHA-256 {digest}", TRACE, x=left, y=y + 14, width=width)
    if demo:
        text = "本文书由演示系统生成，所盖印章为「演示用章 无法律效力」"
        flow.label(text, TRACE, x=left, y=y + 23, width=width)


def contact(flow: Flow, data: PaperData) -> None:
    """Say where to ask."""
    where = "，".join(part for part in (data.hall, data.address) if part)
    phone = f"联系电话：{data.phone}" if data.phone else "政务服务热线：12345"
    flow.space(4)
    flow.paragraph(f"办理地点：{where}。{phone}。经办人：{data.agent_name}（工号 {data.agent_no}）。", NOTE, indent=2)


def copies(flow: Flow, holder: str) -> None:
    """Say how many copies there are; the last line of a notice."""
    flow.label(f"本文书一式两份，申请人和{holder}各执一份。", NOTE, x=flow.frame.left, y=flow.y, width=flow.frame.width)
