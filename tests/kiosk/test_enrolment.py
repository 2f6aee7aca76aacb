"""The booth's key and enrolment on disk, and what the command says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kiosk import enrolment
from kiosk.cli import kiosk
from protocol.identity import public_text
from tests.kiosk.booth import ENROLMENT

if TYPE_CHECKING:
    from pathlib import Path


def test_key_is_made_once_and_the_owners_alone(tmp_path: Path) -> None:
    first, second = enrolment.make_key(tmp_path / "data"), enrolment.make_key(tmp_path / "data")
    assert public_text(first) == public_text(second)
    assert (tmp_path / "data" / "device.key").stat().st_mode & 0o777 == 0o600


def test_enrolment_comes_back_with_its_key(tmp_path: Path) -> None:
    key = enrolment.make_key(tmp_path)
    enrolment.save(tmp_path, ENROLMENT)
    booth, loaded = enrolment.load(tmp_path)
    assert (booth, public_text(loaded)) == (ENROLMENT, public_text(key))


def test_failed_renewal_leaves_the_old_key_in_force(tmp_path: Path) -> None:
    old = enrolment.make_key(tmp_path)
    enrolment.save(tmp_path, ENROLMENT)
    new = enrolment.make_key(tmp_path, replace=True)
    assert public_text(enrolment.load(tmp_path)[1]) == public_text(old)
    enrolment.save(tmp_path, ENROLMENT, replace=True)
    assert public_text(enrolment.load(tmp_path)[1]) == public_text(new)


@pytest.mark.parametrize("broken", ["", "{}", "not json"])
def test_broken_enrolment_is_none(tmp_path: Path, broken: str) -> None:
    enrolment.make_key(tmp_path)
    (tmp_path / "enrolment.json").write_text(broken)
    with pytest.raises(enrolment.NotEnrolled):
        enrolment.load(tmp_path)


def test_booth_that_is_not_enrolled_says_how_to_enrol(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(f'data_dir = "{tmp_path}"\n')
    result = CliRunner().invoke(kiosk, ["--config", str(file)])
    assert result.exit_code == 1
    assert "cloudwindow kiosk enrol" in result.output


def test_wrong_settings_are_all_named(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text("colour = 1\nwidth = 3\n")
    result = CliRunner().invoke(kiosk, ["--config", str(file)])
    assert [word for word in ("colour", "width", "data_dir") if word in result.output] == [
        "colour",
        "width",
        "data_dir",
    ]


def test_unreachable_server_is_told_in_a_sentence(tmp_path: Path) -> None:
    arguments = ["enrol", "--server", "http://127.0.0.1:9", "--code", "X", "--data", str(tmp_path)]
    result = CliRunner().invoke(kiosk, arguments)
    assert result.exit_code == 1
    assert "does not answer" in result.output


def test_enrolled_booth_is_not_enrolled_again_by_mistake(tmp_path: Path) -> None:
    enrolment.make_key(tmp_path)
    enrolment.save(tmp_path, ENROLMENT)
    arguments = ["enrol", "--server", "http://127.0.0.1:9", "--code", "X", "--data", str(tmp_path)]
    result = CliRunner().invoke(kiosk, arguments)
    assert "--replace" in result.output
