"""`devices read card` as a technician runs it, over a real PC/SC service."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from devices.simulated.smartcard_cards import SPECIMEN, picture
from tests.devices.simulators import PATIENCE, ROOT, Simulator, simulate
from tests.devices.smartcard import pcscd

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DOCUMENT = {"kind": "travel_document", "access": ["pace", "bac"], "can": "123456", "photo_bytes": 20_000}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("card")


@pytest.fixture(scope="module")
def card(place: Path) -> Iterator[Simulator]:
    with pcscd.running_pcscd() as service:
        options = ("--port", str(service.port), "--csca-out", str(place / "csca.der"))
        with simulate("smartcard", *options, control=place / "control") as simulator:
            yield simulator


def read(*arguments: str, **environment: str) -> tuple[int, dict[str, Any], str]:
    command = [sys.executable, str(ROOT / "cloudwindow.py"), "devices", "read", "card", *arguments, "--json"]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=3 * PATIENCE, check=False, env=os.environ | environment
    )
    return done.returncode, json.loads(done.stdout.splitlines()[-1]), done.stderr


@pytest.mark.journey
def test_a_travel_document_is_read_by_its_can(card: Simulator, place: Path) -> None:
    card.tell("insert", card={**DOCUMENT, "name_zh": "张三"})
    photo = place / "photo.jpg"
    code, told, _ = read("--can", "123456", "--csca", str(place / "csca.der"), "--photo", str(photo))
    assert (code, told["kind"], told["document"]) == (0, "travel_document", "passport")
    assert (told["number"], told["name_zh"], told["birth"]) == ("L898902C3", "张三", "1974-08-12")
    assert (told["authenticity"], told["protocol"]) == ("genuine", "pace")
    assert told["photo"] == {"format": "jpeg", "bytes": 20_000}
    assert photo.read_bytes() == picture(20_000)


@pytest.mark.journey
def test_a_document_of_an_unknown_state_is_read_with_a_warning(card: Simulator) -> None:
    card.tell("insert", card=DOCUMENT)
    code, told, said = read("--reader", pcscd.READER, "--mrz", SPECIMEN)
    assert (code, told["authenticity"]) == (0, "unknown_issuer")
    assert "compare by eye" in said


@pytest.mark.journey
def test_a_social_security_card_is_read(card: Simulator) -> None:
    card.tell("insert", card={"kind": "social_security", "name": "张三"})
    code, told, _ = read("--reader", pcscd.READER)
    assert (code, told["kind"], told["name"], told["number"]) == (0, "social_security", "张三", "11010519491231002X")


@pytest.mark.journey
def test_a_reading_is_recorded_masked_and_played_back(card: Simulator, place: Path) -> None:
    card.tell("insert", card={"kind": "social_security", "name": "张三"})
    file = place / "recording.jsonl"
    code, _, said = read("--reader", pcscd.READER, "--record", str(file))
    assert code == 0
    assert "masked" in said
    assert b"11010519491231002X".hex() not in file.read_text()
    command = [sys.executable, str(ROOT / "cloudwindow.py"), "devices", "replay", str(file), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=3 * PATIENCE, check=False)
    assert (done.returncode, json.loads(done.stdout)["outcome"]) == (0, "read"), done.stderr


@pytest.mark.journey
def test_a_wrong_key_and_no_card_end_with_a_sentence(card: Simulator) -> None:
    card.tell("insert", card=DOCUMENT)
    assert read("--can", "654321")[:2] == (1, {"error": "wrong_key", "sentence": SENTENCE})
    card.tell("remove")
    code, told, _ = read("--reader", "Virtual PCD 00 01", "--timeout", "0.2")
    assert (code, told["error"]) == (1, "no_card")
    code, told, said = read("--reader", "Nobody's")
    assert (code, told["error"]) == (1, "unplugged")
    assert pcscd.READER in said


SENTENCE = "机读码或卡面数字不符，请核对 / this MRZ or CAN does not open the document: compare the print (status 6300)"


def test_no_service_ends_with_a_sentence(tmp_path: Path) -> None:
    code, told, said = read(PCSCLITE_CSOCK_NAME=str(tmp_path / "nothing"))
    assert (code, told["error"]) == (1, "no_service")
    assert "pcscd" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("wrong", [("--mrz", "nonsense"), ("--can", "12"), ("--csca", "/nonexistent")])
def test_words_that_cannot_be_used_are_told(wrong: tuple[str, str]) -> None:
    command = [sys.executable, str(ROOT / "cloudwindow.py"), "devices", "read", "card", *wrong]
    done = subprocess.run(command, capture_output=True, text=True, timeout=3 * PATIENCE, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("Error: --")
