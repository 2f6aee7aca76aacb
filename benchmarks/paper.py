"""How long each official paper takes to draw, after the fonts are loaded."""

from __future__ import annotations

import time

from benchmarks.rows import Row, median, percentile
from forms import example, papers, render

RUNS = 15
GOAL_MS = 50.0


def run() -> list[Row]:
    """Draw every paper of `forms` with its example data."""
    rows = []
    for info in papers():
        data = example(info.name)
        begun = time.perf_counter()
        size = len(render(info.name, data))
        first = (time.perf_counter() - begun) * 1000
        times = [_milliseconds(info.name) for _ in range(RUNS)]
        rows += [
            Row(what=f"{info.name}: median", value=median(times), unit="ms", goal=GOAL_MS),
            Row(what=f"{info.name}: 95 %", value=percentile(times, 0.95), unit="ms"),
            Row(what=f"{info.name}: first of the process", value=first, unit="ms"),
            Row(what=f"{info.name}: size", value=size / 1024, unit="KiB"),
        ]
    return rows


def _milliseconds(name: str) -> float:
    data = example(name)
    begun = time.perf_counter()
    render(name, data)
    return (time.perf_counter() - begun) * 1000
