"""The script of the whole visit, and how its steps are walked: each timed, each with a picture of both faces."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from demo import arrival, call, farewell
from demo.errors import StageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demo.play import Play, Step

STEPS: tuple[Step, ...] = (*arrival.STEPS, *call.STEPS, *farewell.STEPS)


class Audience(Protocol):
    """Who is told how the visit goes."""

    def preparing(self, zh: str, en: str) -> None:
        """Something is being started or looked at."""

    def step_begins(self, number: int, step: Step) -> None:
        """A step is under way."""

    def step_ended(self, number: int, step: Step, seconds: float) -> None:
        """A step is over."""


class Nobody:
    """An audience that is not there: for tests and benches."""

    def preparing(self, zh: str, en: str) -> None:
        """Say nothing."""

    def step_begins(self, number: int, step: Step) -> None:
        """Say nothing."""

    def step_ended(self, number: int, step: Step, seconds: float) -> None:
        """Say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """One step as it went."""

    number: int
    step: Step
    seconds: float


class StepFailed(Exception):
    """A step could not be walked; `walked` holds those before it."""

    def __init__(self, *, number: int, step: Step, reason: str) -> None:
        """Name the step and say why."""
        super().__init__(f"step {number} {step.zh} ({step.en}): {reason}")
        self.number = number
        self.step = step
        self.reason = reason


def walk(
    play: Play, audience: Audience, *, steps: Sequence[Step] = STEPS, pause: float = 0, pictures: bool = True
) -> tuple[Walked, ...]:
    """Walk the steps in order, `pause` seconds between two for a person to watch. Raises `StepFailed`."""
    walked = []
    for number, step in enumerate(steps, start=1):
        audience.step_begins(number, step)
        begun = time.monotonic()
        try:
            step.act(play)
        except StageError as error:
            photograph_screens(play, number, f"{step.word}-failed")
            raise StepFailed(number=number, step=step, reason=str(error)) from error
        seconds = time.monotonic() - begun
        if pictures:
            photograph_screens(play, number, step.word)
        audience.step_ended(number, step, seconds)
        walked.append(Walked(number=number, step=step, seconds=seconds))
        if pause:
            time.sleep(pause)
    return tuple(walked)


def photograph_screens(play: Play, number: int, word: str) -> None:
    """Save what both screens show; a screen that is gone leaves no picture."""
    for name, pilot in (("kiosk", play.kiosk), ("console", play.console)):
        try:
            pilot.shot(play.stage.places.screens / f"{number:02}-{word}-{name}.png")
        except StageError:
            continue
