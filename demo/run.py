"""One run of the demo: set the stage, walk the visit, check what came of it, write it down."""

from __future__ import annotations

import contextlib
import shutil
import signal
import time
from typing import TYPE_CHECKING

from demo import checks
from demo.camera_desk import CameraDesk
from demo.citizen import WANG
from demo.errors import StageError
from demo.places import prepare
from demo.play import Play, Step
from demo.programs import LI, ZHANG
from demo.stage import Stage
from demo.summary import write_failure, write_summary
from demo.visit import Audience, StepFailed, Walked, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from demo.report import Narrator

LIMIT = 180
"""Seconds after which a run that hangs is ended."""


class TooLong(Exception):
    """The watchdog ended the run."""

    def __init__(self, seconds: float) -> None:
        """Say after how long."""
        super().__init__(f"the demo hung and was ended after {seconds:g} s")


def set_stage(stage: Stage, audience: Audience) -> Play:
    """Start everything up to the two screens, and return what a visit is played with."""
    desk = CameraDesk(stage.places, WANG)
    audience.preparing("启动服务器与模拟设备", "starting the server and the simulated devices")
    stage.start_display()
    printer_uri = stage.start_server_and_devices()
    audience.preparing("登记坐席与终端", "adding clerks, enrolling the booth")
    stage.start_console()
    stage.enrol(stage.add_people(ZHANG, LI))
    audience.preparing("打开两端界面", "opening both screens")
    stage.start_kiosk(printer_uri=printer_uri)
    kiosk, console = stage.pilot("kiosk"), stage.pilot("console")
    return Play(stage=stage, kiosk=kiosk, console=console, citizen=WANG, desk=desk, clerk=ZHANG)


def play_visit(out: Path, narrator: Narrator, *, pause: float = 0, keep: bool = False) -> tuple[Play | None, str]:
    """Run the whole demo. Returns what was played and why it failed, empty when it did not."""
    places = prepare(out)
    play: Play | None = None
    walked: list[Walked] = []
    failure = ""
    try:
        with watchdog(LIMIT + pause * 30), Stage(places) as stage:
            begun = time.monotonic()
            play = set_stage(stage, narrator)
            play.figures["setting_up_s"] = time.monotonic() - begun
            with _told_of_the_fallen(stage):
                walk(play, _Keeping(narrator, walked), pause=pause)
            narrator.preparing("核对结果", "checking what came of it")
            check_all(play)
    except (StageError, StepFailed, TooLong) as error:
        failure = "\n".join([str(error), *getattr(error, "__notes__", ())])
    finally:
        narrator.quiet()
        if not keep:
            shutil.rmtree(places.work, ignore_errors=True)
    if play is None:
        write_failure(failure, out=places.out)
    else:
        write_summary(play, walked, out=places.out, failure=failure)
    return play, failure


def check_all(play: Play) -> None:
    """Check everything that can be seen from outside the programs."""
    everything: dict[str, Callable[[], None]] = {
        "event log and papers": lambda: checks.check_archive(play, LI),
        "printed papers": lambda: checks.check_printed(play),
        "page corners": lambda: checks.check_corners(play),
        "hash chain": lambda: checks.check_chain(play),
        "traces": lambda: checks.check_traces(play),
    }
    for what, check in everything.items():
        try:
            check()
        except (StageError, OSError, ValueError, LookupError) as error:  # one that cannot be made hides no other
            play.check(f"{what}: could be checked", held=False, detail=f"{type(error).__name__}: {error}")


@contextlib.contextmanager
def watchdog(seconds: float) -> Iterator[None]:
    """Raise `TooLong` in the main thread when the block takes longer."""

    def too_long(number: int, frame: object) -> None:
        del number, frame
        raise TooLong(seconds)

    before = signal.signal(signal.SIGALRM, too_long)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def ending_like_an_interrupt() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end the block as Ctrl-C does: what was started is ended, folders are removed."""

    def interrupted(number: int, frame: object) -> None:
        del number, frame
        raise KeyboardInterrupt

    signals = (signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(number, interrupted) for number in signals]
    try:
        yield
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)


@contextlib.contextmanager
def _told_of_the_fallen(stage: Stage) -> Iterator[None]:
    """Add to a failure which programs had ended: that is mostly why."""
    try:
        yield
    except (StepFailed, TooLong) as error:
        for death in stage.fallen():
            error.add_note(str(death))
        raise


class _Keeping:
    """Tells the narrator and keeps what was walked, also when a later step fails."""

    def __init__(self, narrator: Narrator, walked: list[Walked]) -> None:
        self._narrator = narrator
        self._walked = walked

    def preparing(self, zh: str, en: str) -> None:
        self._narrator.preparing(zh, en)

    def step_begins(self, number: int, step: Step) -> None:
        self._narrator.step_begins(number, step)

    def step_ended(self, number: int, step: Step, seconds: float) -> None:
        self._walked.append(Walked(number=number, step=step, seconds=seconds))
        self._narrator.step_ended(number, step, seconds)
