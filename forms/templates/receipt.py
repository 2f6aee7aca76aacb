"""收件凭证: which papers were taken, by whom and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.layout.flow import NOTICE as FRAME
from forms.templates import parts
from forms.templates.ending import close

if TYPE_CHECKING:
    from forms.layout.flow import Flow
    from forms.paper_data import PaperData

__all__ = ["FRAME", "compose"]


def compose(flow: Flow, data: PaperData) -> None:
    """Set the receipt."""
    parts.title(flow, data, "收件凭证")
    when = f"{parts.chinese_date(data.issued_at)} {data.issued_at:%H:%M}"
    taken = (("收件人", f"{data.agent_name}（工号 {data.agent_no}）"), ("收件时间", when))
    parts.facts(flow, [*parts.applicant(data), *parts.applied(data), *taken])
    flow.space(6)
    flow.paragraph("现收到你提交的下列申请材料：", parts.SMALL_BODY, indent=2)
    flow.space(3)
    parts.materials(flow, data)
    flow.space(5)
    flow.paragraph(
        "本凭证仅证明收到上列材料，不代表申请已被受理。收件机关将自收到材料之日起5个工作日内告知是否受理或者一次性告知"
        "需要补正的全部内容；逾期不告知的，自收到材料之日起即为受理。",
        parts.NOTE,
        indent=2,
    )
    close(flow, data, holder="收件机关")
