"""`cloudwindow demo`: one whole visit on this machine."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.markup import escape

from demo.interactive import leave_to_a_person
from demo.report import Narrator, checks_table, failure_text, figures_table, goals_table
from demo.run import ending_like_an_interrupt, play_visit

if TYPE_CHECKING:
    from demo.play import Play

_SLOWLY = 2.5
"""Seconds between two steps for a person to watch."""


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("demo-output"), show_default=True,
    help="Folder for pictures, papers, logs and figures.",
)  # fmt: skip
@click.option("--interactive", is_flag=True, help="Start everything and leave both windows to a person.")
@click.option("--slow", is_flag=True, help="Rest between the steps, for a person to watch.")
@click.option("--keep", is_flag=True, help="Keep the programs' working folder: database, keys, settings.")
def demo(out: Path, *, interactive: bool, slow: bool, keep: bool) -> None:
    """Walk one whole visit with the real programs, and check everything that came of it."""
    console = Console()
    with ending_like_an_interrupt():
        code = leave_to_a_person(out, console, keep=keep) if interactive else _show(console, out, slow=slow, keep=keep)
    sys.exit(code)


def _show(console: Console, out: Path, *, slow: bool, keep: bool) -> int:
    console.print("[bold]云窗口 Cloud Window[/] 养老保险参保，一次办成 · one whole visit, on real parts")
    narrator = Narrator(console)
    try:
        play, failure = play_visit(out, narrator, pause=_SLOWLY if slow else 0, keep=keep)
    except KeyboardInterrupt:
        console.print("[yellow]中断 interrupted; everything that was started has been ended")
        return 130
    return 0 if _tell(console, out, play, failure) else 1


def _tell(console: Console, out: Path, play: Play | None, failure: str) -> bool:
    if play is not None:
        console.print(figures_table(play.figures))
        console.print(goals_table(play.goals))
        console.print(checks_table(play.checks))
    if failure or play is None:
        console.print(failure_text(reason=failure, places_out=out), highlight=False)
        return False
    lost = [check.what for check in play.checks if not check.held]
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    total = f"{summary['visit_seconds']:.1f} s"
    if lost:
        console.print(f"[red]✗ {len(lost)} 项不符 did not hold: {escape('; '.join(lost))}", highlight=False)
    else:
        console.print(f"[green]✓ 全部 {len(play.checks)} 项相符 every check held; 全程 the visit took {total}")
    console.print(f"  {out}: summary.json · screens/ · papers/ · case-events.json · call-quality.json · logs/")
    return not lost
