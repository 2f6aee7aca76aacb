"""The one thread that writes: it takes what is waiting, up to 200 jobs, into one transaction and one flush to disk.

Under no load a job is committed at once, alone; under load the flushes are shared. Each job runs in a savepoint, so one
that fails takes nothing of its neighbours with it. Nobody is told of a job before its transaction is on disk.
"""

from __future__ import annotations

import asyncio
import contextlib
import queue
import sqlite3
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from signaling.store.base import StorageFull, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

GROUP = 200
"""Most jobs of one transaction."""
_PRIMARY_CODE = 0xFF
_CLOSED = "the store is closed"
_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
"""No room, or the disk refused a write: nothing of the transaction is there; later ones may find room."""


@dataclass(frozen=True, slots=True, eq=False)
class _Job(Generic[T]):
    work: Callable[[sqlite3.Connection], T]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[T]


@dataclass(frozen=True, slots=True)
class _Outcome:
    job: _Job[Any]
    result: object = None
    error: Exception | None = None

    def tell(self) -> None:
        """Resolve the future; one that was cancelled meanwhile is left alone."""
        if self.job.future.done():
            return
        if self.error is None:
            self.job.future.set_result(self.result)
        else:
            self.job.future.set_exception(self.error)


class Writer:
    """Group commit on one connection that is used by no other thread."""

    def __init__(self, connect: Callable[[], sqlite3.Connection], *, committed: Callable[[float], None]) -> None:
        """Start the thread; `committed` is told the seconds each commit took."""
        self._queue: queue.SimpleQueue[_Job[Any] | None] = queue.SimpleQueue()
        self._committed = committed
        self._connection = connect()
        self._closed = False
        self._door = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    async def do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` in a transaction and return its result once that is on disk.

        Raises what `work` raises, or `StorageFull`.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        with self._door:
            if self._closed:
                raise StoreError(_CLOSED)
            self._queue.put(_Job(work, loop, future))
        return await future

    def close(self) -> None:
        """Finish what is queued, and close the connection; blocks until that is done."""
        self._shut()
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        jobs: list[_Job[Any]] = []
        try:
            while jobs := self._take():
                _tell(self._transaction(jobs))
        finally:  # whatever ends the thread, nobody waits for ever
            self._shut()
            _tell([_Outcome(job, error=StoreError(_CLOSED)) for job in [*jobs, *self._left()]])
            self._connection.close()

    def _shut(self) -> None:
        """Take no job from now on; those taken before are in the queue by then."""
        with self._door:
            self._closed = True

    def _left(self) -> list[_Job[Any]]:
        left: list[_Job[Any]] = []
        with contextlib.suppress(queue.Empty):
            while True:
                job = self._queue.get_nowait()
                left += [] if job is None else [job]
        return left

    def _take(self) -> list[_Job[Any]]:
        """Return what is waiting, at least one job; nothing when the store is being closed."""
        jobs: list[_Job[Any]] = []
        job = self._queue.get()
        while job is not None:
            jobs.append(job)
            if len(jobs) == GROUP:
                return jobs
            try:
                job = self._queue.get_nowait()
            except queue.Empty:
                return jobs
        if jobs:  # the end comes after these
            self._queue.put(None)
        return jobs

    def _transaction(self, jobs: list[_Job[Any]]) -> list[_Outcome]:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            outcomes = [self._in_savepoint(job) for job in jobs]
            self._commit()
        except sqlite3.Error as error:
            self._roll_back()
            return [_Outcome(job, error=as_store_error(error)) for job in jobs]
        return outcomes

    def _in_savepoint(self, job: _Job[Any]) -> _Outcome:
        """Run one job; what ends the whole transaction is raised."""
        self._connection.execute("SAVEPOINT job")
        try:
            outcome = _Outcome(job, result=job.work(self._connection))
        except StoreError as error:
            outcome = _Outcome(job, error=error)
        except sqlite3.Error as error:
            if not self._connection.in_transaction or isinstance(as_store_error(error), StorageFull):
                raise
            outcome = _Outcome(job, error=as_store_error(error))
        except Exception as error:  # noqa: BLE001  a task's top: whatever it is belongs to the caller, not to this thread
            outcome = _Outcome(job, error=error)
        if outcome.error is not None:
            self._connection.execute("ROLLBACK TO job")
        self._connection.execute("RELEASE job")
        return outcome

    def _commit(self) -> None:
        start = time.monotonic()
        self._connection.execute("COMMIT")
        self._committed(time.monotonic() - start)

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")


def as_store_error(error: sqlite3.Error) -> StoreError:
    """Return the driver's error in the store's words; its text is not passed on, it may quote values."""
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE
    if code in _FULL:
        return StorageFull("no room on the disk, or it refused to write")
    return StoreError(getattr(error, "sqlite_errorname", type(error).__name__))


def _tell(outcomes: list[_Outcome]) -> None:
    """Wake each loop once for all its outcomes."""
    loops: dict[asyncio.AbstractEventLoop, list[_Outcome]] = {}
    for outcome in outcomes:
        loops.setdefault(outcome.job.loop, []).append(outcome)
    for loop, mine in loops.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_tell_here, mine)


def _tell_here(outcomes: list[_Outcome]) -> None:
    for outcome in outcomes:
        outcome.tell()
