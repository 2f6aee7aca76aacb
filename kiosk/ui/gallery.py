"""Pictures and papers on show: kept in memory only, drawn for QML by `image://visit/NAME/PAGE/REVISION`."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtQuick import QQuickImageProvider

_WIDEST = 2400
_DEFAULT_WIDTH = 900


class _Paper:
    """One PDF, open from memory."""

    def __init__(self, pdf: bytes) -> None:
        self._data = QByteArray(pdf)
        self._buffer = QBuffer(self._data)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document = QPdfDocument()
        self.document.load(self._buffer)

    @property
    def pages(self) -> int:
        """Number of pages; 0 when the bytes are no PDF."""
        ready = self.document.status() == QPdfDocument.Status.Ready
        return self.document.pageCount() if ready else 0

    def close(self) -> None:
        """Forget the pages, then the bytes."""
        self.document.close()
        self._buffer.close()


class VisitGallery(QQuickImageProvider):
    """Implements `kiosk.pages.Gallery`. Used on Qt's thread only."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._pictures: dict[str, QImage] = {}
        self._papers: dict[str, _Paper] = {}
        self.revision = 0

    def show_picture(self, name: str, data: bytes) -> None:
        """Put a picture on show; bytes that are none show nothing."""
        self._pictures[name] = QImage.fromData(data)
        self.revision += 1

    def show_paper(self, name: str, pdf: bytes) -> int:
        """Put a PDF on show and return its number of pages."""
        self._close(name)
        paper = _Paper(pdf)
        self.revision += 1
        if not paper.pages:
            paper.close()
            return 0
        self._papers[name] = paper
        return paper.pages

    def pages(self, name: str) -> int:
        """Return the number of pages on show under a name."""
        return self._papers[name].pages if name in self._papers else 0

    def has(self, name: str) -> bool:
        """Tell whether anything is on show under a name."""
        return name in self._papers or name in self._pictures

    def clear(self) -> None:
        """Forget everything."""
        for name in list(self._papers):
            self._close(name)
        self._pictures.clear()
        self.revision += 1

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, N803 - Qt's names
        """Draw a picture or a page, as QML asks."""
        name, _, rest = id.partition("/")
        width = min(requestedSize.width() if requestedSize.width() > 0 else _DEFAULT_WIDTH, _WIDEST)
        image = self._page(name, rest.partition("/")[0], width) if name in self._papers else self._picture(name, width)
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image

    def _picture(self, name: str, width: int) -> QImage:
        picture = self._pictures.get(name)
        if picture is None or picture.isNull():
            return _nothing()
        return picture.scaledToWidth(min(width, picture.width()), Qt.TransformationMode.SmoothTransformation)

    def _page(self, name: str, untrusted_page: str, width: int) -> QImage:
        paper = self._papers[name]
        page = int(untrusted_page) if untrusted_page.isdigit() else 0
        if page >= paper.pages:
            return _nothing()
        points = paper.document.pagePointSize(page)
        size = QSize(width, round(width * points.height() / max(points.width(), 1.0)))
        sheet = QImage(size, QImage.Format.Format_RGB32)
        sheet.fill(Qt.GlobalColor.white)
        _draw(sheet, paper.document.render(page, size))
        return sheet

    def _close(self, name: str) -> None:
        paper = self._papers.pop(name, None)
        if paper is not None:
            paper.close()


def _draw(sheet: QImage, page: QImage) -> None:
    painter = QPainter(sheet)
    painter.drawImage(0, 0, page)
    painter.end()


def _nothing() -> QImage:
    image = QImage(1, 1, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    return image
