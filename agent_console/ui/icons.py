"""The console's icons: line drawings of our own on a 24 × 24 grid, one stroke width, drawn to any size and colour.

QML asks for `image://icons/<name>/<colour>/<stroke>`. They are images, not shapes: the software renderer does not clip
shapes that are scrolled out of view.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

DRAWINGS = {
    "mic": ("M12 3.5a3 3 0 0 0-3 3v5.5a3 3 0 0 0 6 0V6.5a3 3 0 0 0-3-3z M6 11.5a6 6 0 0 0 12 0 M12 17.5V21"),
    "micOff": (
        "M12 3.5a3 3 0 0 0-3 3v5.5a3 3 0 0 0 6 0V6.5a3 3 0 0 0-3-3z M6 11.5a6 6 0 0 0 12 0 M12 17.5V21 M4 4l16 16"
    ),
    "video": "M3.5 7h11.5v10H3.5z M15 11l5.5-3.5v9L15 13",
    "videoOff": "M3.5 7h11.5v10H3.5z M15 11l5.5-3.5v9L15 13 M4 3.5l16 17",
    "card": (
        "M3 6h18v12.5H3z M6.3 11a2.2 2.2 0 1 0 4.4 0a2.2 2.2 0 1 0-4.4 0z M5.8 16c.8-1.8 4.6-1.8 5.4 0 "
        "M14 10.5h4 M14 14h4"
    ),
    "scan": "M5 4h14v11.5H5z M8.5 8h7 M8.5 11.5h4.5 M12 15.5V20 M8 20h8",
    "pen": "M5 17.5l1-4L15.5 4l3.5 3.5L9.5 17z M13 6.5l3.5 3.5 M4.5 21h15",
    "print": "M7 9V3.5h10V9 M7 17H4V9h16v8h-3 M7 14h10v6.5H7z",
    "doc": "M6 3.5h8l4 4v13H6z M14 3.5v4h4 M9 12h6 M9 15.5h6",
    "phone": (
        "M5.5 4h3.4l1.6 4.2-2.1 1.4a11 11 0 0 0 6 6l1.4-2.1 4.2 1.6v3.4a2 2 0 0 1-2.1 2"
        "A15.6 15.6 0 0 1 3.5 6.1a2 2 0 0 1 2-2.1z"
    ),
    "hangUp": "M3 14.5c0-6 18-6 18 0l-.6 2.4-4.6-.8-.6-2.9a13 13 0 0 0-6.4 0l-.6 2.9-4.6.8z",
    "check": "M5 12.8l4.6 4.6L19 7.5",
    "cross": "M6 6l12 12 M18 6L6 18",
    "warn": "M12 4l9 16H3z M12 10v4.5 M12 17.2v.2",
    "retake": "M5 12.5a7 7 0 1 0 2-5 M6.8 3.5v4.3h4.3",
    "rotate": "M19 12.5a7 7 0 1 1-2-5 M17.2 3.5v4.3h-4.3",
    "plus": "M12 5.5v13 M5.5 12h13",
    "minus": "M5.5 12h13",
    "left": "M14.5 5l-7 7 7 7",
    "right": "M9.5 5l7 7-7 7",
    "down": "M6 9.5l6 6 6-6",
    "clock": "M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16z M12 8v4.5l3 2",
    "people": (
        "M8.5 11a3 3 0 1 0 0-6a3 3 0 1 0 0 6z M3 19c0-6 11-6 11 0 M16 5.4a2.8 2.8 0 1 1 .4 5.5 "
        "M17 13.6c2.6.4 4 2.3 4 5.4"
    ),
    "person": "M12 11.5a4 4 0 1 0 0-8a4 4 0 1 0 0 8z M4.5 20.5c0-8 15-8 15 0",
    "note": "M5 4h14v16H5z M8.5 8.5h7 M8.5 12h7 M8.5 15.5h4",
    "out": "M10 4.5H5v15h5 M14.5 8l4 4-4 4 M18.5 12H9.5",
    "chip": "M7 7h10v10H7z M10 4v3 M14 4v3 M10 17v3 M14 17v3 M4 10h3 M4 14h3 M17 10h3 M17 14h3",
    "hall": "M4 20.5h16 M6 20.5V9 M18 20.5V9 M10 20.5V9 M14 20.5V9 M3.5 9L12 3.5 20.5 9z",
    "link": "M5 10a10 10 0 0 1 14 0 M8 13.5a5.6 5.6 0 0 1 8 0 M12 17.5v.2",
    "linkOff": "M5 10a10 10 0 0 1 14 0 M8 13.5a5.6 5.6 0 0 1 8 0 M12 17.5v.2 M4 4l16 16",
    "photo": "M4 5h16v14H4z M4 16l5-5 4 4 3-3 4 4 M15 9.2v.2",
}
"""Name to SVG path data."""

_ASKED = re.compile(r"^(?P<name>\w+)/(?P<colour>[0-9a-f]{6})/(?P<stroke>\d(?:\.\d+)?)$")
_SMALLEST, _LARGEST = 8, 512


class IconProvider(QQuickImageProvider):
    """Draws an icon at the size that is asked for."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, name: str, size: QSize, requested: QSize) -> QImage:
        """Return the drawing; an empty one for a name that is none."""
        side = min(max(requested.width(), requested.height(), _SMALLEST), _LARGEST)
        size.setWidth(side)
        size.setHeight(side)
        return draw(name, side)


def draw(asked: str, side: int) -> QImage:
    """Draw `<name>/<rrggbb>/<stroke>` in a square of `side` pixels; transparent when there is no such icon."""
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    found = _ASKED.match(asked)
    if found is None or found["name"] not in DRAWINGS:
        return image
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
        f'<path d="{DRAWINGS[found["name"]]}" fill="none" stroke="#{found["colour"]}" '
        f'stroke-width="{found["stroke"]}" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return image
