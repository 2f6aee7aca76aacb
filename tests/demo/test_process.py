from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from demo.errors import NotReady, ProcessDied
from demo.memory import peak_megabytes, resident_megabytes
from demo.process import Process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Start = Callable[[str], Process]

_WAITS = "import signal\nprint('ready', flush=True)\nsignal.pause()"


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[Process] = []

    def starting(code: str) -> Process:
        process = Process("program", (sys.executable, "-c", code), log=tmp_path / "program.log")
        started.append(process)
        return process

    yield starting
    for process in started:
        process.stop()


def test_a_line_said_before_anybody_waited_is_still_seen(start: Start) -> None:
    process = start("print('first')\n" + _WAITS)
    assert process.wait_for_line(lambda line: line == "ready", timeout=20) == "ready"
    assert process.wait_for_line(lambda line: line == "first", timeout=0) == "first"


def test_a_program_that_ends_instead_of_getting_ready_is_told_with_its_last_words(start: Start) -> None:
    with pytest.raises(ProcessDied, match="no such port") as told:
        start("import sys; print('no such port'); sys.exit(3)").wait_for_line(lambda line: line == "ready", timeout=20)
    assert told.value.code == 3


def test_a_program_that_never_gets_ready_is_not_waited_for_for_ever(start: Start) -> None:
    with pytest.raises(NotReady, match="the line that says it is ready"):
        start(_WAITS).wait_for_line(lambda line: line == "other", timeout=0.05)


def test_what_it_says_is_in_its_log_and_standard_error_too(start: Start) -> None:
    process = start("import sys; print('out'); print('err', file=sys.stderr)")
    process.finish(timeout=20)
    assert sorted(process.log.read_text().split()) == ["err", "out"]


def test_standard_input_is_given_and_closed(tmp_path: Path) -> None:
    process = Process("cat", ("cat",), log=tmp_path / "cat.log", given="password\n")
    assert process.finish(timeout=20) == "password"


def test_a_failed_command_is_an_error_and_not_an_answer(start: Start) -> None:
    with pytest.raises(ProcessDied):
        start("raise SystemExit(1)").finish(timeout=20)


def test_stop_ends_it_and_may_be_said_twice(start: Start) -> None:
    process = start(_WAITS)
    process.wait_for_line(lambda line: line == "ready", timeout=20)
    assert process.stop() == process.stop() == -15
    assert not process.alive


def test_one_that_will_not_listen_is_killed(start: Start) -> None:
    process = start("import signal\nsignal.signal(15, signal.SIG_IGN)\n" + _WAITS)
    process.wait_for_line(lambda line: line == "ready", timeout=20)
    assert process.stop(timeout=0.1) == -9


def test_children_it_started_end_with_it(start: Start) -> None:
    code = "import subprocess as s; p = s.Popen(['cat'], stdin=s.PIPE); print(p.pid, flush=True); p.wait()"
    process = start(code)
    child = int(process.wait_for_line(str.isdigit, timeout=20))
    process.kill()
    process.stop()
    assert resident_megabytes(child) == 0.0


def test_memory_of_a_process_is_seen_while_it_lives(start: Start) -> None:
    process = start(_WAITS)
    process.wait_for_line(lambda line: line == "ready", timeout=20)
    assert 1 < resident_megabytes(process.pid) <= peak_megabytes(process.pid)
    process.kill()
    assert resident_megabytes(process.pid) == 0.0
