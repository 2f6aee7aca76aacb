"""Commands and answers recorded, masked, and played back to the same driver."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from devices.errors import NotReadable
from devices.simulated.smartcard_cards import make_chip
from devices.simulated.smartcard_issuer import Issuer
from devices.smartcard import Access, SocialSecurityCard
from devices.smartcard.reader import ServiceCardReader
from devices.smartcard.recorded import TappedService, card_mask, read_and_tell, replay_reading
from devices.traffic import Header, Replay, ReplayDiffers, TrafficRecorder, What, load
from tests.devices.smartcard.memory import READER, MemoryReader, MemoryService

if TYPE_CHECKING:
    from pathlib import Path

STATE = Issuer(dt.datetime(2026, 11, 22, tzinfo=dt.UTC))


def record(file: Path, card: dict[str, Any], *, masked: bool, access: Access | None = None, after: int = -1) -> str:
    """Read a card while recording; return the word it ended with."""
    words: list[str] = []
    memory = MemoryReader()
    memory.insert(make_chip({"kind": "social_security", **card}, STATE))
    memory.faults.removed_after = after if after >= 0 else None
    header = Header(protocol="pcsc", driver="pcsc", masked=masked, started="2026-11-22T09:30:00+00:00")
    with TrafficRecorder(file, header, mask=card_mask, now=lambda: 0.0) as recorder:
        reader = ServiceCardReader(TappedService(MemoryService(memory), recorder), READER)

        def ended(word: str) -> None:
            recorder.ended(word)
            words.append(word)

        with contextlib.suppress(NotReadable):
            read_and_tell(reader, ended, timeout=0.2, access=access)
    return words[0]


def play(file: Path) -> tuple[SocialSecurityCard, str]:
    words: list[str] = []
    replay = Replay(load(file)[1])

    def ended(word: str) -> None:
        replay.finish(word)
        words.append(word)

    card = replay_reading(replay, ended)
    assert isinstance(card, SocialSecurityCard)
    return card, words[0]


@pytest.mark.parametrize("style", ["sfi", "tag"])
def test_a_recording_plays_back(tmp_path: Path, style: str) -> None:
    file = tmp_path / "recording"
    assert record(file, {"name": "张三", "styles": [style]}, masked=False) == "read"
    card, word = play(file)
    assert (card.name, card.number, word) == ("张三", "11010519491231002X", "read")


@pytest.mark.parametrize("style", ["sfi", "tag"])
def test_a_masked_recording_plays_back_and_names_nobody(tmp_path: Path, style: str) -> None:
    file = tmp_path / "recording"
    record(file, {"name": "张三", "styles": [style]}, masked=True)
    text = file.read_text()
    for secret in (b"11010519491231002X", "张三".encode("gbk"), b"A12345678", bytes.fromhex("19491231")):
        assert secret.hex() not in text
    card, word = play(file)
    assert (card.name, card.number, word) == ("", "", "read")


def test_a_pin_is_written_nowhere(tmp_path: Path) -> None:
    for masked in (True, False):
        file = tmp_path / f"recording-{masked}"
        assert record(file, {"pin": "135790"}, masked=masked, access=Access(pin="135790")) == "read"
        assert "135790" not in file.read_text()
        assert '"hex": "0020000003000000"' in file.read_text()


@pytest.mark.thorough
def test_a_card_taken_out_plays_back(tmp_path: Path) -> None:
    file = tmp_path / "recording"
    assert record(file, {}, masked=True, after=3) == "card_removed"
    with pytest.raises(NotReadable) as told:
        play(file)
    assert told.value.reason == "card_removed"


def test_a_driver_that_does_something_else_is_told_where(tmp_path: Path) -> None:
    file = tmp_path / "recording"
    record(file, {}, masked=False)
    lines = file.read_text().splitlines()
    at = next(number for number, line in enumerate(lines) if '"hex": "00b2012c00"' in line)
    lines[at] = lines[at].replace("00b2012c00", "00b2022c00")
    file.write_text("\n".join(lines) + "\n")
    with pytest.raises(ReplayDiffers) as told:
        play(file)
    assert told.value.position == at


def test_an_answer_that_is_no_record_is_masked_whole() -> None:
    assert card_mask(What.IN, b"\x87\x05abc\x90\x00") == bytes(5) + b"\x90\x00"
    assert card_mask(What.IN, b"\x09\x02ab\x90\x00") == b"\x09\x02\0\0\x90\x00"
    assert card_mask(What.IN, b"\x90") == bytes(0) + b"\x90"
    assert card_mask(What.OUT, bytes.fromhex("00A4020002EF05")) == bytes.fromhex("00A4020002EF05")
