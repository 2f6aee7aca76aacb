"""The console's screens: they load without a warning everywhere, and a clerk's hand reaches the rules behind them."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

import msgspec
import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication

import forms
from agent_console.login import Refusal, RefusalReason
from peer.events import CallChanged, CallQuality, CallState, Levels, LinkDown
from protocol.messages import (
    AnswerOffer,
    AskDevice,
    CallEnded,
    CaseChanged,
    CaseSnapshot,
    Decide,
    DeviceReport,
    FieldPatched,
    FieldValue,
    HangUp,
    JudgeMaterial,
    MaterialChanged,
    MaterialState,
    Page,
    PatchField,
    PeerLink,
    PresenceChanged,
    ReceivePapers,
)
from protocol.states import (
    CallEnd,
    CaseState,
    DeviceOutcome,
    MaterialVerdict,
    Presence,
    Role,
)
from tests.agent_console import made
from tests.agent_console.stage import Screen, settle

if TYPE_CHECKING:
    from pathlib import Path

ALL = made.values(made.FROM_CARD) + made.values(made.BY_CITIZEN)
SIZES = [(1920, 1080), (1366, 768)]


def png(colour: str = "white") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (60, 80), colour).save(file, "PNG")
    return file.getvalue()


def photographed(screen: Screen, *, verdict: MaterialVerdict = MaterialVerdict.PENDING) -> MaterialState:
    """The household register with two pictures the engine can fetch."""
    page, original = png("white"), png("grey")
    names = [hashlib.sha256(data).hexdigest() for data in (page, original)]
    screen.engine.stored.update(zip(names, (page, original), strict=True))
    one = Page(sha256=names[0], original_sha256=names[1], media_type="image/png", warnings=("glare",))
    return MaterialState(material=made.BOOK, pages=(one,), verdict=verdict)


def until(screen: Screen, name: str, what: str, *, value: object) -> None:
    """Wait for a property by the event loop."""
    for _ in range(2000):
        if screen.read(name, what) == value:
            return
        settle(1)
    pytest.fail(f"{name}.{what} is {screen.read(name, what)!r}, not {value!r}")


def case(state: CaseState, *materials: MaterialState) -> CaseSnapshot:
    papers = () if state is CaseState.DRAFT else (made.signed_form(),)
    return made.snapshot(state=state, fields=ALL, materials=materials, papers=papers)


def walk_all_screens(screen: Screen) -> list[object]:
    """Show every screen once, with everything on it; return their names as the window tells them."""
    seen = [screen.read("console", "screen")]
    screen.log_in()
    seen.append(screen.read("console", "screen"))
    screen.push(PresenceChanged(presence=Presence.READY, waiting=3))
    screen.ring()
    seen.append(screen.read("console", "screen"))
    screen.talk()
    screen.engine.emit(CallChanged(CallState.CONNECTED))
    screen.engine.show_frame("remote")
    screen.engine.show_frame("local")
    screen.engine.emit(Levels(0.1, 0.3))
    screen.engine.emit(CallQuality(set_up_ms=120.0, fps=29.0, frames=90, width=640, height=360, audio_rms=0.1))
    screen.push(MaterialChanged(case="c1", material=photographed(screen)))
    seen.append(screen.read("console", "screen"))
    for state in CaseState:
        screen.push(CaseChanged(case=case(state, photographed(screen))))
        screen.window.grabWindow()
    screen.push(CallEnded(call="k1", outcome=CallEnd.SERVED))
    seen.append(screen.read("console", "screen"))
    screen.window.grabWindow()
    return seen


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
@pytest.mark.thorough
def test_every_screen_shows_without_a_warning(translations: Path, language: str, size: tuple[int, int]) -> None:
    screen = Screen(translations, width=size[0], height=size[1])
    try:
        screen.console.speak(language)
        assert walk_all_screens(screen) == ["login", "idle", "ringing", "call", "after_call"]
    finally:
        screen.close()


def test_switching_the_language_says_everything_anew(screen: Screen) -> None:
    screen.log_in()
    words = []
    for language in ("zh-Hans", "zh-Hant", "en", "zh-Hans"):
        screen.console.speak(language)
        settle()
        words.append((screen.read("waitingCount", "text"), screen.read("logOut", "text")))
    assert words == [("等候 0 人", "签出"), ("等候 0 人", "簽出"), ("0 waiting", "Log out"), ("等候 0 人", "签出")]


def test_a_wrong_password_is_argued_and_the_field_is_empty(screen: Screen) -> None:
    screen.answer = Refusal(RefusalReason.WRONG)
    screen.item("loginName").setProperty("text", "zhang")
    screen.item("loginPassword").setProperty("text", "guess")
    screen.press("loginSubmit")
    assert screen.asked == [("zhang", "guess")]
    assert screen.read("loginProblem", "text") == "工号或密码不正确，请重新输入。"
    assert screen.read("loginPassword", "text") == ""
    assert screen.read("console", "screen") == "login"


def test_too_many_tries_say_how_long_to_wait_and_lock_the_button(screen: Screen) -> None:
    screen.answer = Refusal(RefusalReason.TOO_OFTEN, 30.0)
    screen.console.submit("zhang", "guess")
    settle()
    assert screen.read("loginProblem", "text") == "输错次数过多，请在 30 秒后再试。"
    assert not screen.item("loginSubmit").isEnabled()


@pytest.mark.thorough
def test_a_clerk_serves_a_citizen_by_hand(screen: Screen) -> None:
    screen.log_in()
    screen.ring()
    screen.press("acceptOffer")
    screen.talk()
    screen.push(CaseChanged(case=case(CaseState.DRAFT)))
    screen.press(f"askScan_{made.BOOK}")
    asked = screen.engine.sent_of(AskDevice)[0]
    screen.push(
        DeviceReport(call="k1", request=asked.id, outcome=None),
        MaterialChanged(case="c1", material=photographed(screen)),
        DeviceReport(call="k1", request=asked.id, outcome=DeviceOutcome.DONE),
    )
    until(screen, f"page_{made.BOOK}_0", "ready", value=True)
    assert screen.read("requests", "last") == "scan:done"
    screen.press(f"qualify_{made.BOOK}")
    screen.push(
        MaterialChanged(case="c1", material=photographed(screen, verdict=MaterialVerdict.QUALIFIED)),
    )
    screen.press("askSign")
    qualified = photographed(screen, verdict=MaterialVerdict.QUALIFIED)
    screen.push(CaseChanged(case=case(CaseState.SUBMITTED, qualified)))
    screen.press("receivePapers")
    screen.push(CaseChanged(case=case(CaseState.RECEIVED, qualified)))
    screen.press("decideAccept")
    screen.press("decideConfirm")
    screen.push(CaseChanged(case=case(CaseState.ACCEPTED, qualified)))
    screen.press("askPrint_application")
    screen.press("hangUp")
    screen.push(CallEnded(call="k1", outcome=CallEnd.SERVED))
    assert screen.read("afterCallSummary", "text") == "已办结"
    done = [type(message).__name__ for message in screen.engine.sent]
    assert done == [
        *("AnswerOffer", "AskDevice", "JudgeMaterial", "AskDevice", "ReceivePapers"),
        *("Decide", "AskDevice", "HangUp"),
    ]
    assert screen.engine.sent_of(AnswerOffer)[0].accept
    assert screen.engine.sent_of(HangUp)[0].outcome is CallEnd.SERVED
    assert len(screen.engine.sent_of(JudgeMaterial) + screen.engine.sent_of(ReceivePapers)) == 2


def test_the_next_step_is_closed_and_says_what_it_waits_for(screen: Screen) -> None:
    screen.log_in()
    screen.talk()
    assert not screen.item("askSign").isEnabled()
    assert screen.read("lacks", "count") == 9
    assert "未填：联系电话" in str(screen.read("lacks", "text"))
    assert f"未拍：{made.CATALOGUE.items[0].materials[1].name.zh}" in str(screen.read("lacks", "text"))


@pytest.mark.thorough
def test_a_refusal_is_confirmed_only_with_its_ground(screen: Screen) -> None:
    screen.log_in()
    screen.talk()
    screen.push(CaseChanged(case=case(CaseState.RECEIVED, photographed(screen))))
    screen.press("decideRefuse")
    assert not screen.item("decideConfirm").isEnabled()
    screen.item("decideReason").setProperty("text", "不属本机关职权范围")
    screen.press("decideConfirm")
    assert screen.engine.sent_of(Decide)[0].reason == "不属本机关职权范围"
    assert not screen.item("decideConfirm").isVisible()


def test_an_option_is_chosen_with_one_touch(screen: Screen) -> None:
    screen.log_in()
    screen.talk()
    screen.press("choose_pay_way_1")
    assert [(sent.field, sent.value) for sent in screen.engine.sent_of(PatchField)] == [("pay_way", "按年")]
    assert screen.read("field_pay_way", "value") == "按年"


def test_a_draft_stays_while_the_citizen_types_and_then_gives_way(screen: Screen) -> None:
    screen.log_in()
    screen.talk()
    entry = screen.item("field_bank_name")
    entry.forceActiveFocus()
    settle()
    entry.setProperty("text", "我的银行")
    theirs = FieldValue(field="bank_name", value="她的银行", revision=2, by=Role.KIOSK)
    QCoreApplication.sendPostedEvents()
    screen.push(FieldPatched(case="c1", value=theirs, revision=2))
    assert screen.read("field_bank_name", "value") == "她的银行"
    assert screen.read("field_bank_name", "source") == "citizen"


def test_hanging_up_an_open_case_asks_how(screen: Screen) -> None:
    screen.log_in()
    screen.talk()
    screen.press("hangUp")
    assert screen.engine.sent_of(HangUp) == []
    screen.press("hangUpOpen")
    assert screen.engine.sent_of(HangUp)[0].outcome is CallEnd.HUNG_UP


def test_closing_the_window_in_a_call_asks_first(screen: Screen) -> None:
    screen.log_in()
    screen.talk()
    screen.window.close()
    settle()
    assert screen.window.isVisible()
    screen.press("quitConfirm")
    assert not screen.window.isVisible()


def test_a_lost_link_is_said_and_the_call_goes_on(screen: Screen) -> None:
    screen.log_in()
    screen.talk()
    texts = [screen.read("linkBanner", "text")]
    screen.push(PeerLink(call="k1", up=False))
    texts.append(screen.read("linkBanner", "text"))
    screen.push(PeerLink(call="k1", up=True))
    screen.engine.emit(LinkDown(1.0))
    settle()
    texts.append(screen.read("linkBanner", "text"))
    assert texts == [
        "",
        "对方网络中断，正在恢复；通话仍在继续。",
        "本机与服务器的网络中断，正在恢复；通话仍在继续，您的操作会在恢复后送出。",
    ]
    assert screen.read("console", "screen") == "call"


def test_a_page_and_a_paper_open_in_the_viewer(screen: Screen) -> None:
    screen.log_in()
    screen.talk()
    screen.push(MaterialChanged(case="c1", material=photographed(screen)))
    until(screen, f"page_{made.BOOK}_0", "ready", value=True)
    screen.press(f"page_{made.BOOK}_0")
    until(screen, "viewer", "ready", value=True)
    screen.press("viewerRotate")
    screen.press("viewerZoomIn")
    screen.press("viewerOriginal")
    until(screen, "viewer", "ready", value=True)
    screen.press("viewerClose")
    assert not screen.item("viewer").isVisible()


def test_after_the_call_nothing_of_the_citizen_is_on_the_screen(screen: Screen) -> None:
    screen.log_in()
    screen.talk()
    screen.push(MaterialChanged(case="c1", material=photographed(screen)))
    until(screen, f"page_{made.BOOK}_0", "ready", value=True)
    assert personal_texts(screen)
    screen.push(CallEnded(call="k1", outcome=CallEnd.SERVED))
    for _ in range(3):
        settle()
    assert personal_texts(screen) == []
    assert len(screen.console.shelf) == 0


def personal_texts(screen: Screen) -> list[str]:
    """What the window shows of the citizen."""
    texts = (str(item.property("text") or "") for item in screen.items())
    return [text for text in texts if made.NAME in text or made.NUMBER in text]


def test_an_unknown_form_leaves_the_rest_of_the_case_usable(screen: Screen) -> None:
    item = msgspec.structs.replace(made.CATALOGUE.items[0], form="no_such_form")
    screen.engine._catalogue = msgspec.structs.replace(made.CATALOGUE, items=(item,))
    with pytest.raises(forms.UnknownForm):
        forms.definition(item.form)
    screen.log_in()
    screen.talk()
    assert screen.item(f"material_{made.BOOK}").isVisible()
