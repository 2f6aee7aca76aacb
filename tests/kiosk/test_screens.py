"""The screens load and walk through a whole visit without a Qt warning, in every language, both ways up."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.app import UI
from protocol.states import Language
from tests.kiosk.booth import Booth
from tests.kiosk.people import NAME
from tests.kiosk.visit import ITEM, walk

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication

I18N = UI / "i18n"
TOOLS = Path(sys.executable).parent
PORTRAIT, LANDSCAPE = (1080, 1920), (1920, 1080)


@pytest.fixture(scope="module", autouse=True)
def translated() -> None:
    """Compile the translations, as set-up does."""
    for source in I18N.glob("*.ts"):
        compiled = source.with_suffix(".qm")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            subprocess.run([str(TOOLS / "pyside6-lrelease"), "-silent", str(source), "-qm", str(compiled)], check=True)


@pytest.mark.parametrize(
    ("language", "size", "start"),
    [
        (Language.ZH_HANS, PORTRAIT, "触摸屏幕开始办事"),
        pytest.param(Language.ZH_HANT, LANDSCAPE, "觸摸螢幕開始辦事", marks=pytest.mark.thorough),
        pytest.param(Language.EN, PORTRAIT, "Touch to start", marks=pytest.mark.thorough),
    ],
)
def test_visit_walks_through_every_screen(
    app: QGuiApplication, tmp_path: Path, language: Language, size: tuple[int, int], start: str
) -> None:
    with Booth(app, tmp_path, size=size, language=language) as booth:
        assert booth.find("start").property("text") == start
        seen = []
        for name in walk(booth):
            seen.append(name)
            assert not booth.kiosk.window.grabWindow().isNull()
    assert seen == [
        "attract", "notice", "consent", "card", "confirm_card", "items", "item", "materials", "scan", "scan-taken",
        "waiting", "call", "read_sign", "read_sign-signing", "receipt", "rating", "farewell",
    ]  # fmt: skip


@pytest.mark.thorough
def test_names_the_pilot_uses_are_on_their_screens(app: QGuiApplication, tmp_path: Path) -> None:
    wanted = {
        "notice": ["noticeAccept", "noticeText", "help", "languageButton", "elderButton", "endVisit"],
        "consent": ["consentAgree", "consentDecline", "back"],
        "card": ["withoutCard", "cardStatus"],
        "confirm_card": ["cardConfirm", "cardWrong", "cardName", "cardNumber"],
        "items": ["searchField", f"item_{ITEM}", "theme_social_security"],
        "item": ["itemStart", "itemFeasible", "itemMaterial_hukou"],
        "materials": ["capture_hukou", "takeTicket", "material_hukou"],
        "scan": ["scanCapture", "scanCancel"],
        "scan-taken": ["scanUse", "scanRetake", "scanPreview"],
        "waiting": ["leaveQueue", "ticketNumber", "ticketAhead", "ticketEstimate", "field_phone"],
        "call": ["mute", "hide", "remoteVideo", "localVideo", "agentName", "callQuality", "field_phone"],
        "read_sign": ["signNext", "signPrevious", "signStart", "signPages", "signRefuse"],
        "read_sign-signing": ["signCanvas", "signClear", "signConfirm"],
        "receipt": ["printReceipt", "receiptDone", "receiptNumber"],
        "rating": ["rate_5", "rate_1", "rateSend", "rateSkip"],
        "farewell": ["farewellDone", "wipeProof", "cardLeft"],
    }
    with Booth(app, tmp_path) as booth:
        missing = {name: [one for one in wanted.get(name, []) if not booth.shows(one)] for name in walk(booth)}
    assert {name: lacking for name, lacking in missing.items() if lacking} == {}


@pytest.mark.thorough
def test_languages_change_while_a_visit_goes_on(app: QGuiApplication, tmp_path: Path) -> None:
    with Booth(app, tmp_path) as booth:
        booth.kiosk.model.touch()
        booth.on("notice")
        booth.until(lambda: booth.model("ready"))
        said = []
        for _ in Language:
            said.append(str(booth.find("noticeAccept").property("text")))
            booth.kiosk.model.nextLanguage()
        assert said == ["我已了解，继续", "我已了解，繼續", "I have read this, go on"]


@pytest.mark.thorough
def test_typed_text_stays_while_the_clerk_edits_another_field(app: QGuiApplication, tmp_path: Path) -> None:
    with Booth(app, tmp_path) as booth:
        for name in walk(booth):
            if name == "call":
                break
        field = booth.find("field_phone")
        assert booth.find("field_name").property("text") == NAME
        field.forceActiveFocus()
        field.setProperty("text", "139")
        booth.engine.push(booth.server.patch("bank_name", "某银行", by=booth.server.CLERK))
        booth.until(lambda: booth.find("field_bank_name").property("text") == "某银行")
        assert booth.find("field_phone").property("text") == "139"
        assert booth.find("field_bank_name").property("highlighted") is True


@pytest.mark.parametrize("language", ["zh_Hant", "en"])
def test_no_text_is_left_untranslated(language: str) -> None:
    tree = ET.parse(I18N / f"kiosk_{language}.ts")
    unfinished = [
        message.findtext("source")
        for message in tree.iter("message")
        if (made := message.find("translation")) is None or made.get("type") or not "".join(made.itertext()).strip()
    ]
    assert [text for text in unfinished if text != "、"] == []


def test_translations_hold_every_text_of_the_screens(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.ts"
    arguments = ["-silent", "-extensions", "qml", str(UI / "qml"), "-locations", "none", "-source-language", "zh_CN"]
    subprocess.run(
        [str(TOOLS / "pyside6-lupdate"), *arguments, "-target-language", "en", "-ts", str(fresh)], check=True
    )
    wanted = {message.findtext("source") for message in ET.parse(fresh).iter("message")}
    known = {message.findtext("source") for message in ET.parse(I18N / "kiosk_en.ts").iter("message")}
    assert wanted - known == set()
