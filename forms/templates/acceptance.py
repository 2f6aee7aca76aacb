"""受理通知书: the application is accepted, and by when it will be decided."""

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
    """Set the notice."""
    parts.title(flow, data, "受理通知书")
    flow.paragraph(f"{data.applicant_name}：", parts.BODY)
    flow.paragraph(
        f"你于{parts.chinese_date(data.signed_at or data.issued_at)}提出的“{data.item_name}”申请，经审查，申请材料"
        "齐全、符合法定形式。参照《中华人民共和国行政许可法》第三十二条的规定，决定予以受理。",
        parts.BODY,
        indent=2,
    )
    flow.space(8)
    parts.facts(
        flow,
        [
            *parts.applicant(data)[1:],
            *parts.applied(data),
            ("法定办结时限", parts.days(data.statutory_days)),
            ("承诺办结时限", parts.days(data.promised_days)),
            ("办结期限", _due(data)),
            ("领取方式", data.delivery),
        ],
    )
    flow.space(8)
    flow.paragraph(
        "办结时限自受理之日的次日起计算。依法需要听证、检验、检测、检疫、鉴定和专家评审的，所需时间不计算在上述期限内，"
        "并将另行书面告知。",
        parts.NOTE,
        indent=2,
    )
    close(flow, data, holder="受理机关")


def _due(data: PaperData) -> str:
    if data.due is None:
        return ""
    if data.due_provisional:
        # The State Council has not announced that year's holidays yet; a firm date would be a false promise.
        return f"预计{parts.chinese_date(data.due)}（以届时公布的法定节假日安排为准）"
    return f"{parts.chinese_date(data.due)}前"
