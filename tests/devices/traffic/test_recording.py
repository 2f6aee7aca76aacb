"""The file of a recording: written by whoever taps a line, read with suspicion, given back in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from devices.traffic import (
    Header,
    Mask,
    Moment,
    NotARecording,
    Replay,
    ReplayDiffers,
    TrafficRecorder,
    What,
    apdu,
    load,
    opaque,
)

if TYPE_CHECKING:
    from pathlib import Path

HEADER = Header(protocol="escpos", driver="tcp", masked=True, started="2026-11-23T03:00:00+00:00")


class Clock:
    """Ticks a tenth of a second at every look."""

    def __init__(self) -> None:
        self.time = 5.0

    def __call__(self) -> float:
        self.time += 0.1
        return self.time


def recorded(file: Path, mask: Mask, *, masked: bool = True) -> list[Moment]:
    header = Header(protocol="escpos", driver="tcp", masked=masked, started="2026-11-23T03:00:00+00:00")
    with TrafficRecorder(file, header, mask=mask, now=Clock()) as recorder:
        recorder.happened(What.OPENED)
        recorder.sent(b"\x1b@abc")
        recorder.received(b"")
        recorder.received(b"\x12")
        recorder.received(b"\x00\x01")
        recorder.ended("printed")
    kept, moments = load(file)
    assert kept == header
    return list(moments)


def test_what_was_tapped_is_in_the_file_in_order(tmp_path: Path) -> None:
    assert recorded(tmp_path / "file", opaque, masked=False) == [
        Moment(at=0.1, what=What.OPENED),
        Moment(at=0.2, what=What.OUT, data=b"\x1b@abc"),
        Moment(at=0.3, what=What.IN),
        Moment(at=0.4, what=What.IN, data=b"\x12"),
        Moment(at=0.5, what=What.IN, data=b"\x00\x01"),
        Moment(at=0.6, what=What.END, word="printed"),
    ]


def test_an_opaque_mask_keeps_lengths_and_times_alone(tmp_path: Path) -> None:
    data = [moment.data for moment in recorded(tmp_path / "file", opaque)]
    assert data == [b"", bytes(5), b"", bytes(1), bytes(2), b""]


def test_a_mask_hears_an_answer_whole_however_it_came(tmp_path: Path) -> None:
    heard: list[bytes] = []

    def mask(what: What, data: bytes) -> bytes:
        heard.extend([data] if what is What.IN and data else [])
        return data

    recorded(tmp_path / "file", mask)
    assert heard == [b"\x12\x00\x01"]


@pytest.mark.parametrize(
    ("what", "data", "masked"),
    [
        (What.OUT, "00a4040007a0000002471001", "00a4040007a0000002471001"),
        (What.OUT, "0082000004aabbccdd08", "0082000004" + "00" * 4 + "08"),
        (What.OUT, "00b0000010", "00b0000010"),
        (What.OUT, "0082000009aabb", "00820000090000"),
        (What.IN, "11223344559000", "00000000009000"),
        (What.IN, "6a82", "6a82"),
        (What.IN, "", ""),
    ],
)
def test_an_apdu_keeps_what_is_asked_and_its_status(what: What, data: str, masked: str) -> None:
    assert apdu(what, bytes.fromhex(data)) == bytes.fromhex(masked)


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (b"", "line 1"),
        (b"\xff\xfe", "line 1"),
        (b"[]", "line 1"),
        (b'{"recording": 2}', "line 1"),
        (b'{"recording": 1, "protocol": "x"}', "line 1: driver is missing"),
        (b"HEADER\nnonsense\n{}", "line 2"),
        (b'HEADER\n{"at": 0, "what": "dance"}\n{}\n', "line 2"),
        (b'HEADER\n{"at": 0, "what": "in", "hex": "0"}\n{}\n', "line 2"),
        (b'HEADER\n{"at": [], "what": "in"}\n{}\n', "line 2"),
    ],
)
def test_what_is_no_recording_is_told_with_its_line(tmp_path: Path, content: bytes, where: str) -> None:
    good = b'{"recording":1,"protocol":"x","driver":"y","masked":true,"started":"","operation":{}}'
    (tmp_path / "file").write_bytes(content.replace(b"HEADER", good))
    with pytest.raises(NotARecording, match=where):
        load(tmp_path / "file")


def test_a_recording_cut_off_in_its_last_line_is_read_up_to_there(tmp_path: Path) -> None:
    whole = recorded(tmp_path / "file", opaque)
    (tmp_path / "file").write_bytes((tmp_path / "file").read_bytes()[:-9])
    assert list(load(tmp_path / "file")[1]) == whole[:-1]


def test_a_full_disk_ends_the_recording_and_not_the_driver() -> None:
    from pathlib import Path

    recorder = TrafficRecorder(Path("/dev/full"), HEADER, mask=opaque, now=Clock())
    recorder.sent(b"abc")
    recorder.received(b"abc")
    recorder.close()
    assert recorder.failed


def test_a_replay_takes_each_moment_once_and_in_order() -> None:
    replay = Replay([Moment(at=1.5, what=What.OUT, data=b"a"), Moment(at=2.0, what=What.IN, data=b"b")])
    assert replay.sent(b"a").data == b"a"
    assert (replay.time, replay.peek()) == (1.5, What.IN)
    with pytest.raises(ReplayDiffers, match="moment 2: recorded in 62, now out 63"):
        replay.sent(b"c")
    assert replay.take(What.IN, did="read").data == b"b"
    with pytest.raises(ReplayDiffers, match="the end of the file"):
        replay.take(What.IN, did="read")
