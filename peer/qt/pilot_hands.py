"""What the pilot can do to a window, one generator a command.

A command yields the milliseconds after which it wants to go on and returns its value; whoever runs it (`pilot`) owns
the timer, so Qt's own event handling goes on in between, as it does under a real finger.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QMetaObject, QObject, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtQml import QJSValue

from peer.qt.pilot_items import (
    PilotError,
    bring_into_view,
    covering,
    find,
    find_object,
    is_shown,
    settle,
    touch_point,
    visible_part,
    walk,
)

if TYPE_CHECKING:
    from PySide6.QtQuick import QQuickItem, QQuickWindow

Steps = Generator[int, None, Any]
"""A command under way: yields milliseconds to wait, returns a JSON value."""

LOOK_EACH_MS = 30
"""How often `wait` looks."""
DEFAULT_TIMEOUT = 10.0
_PRESS_MS = 30
_REST_MS = 30
_REST_TRIES = 60


@dataclass(frozen=True, slots=True)
class Hands:
    """The commands on one window."""

    window: QQuickWindow

    def tap(self, *, target: str) -> Steps:
        """Press and release the left button in the middle of the item, scrolling to it when needed."""
        point = yield from self._reach(target)
        self._mouse(QEvent.Type.MouseButtonPress, point)
        yield _PRESS_MS
        self._mouse(QEvent.Type.MouseButtonRelease, point)
        yield 0
        return True

    def type(self, *, target: str, text: str, enter: bool = False, commit: bool = True) -> Steps:
        """Replace the content of a text field. `commit` leaves the field afterwards; `enter` presses Return instead."""
        yield from self._reach(target)
        field = self._text_field(target)
        field.forceActiveFocus(Qt.FocusReason.MouseFocusReason)
        yield 0
        QMetaObject.invokeMethod(field, "selectAll")
        if str(field.property("text")) and not text:
            self._key(field, Qt.Key.Key_Delete)
        words = QInputMethodEvent()
        words.setCommitString(text)
        QCoreApplication.sendEvent(field, words)
        yield 0
        if enter:
            self._key(field, Qt.Key.Key_Return, "\r")
        elif commit:
            field.setFocus(False, Qt.FocusReason.OtherFocusReason)  # noqa: FBT003  Qt's signature
        yield 0
        return str(field.property("text"))

    def stroke(self, *, target: str, points: list[list[float]]) -> Steps:
        """Draw with the button down through `points`: x and y from 0 to 1 of the item, ms since the first."""
        if not points:
            msg = "a stroke needs points"
            raise PilotError(msg)
        yield from self._reach(target)
        item = find(self.window, target)
        begun = time.monotonic()
        for number, (x, y, at) in enumerate(points):
            behind = int(at - points[0][2] - (time.monotonic() - begun) * 1000)
            if behind > 0:
                yield behind
            spot = item.mapToScene(QPointF(x * item.width(), y * item.height()))
            self._mouse(QEvent.Type.MouseMove if number else QEvent.Type.MouseButtonPress, spot)
        x, y, _ = points[-1]
        self._mouse(QEvent.Type.MouseButtonRelease, item.mapToScene(QPointF(x * item.width(), y * item.height())))
        yield 0
        return len(points)

    def read(self, *, target: str, property: str) -> Steps:  # noqa: A002  the word of the protocol
        """Return a property as JSON; `a.b` follows an object property."""
        yield 0
        return read_property(find_object(self.window, target), property)

    def exists(self, *, target: str) -> Steps:
        """Tell whether the item is there and in view."""
        yield 0
        return self._in_view(target)

    def wait(
        self,
        *,
        target: str,
        property: str | None = None,  # noqa: A002  the word of the protocol
        value: object = None,
        at_least: float | None = None,
        timeout: float = DEFAULT_TIMEOUT,
    ) -> Steps:
        """Answer when the property equals `value` or is `at_least` that; without a property, when the item shows."""
        deadline = time.monotonic() + timeout
        seen: object = None
        while True:
            seen, held = self._look(target, property, value, at_least)
            if held:
                return seen
            if time.monotonic() >= deadline:
                what = f"{target}.{property} is {seen!r}" if property else f"{target!r} is not in view"
                msg = f"{what} after {timeout:g} s"
                raise PilotError(msg)
            yield LOOK_EACH_MS

    def shot(self, *, path: str) -> Steps:
        """Save the window as a PNG."""
        yield 0
        if not self.window.grabWindow().save(path):
            msg = f"cannot write {path}"
            raise PilotError(msg)
        return path

    def _look(self, target: str, name: str | None, value: object, at_least: float | None) -> tuple[object, bool]:
        if name is None:
            shown = self._in_view(target)
            return shown, shown
        try:
            seen = read_property(find_object(self.window, target), name)
        except PilotError:
            return None, False
        if at_least is not None:
            return seen, isinstance(seen, int | float) and seen >= at_least
        return seen, seen == value

    def _in_view(self, target: str) -> bool:
        try:
            item = find(self.window, target)
        except PilotError:
            return False
        return is_shown(item) and not visible_part(self.window, item).isEmpty()

    def _reach(self, target: str) -> Generator[int, None, QPointF]:
        """Scroll to the item if it is out of view, wait until it rests, and return its centre.

        Raises:
            PilotError: a finger could not touch it there, it does not come to rest, or something lies over it.
        """
        before: QPointF | None = None
        for _ in range(_REST_TRIES):
            item = find(self.window, target)
            settle(item)
            if bring_into_view(item):
                settle(item)
            point = touch_point(self.window, item)
            if point == before:
                over = covering(self.window, item, point)
                if over is None:
                    return point
                msg = f"{target!r} is covered by {over.objectName() or over.metaObject().className()!r}"
                raise PilotError(msg)
            before = point
            self.window.update()
            yield _REST_MS
        msg = f"{target!r} does not come to rest"
        raise PilotError(msg)

    def _text_field(self, target: str) -> QQuickItem:
        """Return the item itself, or what can be typed into inside it."""
        for item in walk(find(self.window, target)):
            meta = item.metaObject()
            if meta.indexOfProperty("cursorPosition") >= 0 and meta.indexOfProperty("text") >= 0:
                return item
        msg = f"{target!r} is no text field"
        raise PilotError(msg)

    def _mouse(self, kind: QEvent.Type, scene: QPointF) -> None:
        nothing, left = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
        moving, released = kind is QEvent.Type.MouseMove, kind is QEvent.Type.MouseButtonRelease
        event = QMouseEvent(
            kind,
            scene,
            self.window.mapToGlobal(scene),
            nothing if moving else left,
            nothing if released else left,
            Qt.KeyboardModifier.NoModifier,
        )
        event.setTimestamp(int(time.monotonic() * 1000))
        QCoreApplication.sendEvent(self.window, event)

    def _key(self, field: QQuickItem, key: Qt.Key, text: str = "") -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(field, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


def commands(hands: Hands) -> Mapping[str, Callable[..., Steps]]:
    """Return the commands by their word on the wire."""
    return {
        "tap": hands.tap,
        "type": hands.type,
        "stroke": hands.stroke,
        "read": hands.read,
        "exists": hands.exists,
        "wait": hands.wait,
        "shot": hands.shot,
    }


def read_property(thing: QObject, name: str) -> object:
    """Return the property as a JSON value; `a.b` reads b of the object a.

    Raises:
        PilotError: there is no such property.
    """
    first, _, rest = name.partition(".")
    value = thing.property(first)
    if value is None and thing.metaObject().indexOfProperty(first) < 0:
        msg = f"{thing.objectName()!r} has no property {first!r}"
        raise PilotError(msg)
    if not rest:
        return plain(value)
    if isinstance(value, QJSValue):
        value = value.toQObject() if value.isQObject() else value.toVariant()
    if isinstance(value, QObject):
        return read_property(value, rest)
    if isinstance(value, dict):
        return plain(value.get(rest))
    msg = f"{first!r} of {thing.objectName()!r} holds nothing called {rest!r}"
    raise PilotError(msg)


def plain(value: object) -> object:
    """Return the value as JSON knows it; an object becomes its `objectName`."""
    if isinstance(value, QJSValue):
        value = value.toVariant()
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return _word_for(value)


def _word_for(value: object) -> str:
    match value:
        case QColor():
            return value.name()
        case QUrl():
            return value.toString()
        case QObject():
            return value.objectName()
        case _:
            return str(value)
