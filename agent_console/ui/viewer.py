"""The viewer: looks at a material's pages, rectified or as photographed, and at the pages of an issued paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QBuffer, QByteArray, QIODevice, QObject, QSize, Signal, Slot
from PySide6.QtPdf import QPdfDocument

if TYPE_CHECKING:
    from agent_console.ui.documents import Documents, PictureShelf
    from protocol.messages import Page

PAGE_WIDTH = 1400
"""Pixels across a drawn page of a paper: legible when zoomed to twice the screen."""


class ViewerModel(QObject):
    """Closed while `kind` is empty; else `source` is what to show, once `ready`."""

    changed = Signal()

    def __init__(self, *, documents: Documents, shelf: PictureShelf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._documents = documents
        self._shelf = shelf
        self._kind = self._name = self._title = ""
        self._pages: tuple[Page, ...] = ()
        self._paper = ""
        self._drawn = 0
        self._index = 0
        self._original = False
        self._failed = False
        documents.arrived.connect(self._arrived)
        documents.failed.connect(self._lost)

    def open_pages(self, *, material: str, title: str, pages: tuple[Page, ...], index: int) -> None:
        """Look at the pages of a material."""
        if pages:
            self._open("material", material, title)
            self._pages, self._index = pages, min(max(index, 0), len(pages) - 1)
            self._fetch()

    def open_paper(self, *, paper: str, title: str, sha256: str) -> None:
        """Look at an issued paper."""
        self._open("paper", paper, title)
        self._paper = sha256
        self._fetch()

    @Slot()
    def close(self) -> None:
        """Close it; what was drawn of a paper is forgotten."""
        self._open("", "", "")
        self.changed.emit()

    @Slot(int)
    def turn(self, by: int) -> None:
        """Go `by` pages on or back."""
        self._index = min(max(self._index + by, 0), max(self._count() - 1, 0))
        self._fetch()

    @Slot(bool)
    def showOriginal(self, original: bool) -> None:  # noqa: FBT001 - QML passes one plain value
        """Show the untouched photograph, or the rectified page."""
        self._original = original
        self._fetch()

    def _open(self, kind: str, name: str, title: str) -> None:
        self._kind, self._name, self._title = kind, name, title
        self._pages, self._paper, self._drawn, self._index = (), "", 0, 0
        self._original = self._failed = False

    def _fetch(self) -> None:
        self._failed = False
        if self._kind == "material":
            self._documents.want_picture(self._picture())
        elif self._kind == "paper" and not self._drawn:
            data = self._documents.want_paper(self._paper)
            if data is not None:
                self._draw(data)
        self.changed.emit()

    def _draw(self, data: bytes) -> None:
        buffer = QBuffer()
        buffer.setData(QByteArray(data))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument()
        document.load(buffer)
        self._drawn = document.pageCount() if document.error() == QPdfDocument.Error.None_ else 0
        self._failed = not self._drawn
        for number in range(self._drawn):
            points = document.pagePointSize(number)
            height = round(PAGE_WIDTH * points.height() / max(points.width(), 1.0))
            self._shelf.put(f"{self._paper}/{number}", document.render(number, QSize(PAGE_WIDTH, height)))
        document.close()

    def _picture(self) -> str:
        page = self._pages[self._index]
        return page.original_sha256 if self._original else page.sha256

    def _count(self) -> int:
        return len(self._pages) if self._kind == "material" else self._drawn

    @Slot(str)
    def _arrived(self, sha256: str) -> None:
        if sha256 == self._paper or (self._pages and sha256 == self._picture()):
            self._fetch()

    @Slot(str)
    def _lost(self, sha256: str) -> None:
        if sha256 == self._paper or (self._pages and sha256 == self._picture()):
            self._failed = True
            self.changed.emit()

    def _get_source(self) -> str:
        if self._kind == "material" and self._shelf.has(self._picture()):
            return f"image://documents/{self._picture()}"
        if self._kind == "paper" and self._drawn:
            return f"image://documents/{self._paper}/{self._index}"
        return ""

    def _get_state(self) -> dict[str, Any]:
        return {
            "kind": self._kind,
            "name": self._name,
            "title": self._title,
            "index": self._index,
            "count": self._count(),
            "original": self._original,
            "warnings": list(self._pages[self._index].warnings) if self._pages else [],
            "failed": self._failed,
        }

    def _get_open(self) -> bool:
        return bool(self._kind)

    source = Property(str, _get_source, notify=changed)
    isOpen = Property(bool, _get_open, notify=changed)
    state = Property("QVariantMap", _get_state, notify=changed)  # type: ignore[arg-type]  # the stubs take a Python type; Qt knows this one by name
