from __future__ import annotations

import json
import socket
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest

from demo.citizen import WANG
from demo.errors import PilotRefused, ProcessDied
from demo.pilot import Pilot
from demo.process import Process

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class FakeScreen:
    """A program's end of the pilot's socket: answers from a list, keeps what it was asked."""

    def __init__(self, path: Path, answers: list[dict[str, Any]]) -> None:
        self.asked: list[dict[str, Any]] = []
        self._answers = answers
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.bind(str(path))
        self._socket.listen()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def close(self) -> None:
        self._socket.close()
        self._thread.join()

    def _serve(self) -> None:
        line, _ = self._socket.accept()
        with line, line.makefile("rb") as lines:
            for answer in self._answers:
                self.asked.append(json.loads(lines.readline() or b"{}"))
                line.sendall(json.dumps(answer).encode() + b"\n")


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Process]:
    program = Process("booth", (sys.executable, "-c", "import signal; signal.pause()"), log=tmp_path / "log")
    yield program
    program.stop()


def _screen(tmp_path: Path, *answers: dict[str, Any]) -> tuple[FakeScreen, Path]:
    path = tmp_path / "pilot"
    return FakeScreen(path, list(answers)), path


def test_commands_are_json_lines_and_answers_come_back(tmp_path: Path, process: Process) -> None:
    answers = (True, WANG.name, 7)
    screen, path = _screen(tmp_path, *({"ok": True, "value": value} for value in answers))
    with Pilot(process, path, timeout=5) as pilot:
        pilot.tap("start")
        assert pilot.text("cardName") == WANG.name
        assert pilot.at_least("remoteVideo", "frames", 5) == 7.0
    screen.close()
    assert screen.asked == [
        {"do": "tap", "target": "start"},
        {"do": "read", "target": "cardName", "property": "text"},
        {"do": "wait", "target": "remoteVideo", "property": "frames", "at_least": 5, "timeout": 10.0},
    ]


def test_a_tap_is_tried_until_the_button_is_there(tmp_path: Path, process: Process) -> None:
    screen, path = _screen(tmp_path, {"ok": False, "error": "not in view"}, {"ok": True, "value": True})
    with Pilot(process, path, timeout=5) as pilot:
        pilot.tap("start")
    screen.close()
    assert [asked["do"] for asked in screen.asked] == ["tap", "tap"]


def test_a_refusal_names_what_was_asked_but_not_what_was_typed(tmp_path: Path, process: Process) -> None:
    screen, path = _screen(tmp_path, {"ok": False, "error": "not in view"})
    with Pilot(process, path, timeout=5) as pilot, pytest.raises(PilotRefused) as told:
        pilot.type("field_phone", WANG.phone, timeout=0)
    screen.close()
    assert str(told.value) == "booth: type field_phone: not in view"


def test_a_program_that_dies_is_told_and_not_waited_for(tmp_path: Path, process: Process) -> None:
    process.kill()
    with pytest.raises(ProcessDied, match="booth ended with -9"):
        Pilot(process, tmp_path / "pilot", timeout=30)


def test_a_closed_connection_of_a_living_program_is_a_refusal(tmp_path: Path, process: Process) -> None:
    screen, path = _screen(tmp_path)
    with Pilot(process, path, timeout=5) as pilot, pytest.raises(PilotRefused):
        pilot.shot(tmp_path / "picture.png")
    screen.close()
