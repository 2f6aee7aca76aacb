from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console

from demo.play import Check, Goal
from demo.report import Narrator, checks_table, failure_text, figures_table, goals_table
from demo.visit import STEPS


def test_every_step_fits_on_one_line_of_eighty_columns() -> None:
    with io.StringIO() as nowhere:
        console = Console(width=80, record=True, file=nowhere)
        narrator = Narrator(console)
        for number, step in enumerate(STEPS, start=1):
            narrator.step_ended(number, step, 12.34)
        lines = console.export_text().splitlines()
    assert len(lines) == len(STEPS)
    assert all(line.endswith("12.34 s") for line in lines)


def test_what_did_not_hold_stands_last_and_brackets_in_it_are_only_text() -> None:
    with io.StringIO() as nowhere:
        console = Console(width=80, record=True, file=nowhere)
        console.print(
            checks_table([Check(what="[/b] lost", held=False, detail="[red]"), Check(what="kept", held=True)])
        )
        console.print(failure_text(reason="ended: [/x]", places_out=Path("out")))
        text = console.export_text()
    assert text.index("kept") < text.index("[/b] lost")
    assert "[red]" in text
    assert "ended: [/x]" in text


def test_goals_and_figures_are_shown_with_their_units() -> None:
    with io.StringIO() as nowhere:
        console = Console(width=80, record=True, file=nowhere)
        console.print(goals_table([Goal(what="a picture", value=412.3, limit=300, unit="ms")]))
        console.print(figures_table({"page_overlap_bank": 0.9983, "events": 42.0}))
        text = console.export_text()
    assert "412 ms" in text
    assert "≤ 300 ms" in text
    assert "0.998" in text
    assert "page overlap bank" in text
