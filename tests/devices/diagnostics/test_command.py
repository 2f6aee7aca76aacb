"""`devices diagnose`, as a technician and as a program use it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import pytest
from click.testing import CliRunner

from devices.cli import devices
from devices.traffic import Header, Moment, What
from devices.traffic.recording import header_line, moment_line
from tests.devices.diagnostics.servers import web_server
from tests.devices.diagnostics.test_network import well
from tests.devices.simulators import ROOT, simulate

if TYPE_CHECKING:
    from pathlib import Path


def last_line(output: str) -> dict[str, Any]:
    said = json.loads(output.splitlines()[-1])
    assert isinstance(said, dict)
    return said


def test_one_probe_alone_and_a_bundle_without_people(tmp_path: Path) -> None:
    (tmp_path / "kiosk.log").write_text('{"event": "x", "name": "张三"}\n', "utf-8")
    words = ["diagnose", "--only", "printer", "--set", f"printer=folder:{tmp_path}", "--json"]
    result = CliRunner().invoke(
        devices, [*words, "--zip", str(tmp_path / "b.zip"), "--log", str(tmp_path / "kiosk.log")]
    )
    assert result.exit_code == 0
    said = last_line(result.stdout)
    assert said["ok"] is True
    assert "error" not in said
    assert [finding["probe"] for finding in said["findings"]] == ["printer"]
    assert "可以营业" in result.stderr
    with zipfile.ZipFile(tmp_path / "b.zip") as pack:
        assert "张三" not in pack.read("logs/01-kiosk.log").decode()


def test_a_recording_goes_along_only_when_it_is_masked(tmp_path: Path) -> None:
    recorded = tmp_path / "reader.jsonl"
    header = Header(protocol="sam_v", driver="sam_v_serial", masked=True, started="2026-11-23T03:00:00+00:00")
    moment = moment_line(Moment(at=0.1, what=What.OUT, data=bytes.fromhex("aaaaaa96690003200122")))
    words = ["diagnose", "--only", "disk", "--json", "--zip", str(tmp_path / "b.zip"), "--traffic", str(recorded)]
    recorded.write_text(f"{header_line(header)}\n{moment}\n", "utf-8")
    assert CliRunner().invoke(devices, words).exit_code == 0
    with zipfile.ZipFile(tmp_path / "b.zip") as pack:
        assert pack.read("traffic/01-reader.jsonl").decode() == recorded.read_text("utf-8")
    for content, part in ((f"{header_line(replace(header, masked=False))}\n", "--unmasked"), ("nothing\n", "line 1")):
        recorded.write_text(content, "utf-8")
        refused = CliRunner().invoke(devices, words)
        assert refused.exit_code == 1
        assert part in refused.stderr


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["--only", "toaster"], "no such probe"),
        (["--set", "printer"], "NAME=VALUE"),
        (["--config", "/no/such.toml"], "No such file"),
        (["--zip", "/tmp/x.zip", "--log", "/no/such.log"], "No such file"),
        (["--pdf", "/tmp/x.pdf"], "cloudwindow devices diagnose"),
    ],
)
def test_wrong_words_are_a_sentence(words: list[str], part: str) -> None:
    result = CliRunner().invoke(devices, ["diagnose", *words])
    assert result.exit_code == 1
    assert part in result.stderr


def cloudwindow(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "cloudwindow.py"), "devices", "diagnose", *words]
    environment = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    return subprocess.run(command, capture_output=True, text=True, timeout=100, check=False, cwd=cwd, env=environment)


@pytest.mark.journey
def test_a_booth_with_everything_simulated_is_fit_within_thirty_seconds(tmp_path: Path) -> None:
    desk, spool, port = tmp_path / "desk.png", tmp_path / "spool", tmp_path / "port"
    cv2.imwrite(str(desk), np.full((750, 1000, 3), 128, np.uint8))
    with (
        simulate("idcard", "--link", str(port), control=tmp_path / "c1"),
        simulate("printer", "--spool", str(spool), control=tmp_path / "c2") as printer,
        web_server(well()) as url,  # type: ignore[arg-type]  # the helper takes any handler
    ):
        settings = {
            "server": url,
            "data_dir": str(tmp_path),
            "id_card_port": str(port),
            "document_camera": f"file:{desk}",
            "printer": printer.ready,
            "camera": "test",
            "microphone": "test",
            "loudspeaker": "none",
        }
        text = "".join(f'{name} = "{value}"\n' for name, value in settings.items())
        (tmp_path / "booth.toml").write_text(text + "simulation = true\n", "utf-8")
        paper = tmp_path / "report.pdf"
        done = cloudwindow("--config", "booth.toml", "--json", "--pdf", str(paper), cwd=tmp_path)
    said = last_line(done.stdout)
    assert (done.returncode, said["ok"]) == (0, True), done.stderr
    assert said["seconds"] <= 30
    assert paper.read_bytes().startswith(b"%PDF-")


@pytest.mark.journey
def test_with_nothing_plugged_in_every_line_says_what_to_do(tmp_path: Path) -> None:
    done = cloudwindow("--json", cwd=tmp_path)
    said = last_line(done.stdout)
    assert (done.returncode, said["ok"], said["error"]) == (1, False, "not_fit")
    assert "Traceback" not in done.stderr
    for finding in said["findings"]:
        assert finding["verdict"] == "ok" or finding["advice"], finding
