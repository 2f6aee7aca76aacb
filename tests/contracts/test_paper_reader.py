"""What every reader of print does, on cards and papers drawn for the purpose."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from click.testing import CliRunner

from devices.camera import encode_png
from devices.cli import devices
from devices.ocr import Paper, PaperReader, open_paper_reader, understand_paper
from tests.devices.ocr.drawn import BACK, FRONT, card_back, card_front

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def reader() -> PaperReader:
    return open_paper_reader()


@pytest.mark.journey
def test_the_face_of_a_card_is_read_blurred_and_noisy(reader: PaperReader) -> None:
    picture = cv2.GaussianBlur(card_front(), (0, 0), 1.0)
    noisy = np.clip(picture * 0.8 + np.random.default_rng(5).normal(0, 6, picture.shape), 0, 255).astype(np.uint8)
    reading = understand_paper(reader.read(noisy))
    assert reading.paper == Paper.ID_CARD_FRONT
    assert {value.name: value.untrusted_text for value in reading.values} == FRONT
    number = next(value for value in reading.values if value.name == "number")
    assert number.confidence > 0.9
    assert 240 < number.box[0][0] < 290
    assert 420 < number.box[0][1] < 460


def test_a_picture_without_print_has_no_lines(reader: PaperReader) -> None:
    assert reader.read(np.full((200, 300, 3), 200, np.uint8)) == ()


def test_the_command_reads_the_back_of_a_card(tmp_path: Path) -> None:
    (tmp_path / "back.png").write_bytes(encode_png(card_back()))
    result = CliRunner().invoke(devices, ["ocr", str(tmp_path / "back.png"), "--json"])
    said = json.loads(result.stdout.splitlines()[-1])
    assert (result.exit_code, said["paper"]) == (0, "id_card_back")
    assert {field["name"]: field["value"] for field in said["fields"]} == BACK
    assert {"text", "confidence", "box"} == set(said["lines"][0])
    assert "rapidocr" not in result.stderr.lower()


def test_a_file_that_is_no_picture_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"no picture")
    result = CliRunner().invoke(devices, ["ocr", str(tmp_path / "a.png"), "--json"])
    assert (result.exit_code, json.loads(result.stdout.splitlines()[-1])["error"]) == (1, "not_a_picture")
