from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from demo import checks
from demo.citizen import WANG
from demo.papers_check import plain, text_of
from forms import example, render
from tests.demo.stand_in import play_in

if TYPE_CHECKING:
    from pathlib import Path

    from demo.play import Play


def _lost(play: Play) -> list[str]:
    return [check.what for check in play.checks if not check.held]


def test_a_clean_booth_passes_the_search_for_traces(tmp_path: Path) -> None:
    play = play_in(tmp_path)
    checks.check_traces(play)
    assert _lost(play) == []


def test_a_name_in_a_log_is_found_and_told_without_being_repeated(tmp_path: Path) -> None:
    play = play_in(tmp_path)
    (play.stage.places.logs / "kiosk.log").write_text(f'{{"event": "{WANG.name}"}}')
    checks.check_traces(play)
    assert _lost(play) == ["nothing personal in any log"]
    assert all(WANG.name not in check.detail for check in play.checks)
    assert "name in kiosk.log" in [check.detail for check in play.checks]


def test_a_number_in_the_servers_folder_is_found(tmp_path: Path) -> None:
    play = play_in(tmp_path)
    play.stage.places.server_data.mkdir()
    (play.stage.places.server_data / "cases.db").write_bytes(b"\0\1" + WANG.number.encode() + b"\0")
    checks.check_traces(play)
    assert _lost(play) == ["nothing personal in clear at the server"]


def test_a_paper_that_came_out_of_the_printer_must_bear_the_rare_name(tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed: make setup installs it")
    play = play_in(tmp_path)
    pdf = play.stage.places.spool / "1.pdf"
    pdf.write_bytes(render("receipt", example("receipt")))
    bears = plain(WANG.name) in text_of(pdf)
    checks.check_printed(play)
    assert bears == (_lost(play) == [])
    assert (play.stage.places.papers / "printed-1.pdf").read_bytes() == pdf.read_bytes()


def test_nothing_printed_is_a_check_that_does_not_hold(tmp_path: Path) -> None:
    play = play_in(tmp_path)
    checks.check_printed(play)
    assert _lost(play) == ["the receipt came out of the printer"]


def test_text_is_compared_without_spaces_and_compatibility_forms() -> None:
    assert plain(" 王𬎆 \n（440113）") == "王𬎆(440113)"
