"""What a person sees on the terminal while the visit goes on, and at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from rich.console import Console
    from rich.status import Status

    from demo.play import Check, Goal, Step

_WIDE = 23
"""Columns of the Chinese name; a Chinese character takes two."""


class Narrator:
    """Prints one line a step, and shows which one is under way."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._status: Status | None = None

    def preparing(self, zh: str, en: str) -> None:
        """Say what is being started."""
        self._show(f"[dim]{zh} {en}")

    def step_begins(self, number: int, step: Step) -> None:
        """Show the step that is under way."""
        self._show(f"[bold]{number:2}[/] {step.zh} [dim]{step.en}")

    def step_ended(self, number: int, step: Step, seconds: float) -> None:
        """Print the step with its time."""
        self.quiet()
        gap = " " * max(1, _WIDE - _columns(step.zh))
        self._console.print(
            f"[green]✓[/] {number:2} {step.zh}{gap}[dim]{step.en:41}[/]{seconds:6.2f} s", highlight=False
        )

    def quiet(self) -> None:
        """Show nothing under way."""
        if self._status is not None:
            self._status.stop()
            self._status = None

    def _show(self, text: str) -> None:
        if self._status is None:
            self._status = self._console.status(text)
            self._status.start()
        else:
            self._status.update(text)


def checks_table(checks: Sequence[Check]) -> Table:
    """Return the checks, those that did not hold last, where they are seen."""
    table = Table(title="核对 Checks", title_justify="left", show_edge=False, pad_edge=False)
    table.add_column("")
    table.add_column("what")
    table.add_column("seen", overflow="fold")
    for check in sorted(checks, key=lambda check: not check.held):
        table.add_row("[green]✓" if check.held else "[red]✗", escape(check.what), escape(check.detail))
    return table


def goals_table(goals: Sequence[Goal]) -> Table:
    """Return the figures that have a goal; a miss may be the machine's, so it is told and no failure."""
    table = Table(title="目标 Goals", title_justify="left", show_edge=False, pad_edge=False)
    for heading in ("", "what", "value", "goal"):
        table.add_column(heading, justify="right" if heading in {"value", "goal"} else "left")
    for goal in goals:
        value, limit = f"{goal.value:,.0f} {goal.unit}", f"≤ {goal.limit:,.0f} {goal.unit}"
        table.add_row("[green]✓" if goal.met else "[yellow]○", goal.what, value, limit)
    return table


def figures_table(figures: Mapping[str, float]) -> Table:
    """Return the figures by name."""
    table = Table(title="数据 Figures", title_justify="left", show_edge=False, pad_edge=False)
    table.add_column("what")
    table.add_column("value", justify="right")
    for name, value in sorted(figures.items()):
        table.add_row(name.replace("_", " "), f"{value:,.3f}" if value < 2 else f"{value:,.0f}")
    return table


def failure_text(*, reason: str, places_out: Path) -> str:
    """Return what a person needs to look further."""
    return (
        f"[red]✗ {escape(reason)}[/]\n"
        f"  屏幕截图 what was on both screens: {places_out / 'screens'}\n"
        f"  日志 what each program said: {places_out / 'logs'}"
    )


def _columns(text: str) -> int:
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)
