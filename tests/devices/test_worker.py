"""The thread that owns a driver."""

from __future__ import annotations

import threading
import time

import pytest

from devices.errors import DeviceBusy, DeviceCancelled, DeviceError, DeviceFault, DeviceTimeout
from devices.worker import DeviceWorker

REASON = "reason"


def soon() -> float:
    return time.monotonic() + 10


def test_an_operation_runs_on_the_workers_thread() -> None:
    worker = DeviceWorker("reader")
    assert worker.submit(lambda: threading.current_thread().name, soon()).result(10) == "device-reader"
    assert worker.stop()


def test_a_second_operation_is_refused_while_one_runs() -> None:
    worker = DeviceWorker("reader")
    go = threading.Event()
    first = worker.submit(lambda: go.wait(10), soon())
    with pytest.raises(DeviceBusy) as told:
        worker.submit(lambda: None, soon())
    assert told.value.reason == "busy"
    go.set()
    assert first.result(10)
    assert worker.submit(lambda: "next", soon()).result(10) == "next"
    assert worker.stop()


def test_a_drivers_error_reaches_the_caller() -> None:
    worker = DeviceWorker("reader")

    def fail() -> None:
        raise DeviceFault(REASON)

    with pytest.raises(DeviceFault, match=REASON):
        worker.submit(fail, soon()).result(10)
    assert worker.stop()


@pytest.mark.expects_log("devices.worker")
def test_a_drivers_bug_is_a_fault_and_the_worker_lives_on() -> None:
    worker = DeviceWorker("reader")

    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(DeviceFault, match="driver_failed"):
        worker.submit(fail, soon()).result(10)
    assert worker.submit(lambda: 1, soon()).result(10) == 1
    assert worker.stop()


def test_an_operation_that_hangs_fails_at_its_deadline_and_the_worker_stays_busy() -> None:
    worker = DeviceWorker("reader", grace=0.05)
    go = threading.Event()
    future = worker.submit(lambda: go.wait(10), time.monotonic() + 0.05)
    with pytest.raises(DeviceTimeout) as told:
        future.result(10)
    assert told.value.reason == "stuck"
    assert worker.busy
    go.set()
    assert worker.stop()


def test_stopping_ends_the_running_operation() -> None:
    worker = DeviceWorker("reader")

    def wait() -> None:
        worker.interrupted.wait(10)
        raise DeviceCancelled(REASON)

    future = worker.submit(wait, soon())
    assert worker.stop()
    with pytest.raises(DeviceCancelled):
        future.result(10)
    with pytest.raises(DeviceBusy):
        worker.submit(lambda: None, soon())


def test_a_cancellation_does_not_reach_the_next_operation() -> None:
    worker = DeviceWorker("reader")

    def wait() -> None:
        worker.interrupted.wait(10)
        raise DeviceCancelled(REASON)

    future = worker.submit(wait, soon())
    worker.cancel()
    with pytest.raises(DeviceError):
        future.result(10)
    worker.cancel()
    assert worker.submit(worker.interrupted.is_set, soon()).result(10) is False
    assert worker.stop()
