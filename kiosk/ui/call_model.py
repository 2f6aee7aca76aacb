"""How the call is: quality, levels, mute and hide. Nothing of it is kept when the call ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Signal, Slot

from peer.events import CallState

if TYPE_CHECKING:
    from peer.engine import Engine
    from peer.events import CallQuality


class CallModel(QObject):
    """The media side of a call, as QML shows it."""

    qualityChanged = Signal()
    levelsChanged = Signal()
    switchesChanged = Signal()
    stateChanged = Signal()

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._quality: CallQuality | None = None
        self._audio_peak = 0.0
        self._set_up_ms = -1.0
        self._local = 0.0
        self._remote = 0.0
        self._muted = False
        self._hidden = False
        self._state = CallState.IDLE

    @Slot(object)
    def on_call_changed(self, state: CallState) -> None:
        """Take the state of the media connection."""
        self._state = state
        if state == CallState.PREPARED:
            self._quality, self._audio_peak, self._set_up_ms = None, 0.0, -1.0
            self.qualityChanged.emit()
        self.stateChanged.emit()

    @Slot(object)
    def on_quality(self, quality: CallQuality) -> None:
        """Take the figures of the last second."""
        self._quality = quality
        self._audio_peak = max(self._audio_peak, quality.audio_rms)
        if quality.set_up_ms is not None:
            self._set_up_ms = quality.set_up_ms
        self.qualityChanged.emit()

    @Slot(float, float)
    def on_levels(self, local: float, remote: float) -> None:
        """Take the loudness of both voices."""
        self._local, self._remote = local, remote
        self.levelsChanged.emit()

    @Slot(bool)
    def setMuted(self, muted: bool) -> None:  # noqa: FBT001 - QML passes it by position
        """Send silence, or the voice again."""
        self._muted = muted
        self._engine.set_muted(muted=muted)
        self.switchesChanged.emit()

    @Slot(bool)
    def setHidden(self, hidden: bool) -> None:  # noqa: FBT001 - QML passes it by position
        """Send a grey picture, or the camera's again."""
        self._hidden = hidden
        self._engine.set_hidden(hidden=hidden)
        self.switchesChanged.emit()

    def clear(self) -> None:
        """Be as before the first call: voice and picture on."""
        if self._muted:
            self.setMuted(False)
        if self._hidden:
            self.setHidden(False)
        self._local = self._remote = 0.0
        self.levelsChanged.emit()

    state = Property(str, lambda self: self._state.value, notify=stateChanged)
    muted = Property(bool, lambda self: self._muted, notify=switchesChanged)
    hidden = Property(bool, lambda self: self._hidden, notify=switchesChanged)
    localLevel = Property(float, lambda self: self._local, notify=levelsChanged)
    remoteLevel = Property(float, lambda self: self._remote, notify=levelsChanged)
    frames = Property(int, lambda self: self._quality.frames if self._quality else 0, notify=qualityChanged)
    fps = Property(float, lambda self: self._quality.fps if self._quality else 0.0, notify=qualityChanged)
    audio = Property(float, lambda self: self._quality.audio_rms if self._quality else 0.0, notify=qualityChanged)
    audioPeak = Property(float, lambda self: self._audio_peak, notify=qualityChanged)
    setUpMs = Property(float, lambda self: self._set_up_ms, notify=qualityChanged)
