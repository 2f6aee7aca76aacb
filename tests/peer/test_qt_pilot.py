from __future__ import annotations

import json
import socket
import threading
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from peer.qt import Pilot
from tests.peer.screen import application, spin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QML = b"""
import QtQuick
import QtQuick.Controls.Basic
ApplicationWindow {
    id: window
    objectName: "window"
    width: 600; height: 400; visible: true
    property int taps: 0
    property bool shifted: false
    property string finished: ""
    property string returned: ""
    property var bag: ({ list: [1, "a", null], colour: "#ff0000" })
    Flickable {
        objectName: "list"; width: 300; height: 200; contentHeight: column.height; clip: true
        Column {
            id: column
            Repeater {
                model: 20
                Button { objectName: "row_" + index; width: 200; height: 80; onClicked: window.taps += index }
            }
        }
    }
    Column {
        x: 320
        TextField { objectName: "name"; text: "old"; onEditingFinished: window.finished = text
                    onAccepted: window.returned = text }
        Item { objectName: "wrapped"; width: 200; height: 40;
            TextField { anchors.fill: parent; validator: IntValidator {} }
        }
        Button { objectName: "off"; enabled: false }
        Button { objectName: "hidden"; visible: false }
        Button { objectName: "glass"; opacity: 0 }
    }
    MouseArea {
        objectName: "pad"; x: 320; y: 200; width: 200; height: 100
        property var points: []
        property bool down: pressed
        onPressed: (mouse) => points = [[mouse.x, mouse.y]]
        onPositionChanged: (mouse) => points = points.concat([[mouse.x, mouse.y]])
    }
    Button { objectName: "ask"; y: 320; onClicked: popup.open() }
    Popup { id: popup; x: 100; y: 100; contentItem: Button { objectName: "inside"; onClicked: popup.close() } }
    Timer { interval: 100; running: true; onTriggered: window.title = "later" }
    Button { objectName: "far_away"; x: 5000 }
    Button { objectName: "under"; x: 400; y: 320; width: 80; height: 40 }
    Rectangle { x: 400; y: 320; width: 80; height: 40; color: "transparent"
                MouseArea { objectName: "lid"; anchors.fill: parent } }
    Button { objectName: "labelled"; x: 200; y: 320; onClicked: window.taps += 100
             contentItem: Text { objectName: "label"; text: "label" } }
    Button { objectName: "sliding"; y: 360; x: window.shifted ? 480 : 0; onClicked: window.taps += 1000
             Behavior on x { NumberAnimation { duration: 200 } } }
    Row { x: 100; y: 360
          Button { visible: window.shifted; width: 300 }
          Button { objectName: "pushed"; width: 60; visible: window.shifted; onClicked: window.taps += 5000 } }
}
"""


class Stage:
    def __init__(self, path: str) -> None:
        application()
        self.qml = QQmlApplicationEngine()
        self.qml.loadData(QML)
        window = self.qml.rootObjects()[0]
        assert isinstance(window, QQuickWindow)
        self.window = window
        self.pilot = Pilot(path, window)
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(10)
        self._socket.connect(path)
        self._file = self._socket.makefile("rw", encoding="utf-8")

    def lines(self, *requests: str) -> list[dict[str, Any]]:
        """Send raw lines at once and return as many replies."""
        replies: list[dict[str, Any]] = []

        def talk() -> None:
            self._file.write("".join(request + "\n" for request in requests))
            self._file.flush()
            replies.extend(json.loads(self._file.readline()) for _ in requests)

        thread = threading.Thread(target=talk)
        thread.start()
        spin(lambda: not thread.is_alive())
        thread.join()
        return replies

    def do(self, **request: object) -> object:
        (reply,) = self.lines(json.dumps(request))
        assert reply["ok"], reply["error"]
        return reply["value"]

    def error(self, **request: object) -> str:
        (reply,) = self.lines(json.dumps(request))
        assert not reply["ok"]
        return str(reply["error"])

    def close(self) -> None:
        self._file.close()
        self._socket.close()
        self.pilot.close()
        self.qml.deleteLater()
        application().processEvents()


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(str(tmp_path / "pilot"))
    yield stage
    stage.close()


@pytest.mark.thorough
def test_tap_reaches_a_delegate_and_scrolls_to_it(stage: Stage) -> None:
    assert stage.do(do="tap", target="row_1") is True
    assert stage.do(do="exists", target="row_15") is False
    stage.do(do="tap", target="row_15")
    stage.do(do="tap", target="row_0")
    assert stage.do(do="read", target="window", property="taps") == 16


