from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor
from PySide6.QtQml import QQmlApplicationEngine, QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickWindow

from peer.events import CallChanged, CallState
from peer.qt import EngineBridge, VideoItem, register_media
from tests.peer.screen import FakeEngine, application, spin

if TYPE_CHECKING:
    from collections.abc import Iterator

QML = b"""
import QtQuick
import CloudWindow.Media 1.0
Window {
    width: 400; height: 300; visible: true; color: "#ffffff"
    VideoItem { objectName: "crop"; width: 200; height: 100 }
    VideoItem { objectName: "fit"; x: 200; width: 200; height: 200; fill: "fit" }
    VideoItem { objectName: "round"; y: 200; width: 100; height: 100; radius: 50; mirrored: true }
    VideoItem { objectName: "mine"; x: 200; y: 200; width: 100; height: 100; source: "local" }
}
"""
DARK = "#1b2430"
BLUE = "#0000ff"


def painted(item: VideoItem, count: int) -> bool:
    return bool(item.property("frames") == count)


class Stage:
    def __init__(self) -> None:
        application()
        self.engine = FakeEngine()
        self.bridge = EngineBridge(self.engine)
        self.qml = QQmlApplicationEngine()
        register_media(self.bridge, self.qml)
        self.qml.loadData(QML)
        window = self.qml.rootObjects()[0]
        assert isinstance(window, QQuickWindow)
        self.window = window
        self.bridge.start()

    def item(self, name: str) -> VideoItem:
        found = self.window.findChild(VideoItem, name)
        assert found is not None
        return found

    def show(self, which: str) -> None:
        """Show a blue picture with a red left quarter."""
        self.engine.show_frame(which, width=160, height=90)
        frame = self.engine.newest_frame(which)
        assert frame is not None
        frame.pixels[:, :] = (255, 0, 0, 255)
        frame.pixels[:, :40] = (0, 0, 255, 255)

    def colour(self, x: int, y: int) -> str:
        return QColor(self.window.grabWindow().pixelColor(x, y)).name()


@pytest.fixture
def stage() -> Iterator[Stage]:
    stage = Stage()
    yield stage
    stage.bridge.stop()
    stage.qml.deleteLater()
    application().processEvents()


def test_item_without_a_picture_is_dark(stage: Stage) -> None:
    assert stage.item("crop").property("hasPicture") is False
    assert (stage.colour(10, 10), stage.colour(390, 290)) == (DARK, "#ffffff")


def test_picture_fills_fits_mirrors_and_rounds(stage: Stage) -> None:
    stage.show("remote")
    spin(lambda: stage.item("crop").property("frames") == 1 and stage.item("round").property("frames") == 1)
    assert (stage.colour(5, 50), stage.colour(195, 95)) == ("#ff0000", BLUE), "cropped"
    assert (stage.colour(300, 5), stage.colour(300, 100), stage.colour(205, 100)) == (DARK, BLUE, "#ff0000"), "fitted"
    assert (stage.colour(2, 202), stage.colour(5, 250), stage.colour(98, 250)) == ("#ffffff", BLUE, "#ff0000"), "round"
    assert stage.item("mine").property("hasPicture") is False


def test_each_new_picture_is_painted_once(stage: Stage) -> None:
    item = stage.item("mine")
    for number in range(1, 4):
        stage.show("local")
        spin(partial(painted, item, number))
    item.update()
    stage.window.grabWindow()
    assert item.property("frames") == 3


def test_pictures_are_forgotten_when_the_call_is_over(stage: Stage) -> None:
    stage.show("remote")
    spin(lambda: bool(stage.item("crop").property("hasPicture")))
    stage.engine.emit(CallChanged(CallState.IDLE))
    spin(lambda: not stage.item("crop").property("hasPicture"))
    assert stage.colour(5, 50) == DARK


def test_item_in_an_engine_without_a_feed_stays_dark() -> None:
    application()
    qml = QQmlEngine()
    component = QQmlComponent(qml)
    component.setData(b"import CloudWindow.Media 1.0\nVideoItem { width: 10; height: 10; source: 'local' }", QUrl())
    item = component.create()
    assert isinstance(item, VideoItem)
    assert item.property("hasPicture") is False
    item.deleteLater()
    qml.deleteLater()
    application().processEvents()


def test_feed_registered_later_or_anew_is_found(stage: Stage) -> None:
    stage.show("remote")
    spin(lambda: bool(stage.item("crop").property("hasPicture")))
    other = FakeEngine()
    bridge = EngineBridge(other)
    register_media(bridge, stage.qml)
    bridge.start()
    assert stage.item("crop").property("hasPicture") is False
    other.show_frame("remote")
    spin(lambda: bool(stage.item("crop").property("hasPicture")))

    late = QQmlApplicationEngine()
    late.loadData(QML)
    window = late.rootObjects()[0]
    item = window.findChild(VideoItem, "crop")
    assert item is not None
    register_media(bridge, late)
    other.show_frame("remote")
    application().processEvents()
    assert item.property("hasPicture") is False
    item.setVisible(False)
    item.setVisible(True)
    other.show_frame("remote")
    spin(lambda: bool(item.property("hasPicture")))
    late.deleteLater()
    bridge.stop()
