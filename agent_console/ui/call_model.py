"""The call on the screen: connection, loudness, quality, what the clerk sends of herself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from peer.events import CallQuality, CallState

if TYPE_CHECKING:
    from collections.abc import Callable

GOOD_FPS, FAIR_FPS = 15.0, 7.0
"""Pictures a second from which a call looks good, or fair."""


class CallModel(QObject):
    """Shows the media connection; `mute` and `hide` go to the engine."""

    changed = Signal()
    levelsChanged = Signal()

    def __init__(
        self,
        *,
        mute: Callable[[bool], None],
        hide: Callable[[bool], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._mute, self._hide = mute, hide
        self._muted = self._hidden = False
        self._state = CallState.IDLE
        self._quality: CallQuality | None = None
        self._levels = (0.0, 0.0)

    @Slot(object)
    def takeState(self, state: CallState) -> None:
        """The media connection changed."""
        self._state = state
        if state is CallState.IDLE:
            self._quality, self._levels = None, (0.0, 0.0)
            self.levelsChanged.emit()
        self.changed.emit()

    @Slot(object)
    def takeQuality(self, quality: CallQuality) -> None:
        """How the call was in the last second."""
        self._quality = quality
        self.changed.emit()

    @Slot(float, float)
    def takeLevels(self, local: float, remote: float) -> None:
        """How loud it is on both sides."""
        self._levels = (local, remote)
        self.levelsChanged.emit()

    @Slot(bool)
    def setMuted(self, muted: bool) -> None:  # noqa: FBT001 - QML passes one plain value
        """静音."""
        self._muted = muted
        self._mute(muted)
        self.changed.emit()

    @Slot(bool)
    def setHidden(self, hidden: bool) -> None:  # noqa: FBT001 - QML passes one plain value
        """Send no picture."""
        self._hidden = hidden
        self._hide(hidden)
        self.changed.emit()

    def reset(self) -> None:
        """Let the next call begin with voice and picture."""
        if self._muted:
            self.setMuted(False)
        if self._hidden:
            self.setHidden(False)
        self.takeState(CallState.IDLE)

    def _get_state(self) -> str:
        return self._state

    def _get_muted(self) -> bool:
        return self._muted

    def _get_hidden(self) -> bool:
        return self._hidden

    def _get_local(self) -> float:
        return self._levels[0]

    def _get_remote(self) -> float:
        return self._levels[1]

    def _get_quality(self) -> dict[str, Any]:
        now = self._quality
        if now is None:
            return {"frames": 0, "fps": 0.0, "audio": 0.0, "setUpMs": -1.0, "word": "none", "size": ""}
        return {
            "frames": now.frames,
            "fps": now.fps,
            "audio": now.audio_rms,
            "setUpMs": -1.0 if now.set_up_ms is None else now.set_up_ms,
            "word": self._word(now.fps),
            "size": f"{now.width}×{now.height}",
        }

    def _word(self, fps: float) -> str:
        if self._state is not CallState.CONNECTED or fps <= 0:
            return "none"
        return "good" if fps >= GOOD_FPS else "fair" if fps >= FAIR_FPS else "poor"

    state = Property(str, _get_state, notify=changed)
    muted = Property(bool, _get_muted, notify=changed)
    hidden = Property(bool, _get_hidden, notify=changed)
    localLevel = Property(float, _get_local, notify=levelsChanged)
    remoteLevel = Property(float, _get_remote, notify=levelsChanged)
    quality = Property("QVariantMap", _get_quality, notify=changed)  # type: ignore[arg-type]  # the stubs take a Python type; Qt knows this one by name
