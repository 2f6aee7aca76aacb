"""Finds items of a window by `objectName`, tells whether a finger could touch them, and brings them into view.

Only what is on the screen counts: visual children, so also delegates of repeaters, what loaders made, and popups.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, Qt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtQuick import QQuickItem, QQuickWindow

MARGIN = 24.0
"""Pixels kept between a scrolled-to item and the edge of its flickable."""


class PilotError(Exception):
    """A command cannot be carried out; the text goes to whoever asked."""


def walk(item: QQuickItem) -> Iterator[QQuickItem]:
    """Yield the item and everything below it, the topmost painted last."""
    yield item
    for child in item.childItems():
        yield from walk(child)


def ancestors(item: QQuickItem) -> Iterator[QQuickItem]:
    """Yield the item's parents, the nearest first."""
    up: QQuickItem | None = item.parentItem()
    while up is not None:
        yield up
        up = up.parentItem()


def find(window: QQuickWindow, target: str) -> QQuickItem:
    """Return the item with this `objectName`: a visible one when there are several.

    Raises:
        PilotError: there is none.
    """
    named = [item for item in walk(window.contentItem()) if item.objectName() == target]
    if not named:
        msg = f"no item is called {target!r}"
        raise PilotError(msg)
    shown = [item for item in named if is_shown(item)]
    return (shown or named)[-1]


def find_object(window: QQuickWindow, target: str) -> QObject:
    """Return an item as `find` does, else the window itself or an object without a picture, by the same name.

    Raises:
        PilotError: there is none.
    """
    try:
        return find(window, target)
    except PilotError:
        if window.objectName() == target:
            return window
        found = window.findChild(QObject, target)
        if found is None:
            raise
        return found


def is_shown(item: QQuickItem) -> bool:
    """Tell whether the item is drawn: visible, of some size, not wholly transparent."""
    if not item.isVisible() or item.width() <= 0 or item.height() <= 0:
        return False
    return all(part.opacity() > 0.01 for part in (item, *ancestors(item)))


def visible_part(window: QQuickWindow, item: QQuickItem) -> QRectF:
    """Return what is left of the item's rectangle after every clipping ancestor and the window's edge."""
    area = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
    for up in ancestors(item):
        if up.clip():
            area = area.intersected(up.mapRectToScene(QRectF(0, 0, up.width(), up.height())))
    return area.intersected(QRectF(0, 0, window.width(), window.height()))


def touch_point(window: QQuickWindow, item: QQuickItem) -> QPointF:
    """Return the item's centre in the window.

    Raises:
        PilotError: a finger could not touch it there: invisible, disabled, outside the window or clipped away.
    """
    name = item.objectName()
    if not is_shown(item):
        msg = f"{name!r} is not visible"
        raise PilotError(msg)
    if not item.isEnabled():
        msg = f"{name!r} is disabled"
        raise PilotError(msg)
    centre = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
    if not visible_part(window, item).contains(centre):
        msg = f"{name!r} is out of view"
        raise PilotError(msg)
    return centre


def settle(item: QQuickItem) -> None:
    """Let rows, columns and layouts around the item give it its place now, not with the next frame."""
    for part in reversed((item, *ancestors(item))):
        part.ensurePolished()


def covering(window: QQuickWindow, item: QQuickItem, point: QPointF) -> QQuickItem | None:
    """Return what would take a press at the point instead of the item; None when the item would, or nobody."""
    taker = _taker(window.contentItem(), point)
    family = (taker, *ancestors(taker)) if taker is not None else ()
    return None if taker is None or item in family or taker in (*ancestors(item), item) else taker


def bring_into_view(item: QQuickItem) -> bool:
    """Scroll every flickable around the item until it shows; return whether one was moved."""
    moved = False
    for up in ancestors(item):
        if up.inherits("QQuickFlickable"):
            for axis in (_VERTICAL, _HORIZONTAL):
                moved |= _scroll(up, item, axis)
    return moved


def _taker(item: QQuickItem, point: QPointF) -> QQuickItem | None:
    """Return the topmost item at the point that takes presses."""
    if not item.isVisible() or item.opacity() <= 0.01:
        return None
    inside = item.contains(item.mapFromScene(point))
    if item.clip() and not inside:
        return None
    above = sorted(item.childItems(), key=lambda child: child.z())
    for child in reversed(above):
        found = _taker(child, point)
        if found is not None:
            return found
    # The overlay of popups accepts every press and passes on those that no popup wants.
    takes = item.isEnabled() and item.acceptedMouseButtons() != Qt.MouseButton.NoButton
    return item if inside and takes and not item.inherits("QQuickOverlay") else None


@dataclass(frozen=True, slots=True)
class _Axis:
    """The names Qt gives one direction of a flickable."""

    offset: str
    view: str
    content: str
    origin: str


_VERTICAL = _Axis("contentY", "height", "contentHeight", "originY")
_HORIZONTAL = _Axis("contentX", "width", "contentWidth", "originX")


def _scroll(flickable: QQuickItem, item: QQuickItem, axis: _Axis) -> bool:
    corner = item.mapToItem(flickable, QPointF(0, 0))
    begin = corner.y() if axis is _VERTICAL else corner.x()
    size, view = float(item.property(axis.view)), float(flickable.property(axis.view))
    if begin >= 0 and begin + size <= view:
        return False
    margin = min(MARGIN, max(0.0, (view - size) / 2))
    now = float(flickable.property(axis.offset))
    wanted = now + (begin - margin if begin < 0 or size > view else begin + size + margin - view)
    first = float(flickable.property(axis.origin))
    last = first + max(0.0, float(flickable.property(axis.content)) - view)
    wanted = min(max(wanted, first), last)
    return abs(wanted - now) >= 0.5 and bool(flickable.setProperty(axis.offset, wanted))
