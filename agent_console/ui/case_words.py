"""The case in words for the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

import forms
from agent_console.case_view import Lack, LackKind, MaterialView
from agent_console.ui.words import said
from protocol.catalogue import Necessity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from protocol.messages import Note, PaperState
    from protocol.states import Language


def lack_words(lack: Lack, *, fields: Mapping[str, str], materials: Mapping[str, str]) -> str:
    """Return what is missing as the clerk would say it."""
    field = fields.get(lack.ref, lack.ref)
    material = materials.get(lack.ref, lack.ref)
    words: dict[LackKind, Callable[[], str]] = {
        LackKind.ITEM: lambda: QCoreApplication.translate("CaseWords", "尚未选定事项"),
        LackKind.IDENTITY: lambda: QCoreApplication.translate("CaseWords", "尚未读取身份证"),
        LackKind.FIELD: lambda: QCoreApplication.translate("CaseWords", "未填：%1").replace("%1", field),
        LackKind.PROBLEM: lambda: QCoreApplication.translate("CaseWords", "有误：%1").replace("%1", field),
        LackKind.PAGES: lambda: QCoreApplication.translate("CaseWords", "未拍：%1").replace("%1", material),
        LackKind.VERDICT: lambda: QCoreApplication.translate("CaseWords", "未核验：%1").replace("%1", material),
        LackKind.DEFECT: lambda: QCoreApplication.translate("CaseWords", "不合格：%1").replace("%1", material),
        LackKind.SIGNATURE: lambda: QCoreApplication.translate("CaseWords", "申请表尚未签名"),
        LackKind.NO_DEFECT: lambda: QCoreApplication.translate(
            "CaseWords", "没有需要补正的内容，请写明或将材料判为不合格"
        ),
        LackKind.REASON: lambda: QCoreApplication.translate("CaseWords", "请写明理由"),
        LackKind.STATE: lambda: QCoreApplication.translate("CaseWords", "办件当前状态不能进行此操作"),
    }
    return words[lack.kind]()


def material_row(view: MaterialView, language: Language, ready: Callable[[str], bool]) -> dict[str, Any]:
    """Return a material as its row shows it; `ready` tells whether a picture is here, and fetches it if not."""
    return {
        "material": view.material.material,
        "name": said(view.material.name, language),
        "condition": "" if view.material.condition is None else said(view.material.condition, language),
        "form": view.material.form,
        "capture": str(view.material.capture),
        "standing": str(view.standing),
        "needed": view.needed,
        "necessity": necessity(view),
        "verdict": str(view.state.verdict),
        "note": view.state.note,
        "pages": [
            {"sha256": page.sha256, "ready": ready(page.sha256), "warnings": list(page.warnings)}
            for page in view.state.pages
        ],
    }


def necessity(view: MaterialView) -> str:
    """Return `required`, `optional`, `conditional`, or `tolerable` for a required one that may follow later (容缺)."""
    if view.material.necessity is Necessity.REQUIRED and view.material.tolerate_days is not None:
        return "tolerable"
    return str(view.material.necessity)


def paper_title(paper: str, language: Language) -> str:
    """Return the title of a paper."""
    known = next((info for info in forms.papers() if info.name == paper), None)
    return paper if known is None else known.title.text(language)


def paper_row(paper: PaperState, language: Language) -> dict[str, Any]:
    """Return an issued paper as its row shows it."""
    return {
        "paper": paper.paper,
        "title": paper_title(paper.paper, language),
        "number": paper.number,
        "issuedAt": paper.issued_at,
        "signed": paper.signed,
    }


def note_row(note: Note) -> dict[str, Any]:
    """Return a note as its row shows it."""
    return {"at": note.at, "by": note.by, "text": note.text}
