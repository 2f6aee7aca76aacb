"""How papers end: where to ask, organ, date and seal, the box for a signature, and the foot of each page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.fontmap import Style
from forms.layout.flow import PAGE_WIDTH, Align, Flow, Type
from forms.layout.ink import inked
from forms.layout.marks import GREY, MM, Picture, Rule
from forms.layout.qr import qr_code
from forms.layout.seal import seal
from forms.templates.parts import BODY, LABEL, NOTE, QR_SIZE, VALUE_CENTRE, chinese_date

if TYPE_CHECKING:
    from forms.paper_data import PaperData

CAPTION = Type(style=Style.SONG, size=8, leading=11, align=Align.CENTRE, colour=GREY)
FOOT = Type(style=Style.SONG, size=9, leading=12, align=Align.CENTRE)
TRACE = Type(style=Style.SONG, size=6.5, leading=9, align=Align.CENTRE, colour=GREY)
_RUNNING = Type(style=Style.SONG, size=9, leading=12, colour=GREY)
_RUNNING_RIGHT = Type(style=Style.SONG, size=9, leading=12, colour=GREY, align=Align.RIGHT)
_ORGAN = Type(style=Style.SONG, size=BODY.size, leading=BODY.leading, align=Align.CENTRE)
_BLOCK = 41 * MM


def close(flow: Flow, data: PaperData, *, holder: str) -> None:
    """End a notice: where to ask, organ and date under the seal, the QR code, the number of copies.

    None of it is parted by a page's end: a page with a seal alone could be put under any text.
    """
    contact = _contact(data)
    flow.need(_BLOCK + 4 + len(flow.lines("　　" + contact, NOTE, flow.frame.width)) * NOTE.leading)
    flow.space(4)
    flow.paragraph(contact, NOTE, indent=2)
    flow.space(3 * MM)
    _code(flow, data)
    _organ(flow, data)
    text = f"本文书一式两份，申请人和{holder}各执一份。"
    flow.label(text, NOTE, x=flow.frame.left, y=flow.y + _BLOCK - 8 * MM, width=flow.frame.width)
    flow.y += _BLOCK - 3 * MM


def _contact(data: PaperData) -> str:
    where = "，".join(part for part in (data.hall, data.address) if part)
    phone = f"联系电话：{data.phone}" if data.phone else "政务服务热线：12345"
    clerk = f"经办人：{data.agent_name}（工号 {data.agent_no}）。" if data.agent_no else ""
    return f"办理地点：{where}。{phone}。{clerk}"


def _code(flow: Flow, data: PaperData) -> None:
    codes = qr_code(data.query_url, x=flow.frame.left, y=flow.y + 4 * MM, size=QR_SIZE)
    flow.add(*codes)
    if codes:
        x, width = flow.frame.left - 4 * MM, QR_SIZE + 8 * MM
        flow.label("扫码查询办理进度", CAPTION, x=x, y=flow.y + 25 * MM, width=width)


def _organ(flow: Flow, data: PaperData) -> None:
    needed = flow.faces.width(flow.safe(data.organ, Style.SONG, lines=False), Style.SONG, BODY.size) + 8
    width = min(116 * MM, max(64 * MM, needed))
    x, y = flow.frame.right - width, flow.y + 8 * MM
    if data.demo_seal:
        organ = flow.safe(data.organ, Style.TITLE, lines=False)
        flow.add(*seal(organ, x=x + width / 2, y=flow.y + 19 * MM, font=flow.faces.first(Style.TITLE).path))
    flow.label(data.organ, _ORGAN, x=x, y=y, width=width)
    flow.label(chinese_date(data.issued_at), _ORGAN, x=x, y=y + BODY.leading, width=width)


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
        flow.label(day, VALUE_CENTRE, x=lefts[3] + 3, y=y + (height - VALUE_CENTRE.leading) / 2, width=widths[3] - 6)
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
            y = frame.top - 8 * MM
            flow.label(f"{name}（续）", _RUNNING, x=frame.left, y=y, width=frame.width / 2)
            flow.label(number, _RUNNING_RIGHT, x=frame.left + frame.width / 2, y=y, width=frame.width / 2)
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
