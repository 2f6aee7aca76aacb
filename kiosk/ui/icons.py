"""Line icons in any colour: `image://icon/NAME/RRGGBB` draws `icons/NAME.svg` with its strokes in that colour."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).parent / "icons"


class IconProvider(QQuickImageProvider):
    """Our own drawings, one stroke width."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, N803 - Qt's names
        """Draw an icon, as QML asks; an unknown one is empty."""
        name, _, colour = id.partition("/")
        wanted = requestedSize if requestedSize.width() > 0 else QSize(48, 48)
        image = QImage(wanted, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        path = FOLDER / f"{name}.svg"
        if re.fullmatch(r"[a-z-]+", name) and re.fullmatch(r"[0-9A-Fa-f]{6}", colour) and path.is_file():
            svg = path.read_text("utf-8").replace("currentColor", f"#{colour}")
            painter = QPainter(image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, wanted.width(), wanted.height()))
            painter.end()
        size.setWidth(wanted.width())
        size.setHeight(wanted.height())
        return image
