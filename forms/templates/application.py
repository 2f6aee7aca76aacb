"""申请表: the form of any item, with its materials, the applicant's declaration and signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.fields import FieldType
from forms.filling import shown
from forms.layout.flow import FORM as FRAME
from forms.layout.grid import Cell, draw_rows
from forms.layout.marks import MM
from forms.layout.qr import qr_code
from forms.loading import definition
from forms.rules import iso_date
from forms.templates import ending, parts

if TYPE_CHECKING:
    from forms.fields import FieldSpec
    from forms.layout.flow import Flow
    from forms.paper_data import PaperData

__all__ = ["FRAME", "compose"]

_NUMERALS = "一二三四五六七八九十"
_DECLARATION = (
    "1. 本人已知悉本事项的办理条件、所需材料、办理时限和本人的权利义务。\n"
    "2. 本人所填写的内容和提交的材料真实、完整、有效，并对其真实性负责；"
    "隐瞒有关情况或者提供虚假材料的，依法承担责任。\n"
    "3. 本人已逐项核对以上内容，确认无误，并在电子屏上亲笔签名。"
)


def compose(flow: Flow, data: PaperData) -> None:
    """Set the form: head, item, each section's fields, materials, declaration and signature."""
    form = definition(data.form)
    _head(flow, data)
    flow.paragraph(form.title.zh, parts.TITLE)
    flow.space(7)
    heads = iter(_NUMERALS)
    parts.facts(flow, [("申请事项", data.item_name), ("实施编码", data.implementation_code), ("受理机关", data.organ)])
    visible = {spec.field for spec in shown(form, data.values)}
    for section in form.sections:
        specs = [spec for spec in section.fields if spec.field in visible]
        if specs:
            _section(flow, f"{next(heads)}、{section.title.zh}")
            parts.facts(flow, [(spec.label.zh, _printed(spec, data.values.get(spec.field, ""))) for spec in specs])
    _section(flow, f"{next(heads)}、申请材料", room=30 * MM)
    parts.materials(flow, data)
    _declaration(flow, data, f"{next(heads)}、申请人声明")


def _head(flow: Flow, data: PaperData) -> None:
    # The code stands in the top margin, so that the title keeps the whole width.
    frame, top = flow.frame, 14 * MM
    flow.add(*qr_code(data.query_url, x=frame.right - parts.QR_SIZE, y=top, size=parts.QR_SIZE))
    room = frame.width - parts.QR_SIZE - 5 * MM
    number = (f"编号：{data.number}",) if data.number not in ("", data.case_no) else ()
    lines = (data.hall or data.organ, *number, f"办件流水号：{data.case_no}")
    small = parts.META
    for index, line in enumerate(lines):
        flow.label(line, small, x=frame.left, y=top + 4 + index * small.leading, width=room)
    flow.y = top + parts.QR_SIZE + 3 * MM


def _section(flow: Flow, name: str, *, room: float = 22 * MM) -> None:
    # A heading never stands alone at a page's foot.
    flow.need(room)
    draw_rows(flow, [(Cell(text=name, width=flow.frame.width, kind=parts.SECTION),)], least=8 * MM)


def _declaration(flow: Flow, data: PaperData, name: str) -> None:
    text = flow.lines(_DECLARATION, parts.NOTE, flow.frame.width - 9)
    flow.need(8 * MM + len(text) * parts.NOTE.leading + 24 * MM + 12)
    _section(flow, name)
    draw_rows(flow, [(Cell(text=_DECLARATION, width=flow.frame.width, kind=parts.NOTE),)], least=parts.ROW)
    ending.signature(flow, data, "申请人签名")


def _printed(spec: FieldSpec, value: str) -> str:
    day = iso_date(value) if spec.type is FieldType.DATE else None
    return parts.chinese_date(day) if day else value
