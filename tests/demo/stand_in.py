"""A play without programs: a stage on which nothing was started, and hands on screens that are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.camera_desk import CameraDesk
from demo.citizen import WANG
from demo.errors import PilotRefused
from demo.pilot import Pilot
from demo.places import Places
from demo.play import Play
from demo.programs import ZHANG
from demo.stage import Stage

if TYPE_CHECKING:
    from pathlib import Path


class FakePilot(Pilot):
    """Saves an empty picture when asked for one; a `gone` one refuses everything."""

    def __init__(self, *, gone: bool = False) -> None:
        self.gone = gone

    def shot(self, path: Path) -> None:
        if self.gone:
            raise PilotRefused(program="kiosk", asked="shot", reason="gone")
        path.touch()


def places_in(folder: Path) -> Places:
    places = Places(out=folder / "out", work=folder / "work")
    for made in (places.logs, places.screens, places.papers, places.photographs, places.spool, places.kiosk_data):
        made.mkdir(parents=True)
    return places


def play_in(folder: Path, *, gone: bool = False) -> Play:
    places = places_in(folder)
    stage = Stage(places, visible=True)
    desk = CameraDesk(places, WANG, size=(408, 306))
    kiosk, console = FakePilot(gone=gone), FakePilot()
    return Play(stage=stage, kiosk=kiosk, console=console, citizen=WANG, desk=desk, clerk=ZHANG)
