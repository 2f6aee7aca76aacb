"""`SignaturePad` for QML: takes strokes with time and pressure from a finger, a pen or a mouse, and shows the ink."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QEventPoint, QPainter, QPainterPath, QPen
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from devices.signature import Point, Stroke, enough_ink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent, QTouchEvent

QML_IMPORT_NAME = "CloudWindow.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_MOST_POINTS = 8000
_PRESSURE_UNKNOWN = 0.5


@QmlElement
class SignaturePad(QQuickPaintedItem):
    """The writing area. `ready`: somebody wrote, and did not merely touch."""

    readyChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self.setAcceptedMouseButtons(Qt.MouseButton.LeftButton)
        self.setAcceptTouchEvents(True)
        self._strokes: list[list[Point]] = []
        self._began = 0.0
        self._count = 0

    def strokes(self) -> tuple[Stroke, ...]:
        """Return what was written."""
        return tuple(Stroke(tuple(points)) for points in self._strokes if points)

    def write(self, strokes: Sequence[Stroke]) -> None:
        """Put strokes on the pad, as if they had been drawn."""
        self._strokes = [list(stroke.points) for stroke in strokes]
        self._count = sum(len(stroke.points) for stroke in strokes)
        self.update()
        self.readyChanged.emit()

    @Slot()
    def clear(self) -> None:
        """Forget what was written."""
        self._strokes.clear()
        self._count = 0
        self.update()
        self.readyChanged.emit()

    def paint(self, painter: QPainter) -> None:
        """Draw the ink, as Qt asks."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(24, 32, 72), max(4.0, self.width() * 0.006), c=Qt.PenCapStyle.RoundCap))
        for points in self._strokes:
            path = QPainterPath(self._on_screen(points[0]))
            for point in points[1:]:
                path.lineTo(self._on_screen(point))
            painter.drawPath(path)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke, as Qt calls this."""
        self._begin(event.position(), _PRESSURE_UNKNOWN)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on, as Qt calls this."""
        self._go_on(event.position(), _PRESSURE_UNKNOWN)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a stroke, as Qt calls this."""
        self._go_on(event.position(), _PRESSURE_UNKNOWN)
        event.accept()

    def touchEvent(self, event: QTouchEvent) -> None:
        """Take the first finger, as Qt calls this."""
        points = event.points()
        if points:
            first = points[0]
            pressure = first.pressure() or _PRESSURE_UNKNOWN
            if first.state() == QEventPoint.State.Pressed:
                self._begin(first.position(), pressure)
            else:
                self._go_on(first.position(), pressure)
        event.accept()

    def _begin(self, position: QPointF, pressure: float) -> None:
        if not self._count:
            self._began = time.monotonic()
        self._strokes.append([])
        self._go_on(position, pressure)

    def _go_on(self, position: QPointF, pressure: float) -> None:
        if not self._strokes or self._count >= _MOST_POINTS or self.width() <= 0:
            return
        ms = round((time.monotonic() - self._began) * 1000)
        x = min(max(position.x() / self.width(), 0.0), 1.0)
        y = min(max(position.y() / self.width(), 0.0), self.height() / self.width())
        self._strokes[-1].append(Point(x, y, min(max(pressure, 0.0), 1.0), ms))
        self._count += 1
        self.update()
        self.readyChanged.emit()

    def _on_screen(self, point: Point) -> QPointF:
        return QPointF(point.x * self.width(), point.y * self.width())

    def _get_ready(self) -> bool:
        return enough_ink(self.strokes())

    ready = Property(bool, _get_ready, notify=readyChanged)
