"""不予受理通知书: refused, with the ground and the remedies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.layout.flow import NOTICE as FRAME
from forms.masking import mask_number
from forms.templates import parts
from forms.templates.ending import close

if TYPE_CHECKING:
    from forms.layout.flow import Flow
    from forms.paper_data import PaperData

__all__ = ["FRAME", "compose"]


def compose(flow: Flow, data: PaperData) -> None:
    """Set the notice."""
    parts.title(flow, data, "不予受理通知书")
    flow.paragraph(f"{data.applicant_name}：", parts.BODY)
    number = mask_number(data.applicant_number)
    flow.paragraph(
        f"你（{data.applicant_id_kind}：{number}）于{parts.chinese_date(data.signed_at or data.issued_at)}提出的"
        f"“{data.item_name}”申请，经审查，存在下列情形：",
        parts.BODY,
        indent=2,
    )
    flow.paragraph(data.reason or parts.EMPTY, parts.BODY, indent=2)
    flow.paragraph("参照《中华人民共和国行政许可法》第三十二条的规定，决定不予受理。", parts.BODY, indent=2)
    flow.paragraph(
        "如不服本决定，可以自收到本通知书之日起六十日内依法申请行政复议，或者自收到本通知书之日起六个月内依法向人民法院"
        "提起行政诉讼。",
        parts.BODY,
        indent=2,
        keep=2,
    )
    close(flow, data, holder="发出机关")
