"""Pictures and papers of the case, in memory only: fetched by SHA-256, checked, decoded, forgotten when the call ends.

`Documents` fetches; `PictureShelf` is where QML finds what was fetched, under `image://documents/<sha256>[/thumb|/n]`.
Nothing is ever written to disk.
"""

from __future__ import annotations

import hashlib
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

from agent_console.ui.arrivals import Arrivals

if TYPE_CHECKING:
    from collections.abc import Callable

THUMB = QSize(240, 320)
"""Thumbnails fit into this."""
LARGEST = QSize(2400, 2400)
"""Pictures fit into this: more than a screen shows, less than a phone's whole sensor."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A decoded page."""

    full: QImage
    thumb: QImage


class PictureShelf(QQuickImageProvider):
    """Hands decoded pictures to QML."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._images: dict[str, QImage] = {}

    def put(self, name: str, image: QImage) -> None:
        """Keep an image under this name."""
        self._images[name] = image

    def has(self, name: str) -> bool:
        """Tell whether there is an image of this name."""
        return name in self._images

    def clear(self) -> None:
        """Forget all images."""
        self._images.clear()

    def __len__(self) -> int:
        return len(self._images)

    def requestImage(self, name: str, size: QSize, requested: QSize) -> QImage:
        """Return the image, an empty pixel when it is gone."""
        image = self._images.get(name)
        if image is None:
            image = QImage(1, 1, QImage.Format.Format_ARGB32)
            image.fill(Qt.GlobalColor.transparent)
        if requested.width() > 0 and requested.height() > 0:
            image = image.scaled(
                requested, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image


class Documents(QObject):
    """Fetches a case's documents once each. `arrived` and `failed` carry the SHA-256."""

    arrived = Signal(str)
    failed = Signal(str)

    def __init__(
        self, *, fetch: Callable[[str], Future[bytes]], shelf: PictureShelf, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._shelf = shelf
        self._case = ""
        self._wanted: set[str] = set()
        self._papers: dict[str, bytes] = {}
        self._arrivals = Arrivals(self)
        self._decoder = ThreadPoolExecutor(1, thread_name_prefix="pictures")

    def open(self, case: str) -> None:
        """Fetch for this case from now on; what belongs to another is forgotten."""
        if case != self._case:
            self.clear()
            self._case = case

    def clear(self) -> None:
        """Forget everything; what is still under way is thrown away when it comes."""
        self._case = ""
        self._wanted.clear()
        self._papers.clear()
        self._shelf.clear()

    def close(self) -> None:
        """Forget everything and end the decoding thread."""
        self.clear()
        self._decoder.shutdown(cancel_futures=True)

    def want_picture(self, sha256: str) -> bool:
        """Return whether the picture can be shown; if not, it is fetched and `arrived` or `failed` follows."""
        if self._shelf.has(sha256):
            return True
        self._want(sha256, self._decode)
        return False

    def want_paper(self, sha256: str) -> bytes | None:
        """Return the PDF; if it is not here, it is fetched and `arrived` or `failed` follows."""
        if sha256 in self._papers:
            return self._papers[sha256]
        self._want(sha256, self._keep_paper)
        return None

    def _want(self, sha256: str, then: Callable[[str, str, bytes], None]) -> None:
        if sha256 in self._wanted or not self._case:
            return
        self._wanted.add(sha256)
        case = self._case

        def fetched(future: Future[bytes]) -> None:
            if case != self._case:
                return
            if future.exception() is not None or hashlib.sha256(future.result()).hexdigest() != sha256:
                self._lose(sha256)
            else:
                then(case, sha256, future.result())

        self._arrivals.await_result(self._fetch(f"/v1/cases/{case}/documents/{sha256}"), fetched)

    def _keep_paper(self, case: str, sha256: str, data: bytes) -> None:
        del case
        self._papers[sha256] = data
        self.arrived.emit(sha256)

    def _decode(self, case: str, sha256: str, untrusted: bytes) -> None:
        def decoded(future: Future[Picture | None]) -> None:
            if case != self._case:
                return
            picture = future.result()
            if picture is None:
                self._lose(sha256)
                return
            self._shelf.put(sha256, picture.full)
            self._shelf.put(f"{sha256}/thumb", picture.thumb)
            self.arrived.emit(sha256)

        self._arrivals.await_result(self._decoder.submit(decode, untrusted), decoded)

    def _lose(self, sha256: str) -> None:
        self._wanted.discard(sha256)
        self.failed.emit(sha256)


def decode(untrusted: bytes) -> Picture | None:
    """Return the picture no larger than `LARGEST`, None when the bytes are no picture Qt will open."""
    image = QImage.fromData(untrusted)
    if image.isNull():
        return None
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    if image.width() > LARGEST.width() or image.height() > LARGEST.height():
        image = image.scaled(LARGEST, keep, smooth)
    return Picture(full=image, thumb=image.scaled(THUMB, keep, smooth))
