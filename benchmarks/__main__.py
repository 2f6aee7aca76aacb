"""Run the benches, print a table each, and write `benchmarks/results/NAME.json`."""

from __future__ import annotations

import importlib
import json
import os
import platform
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.rows import Row

BENCHES = {
    "event_store": "Append events to a case's log, committed to disk",
    "relay": "Relay signals between a booth and a seat through the server",
    "card": "Read an ID card over the serial line",
    "smartcard": "Read travel documents and social security cards over the PC/SC service",
    "page": "Find the page in a photograph",
    "ocr": "Read the print of a photographed page",
    "paper": "Draw an official paper",
    "call": "From accepting a call to the first picture at both ends",
    "memory": "Memory of the programs, idle and in a call",
}
"""Name of the module under `benchmarks` to what it measures."""
RESULTS = Path(__file__).parent / "results"


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(BENCHES)))
def main(names: tuple[str, ...]) -> None:
    """Run the benches NAMES, or all of them."""
    console = Console()
    failed = [name for name in names or BENCHES if not _measure(name, console)]
    if failed:
        console.print(f"[red]could not be measured: {', '.join(failed)}")
    sys.exit(1 if failed else 0)


def _measure(name: str, console: Console) -> bool:
    console.rule(f"[bold]{name}[/] {BENCHES[name]}")
    begun = time.monotonic()
    try:
        rows: Sequence[Row] = importlib.import_module(f"benchmarks.{name}").run()
    except Exception:  # noqa: BLE001  one bench that fails must not keep the others from running
        console.print_exception()
        return False
    console.print(table(rows))
    _write(name, rows, seconds=time.monotonic() - begun)
    return True


def table(rows: Sequence[Row]) -> Table:
    """Return the rows as they are shown."""
    drawn = Table(show_lines=False)
    for heading in ("what", "value", "unit", "goal", "met"):
        drawn.add_column(heading, justify="right" if heading in {"value", "goal"} else "left")
    for row in rows:
        sign = "≥" if row.more_is_better else "≤"
        goal = "" if row.goal is None else f"{sign} {row.goal:,g}"
        met = {None: "", True: "[green]yes", False: "[red]no"}[row.met]
        drawn.add_row(row.what, f"{row.value:,.4g}" if row.value < 1000 else f"{row.value:,.0f}", row.unit, goal, met)
    return drawn


def _write(name: str, rows: Sequence[Row], *, seconds: float) -> None:
    RESULTS.mkdir(exist_ok=True)
    result = {
        "bench": name,
        "about": BENCHES[name],
        "seconds": round(seconds, 1),
        "machine": {
            "python": platform.python_version(),
            "system": platform.platform(),
            "cores": len(os.sched_getaffinity(0)),
        },
        "rows": [row.as_json() for row in rows],
    }
    text = json.dumps(result, ensure_ascii=False, indent=2)
    (RESULTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
