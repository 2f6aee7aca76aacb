"""A whole stage for one journey: server, devices, booth and console as processes on a virtual screen."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from demo.citizen import WANG
from demo.places import prepare
from demo.play import Play
from demo.programs import ZHANG
from demo.report import Narrator
from demo.run import set_stage
from demo.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEAT_GRACE = 3
"""Seconds a call waits for a lost console: shorter than in an office, so that a journey is not spent waiting."""


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed: make setup installs it")
    places = prepare(tmp_path / "out")
    settings = {"CLOUDWINDOW__DISPATCH__SEAT_GRACE": str(SEAT_GRACE)}
    try:
        with Stage(places, visible=False, settings=settings) as stage:
            set_stage(stage, Narrator(Console(quiet=True)))
            yield stage
    finally:
        shutil.rmtree(places.work, ignore_errors=True)


@pytest.fixture
def play(stage: Stage) -> Play:
    return Play(stage=stage, kiosk=stage.pilot("kiosk"), console=stage.pilot("console"), citizen=WANG, clerk=ZHANG)
