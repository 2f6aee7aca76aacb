"""A whole stage for one journey: server, devices, booth and console as processes on a virtual screen."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from demo.places import prepare
from demo.run import set_stage
from demo.stage import Stage
from demo.visit import Nobody

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from demo.play import Play

SEAT_GRACE = 3
"""Seconds a call waits for a lost console: shorter than in an office, so that a journey is not spent waiting."""


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Play]:
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed: make setup installs it")
    places = prepare(tmp_path / "out")
    settings = {"CLOUDWINDOW__DISPATCH__SEAT_GRACE": str(SEAT_GRACE), "CLOUDWINDOW__SERVER__DRAIN_SECONDS": "60"}
    try:
        with Stage(places, visible=False, settings=settings) as stage:
            yield set_stage(stage, Nobody())
    finally:
        shutil.rmtree(places.work, ignore_errors=True)
