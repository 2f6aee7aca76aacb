"""The report of a booth's diagnosis on paper. Not an official paper: no number, no seal.

It takes the report as plain data, so that it need not know the devices: an object with `started_at`, `seconds`,
`kiosk` and `findings`, each with `probe`, `group`, `title`, `verdict`, `summary`, `advice` and `facts`.
"""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import TYPE_CHECKING, Any

from forms.fontmap import Style, directory

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.layout.flow import Flow

_GROUPS = (("device", "设备"), ("machine", "主机"), ("network", "网络"))
_VERDICTS = {"ok": "正常", "warning": "注意", "missing": "缺失", "fault": "故障", "skipped": "略过"}
_PICTURE = (70.0, 52.5)
"""Millimetres a picture may take."""


def draw_diagnosis(report: Mapping[str, Any], pictures: Mapping[str, bytes]) -> bytes:
    """Return the PDF; `pictures` are JPEG or PNG by probe. The same report gives the same bytes.

    Raises `FontsMissing`, and `ValueError` for a picture that is none.
    """
    from forms.layout.faces import faces
    from forms.layout.flow import FORM, Flow
    from forms.layout.paint import About, paint

    chosen = faces(directory())
    flow = Flow(chosen, FORM)
    _compose(flow, report)
    for finding in report["findings"]:
        if finding["probe"] in pictures:
            _picture(flow, str(finding["title"]), pictures[finding["probe"]])
    return paint(flow.pages, chosen, About(title="设备检测报告", author="云窗口", subject=str(report["kiosk"])))


def _compose(flow: Flow, report: Mapping[str, Any]) -> None:
    from forms.templates import parts

    when = dt.datetime.fromtimestamp(float(report["started_at"]), dt.UTC)
    bad = sum(finding["verdict"] in ("missing", "fault") for finding in report["findings"])
    flow.paragraph("设备检测报告", parts.TITLE)
    flow.space(6)
    verdict = "可以营业" if not bad else f"{bad} 项不合格"
    facts = (("终端", str(report["kiosk"])), ("结论", verdict), ("检测时间", f"{when:%Y-%m-%d %H:%M:%S} UTC"))
    parts.facts(flow, [*facts, ("用时", f"{float(report['seconds']):.1f} 秒")])
    for group, name in _GROUPS:
        lines = [_line(finding) for finding in report["findings"] if finding["group"] == group]
        if lines:
            flow.space(8)
            flow.paragraph(name, parts.SECTION, keep=3)
            _table(flow, lines)


def _line(finding: Mapping[str, Any]) -> tuple[str, str, str]:
    facts = "；".join(f"{name} {value}" for name, value in finding["facts"].items() if value != "")
    said = [str(finding["summary"]), *([f"→ {finding['advice']}"] if finding["advice"] else []), facts]
    title = str(finding["title"]).partition(" / ")[0]
    return title, _VERDICTS.get(finding["verdict"], str(finding["verdict"])), "\n".join(filter(None, said))


def _table(flow: Flow, lines: list[tuple[str, str, str]]) -> None:
    from forms.layout.flow import Align, Type
    from forms.layout.grid import Cell, draw_rows

    small = Type(style=Style.SONG, size=8.5, leading=12)
    centred = Type(style=Style.HEI, size=9, leading=12, align=Align.CENTRE)
    widths = (flow.frame.width * 0.2, flow.frame.width * 0.1, flow.frame.width * 0.7)
    rows = [
        tuple(
            Cell(text=text, width=width, kind=kind)
            for text, width, kind in zip(line, widths, (small, centred, small), strict=True)
        )
        for line in lines
    ]
    head = tuple(
        Cell(text=text, width=width, kind=centred, head=True)
        for text, width in zip(("项目", "结果", "所见与处理"), widths, strict=True)
    )
    draw_rows(flow, rows, least=18, head=head)


def _picture(flow: Flow, title: str, untrusted: bytes) -> None:
    from PIL import Image

    from forms.layout.marks import MM, Picture
    from forms.templates import parts

    with BytesIO() as out:
        try:
            with Image.open(BytesIO(untrusted), formats=("JPEG", "PNG")) as image:
                image.convert("RGB").save(out, "PNG")
        except (OSError, SyntaxError, Image.DecompressionBombError) as exc:
            msg = f"{title}: not a picture"
            raise ValueError(msg) from exc
        png = out.getvalue()
    width, height = (side * MM for side in _PICTURE)
    flow.need(height + 40)
    flow.space(8)
    flow.paragraph(title, parts.NOTE)
    flow.add(Picture(x=flow.frame.left, y=flow.y, width=width, height=height, png=png))
    flow.y += height
