"""What the page of a case says, in three languages; the law's deadlines as the papers give them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from protocol.states import CaseState, Language

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a state: its name, what it means, what to do next."""

    name: str
    meaning: str
    then: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The page in one language."""

    own_name: str
    """The language in itself, for the link to it."""
    title: str
    item: str
    organ: str
    case_no: str
    paper: str
    """Label of a paper's number; `{}` is the paper."""
    due: str
    expected: str
    """A day that the calendar of its year may still move; `{}` is the day."""
    date: str
    """`str.format` of a day."""
    phone: str
    then: str
    private: str
    states: Mapping[CaseState, Said]
    left: Mapping[CaseState, Said]
    """As `states`, of a case whose visit is over."""


_HANS = Words(
    own_name="简体",
    title="办件进度",
    item="事项",
    organ="受理单位",
    case_no="办件流水号",
    paper="{}编号",
    due="办结期限",
    expected="预计{}（以届时公布的节假日安排为准）",
    date="{0.year}年{0.month}月{0.day}日",
    phone="咨询电话",
    then="下一步",
    private="本页不显示任何个人信息。",
    states={
        CaseState.DRAFT: Said("填写中", "申请还没有提交。", "请在终端上核对并签名，签名后才算提交。"),
        CaseState.SUBMITTED: Said("已提交", "申请已签名提交，等待收件。", "请留在终端前，工作人员正在核对材料。"),
        CaseState.RECEIVED: Said(
            "已收件", "材料已收下，五个工作日内告知是否受理。", "请保管好收件凭证，等候通知，现在不用再来。"
        ),
        CaseState.SUPPLEMENT: Said(
            "需要补正",
            "材料不齐全或不符合要求，需要补正的内容已一次告知。",
            "请按补正材料通知书，在写明的期限内补正。可以通过云窗口、网上办事大厅或者邮寄的方式补正。",
        ),
        CaseState.ACCEPTED: Said(
            "已受理", "材料齐全，申请正在办理。", "请等候结果。过了办结期限还没有结果，请致电咨询。"
        ),
        CaseState.REFUSED: Said(
            "不予受理",
            "申请没有被受理，理由写在不予受理通知书上。",
            "如不服，可以自收到通知书之日起六十日内申请行政复议，或者六个月内向人民法院提起行政诉讼。",
        ),
        CaseState.WITHDRAWN: Said("已撤回", "申请已经撤回。", "需要时可以重新提出申请。"),
    },
    left={
        CaseState.DRAFT: Said("未提交", "这次没有签名提交。", "需要办理时，请到云窗口重新申请。"),
        CaseState.SUBMITTED: Said("未收件", "申请已签名，但还没有收件。", "请致电咨询，或到云窗口重新办理。"),
    },
)
_HANT = Words(
    own_name="繁體",
    title="辦件進度",
    item="事項",
    organ="受理單位",
    case_no="辦件流水號",
    paper="{}編號",
    due="辦結期限",
    expected="預計{}（以屆時公佈的節假日安排為準）",
    date="{0.year}年{0.month}月{0.day}日",
    phone="諮詢電話",
    then="下一步",
    private="本頁不顯示任何個人資料。",
    states={
        CaseState.DRAFT: Said("填寫中", "申請還沒有提交。", "請在終端上核對並簽名，簽名後才算提交。"),
        CaseState.SUBMITTED: Said("已提交", "申請已簽名提交，等待收件。", "請留在終端前，工作人員正在核對材料。"),
        CaseState.RECEIVED: Said(
            "已收件", "材料已收下，五個工作日內告知是否受理。", "請保管好收件憑證，等候通知，現在不用再來。"
        ),
        CaseState.SUPPLEMENT: Said(
            "需要補正",
            "材料不齊全或不符合要求，需要補正的內容已一次告知。",
            "請按補正材料通知書，在寫明的期限內補正。可以通過雲窗口、網上辦事大廳或者郵寄的方式補正。",
        ),
        CaseState.ACCEPTED: Said(
            "已受理", "材料齊全，申請正在辦理。", "請等候結果。過了辦結期限還沒有結果，請致電諮詢。"
        ),
        CaseState.REFUSED: Said(
            "不予受理",
            "申請沒有被受理，理由寫在不予受理通知書上。",
            "如不服，可以自收到通知書之日起六十日內申請行政復議，或者六個月內向人民法院提起行政訴訟。",
        ),
        CaseState.WITHDRAWN: Said("已撤回", "申請已經撤回。", "需要時可以重新提出申請。"),
    },
    left={
        CaseState.DRAFT: Said("未提交", "這次沒有簽名提交。", "需要辦理時，請到雲窗口重新申請。"),
        CaseState.SUBMITTED: Said("未收件", "申請已簽名，但還沒有收件。", "請致電諮詢，或到雲窗口重新辦理。"),
    },
)
_EN = Words(
    own_name="English",
    title="Progress of your case",
    item="Service",
    organ="Office",
    case_no="Case number",
    paper="{}: number",
    due="Due date",
    expected="{} (expected; public holidays of that year are not announced yet)",
    date="{0:%Y-%m-%d}",
    phone="Questions",
    then="What to do next",
    private="This page shows no personal information.",
    states={
        CaseState.DRAFT: Said(
            "Being filled in",
            "Nothing has been submitted yet.",
            "Check the form at the booth and sign it to submit it.",
        ),
        CaseState.SUBMITTED: Said(
            "Submitted",
            "Signed and submitted; the papers have not been taken in yet.",
            "Please stay at the booth while the clerk checks your papers.",
        ),
        CaseState.RECEIVED: Said(
            "Papers received",
            "You will be told within five working days whether the application is accepted.",
            "Keep the receipt and wait for word. You need not come back now.",
        ),
        CaseState.SUPPLEMENT: Said(
            "Something is missing",
            "Papers are missing or not in order; the notice lists everything.",
            "Supply what the notice lists within the time it gives: at a booth, in the online service hall or by mail.",
        ),
        CaseState.ACCEPTED: Said(
            "Accepted",
            "The papers are complete and the case is being worked on.",
            "Wait for the result. If there is none by the due date, please call.",
        ),
        CaseState.REFUSED: Said(
            "Not accepted",
            "The application was not accepted; the notice gives the reason.",
            "You may ask for administrative reconsideration within 60 days of receiving the notice, or sue in the "
            "people's court within six months.",
        ),
        CaseState.WITHDRAWN: Said("Withdrawn", "The application was withdrawn.", "You may apply again at any time."),
    },
    left={
        CaseState.DRAFT: Said("Not submitted", "The form was not signed.", "To apply, please start again at a booth."),
        CaseState.SUBMITTED: Said(
            "Papers not received",
            "Signed, but the papers were not taken in.",
            "Please call, or start again at a booth.",
        ),
    },
)

WORDS: Mapping[Language, Words] = {Language.ZH_HANS: _HANS, Language.ZH_HANT: _HANT, Language.EN: _EN}

UNKNOWN = {
    Language.ZH_HANS: ("查不到这个办件", "编号或校验码不对。请重新扫描单据上的二维码。"),
    Language.ZH_HANT: ("查不到這個辦件", "編號或校驗碼不對。請重新掃描單據上的二維碼。"),
    Language.EN: ("No such case", "The number or its check code is wrong. Please scan the code on your paper again."),
}
"""Heading and sentence for a wrong code and an unknown case alike."""
TOO_OFTEN = {
    Language.ZH_HANS: ("查询太频繁", "请过一会儿再试。"),
    Language.ZH_HANT: ("查詢太頻繁", "請過一會兒再試。"),
    Language.EN: ("Too many tries", "Please try again later."),
}
"""Heading and sentence for an address that guessed too often."""
