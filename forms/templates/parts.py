"""Parts that several papers share: heads, grids of facts, the close with date, seal and QR code, foot lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.fontmap import Style
from forms.layout.flow import Align, Flow, Type
from forms.layout.grid import Cell, Row, draw_rows
from forms.layout.marks import GREY, MM
from forms.masking import mask_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from forms.paper_data import PaperData

TITLE = Type(style=Style.TITLE, size=22, leading=31, align=Align.CENTRE)
"""二号."""
BODY = Type(style=Style.SONG, size=16, leading=28.9, align=Align.BOTH)
"""三号, 22 lines a page (GB/T 9704 5.2.3)."""
SMALL_BODY = Type(style=Style.SONG, size=14, leading=24, align=Align.BOTH)
"""四号, for papers with grids."""
NUMBER = Type(style=Style.SONG, size=14, leading=24, align=Align.RIGHT)
CASE_NUMBER = Type(style=Style.SONG, size=9, leading=14, align=Align.RIGHT, colour=GREY)
META = Type(style=Style.SONG, size=9, leading=15)
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
                rows.append(_row(flow, waiting, flow.frame.width))
            waiting = None
            rows.append(_row(flow, pair, flow.frame.width))
        elif waiting:
            rows.append((*_row(flow, waiting, half), *_row(flow, pair, half)))
            waiting = None
        else:
            waiting = pair
    return [*rows, _row(flow, waiting, flow.frame.width)] if waiting else rows


def fits_half(flow: Flow, value: str) -> bool:
    """Tell whether a value fits on one line of half the frame."""
    room = flow.frame.width / 2 - _LABEL_WIDTH - 9
    return "\n" not in value and flow.faces.width(flow.safe(value, VALUE.style), VALUE.style, VALUE.size) <= room


def _row(flow: Flow, pair: tuple[str, str], width: float) -> Row:
    label, value = pair
    return (
        Cell(text=_balanced(flow, label), width=_LABEL_WIDTH, kind=LABEL, head=True),
        Cell(text=value.strip() or EMPTY, width=width - _LABEL_WIDTH, kind=VALUE),
    )


def _balanced(flow: Flow, label: str) -> str:
    # 公积金缴存 / 登记, not 公积金缴存登 / 记: the narrowest column that takes no more lines.
    room = _LABEL_WIDTH - 9
    lines = flow.lines(label, LABEL, room)
    while len(lines) > 1:
        narrower = flow.lines(label, LABEL, room - LABEL.size / 2)
        if len(narrower) > len(lines):
            break
        room, lines = room - LABEL.size / 2, narrower
    return "\n".join(line.text for line in lines)


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


def table(
    flow: Flow, heads: Sequence[tuple[str, float]], lines: Sequence[Sequence[str]], *, left: Sequence[int]
) -> None:
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
