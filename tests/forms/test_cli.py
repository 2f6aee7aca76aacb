from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from forms.cli import forms

if TYPE_CHECKING:
    from pathlib import Path


def test_list_names_papers_and_forms() -> None:
    done = CliRunner().invoke(forms, ["list"])
    assert done.exit_code == 0
    assert "受理通知书" in done.output
    assert "pension_enrolment" in done.output


def test_list_as_json_is_one_object() -> None:
    listed = json.loads(CliRunner().invoke(forms, ["list", "--json"]).output)
    assert [paper["name"] for paper in listed["papers"]] == [
        "application",
        "receipt",
        "acceptance",
        "supplement",
        "refusal",
    ]
    assert len(listed["forms"]) == 12


@pytest.mark.parametrize("name", ["receipt", "senior_card"])
def test_preview_writes_a_pdf(name: str, tmp_path: Path) -> None:
    out = tmp_path / "p.pdf"
    done = CliRunner().invoke(forms, ["preview", name, "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.thorough
def test_preview_of_all_fills_a_folder(tmp_path: Path) -> None:
    done = CliRunner().invoke(forms, ["preview", "--all", "--out", str(tmp_path / "new")])
    assert done.exit_code == 0, done.output
    assert len(list((tmp_path / "new").glob("*.pdf"))) == 17


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["preview", "nope", "--out", "p.pdf"], "no form is named 'nope'"),
        (["preview", "--out", "p.pdf"], "either a NAME or --all"),
        (["preview", "receipt", "--all", "--out", "p"], "either a NAME or --all"),
        (["preview", "receipt", "--out", "/nowhere/p.pdf"], "cannot write /nowhere/p.pdf"),
    ],
)
def test_mistakes_are_told_without_a_traceback(arguments: list[str], said: str) -> None:
    done = CliRunner().invoke(forms, arguments)
    assert done.exit_code != 0
    assert said in done.output
    assert "Traceback" not in done.output


def test_missing_fonts_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLOUDWINDOW_FONTS", str(tmp_path))
    done = CliRunner().invoke(forms, ["preview", "receipt", "--out", str(tmp_path / "p.pdf")])
    assert done.exit_code == 1
    assert "make setup" in done.output
