"""A recorded reading plays back to the same driver, moment for moment, and says nothing of the person."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from devices.errors import DeviceError
from devices.idcard import sam
from devices.idcard.mask import SamMask, masked_text
from devices.idcard.record import understand
from devices.idcard.recorded import RecordedLink, ReplayedLink, read_and_tell
from devices.simulated import cards
from devices.traffic import Header, Replay, ReplayDiffers, TrafficRecorder, What, load
from tests.devices.idcard.misfortunes import LI, ZHANG, things
from tests.devices.idcard.test_card_text import CHEN, SMITH_2017, SMITH_2023
from tests.devices.idcard.virtual import VirtualReader
from tests.devices.simulators import ZHANG_SAN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from devices.idcard import IdCard
    from devices.simulated.cards import ChipCard
    from devices.traffic import Moment


def header(*, masked: bool = True) -> Header:
    operation = {"do": "read_idcard", "timeout": 8.0}
    return Header(protocol="sam_v", driver="virtual", masked=masked, started="2026-11-23", operation=operation)


def record(virtual: VirtualReader, file: Path, *, masked: bool = True) -> str:
    words: list[str] = []
    with TrafficRecorder(file, header(masked=masked), mask=SamMask(), now=virtual.now) as recorder:
        link = RecordedLink(virtual, recorder, interrupted=virtual)

        def ended(word: str) -> None:
            words.append(word)
            recorder.ended(word)

        read(link, ended)
    return words[0]


def read(link: RecordedLink | ReplayedLink, ended: Callable[[str], None]) -> IdCard | None:
    try:
        return read_and_tell(link, ended, timeout=8.0)
    except DeviceError:
        return None


def play(moments: tuple[Moment, ...]) -> IdCard | None:
    replay = Replay(moments)
    card = read(ReplayedLink(replay), replay.finish)
    assert replay.peek() is None
    return card


@pytest.mark.parametrize(
    "trouble",
    [
        {},
        {"noise": bytes.fromhex("aa00aaaa96690005ff")},
        {"split": 50},
        {"wrong_checksums": 1},
        {"card_faults": 1},
        {"card_faults": 9},
        {"silences": 1},
        {"silences": 99},
        {"slow": 0.7},
        {"late_replies": 1},
    ],
    ids=str,
)
@pytest.mark.parametrize("masked", [True, False])
def test_a_recording_plays_back_to_the_same_end(tmp_path: Path, trouble: dict[str, Any], *, masked: bool) -> None:
    virtual = VirtualReader()
    virtual.insert(LI)
    for name, value in trouble.items():
        setattr(virtual.sam, name, value)
    word = record(virtual, tmp_path / "file", masked=masked)
    card = play(load(tmp_path / "file")[1])
    assert (card is not None) == (word == "read")
    if card is not None:
        assert (card.name, card.number) == (
            ("某某", "100000190001010002") if masked else ("李四", "110105194912310054")
        )


@pytest.mark.parametrize(
    "happen",
    [lambda virtual: virtual.unplug(), lambda virtual: virtual.insert(LI), lambda virtual: virtual.sam.remove()],
)
def test_what_happens_in_the_middle_plays_back(tmp_path: Path, happen: Callable[[VirtualReader], None]) -> None:
    virtual = VirtualReader()
    virtual.insert(ZHANG)
    virtual.at(0.053, lambda: happen(virtual))
    record(virtual, tmp_path / "file")
    play(load(tmp_path / "file")[1])


@pytest.mark.parametrize("seeds", [range(20), pytest.param(range(20, 600), marks=pytest.mark.journey)])
def test_any_history_plays_back(tmp_path: Path, seeds: range) -> None:
    for seed in seeds:
        chance = random.Random(seed)
        virtual = VirtualReader()
        virtual.insert(ZHANG)
        happen = things(virtual, chance)
        for _ in range(4):
            virtual.at(chance.random() * chance.choice((0.1, 1)), chance.choice(happen))
        record(virtual, tmp_path / "file", masked=chance.random() < 0.5)
        play(load(tmp_path / "file")[1])


def test_a_driver_that_says_something_else_fails_at_the_first_difference(tmp_path: Path) -> None:
    virtual = VirtualReader()
    virtual.insert(ZHANG)
    record(virtual, tmp_path / "file")
    moments = list(load(tmp_path / "file")[1])
    second = [at for at, moment in enumerate(moments) if moment.what is What.OUT][1]
    moments[second] = type(moments[second])(at=moments[second].at, what=What.OUT, data=sam.request(sam.Command.RESET))
    with pytest.raises(ReplayDiffers) as told:
        play(tuple(moments))
    assert (told.value.position, told.value.expected) == (second + 1, "out aaaaaa9669000310ffec")
    assert told.value.did == "out aaaaaa96690003200221"


@pytest.mark.parametrize("noise", [b"", bytes.fromhex("aaaaaa96690508aaaaaa9669ffff"), ZHANG.text[:60]])
@pytest.mark.parametrize("split", [0, 50])
def test_a_masked_file_holds_nothing_of_the_person(tmp_path: Path, noise: bytes, split: int) -> None:
    virtual = VirtualReader()
    virtual.insert(ZHANG)
    virtual.sam.noise, virtual.sam.split, virtual.sam.wrong_checksums = noise, split, 1
    record(virtual, tmp_path / "file")
    heard = b"".join(moment.data for moment in load(tmp_path / "file")[1])
    for secret in ("张三", "11010519491231002X", "1949", "东城区", "12310"):
        assert secret.encode("utf-16-le") not in heard
    assert (tmp_path / "file").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "described",
    [
        ZHANG_SAN,
        CHEN,
        SMITH_2017,
        SMITH_2023,
        ZHANG_SAN | {"number": "110105194912310021"},
        ZHANG_SAN | {"birth": "19490231"},
        ZHANG_SAN | {"birth": "1949-12-30"},
        ZHANG_SAN | {"valid_to": "20301301"},
        ZHANG_SAN | {"valid_from": "2031-01-02", "valid_to": "2030-01-02"},
        ZHANG_SAN | {"name": "陈\uf8f0"},
        ZHANG_SAN | {"name": "陈\ud86a"},
        ZHANG_SAN | {"name": "王\ue863"},
        ZHANG_SAN | {"name": "张三\0"},
        ZHANG_SAN | {"number": "号"},
        ZHANG_SAN | {"number": ""},
        ZHANG_SAN | {"name": "\U000241fe\U000241fe"},
    ],
)
def test_a_masked_card_is_as_odd_as_the_true_one(described: dict[str, Any]) -> None:
    true, masked = (understand_text(chip) for chip in (cards.from_description(described), masked_chip(described)))
    assert oddities(true) == oddities(masked)


def masked_chip(described: dict[str, Any]) -> ChipCard:
    chip = cards.from_description(described)
    return cards.ChipCard(masked_text(chip.text), chip.photo)


def understand_text(chip: ChipCard) -> IdCard | DeviceError:
    return understand(b"\x01\x00\x04\x00" + chip.text + chip.photo).outcome


def oddities(outcome: IdCard | DeviceError) -> tuple[object, ...]:
    if isinstance(outcome, DeviceError):
        return (outcome.reason,)
    return (outcome.kind, outcome.doubts, outcome.impossible_dates, len(outcome.unknown_characters))


def test_two_different_people_stay_different_behind_the_mask() -> None:
    mask = SamMask()
    frames = [sam.reply(0x90, b"\x01\x00\x04\x00" + chip.text + chip.photo) for chip in (ZHANG, LI)]
    assert mask(What.IN, frames[0]) != mask(What.IN, frames[1])
    assert mask(What.IN, frames[0]) == mask(What.IN, frames[0])
    assert SamMask()(What.IN, frames[0]) != mask(What.IN, frames[0])
