"""`devices read idcard --record` and `devices replay`, as a technician uses them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from devices.cli import devices
from tests.devices.simulators import ZHANG_SAN, simulate

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(devices, list(arguments))


@pytest.mark.thorough
def test_a_reading_is_recorded_masked_and_plays_back(tmp_path: Path) -> None:
    (tmp_path / "card.json").write_text(json.dumps(ZHANG_SAN), encoding="utf-8")
    arguments = ("--link", str(tmp_path / "port"), "--card", str(tmp_path / "card.json"))
    masked, whole = tmp_path / "masked.jsonl", tmp_path / "whole.jsonl"
    with simulate("idcard", *arguments, control=tmp_path / "control") as simulator:
        for order in ("noise", "wrong_checksum"):
            simulator.tell(order)
        first = run("read", "idcard", "--port", simulator.ready, "--record", str(masked), "--json")
        second = run("read", "idcard", "--port", simulator.ready, "--record", str(whole), "--unmasked", "--json")
    for result in (first, second):
        assert result.exit_code == 0
        assert json.loads(result.stdout.splitlines()[-1])["name"] == "张三"
    assert "已脱敏" in first.stderr
    assert "含个人信息" in second.stderr
    number = str(ZHANG_SAN["number"]).encode("utf-16-le").hex()
    assert number not in masked.read_text()
    assert number in whole.read_text()
    for file in (masked, whole):
        played = run("replay", str(file), "--json")
        assert (played.exit_code, json.loads(played.stdout.splitlines()[-1])["outcome"]) == (0, "read")


def test_a_recorded_failure_plays_back_as_the_same_failure(tmp_path: Path) -> None:
    file = tmp_path / "file"
    result = run("read", "idcard", "--port", str(tmp_path / "none"), "--record", str(file), "--json")
    assert (result.exit_code, json.loads(result.stdout)["error"]) == (1, "unplugged")
    played = run("replay", str(file), "--json")
    assert (played.exit_code, json.loads(played.stdout)["outcome"]) == (0, "unplugged")
    assert "一致" in run("replay", str(file)).stdout


def test_another_end_than_the_recorded_one_is_told_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "file"
    run("read", "idcard", "--port", str(tmp_path / "none"), "--record", str(file))
    file.write_text(file.read_text().replace('"end", "word": "unplugged"', '"end", "word": "read"'))
    played = run("replay", str(file), "--json")
    assert played.exit_code == 1
    told = json.loads(played.stdout)
    assert (told["error"], told["recorded"], told["now"]) == ("differs", "end read", "end unplugged")
    assert "不一致" in played.stderr


@pytest.mark.parametrize(
    "content",
    ["", "{}", '{"recording":1,"protocol":"ipp","driver":"y","masked":true,"started":"","operation":{}}'],
)
def test_a_file_that_cannot_be_played_back_is_a_sentence(tmp_path: Path, content: str) -> None:
    (tmp_path / "file").write_text(content)
    for path in (tmp_path / "file", tmp_path / "missing"):
        result = run("replay", str(path))
        assert result.exit_code == 1
        assert "Error: " in result.stderr


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    result = run("read", "idcard", "--port", "/dev/null", "--record", str(tmp_path / "no" / "file"))
    assert result.exit_code == 1
    assert "No such file" in result.stderr
