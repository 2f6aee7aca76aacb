"""Resident memory of the three programs, idle and in a call; beside it, what their libraries take alone."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.rows import Row
from demo.memory import peak_megabytes, resident_megabytes
from demo.places import prepare
from demo.process import Process
from demo.run import set_stage
from demo.stage import Stage
from demo.visit import STEPS, Nobody, walk

GOALS_MB = {"server": 120.0, "kiosk": 450.0, "console": None}
_LIBRARIES = {
    "aiohttp, SQLAlchemy and reportlab": "aiohttp.web, sqlalchemy, alembic, reportlab.pdfgen.canvas",
    "Qt Quick, aiortc and OpenCV": "PySide6.QtQuick, PySide6.QtPdf, aiortc, av, cv2",
}


def run() -> list[Row]:
    """Play the visit up to the call, and measure before it and in it."""
    with tempfile.TemporaryDirectory() as folder:
        places = prepare(Path(folder) / "out")
        try:
            with Stage(places) as stage:
                play = set_stage(stage, Nobody())
                last = [step.word for step in STEPS].index("form")
                walk(play, Nobody(), steps=STEPS[:1], pictures=False)
                rows = _measure(stage, "idle")
                walk(play, Nobody(), steps=STEPS[1 : last + 1], pictures=False)
                rows += _measure(stage, "in a call", peak=True)
        finally:
            shutil.rmtree(places.work, ignore_errors=True)
        return rows + [_bare(what, modules, Path(folder)) for what, modules in _LIBRARIES.items()]


def _measure(stage: Stage, when: str, *, peak: bool = False) -> list[Row]:
    rows = []
    for name, goal in GOALS_MB.items():
        pid = stage.processes[name].pid
        rows.append(Row(what=f"{name}, {when}", value=resident_megabytes(pid), unit="MB", goal=goal))
        if peak:
            rows.append(Row(what=f"{name}, largest until then", value=peak_megabytes(pid), unit="MB"))
    return rows


def _bare(what: str, modules: str, folder: Path) -> Row:
    """Measure an interpreter that has only imported the libraries."""
    code = f"import signal, {modules}; print('ready', flush=True); signal.pause()"
    process = Process("bare", (sys.executable, "-c", code), log=folder / "bare.log")
    try:
        process.wait_for_line(lambda line: line == "ready", timeout=30)
        return Row(what=f"limit: Python with {what}", value=resident_megabytes(process.pid), unit="MB")
    finally:
        process.stop()
