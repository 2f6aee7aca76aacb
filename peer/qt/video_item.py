"""`VideoItem` for QML: paints the newest picture of the call, the cheapest way a machine without a GPU has.

    import CloudWindow.Media 1.0
    VideoItem { source: "remote"; fill: "crop"; radius: 24 }

`register_media(bridge, qml_engine)` puts a `MediaFeed` into the engine's root context under `cloudWindowMedia`; an item
looks it up there when it is complete, or when it is next shown. Called again with another bridge (a clerk logs in
anew), the same feed follows that one. An item in an engine without a feed stays dark. Importing this module makes the
type known to QML.

The feed takes each picture once, wraps its BGRA bytes in a `QImage` without copying, and tells the items, which ask
for one repaint each. A picture that comes while the screen is busy replaces the one before it; nothing queues.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QMetaObject, QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath
from PySide6.QtQml import QmlElement, qmlContext
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from peer.events import CallState

if TYPE_CHECKING:
    from PySide6.QtQml import QQmlEngine

    from peer.media.frame import VideoFrame
    from peer.qt.bridge import EngineBridge

QML_IMPORT_NAME = "CloudWindow.Media"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0

FEED_PROPERTY = "cloudWindowMedia"
"""Name of the context property that holds the `MediaFeed`."""

_DARK = QColor("#1b2430")


def register_media(bridge: EngineBridge, qml_engine: QQmlEngine) -> MediaFeed:
    """Give the pictures of `bridge`'s engine to every `VideoItem` of `qml_engine`."""
    context = qml_engine.rootContext()
    feed = context.contextProperty(FEED_PROPERTY)
    if not isinstance(feed, MediaFeed):
        feed = MediaFeed(qml_engine)
        context.setContextProperty(FEED_PROPERTY, feed)
    feed.follow(bridge)
    return feed


def picture_of(frame: VideoFrame) -> QImage:
    """Return the frame as an opaque image over the same bytes."""
    height, width, _ = frame.pixels.shape
    return QImage(frame.pixels.data, width, height, width * 4, QImage.Format.Format_RGB32)


class MediaFeed(QObject):
    """The newest picture of each source, shared by all items of one QML engine."""

    pictureChanged = Signal(str)
    """`remote` or `local`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge: EngineBridge | None = None
        self._connections: tuple[QMetaObject.Connection, ...] = ()
        self._frames: dict[str, VideoFrame] = {}

    def follow(self, bridge: EngineBridge) -> None:
        """Show this bridge's pictures from now on; those of the one before are forgotten."""
        if bridge is self._bridge:
            return
        for connection in self._connections:
            QObject.disconnect(connection)
        self.clear()
        self._bridge = bridge
        self._connections = (
            bridge.frameReady.connect(self._take),
            bridge.callChanged.connect(self._call_changed),
        )

    def picture(self, source: str) -> QImage | None:
        """Return the newest picture, or None before the first and after the call."""
        frame = self._frames.get(source)
        return None if frame is None else picture_of(frame)

    def clear(self) -> None:
        """Forget all pictures."""
        gone = list(self._frames)
        self._frames.clear()
        for source in gone:
            self.pictureChanged.emit(source)

    @Slot(str)
    def _take(self, which: str) -> None:
        frame = self._bridge.engine.newest_frame(which) if self._bridge is not None else None
        if frame is not None:
            self._frames[which] = frame
            self.pictureChanged.emit(which)

    @Slot(object)
    def _call_changed(self, state: CallState) -> None:
        if state is CallState.IDLE:
            self.clear()


