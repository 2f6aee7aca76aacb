"""The engine's events, carried from its thread to Qt's: the one crossing between the two.

A screen connects to the signals of `EngineBridge`; each runs its slots on the thread the bridge was made on, in the
order the engine reported. Calls in the other direction need no crossing: the engine's methods take any thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from peer.events import (
    CallChanged,
    CallQuality,
    FrameReady,
    Levels,
    LinkDown,
    LinkRefused,
    LinkUp,
    Received,
)

if TYPE_CHECKING:
    from peer.engine import Engine
    from peer.events import Event


class EngineBridge(QObject):
    """Owns the engine of a program and speaks for it on Qt's thread."""

    received = Signal(object)
    """A `protocol.messages.Message` of the server, in order, each exactly once."""
    linkChanged = Signal(object)
    """`LinkUp`, `LinkDown` or `LinkRefused`."""
    callChanged = Signal(object)
    """The new `CallState`."""
    levels = Signal(float, float)
    """Loudness of what is sent and of what is heard, 0 to 1."""
    quality = Signal(object)
    """A `CallQuality`."""
    frameReady = Signal(str)
    """`remote` or `local`: a new picture can be taken with `engine.newest_frame`."""

    _arrived = Signal(object)

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def engine(self) -> Engine:
        """The engine: its methods may be called from any thread."""
        return self._engine

    def start(self) -> None:
        """Start the engine; its events arrive from now on."""
        self._engine.start(self._arrived.emit)

    def stop(self) -> None:
        """Stop the engine and wait for its thread to end. Harmless twice."""
        self._engine.stop()

    @Slot(object)
    def _deliver(self, event: Event) -> None:
        match event:
            case Received(message=message):
                self.received.emit(message)
            case LinkUp() | LinkDown() | LinkRefused():
                self.linkChanged.emit(event)
            case CallChanged(state=state):
                self.callChanged.emit(state)
            case FrameReady(which=which):
                self.frameReady.emit(which)
            case Levels(local=local, remote=remote):
                self.levels.emit(local, remote)
            case CallQuality():
                self.quality.emit(event)
