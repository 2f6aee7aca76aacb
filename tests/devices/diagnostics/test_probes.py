"""Probes of devices and machine, on the simulators and on nothing at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from devices.diagnostics import PROBES, Booth, Verdict, gear, machine, media, optional
from tests.devices.simulators import simulate

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.thorough
def test_a_reader_tells_its_module_number_and_one_that_is_gone_is_missing(tmp_path: Path) -> None:
    port = tmp_path / "port"
    with simulate("idcard", "--link", str(port), control=tmp_path / "control"):
        found = gear.id_card_reader(Booth(id_card_port=str(port)))
        assert found.verdict is Verdict.OK
        assert str(found.facts["sam_number"]) in found.summary
    gone = gear.id_card_reader(Booth(id_card_port=str(port)))
    assert (gone.verdict, gone.facts["reason"]) == (Verdict.MISSING, "unplugged")


def test_a_camera_shows_what_it_sees_and_its_picture_is_small(tmp_path: Path) -> None:
    picture = tmp_path / "desk.png"
    cv2.imwrite(str(picture), np.full((1500, 2000, 3), 128, np.uint8))
    found = gear.document_camera(Booth(document_camera=f"file:{picture}"))
    assert (found.facts["width"], found.facts["height"]) == (2000, 1500)
    seen = cv2.imdecode(np.frombuffer(found.picture, np.uint8), cv2.IMREAD_COLOR)
    assert seen is not None
    assert seen.shape[:2] == (375, 500)
    picture.write_bytes(b"no picture")
    assert gear.document_camera(Booth(document_camera=f"file:{picture}")).verdict is Verdict.WARNING
    picture.unlink()
    assert gear.document_camera(Booth(document_camera=f"file:{picture}")).verdict is Verdict.MISSING
    assert gear.document_camera(Booth(document_camera="tube:1")).verdict is Verdict.FAULT


def test_a_printer_that_is_not_there_is_missing(tmp_path: Path) -> None:
    assert gear.printer(Booth(printer=f"folder:{tmp_path}")).verdict is Verdict.OK
    assert gear.printer(Booth(printer="ipp://127.0.0.1:1/ipp")).verdict is Verdict.MISSING
    assert gear.printer(Booth(printer="lpt1")).verdict is Verdict.FAULT


def test_what_a_settings_file_leaves_out_is_not_missing_and_without_one_it_is() -> None:
    for probe in (gear.id_card_reader, gear.document_camera, gear.printer, optional.code_scanner):
        left_out, missing = probe(Booth(configured=True)), probe(Booth())
        assert (left_out.verdict, missing.verdict) == (Verdict.SKIPPED, Verdict.MISSING)
        assert left_out.advice
        assert missing.advice
    assert optional.scanner(Booth(configured=True)).verdict is Verdict.SKIPPED
    assert optional.smart_card_reader(Booth(configured=True)).verdict is Verdict.SKIPPED


def test_a_code_scanner_that_is_not_there_is_missing(tmp_path: Path) -> None:
    assert optional.code_scanner(Booth(code_scanner=f"serial:{tmp_path}/none")).verdict is Verdict.MISSING
    assert optional.code_scanner(Booth(code_scanner="device:0")).verdict is Verdict.OK


def test_stand_ins_for_camera_microphone_and_loudspeaker_are_said_to_be_such(tmp_path: Path) -> None:
    assert "simulated" in media.camera(Booth(camera="test")).summary
    assert "simulated" in media.microphone(Booth(microphone="test")).summary
    assert media.loudspeaker(Booth(loudspeaker="none")).verdict is Verdict.SKIPPED
    assert media.camera(Booth(camera=f"file:{tmp_path}/none.mp4")).verdict is Verdict.MISSING


def test_the_machine_is_told_in_figures(tmp_path: Path) -> None:
    booth = Booth(data_dir=str(tmp_path / "not" / "yet"), simulation=True)
    assert int(machine.disk(booth).facts["free_mb"]) > 0
    assert int(machine.memory(booth).facts["total_mb"]) > 0
    assert int(machine.cpu(booth).facts["cores"]) > 0
    for probe in (machine.graphics, machine.screen, machine.touch):
        found = probe(booth)
        assert not found.verdict.bad
        assert found.summary
    on_disk = machine.disk(Booth(data_dir=str(tmp_path), visit_dir="/proc"))
    assert on_disk.verdict is Verdict.WARNING
    assert "/dev/shm" in on_disk.advice


def test_every_probe_has_a_name_of_its_own_and_a_deadline() -> None:
    assert len({probe.name for probe in PROBES}) == len(PROBES)
    assert all(0 < probe.seconds <= 12 for probe in PROBES)
