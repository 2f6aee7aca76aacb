"""Runs one blocking driver on a thread of its own, one operation at a time, each with a deadline.

A driver polls its worker's `interrupted` event while it waits, so that `cancel()` and `stop()` end a wait at once.
An operation that outlives its deadline (a driver hanging in a system call) fails in the caller's eyes all the same;
the worker then stays busy until the call returns.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from devices.errors import DeviceBusy, DeviceCancelled, DeviceError, DeviceFault, DeviceTimeout

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
_log = logging.getLogger(__name__)

GRACE = 1.0
"""Seconds an operation may overrun its deadline before the worker fails it in its place."""


class DeviceWorker:
    """The thread that owns a driver. Start it by constructing; end it by `stop`."""

    def __init__(self, name: str, *, grace: float = GRACE) -> None:
        self.name = name
        self.interrupted = threading.Event()
        """Set while the running operation is to end; drivers take it as an argument."""
        self._grace = grace
        self._lock = threading.Lock()
        self._current: Future[Any] | None = None
        self._stopping = False
        self._jobs: queue.SimpleQueue[tuple[Callable[[], Any], Future[Any]] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=f"device-{name}", daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether an operation runs, a hanging one included."""
        with self._lock:
            return self._current is not None

    def submit(self, operation: Callable[[], T], deadline: float) -> Future[T]:
        """Run `operation` on the worker's thread; its future ends with a result or a `DeviceError`.

        `deadline` is on `time.monotonic`. Give the same one to the driver: it ends itself then, and the worker fails
        the future with `DeviceTimeout("stuck")` a moment later where it does not. May be called from any thread.

        Raises:
            DeviceBusy: an operation runs already, or the worker is stopped.
        """
        future: Future[T] = Future()
        with self._lock:
            if self._stopping or self._current is not None:
                reason = "stopped" if self._stopping else "busy"
                raise DeviceBusy(reason, self.name)
            self._current = future
            self.interrupted.clear()
            future.set_running_or_notify_cancel()
            self._jobs.put((operation, future))
        self._watch(future, deadline)
        return future

    def cancel(self) -> None:
        """End the running operation soon with `DeviceCancelled`; harmless when there is none."""
        with self._lock:
            if self._current is not None:
                self.interrupted.set()

    def stop(self, timeout: float = 5.0) -> bool:
        """Cancel, end the thread and return whether it ended; an operation that hangs is left behind."""
        with self._lock:
            self._stopping = True
            self.interrupted.set()
            future = self._current
        self._jobs.put(None)
        self._thread.join(timeout)
        if future is not None:
            _fail(future, DeviceCancelled("stopped", self.name))
        return not self._thread.is_alive()

    def _watch(self, future: Future[Any], deadline: float) -> None:
        delay = max(0.0, deadline - time.monotonic()) + self._grace
        timer = threading.Timer(delay, lambda: _fail(future, DeviceTimeout("stuck", self.name)))
        timer.daemon = True
        timer.name = f"device-{self.name}-deadline"
        future.add_done_callback(lambda _: timer.cancel())
        timer.start()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            operation, future = job
            try:
                result, error = operation(), None
            except DeviceError as exc:
                result, error = None, exc
            except Exception as exc:  # noqa: BLE001 - a task's top: a driver's bug must not end its thread
                _log.error("device %s: driver failed: %s", self.name, type(exc).__name__)
                result, error = None, DeviceFault("driver_failed", f"{self.name}: {type(exc).__name__}")
            with self._lock:
                self._current = None
            if error is None:
                _finish(future, result)
            else:
                _fail(future, error)


def _finish(future: Future[Any], result: object) -> None:
    with suppress(InvalidStateError):  # the deadline's thread may have ended it already
        future.set_result(result)


def _fail(future: Future[Any], error: DeviceError) -> None:
    with suppress(InvalidStateError):
        future.set_exception(error)
