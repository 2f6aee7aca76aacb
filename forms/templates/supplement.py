"""补正材料通知书: told once, all that is missing or wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.layout.flow import NOTICE as FRAME
from forms.templates import parts
from forms.templates.ending import close

if TYPE_CHECKING:
    from forms.layout.flow import Flow
    from forms.paper_data import PaperData

__all__ = ["FRAME", "compose"]

_HEADS = (("序号", 11), ("材料名称", 45), ("存在问题", 46), ("补正要求", 54))


def compose(flow: Flow, data: PaperData) -> None:
    """Set the notice."""
    parts.title(flow, data, "补正材料通知书")
    flow.paragraph(f"{data.applicant_name}：", parts.BODY)
    flow.paragraph(
        f"你于{parts.chinese_date(data.signed_at or data.issued_at)}提出的“{data.item_name}”申请，"
        "经审查，申请材料不齐全或者不符合法定形式。现将需要补正的全部内容一次性告知如下：",
        parts.BODY,
        indent=2,
    )
    flow.space(6)
    lines = [(str(n), p.material, p.problem, p.todo or parts.EMPTY) for n, p in enumerate(data.problems, 1)]
    parts.table(flow, _HEADS, lines or [("1", parts.EMPTY, data.reason or parts.EMPTY, parts.EMPTY)], left=(1, 2, 3))
    flow.space(8)
    flow.paragraph(
        f"请自收到本通知书之日起{data.supplement_days}日内补正上述材料。可以通过云窗口、网上办事大厅或者邮寄的方式补正。"
        "材料补正齐全之日为收件之日；逾期未补正的，视为撤回本次申请，需要时可以重新提出申请。",
        parts.SMALL_BODY,
        indent=2,
    )
    if data.reason and data.problems:
        flow.paragraph(f"说明：{data.reason}", parts.SMALL_BODY, indent=2)
    close(flow, data, holder="发出机关")