@pytest.mark.thorough
def test_tap_waits_until_the_item_rests_where_it_belongs(stage: Stage) -> None:
    stage.window.setProperty("shifted", 1)
    stage.do(do="tap", target="sliding")
    stage.do(do="tap", target="pushed")
    assert stage.do(do="read", target="window", property="taps") == 6000


def test_tap_on_what_a_button_shows_is_a_tap_on_the_button(stage: Stage) -> None:
    stage.do(do="tap", target="label")
    assert stage.do(do="read", target="window", property="taps") == 100


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("off", "'off' is disabled"),
        ("hidden", "'hidden' is not visible"),
        ("glass", "'glass' is not visible"),
        ("far_away", "'far_away' is out of view"),
        ("nobody", "no item is called 'nobody'"),
        ("under", "'under' is covered by 'lid'"),
    ],
)
def test_tap_where_no_finger_could_says_why(stage: Stage, target: str, reason: str) -> None:
    assert stage.error(do="tap", target=target) == reason


@pytest.mark.thorough
def test_typing_replaces_the_text_and_leaves_the_field(stage: Stage) -> None:
    assert stage.do(do="type", target="name", text="王𬎆") == "王𬎆"
    assert stage.do(do="read", target="window", property="finished") == "王𬎆"
    assert stage.do(do="type", target="name", text="") == ""
    assert stage.do(do="read", target="window", property="returned") == ""
    stage.do(do="type", target="name", text="go", enter=True)
    assert stage.do(do="read", target="window", property="returned") == "go"
    assert stage.do(do="type", target="wrapped", text="42") == "42"
    assert stage.error(do="type", target="pad", text="x") == "'pad' is no text field"


def test_stroke_is_drawn_point_by_point(stage: Stage) -> None:
    stage.do(do="stroke", target="pad", points=[[0.1, 0.5, 0], [0.5, 0.5, 40], [0.9, 0.5, 80]])
    assert stage.do(do="read", target="pad", property="points") == [[20, 50], [100, 50], [180, 50]]
    assert stage.do(do="read", target="pad", property="down") is False
    assert stage.error(do="stroke", target="pad", points=[]) == "a stroke needs points"


def test_popup_is_found_when_it_is_open(stage: Stage) -> None:
    assert stage.do(do="exists", target="inside") is False
    stage.do(do="tap", target="ask")
    stage.do(do="wait", target="inside")
    stage.do(do="tap", target="inside")
    stage.do(do="wait", target="window", property="title", value="later")


def test_properties_are_read_as_json(stage: Stage) -> None:
    assert stage.do(do="read", target="window", property="bag") == {"list": [1, "a", None], "colour": "#ff0000"}
    assert stage.do(do="read", target="window", property="bag.list") == [1, "a", None]
    assert stage.do(do="read", target="window", property="color") == "#ffffff"
    assert stage.do(do="read", target="row_0", property="width") == 200
    assert stage.error(do="read", target="window", property="none") == "'window' has no property 'none'"
    assert stage.error(do="read", target="window", property="taps.x").startswith("'taps' of 'window'")


@pytest.mark.thorough
def test_wait_answers_when_it_is_true_and_says_what_it_saw_otherwise(stage: Stage) -> None:
    assert stage.do(do="wait", target="window", property="title", value="later") == "later"
    assert stage.do(do="wait", target="window", property="width", at_least=600) == 600
    assert stage.error(do="wait", target="window", property="taps", value=9, timeout=0.1) == (
        "window.taps is 0 after 0.1 s"
    )
    assert stage.error(do="wait", target="nobody", timeout=0.05) == "'nobody' is not in view after 0.05 s"


def test_window_is_photographed(stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "shot.png"
    assert stage.do(do="shot", path=str(path)) == str(path)
    assert path.read_bytes().startswith(b"\x89PNG")
    assert stage.error(do="shot", path=str(tmp_path / "no" / "where.png")).startswith("cannot write")


def test_requests_are_answered_in_order_and_nonsense_is_refused(stage: Stage) -> None:
    replies = stage.lines(
        '{"do":"wait","target":"window","property":"title","value":"later"}',
        '{"do":"read","target":"window","property":"taps"}',
        "nonsense",
        '{"do":"fly"}',
        '{"do":"tap"}',
        '{"do":"tap","target":"row_0","strength":9}',
    )
    assert [reply["ok"] for reply in replies] == [True, True, False, False, False, False]
    assert [reply.get("value") for reply in replies[:2]] == ["later", 0]
    assert stage.do(do="exists", target="row_0") is True


def test_caller_that_goes_away_in_the_middle_disturbs_nobody(stage: Stage, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(str(tmp_path / "pilot"))
        caller.sendall(b'{"do":"wait","target":"nobody","timeout":30}\n')
        assert stage.do(do="exists", target="row_0") is True
    assert stage.do(do="exists", target="row_0") is True
