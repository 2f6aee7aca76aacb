"""`cloudwindow devices`, as a person and as a program use it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import cv2
import pytest
from click.testing import CliRunner

from devices.cli import devices
from tests.devices.camera.photographs import desk_alone, shot
from tests.devices.simulators import ZHANG_SAN, simulate

if TYPE_CHECKING:
    from pathlib import Path

NOTHING_ODD = {"doubts": [], "impossible_dates": [], "unknown_characters": [], "photo": "no_photo"}


def last_line(output: str) -> dict[str, object]:
    read = json.loads(output.splitlines()[-1])
    assert isinstance(read, dict)
    return read


@pytest.mark.thorough
def test_a_card_is_one_json_object_on_the_last_line(tmp_path: Path) -> None:
    card = tmp_path / "card.json"
    card.write_text(json.dumps(ZHANG_SAN), encoding="utf-8")
    arguments = ("--link", str(tmp_path / "port"), "--card", str(card))
    with simulate("idcard", *arguments, control=tmp_path / "control") as simulator:
        for order in ("noise", "wrong_checksum", "card_fault"):
            simulator.tell(order)
        result = CliRunner().invoke(devices, ["read", "idcard", "--port", simulator.ready, "--json"])
        assert result.exit_code == 0
        assert last_line(result.stdout) == ZHANG_SAN | {"sex": "男", "name_en": ""} | NOTHING_ODD
        table = CliRunner().invoke(devices, ["read", "idcard", "--port", simulator.ready])
        assert "张三" in table.stdout
        assert "长期" in table.stdout
        assert "居民身份证" in table.stdout


@pytest.mark.thorough
def test_a_card_that_contradicts_itself_is_read_with_a_word_and_a_sentence(tmp_path: Path) -> None:
    card = tmp_path / "card.json"
    card.write_text(json.dumps(ZHANG_SAN | {"number": "110105194912310021", "name": "陈\uf8f0"}), encoding="utf-8")
    arguments = ("--link", str(tmp_path / "port"), "--card", str(card))
    with simulate("idcard", *arguments, control=tmp_path / "control") as simulator:
        result = CliRunner().invoke(devices, ["read", "idcard", "--port", simulator.ready, "--json"])
    told = last_line(result.stdout)
    assert (result.exit_code, told["doubts"], told["unknown_characters"]) == (0, ["number_check"], ["U+F8F0"])
    assert "校验位不符" in result.stderr
    assert "110105" not in result.stderr


def test_no_reader_is_a_sentence_and_exit_code_one(tmp_path: Path) -> None:
    result = CliRunner().invoke(devices, ["read", "idcard", "--port", str(tmp_path / "none"), "--json"])
    assert result.exit_code == 1
    assert last_line(result.stdout)["error"] == "unplugged"
    assert "设备未连接" in result.stderr


@pytest.mark.thorough
def test_a_page_is_scanned_and_set_straight(tmp_path: Path) -> None:
    one = shot("letter", "wood", seed=77, size=(1000, 750))
    cv2.imwrite(str(tmp_path / "desk.png"), one.image)
    out = tmp_path / "page.png"
    result = CliRunner().invoke(devices, ["scan", "--source", str(tmp_path / "desk.png"), "--out", str(out), "--json"])
    assert result.exit_code == 0
    said = last_line(result.stdout)
    assert set(said) == {"found", "corners", "warnings"}
    assert said["found"] is True
    page = cv2.imread(str(out))
    assert page is not None
    assert page.shape[0] / page.shape[1] == pytest.approx(297 / 210, rel=0.01)


def test_a_picture_without_a_page_is_kept_whole(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "desk.png"), desk_alone("wood", seed=2, size=(600, 450)))
    out = tmp_path / "page.jpg"
    result = CliRunner().invoke(devices, ["scan", "--source", str(tmp_path / "desk.png"), "--out", str(out), "--json"])
    assert result.exit_code == 0
    said = last_line(result.stdout)
    assert said["found"] is False
    assert "no_page" in str(said["warnings"])
    whole = cv2.imread(str(out))
    assert whole is not None
    assert whole.shape == (450, 600, 3)


@pytest.mark.parametrize("content", [b"", b"not a picture"])
def test_a_file_that_is_no_picture_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.jpg").write_bytes(content)
    arguments = ["scan", "--source", str(tmp_path / "a.jpg"), "--out", str(tmp_path / "b.png"), "--json"]
    result = CliRunner().invoke(devices, arguments)
    assert result.exit_code == 1
    assert last_line(result.stdout)["error"] in ("empty", "not_a_picture")
    assert not (tmp_path / "b.png").exists()


def test_the_list_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANE_CONFIG_DIR", str(tmp_path))  # SANE's own drivers look for seconds
    (tmp_path / "dll.conf").touch()
    result = CliRunner().invoke(devices, ["list", "--json"])
    assert result.exit_code == 0
    lines = json.loads(result.stdout.splitlines()[-1])
    assert {line["kind"] for line in lines} == {"serial", "smartcard", "video", "sound", "scanner", "printer"}
    assert all(line["advice"] for line in lines)


def test_a_bad_card_for_the_simulator_is_told(tmp_path: Path) -> None:
    card = tmp_path / "card.json"
    card.write_text('{"kind": "cat"}', encoding="utf-8")
    result = CliRunner().invoke(devices, ["simulate", "idcard", "--link", str(tmp_path / "port"), "--card", str(card)])
    assert result.exit_code == 1
    assert "cat" in result.stderr
