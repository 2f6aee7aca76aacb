"""Results of other threads, brought to Qt's."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

T = TypeVar("T")


class Arrivals(QObject):
    """Calls back on its own thread, from the event loop, when a future ends."""

    _ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def await_result(self, future: Future[T], then: Callable[[Future[T]], None]) -> None:
        """Call `then(future)` once it has ended; not when it was cancelled."""
        future.add_done_callback(lambda ended: self._ended.emit(then, ended))

    @Slot(object, object)
    def _deliver(self, then: Callable[[object], None], ended: Future[object]) -> None:
        if not ended.cancelled():
            then(ended)
