from __future__ import annotations

import json
import os
import shutil
import signal
import time
from typing import TYPE_CHECKING

import pytest

from demo.errors import NotReady
from demo.places import prepare
from demo.play import Play, Step
from demo.run import TooLong, ending_like_an_interrupt, watchdog
from demo.summary import write_failure, write_summary
from demo.visit import STEPS, Nobody, StepFailed, walk
from tests.demo.stand_in import play_in

if TYPE_CHECKING:
    from pathlib import Path


class Keeping(Nobody):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def step_begins(self, number: int, step: Step) -> None:
        self.told.append(f"{number} {step.word} begins")

    def step_ended(self, number: int, step: Step, seconds: float) -> None:
        assert seconds >= 0
        self.told.append(f"{number} {step.word} ended")


def _holds(play: Play) -> None:
    play.check("it holds", held=True, detail=1)


def _fails(play: Play) -> None:
    raise NotReady(what="the moon", seconds=3)


def _step(word: str, act: object = _holds) -> Step:
    assert callable(act)
    return Step(word=word, zh="一步", en="A step", act=act)


def test_every_step_of_the_visit_has_its_own_word_and_both_names() -> None:
    words = [step.word for step in STEPS]
    assert len(set(words)) == len(words)
    assert all(step.zh and step.en for step in STEPS)


def test_each_step_is_told_timed_and_photographed_on_both_sides(tmp_path: Path) -> None:
    play, audience = play_in(tmp_path), Keeping()
    walked = walk(play, audience, steps=(_step("one"), _step("two")))
    assert audience.told == ["1 one begins", "1 one ended", "2 two begins", "2 two ended"]
    assert [(step.number, step.step.word) for step in walked] == [(1, "one"), (2, "two")]
    assert sorted(picture.name for picture in play.stage.places.screens.iterdir()) == [
        "01-one-console.png", "01-one-kiosk.png", "02-two-console.png", "02-two-kiosk.png",
    ]  # fmt: skip


def test_a_failed_step_says_which_and_why_and_shows_both_screens(tmp_path: Path) -> None:
    play = play_in(tmp_path)
    with pytest.raises(StepFailed, match=r"step 2 一步 \(A step\): the moon: not within 3 s"):
        walk(play, Nobody(), steps=(_step("one"), _step("two", _fails)), pictures=False)
    names = sorted(picture.name for picture in play.stage.places.screens.iterdir())
    assert names == ["02-two-failed-console.png", "02-two-failed-kiosk.png"]


def test_a_screen_that_is_gone_leaves_no_picture_and_hides_no_reason(tmp_path: Path) -> None:
    with pytest.raises(StepFailed, match="the moon"):
        walk(play_in(tmp_path, gone=True), Nobody(), steps=(_step("one", _fails),))


def test_a_summary_holds_only_if_every_check_held_and_nothing_failed(tmp_path: Path) -> None:
    play = play_in(tmp_path)
    walked = walk(play, Nobody(), steps=(_step("one"),))
    assert write_summary(play, walked, out=tmp_path)
    assert not write_summary(play, walked, out=tmp_path, failure="step 2")
    play.check("it does not hold", held=False)
    assert not write_summary(play, walked, out=tmp_path)
    summary = json.loads((tmp_path / "summary.json").read_text())
    assert [(check["what"], check["held"]) for check in summary["checks"]] == [
        ("it holds", True), ("it does not hold", False),
    ]  # fmt: skip


def test_a_missed_goal_is_told_and_is_no_failure(tmp_path: Path) -> None:
    play = play_in(tmp_path)
    play.goal("a picture", 700.0, limit=300)
    play.figures.update(call_set_up_kiosk_ms=700.0, call_fps_console=29.6)
    assert write_summary(play, (), out=tmp_path)
    (goal,) = json.loads((tmp_path / "summary.json").read_text())["goals"]
    assert goal == {"what": "a picture", "value": 700.0, "limit": 300, "unit": "ms", "met": False}
    quality = json.loads((tmp_path / "call-quality.json").read_text())
    assert quality == {"kiosk": {"set_up_ms": 700.0}, "console": {"fps": 29.6}}


def test_the_watchdog_ends_what_hangs() -> None:
    with pytest.raises(TooLong, match=r"after 0\.05 s"), watchdog(0.05):
        _hang()


def test_a_signal_to_end_is_an_interrupt_and_the_old_handler_comes_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt), ending_like_an_interrupt():
        _hang(signalled=signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) is before


def _hang(*, signalled: signal.Signals | None = None) -> None:
    """Never return by itself; tell this process the signal first."""
    if signalled is not None:
        os.kill(os.getpid(), signalled)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        pass


def test_an_earlier_runs_results_are_not_taken_for_this_ones(tmp_path: Path) -> None:
    (tmp_path / "screens").mkdir()
    for old in (tmp_path / "summary.json", tmp_path / "screens" / "01-touch-kiosk.png", tmp_path / "mine.txt"):
        old.touch()
    places = prepare(tmp_path)
    try:
        assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == ["mine.txt"]
    finally:
        shutil.rmtree(places.work)


def test_a_run_that_failed_before_the_visit_says_so_too(tmp_path: Path) -> None:
    write_failure("Xvfb is missing", out=tmp_path)
    summary = json.loads((tmp_path / "summary.json").read_text())
    assert (summary["held"], summary["failure"]) == (False, "Xvfb is missing")
