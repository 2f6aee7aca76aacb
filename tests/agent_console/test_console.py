"""The shell: effects carried out in order, documents checked and forgotten, bad luck survived."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from agent_console.ui.documents import decode
from peer.events import LinkRefused
from protocol.messages import (
    CallEnded,
    Failed,
    JudgeMaterial,
    MaterialChanged,
    MaterialState,
    Page,
    PaperIssued,
    PaperState,
    PatchField,
)
from protocol.states import CallEnd, FailureCode
from tests.agent_console import made
from tests.agent_console.stage import Stage, settle

if TYPE_CHECKING:
    from PySide6.QtCore import QObject


def model(stage: Stage, name: str) -> QObject:
    found = stage.console.property(name)
    assert found is not None
    return found  # type: ignore[no-any-return]  # QML gives objects without a type


def shown(stage: Stage, name: str, what: str) -> object:
    return model(stage, name).property(what)


def paper(data: bytes) -> PaperIssued:
    name = hashlib.sha256(data).hexdigest()
    return PaperIssued(case="c1", paper=PaperState(paper="receipt", number="1", sha256=name, issued_at=made.NOW))


def test_the_engine_is_driven_in_the_order_of_a_call(stage: Stage) -> None:
    stage.log_in()
    stage.ring()
    stage.console._desk.accept()
    stage.talk()
    stage.push(CallEnded(call="k1", outcome=CallEnd.SERVED))
    stage.console.logOut()
    assert stage.engine.calls == ["start", "prepare_call", "release_call", "stop"]
    assert stage.console.property("screen") == "login"


def test_mute_and_hide_end_with_the_call(stage: Stage) -> None:
    stage.log_in()
    stage.talk()
    stage.console._call.setMuted(True)
    stage.console._call.setHidden(True)
    stage.push(CallEnded(call="k1", outcome=CallEnd.SERVED))
    assert stage.engine.calls[1:] == [
        "set_muted True",
        "set_hidden True",
        "release_call",
        "set_muted False",
        "set_hidden False",
    ]


def test_a_refused_session_leads_back_to_the_log_in_screen(stage: Stage) -> None:
    stage.log_in()
    stage.engine.emit(LinkRefused(FailureCode.NOT_AUTHENTICATED))
    settle()
    assert stage.console.property("screen") == "login"
    assert shown(stage, "login", "problem") == "refused"


def test_a_server_that_breaks_the_protocol_is_not_followed(stage: Stage) -> None:
    stage.log_in()
    stage.talk()
    stage.push(made.started(name="k2"))
    call = shown(stage, "desk", "call")
    assert isinstance(call, dict)
    assert call["id"] == "k1"


def test_a_document_whose_hash_is_wrong_is_not_shown(stage: Stage) -> None:
    stage.log_in()
    stage.talk()
    page = Page(sha256="a" * 64, original_sha256="b" * 64, media_type="image/png")
    stage.engine.stored["a" * 64] = b"something else"
    stage.push(MaterialChanged(case="c1", material=MaterialState(material=made.BOOK, pages=(page,))))
    settle()
    assert len(stage.console.shelf) == 0


@pytest.mark.parametrize("data", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40])
def test_bytes_that_are_no_picture_are_no_picture(data: bytes) -> None:
    assert decode(data) is None


def test_a_broken_paper_says_so_in_the_viewer(stage: Stage) -> None:
    stage.log_in()
    stage.talk()
    data = b"%PDF-1.7 broken"
    stage.engine.stored[hashlib.sha256(data).hexdigest()] = data
    stage.push(paper(data))
    stage.console._case.read("receipt")
    settle()
    state = shown(stage, "viewer", "state")
    assert isinstance(state, dict)
    assert (state["failed"], state["count"]) == (True, 0)


def test_a_document_that_comes_after_the_call_is_thrown_away(stage: Stage) -> None:
    stage.log_in()
    stage.talk()
    stage.engine.hold = True
    data = b"late"
    stage.engine.stored[hashlib.sha256(data).hexdigest()] = data
    stage.push(paper(data))
    stage.console._case.read("receipt")
    stage.push(CallEnded(call="k1", outcome=CallEnd.SERVED))
    stage.engine.finish_held()
    settle()
    assert stage.console._documents._papers == {}
    assert not shown(stage, "viewer", "isOpen")


def test_a_refused_patch_is_told_once(stage: Stage) -> None:
    stage.log_in()
    stage.talk()
    heard: list[tuple[str, str, str]] = []
    stage.console.noticed.connect(lambda *words: heard.append(words))
    stage.engine.refuse(PatchField, FailureCode.CONFLICT)
    stage.console._case._typed("bank_name", "某银行", 0)
    settle()
    stage.push(Failed(reply_to="nobody", code=FailureCode.INTERNAL))
    assert heard == [("refused", "conflict", "bank_name")]


def test_an_impossible_touch_does_nothing(stage: Stage) -> None:
    stage.log_in()
    stage.talk()
    stage.console._case.judge(made.BOOK, "qualified")
    stage.console._case.judge(made.BOOK, "splendid")
    stage.console._case.receive()
    stage.console._desk.accept()
    stage.console._desk.ready()
    assert stage.engine.sent_of(JudgeMaterial) == []
    assert stage.engine.sent == []


def test_the_case_is_told_by_its_item_once_the_catalogue_has_come(stage: Stage) -> None:
    stage.engine.hold = True
    stage.log_in()
    stage.talk()
    before = len(stage.console._case._get_sections())
    stage.engine.finish_held()
    settle()
    assert (before, len(stage.console._case._get_sections())) == (0, 4)


def test_no_personal_value_is_in_what_is_kept_after_the_call(stage: Stage) -> None:
    stage.log_in()
    stage.talk()
    stage.push(CallEnded(call="k1", outcome=CallEnd.SERVED))
    kept = repr(stage.console._case._get_last()) + repr(stage.console._case._get_head())
    assert made.NAME not in kept
    assert made.NUMBER not in kept
