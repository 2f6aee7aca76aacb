"""The notice and the consents a visit shows (个人信息保护法 17, 26, 29, 30), by language, with version and hash.

They say only what this program does: it records neither sound nor picture, and compares no faces.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from protocol.states import ConsentKind, Language

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION = "2026.1"


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One text as the citizen sees it."""

    kind: ConsentKind
    language: Language
    points: tuple[tuple[str, str], ...]
    """Heading and sentence of each point."""
    version: str = VERSION

    @cached_property
    def sha256(self) -> str:
        """Hash of the text in UTF-8, points and lines joined by newlines."""
        lines = "\n".join(f"{heading}\n{sentence}" for heading, sentence in self.points)
        return hashlib.sha256(lines.encode()).hexdigest()


def notice(kind: ConsentKind, language: Language, *, organ: str, recipient: str = "") -> Notice:
    """Return a text. `organ` runs the booth; `recipient` is the organ that the papers go to (`cross_region`)."""
    points = tuple(
        (heading, sentence.format(organ=organ, recipient=recipient or organ))
        for heading, sentence in _TEXTS[kind][language]
    )
    return Notice(kind=kind, language=language, points=points)


_Points = tuple[tuple[str, str], ...]
_TEXTS: Mapping[ConsentKind, Mapping[Language, _Points]] = {
    ConsentKind.NOTICE: {
        Language.ZH_HANS: (
            ("谁在处理", "{organ}。咨询与投诉：12345。"),
            ("为了什么", "办理您选择的政务服务事项，核验身份，联系您。"),
            ("用到哪些信息", "身份证件上的信息、您填写的内容、您拍摄的材料、您的签名。"),
            ("交给谁", "办理该事项的业务属地部门。不会用于其他目的。"),
            ("保存多久", "按档案规定随办件保存。本机不留存：离开时立即清除。"),
            ("您的权利", "您可以查阅、复制、更正，也可以随时结束办理。"),
        ),
        Language.ZH_HANT: (
            ("誰在處理", "{organ}。諮詢與投訴：12345。"),
            ("為了甚麼", "辦理您選擇的政務服務事項，核驗身份，聯絡您。"),
            ("用到哪些資料", "身份證件上的資料、您填寫的內容、您拍攝的材料、您的簽名。"),
            ("交給誰", "辦理該事項的業務屬地部門。不會用於其他目的。"),
            ("保存多久", "按檔案規定隨辦件保存。本機不留存：離開時立即清除。"),
            ("您的權利", "您可以查閱、複製、更正，也可以隨時結束辦理。"),
        ),
        Language.EN: (
            ("Who", "{organ}. Questions and complaints: 12345."),
            ("What for", "To do the business you choose, to check who you are, and to reach you."),
            ("Which data", "Your identity card, what you fill in, the papers you photograph, your signature."),
            ("Who gets it", "The office responsible for this business. It is used for nothing else."),
            (
                "How long",
                "Kept with the case by the rules for archives. Nothing stays here: it is erased when you leave.",
            ),
            ("Your rights", "You may see, copy and correct your data, and stop at any time."),
        ),
    },
    ConsentKind.VIDEO: {
        Language.ZH_HANS: (
            ("谁能看到", "云坐席工作人员会看到您和您的材料，听到您的声音；您也会看到工作人员。"),
            ("是否录音录像", "本次通话不录音、不录像。"),
            ("人脸信息", "本机不作人脸识别，由工作人员人工核验。"),
            ("不同意怎么办", "请到就近的政务服务大厅办理，或请现场工作人员协助。"),
        ),
        Language.ZH_HANT: (
            ("誰能看到", "雲坐席工作人員會看到您和您的材料，聽到您的聲音；您也會看到工作人員。"),
            ("是否錄音錄影", "本次通話不錄音、不錄影。"),
            ("人臉資料", "本機不作人臉識別，由工作人員人工核驗。"),
            ("不同意怎麼辦", "請到就近的政務服務大廳辦理，或請現場工作人員協助。"),
        ),
        Language.EN: (
            ("Who sees you", "The officer sees and hears you and sees your papers; you see the officer."),
            ("Recording", "This call is not recorded."),
            ("Your face", "This machine recognises no faces; the officer checks who you are."),
            ("If you do not agree", "Please go to the nearest service hall, or ask the staff here."),
        ),
    },
    ConsentKind.CROSS_REGION: {
        Language.ZH_HANS: (
            ("材料交给谁", "您的材料将提供给{recipient}（业务属地），仅用于本次办理。"),
            ("为什么", "该事项由业务属地部门决定，{organ}代为收件。"),
            ("不同意怎么办", "您可以选择其他事项，或到业务属地的大厅办理。"),
        ),
        Language.ZH_HANT: (
            ("材料交給誰", "您的材料將提供給{recipient}（業務屬地），僅用於本次辦理。"),
            ("為甚麼", "該事項由業務屬地部門決定，{organ}代為收件。"),
            ("不同意怎麼辦", "您可以選擇其他事項，或到業務屬地的大廳辦理。"),
        ),
        Language.EN: (
            ("Who gets your papers", "Your papers go to {recipient}, which is responsible, for this business only."),
            ("Why", "That office decides on this business; {organ} takes the papers for it."),
            ("If you do not agree", "You can choose another business, or go to a hall over there."),
        ),
    },
}
