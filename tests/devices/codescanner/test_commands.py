"""`cloudwindow devices read code`, from a picture and from a scanner."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from devices.camera import encode_png
from devices.cli import devices
from tests.devices.codescanner.drawn import blank, qr
from tests.devices.simulators import simulate

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str) -> tuple[int, dict[str, object]]:
    result = CliRunner().invoke(devices, ["read", "code", *arguments, "--json"])
    said = json.loads(result.stdout.splitlines()[-1]) if result.stdout else {}
    return result.exit_code, said


def test_a_code_in_a_file_is_one_json_object(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(encode_png(qr("回执 1")))
    code, said = run(str(path))
    assert code == 0
    assert (said["text"], said["format"]) == ("回执 1", "qr")
    plain = CliRunner().invoke(devices, ["read", "code", str(path)])
    assert plain.stdout == "qr\t回执 1\n"


@pytest.mark.parametrize(("content", "reason"), [(encode_png(blank()), "no_code"), (b"no picture", "not_a_picture")])
def test_a_file_without_a_code_is_a_sentence(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "a.png").write_bytes(content)
    code, said = run(str(tmp_path / "a.png"))
    assert (code, said["error"]) == (1, reason)


def test_neither_or_both_sources_is_a_sentence() -> None:
    assert run()[0] == 2
    assert run("a.png", "--port", "/dev/ttyACM0")[0] == 2


@pytest.mark.thorough
def test_a_scanner_is_read(tmp_path: Path) -> None:
    with simulate("codescanner", "--link", str(tmp_path / "port"), control=tmp_path / "control") as simulator:
        done = threading.Event()

        def hand() -> None:
            while not done.wait(0.05):
                simulator.tell("scan", text="回执 2", encoding="gb18030")

        citizen = threading.Thread(target=hand)
        citizen.start()
        try:
            code, said = run("--port", simulator.ready)
        finally:
            done.set()
            citizen.join()
    assert code == 0
    assert (said["text"], said["format"]) == ("回执 2", "unknown")


def test_no_scanner_is_a_sentence(tmp_path: Path) -> None:
    code, said = run("--port", str(tmp_path / "none"))
    assert (code, said["error"]) == (1, "unplugged")
