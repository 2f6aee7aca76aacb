"""A noisy test fails: log records nobody expected, tasks and threads left behind, warnings of Qt."""

from __future__ import annotations

import asyncio
import inspect
import logging
import os
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
os.environ.setdefault("QT_QUICK_CONTROLS_STYLE", "Basic")
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")

THREAD_GRACE = 2.0
"""Seconds a thread that was told to stop may take to end."""


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "expects_log(logger): records of WARNING and above from this logger are part of the test"
    )
    config.addinivalue_line("markers", "expects_qt(text): a Qt warning containing this text is part of the test")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if isinstance(item, pytest.Function) and inspect.iscoroutinefunction(item.function):
            item.add_marker(pytest.mark.usefixtures("no_leaked_tasks"))
        if item.path.parent.name == "journeys":
            item.add_marker(pytest.mark.journey)
        if item.path.parent.name == "contracts":
            item.add_marker(pytest.mark.contract)


@pytest.fixture
async def no_leaked_tasks() -> AsyncIterator[None]:
    yield
    current = asyncio.current_task()
    leaked = [task for task in asyncio.all_tasks() if task is not current and not task.done()]
    if leaked:
        pytest.fail("tasks left behind: " + ", ".join(repr(task.get_coro()) for task in leaked))


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + THREAD_GRACE
    leaked = []
    for thread in set(threading.enumerate()) - before:
        thread.join(max(0.0, deadline - time.monotonic()))
        if thread.is_alive():
            leaked.append(thread.name)
    if leaked:
        pytest.fail(f"threads left behind: {sorted(leaked)}")


class _Records(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    expected = {mark.args[0] for mark in request.node.iter_markers("expects_log")}
    handler = _Records()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    unexpected = [r for r in handler.records if not any(r.name == n or r.name.startswith(n + ".") for n in expected)]
    if unexpected:
        pytest.fail("unexpected log records: " + "; ".join(f"{r.name}: {r.getMessage()}" for r in unexpected))


@pytest.fixture(autouse=True)
def no_qt_warning(request: pytest.FixtureRequest) -> Iterator[None]:
    if "PySide6.QtCore" not in sys.modules:
        yield
        return
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler

    expected = [mark.args[0] for mark in request.node.iter_markers("expects_qt")]
    noise: list[str] = []

    def collect(kind: QtMsgType, context: object, text: str) -> None:
        loud = kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
        if loud and not any(part in text for part in expected):
            noise.append(text)

    previous = qInstallMessageHandler(collect)
    yield
    qInstallMessageHandler(previous)
    if noise:
        pytest.fail("Qt warned: " + "; ".join(noise))