@QmlElement
class VideoItem(QQuickPaintedItem):
    """A picture of the call. It paints opaquely: a dark field where there is no picture yet.

    `source` is `remote` or `local`; `fill` is `crop` (fills the item, cuts the longer side) or `fit` (shows the whole
    picture); `mirrored` flips left and right, as people know themselves; `radius` rounds the corners;
    `frames` counts the pictures painted; `hasPicture` tells whether there is one. `smooth`, which every item has and
    which is on unless set otherwise, scales smoothly: 1 ms instead of 0.3 at 1040 × 585.
    """

    sourceChanged = Signal()
    mirroredChanged = Signal()
    fillChanged = Signal()
    radiusChanged = Signal()
    framesChanged = Signal()
    hasPictureChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._source = "remote"
        self._mirrored = False
        self._fill = "crop"
        self._radius = 0.0
        self._frames = 0
        self._feed: MediaFeed | None = None
        self._has_picture = False
        self._unpainted = False
        self.setOpaquePainting(True)

    def componentComplete(self) -> None:
        """Look the feed up, as Qt calls this once all properties are set."""
        super().componentComplete()
        self.visibleChanged.connect(self._look_for_feed)
        self._look_for_feed()

    @Slot()
    def _look_for_feed(self) -> None:
        if self._feed is not None:
            return
        context = qmlContext(self)
        feed = context.contextProperty(FEED_PROPERTY) if context is not None else None
        if isinstance(feed, MediaFeed):
            self._feed = feed
            feed.pictureChanged.connect(self._picture_changed)
            self._picture_changed(self._source)

    def paint(self, painter: QPainter) -> None:
        """Draw the newest picture, as Qt calls this while it synchronises the scene."""
        area = QRectF(0, 0, self.width(), self.height())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.smooth())
        if self._radius > 0:
            path = QPainterPath()
            path.addRoundedRect(area, self._radius, self._radius)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipPath(path)
        picture = self._feed.picture(self._source) if self._feed is not None else None
        if picture is None or area.isEmpty():
            painter.fillRect(area, _DARK)
            return
        self._draw(painter, picture, area)
        self._frames += self._unpainted
        self._unpainted = False

    def _draw(self, painter: QPainter, picture: QImage, area: QRectF) -> None:
        if self._mirrored:
            painter.translate(area.width(), 0)
            painter.scale(-1, 1)
        if self._fill == "fit":
            painter.fillRect(area, _DARK)
            painter.drawImage(_fitted(picture, area), picture)
        else:
            painter.drawImage(area, picture, _cropped(picture, area))

    @Slot(str)
    def _picture_changed(self, which: str) -> None:
        if which != self._source or self._feed is None:
            return
        has_picture = self._feed.picture(self._source) is not None
        if has_picture != self._has_picture:
            self._has_picture = has_picture
            self.hasPictureChanged.emit()
        self._unpainted = has_picture
        self.update()
        self.framesChanged.emit()

    def _get_source(self) -> str:
        return self._source

    def _set_source(self, source: str) -> None:
        if source != self._source:
            self._source = source
            self.sourceChanged.emit()
            self._picture_changed(source)

    def _get_mirrored(self) -> bool:
        return self._mirrored

    def _set_mirrored(self, mirrored: bool) -> None:  # noqa: FBT001  a property's setter takes one plain value
        if mirrored != self._mirrored:
            self._mirrored = mirrored
            self.mirroredChanged.emit()
            self.update()

    def _get_fill(self) -> str:
        return self._fill

    def _set_fill(self, fill: str) -> None:
        if fill != self._fill:
            self._fill = fill
            self.fillChanged.emit()
            self.update()

    def _get_radius(self) -> float:
        return self._radius

    def _set_radius(self, radius: float) -> None:
        if radius != self._radius:
            self._radius = radius
            # What lies under the corners must be painted too.
            self.setOpaquePainting(radius <= 0)
            self.radiusChanged.emit()
            self.update()

    def _get_frames(self) -> int:
        return self._frames

    def _get_has_picture(self) -> bool:
        return self._has_picture

    source = Property(str, _get_source, _set_source, notify=sourceChanged)
    mirrored = Property(bool, _get_mirrored, _set_mirrored, notify=mirroredChanged)
    fill = Property(str, _get_fill, _set_fill, notify=fillChanged)
    radius = Property(float, _get_radius, _set_radius, notify=radiusChanged)
    frames = Property(int, _get_frames, notify=framesChanged)
    hasPicture = Property(bool, _get_has_picture, notify=hasPictureChanged)


def _fitted(picture: QImage, area: QRectF) -> QRectF:
    """Return the largest rectangle of the picture's shape in the middle of `area`."""
    size = picture.size().toSizeF()
    size.scale(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
    return QRectF((area.width() - size.width()) / 2, (area.height() - size.height()) / 2, size.width(), size.height())


def _cropped(picture: QImage, area: QRectF) -> QRectF:
    """Return the largest part of the picture's middle that has the shape of `area`."""
    size = area.size()
    size.scale(picture.size().toSizeF(), Qt.AspectRatioMode.KeepAspectRatio)
    left, top = (picture.width() - size.width()) / 2, (picture.height() - size.height()) / 2
    return QRectF(left, top, size.width(), size.height())
