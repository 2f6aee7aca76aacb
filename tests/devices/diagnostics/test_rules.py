"""What probes make of what they measured: pure rules."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest

from devices.diagnostics import Attachment, BadBooth, Booth, Report, Verdict, bundle
from devices.diagnostics.booth import from_json, of_settings, read, to_json
from devices.diagnostics.bundle import tail
from devices.diagnostics.machine import touch_screens
from devices.diagnostics.media import judge_sound
from devices.diagnostics.network import judge_line, judge_throughput
from devices.diagnostics.quality import Line, expected, picture
from devices.diagnostics.redact import HIDDEN, line
from devices.diagnostics.stun import IceUrl, ice_url

if TYPE_CHECKING:
    from pathlib import Path

_TOUCH = """\
I: Bus=0003 Vendor=0eef Product=c000 Version=0110
N: Name="eGalax Touch"
B: PROP=2
B: EV=b
B: ABS=260800000000003

I: Bus=0011 Vendor=0002 Product=0005 Version=0000
N: Name="ImPS/2 Mouse"
B: EV=7
B: ABS=3
"""


@pytest.mark.parametrize(
    ("line", "word", "mos"),
    [
        (Line(round_trip_ms=0.3, jitter_ms=0.1, loss=0.0), "good", 4.38),
        (Line(round_trip_ms=60, jitter_ms=5, loss=0.01), "good", 4.11),
        (Line(round_trip_ms=100, jitter_ms=10, loss=0.03), "poor", 3.53),
        (Line(round_trip_ms=600, jitter_ms=40, loss=0.0), "bad", 2.77),
        (Line(round_trip_ms=100, jitter_ms=10, loss=0.20), "bad", 1.34),
    ],
)
def test_a_line_lets_one_expect_a_call(line: Line, word: str, mos: float) -> None:
    expectation = expected(line)
    assert expectation.word == word
    assert expectation.mos == pytest.approx(mos, abs=0.15)


def test_a_line_that_loses_everything_is_no_negative_quality() -> None:
    assert expected(Line(round_trip_ms=5000, jitter_ms=500, loss=1.0)).mos == 1.0


def test_slow_lines_carry_smaller_pictures() -> None:
    assert [picture(mbit) for mbit in (50, 1.2, 0.5, 0.25, 0.1)] == ["720p30", "720p15", "360p30", "360p15", "voice"]
    assert judge_throughput(100, 20).verdict is Verdict.OK
    assert judge_throughput(100, 1.0).verdict is Verdict.WARNING
    assert judge_throughput(0.1, 20).verdict is Verdict.FAULT
    assert judge_line(Line(round_trip_ms=100, jitter_ms=10, loss=0.2), over="udp").verdict is Verdict.FAULT


def test_a_touch_screen_is_known_by_its_fingers() -> None:
    assert touch_screens(_TOUCH) == ["eGalax Touch"]
    assert touch_screens("") == []


def test_a_muted_microphone_is_a_fault_and_a_shouting_one_a_warning() -> None:
    voice = 0.1 * np.sin(np.arange(48000) / 20)
    assert judge_sound(np.zeros(48000)).verdict is Verdict.FAULT
    assert judge_sound(voice).verdict is Verdict.OK
    assert judge_sound(np.clip(voice * 20, -1, 1)).verdict is Verdict.WARNING


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("stun:stun.example", IceUrl("stun", "stun.example", 3478, "udp")),
        ("turn:10.0.0.1:3479?transport=tcp", IceUrl("turn", "10.0.0.1", 3479, "tcp")),
        ("turns:relay.example", IceUrl("turn", "relay.example", 5349, "tls")),
        ("turn:[2001:db8::1]:3478", IceUrl("turn", "2001:db8::1", 3478, "udp")),
        ("turn:[2001:db8::1]", IceUrl("turn", "2001:db8::1", 3478, "udp")),
    ],
)
def test_addresses_of_ice_servers(text: str, parts: IceUrl) -> None:
    assert ice_url(text) == parts


@pytest.mark.parametrize("text", ["", "turn:", "http://x", "turn:x:port", "turn:x?transport=sctp"])
def test_what_is_no_ice_server_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is"):
        ice_url(text)


def test_a_log_line_keeps_what_is_known_to_be_harmless_and_hides_the_rest() -> None:
    said = {
        "event": "card_read",
        "timestamp": "2026-11-23T03:45:32.365754Z",
        "holder": {"name": "张三", "number": "11010519491231002X", "ok": True},
        "detail": "told 13800138000 and 11010519491231002X",
        "list": ["张三", None],
        "seconds": 1.5,
    }
    redacted = line(json.dumps(said, ensure_ascii=False))
    assert json.loads(redacted) == {
        "event": "card_read",
        "timestamp": "2026-11-23T03:45:32.365754Z",
        "holder": {"name": HIDDEN, "number": HIDDEN, "ok": True},
        "detail": f"told {HIDDEN} and {HIDDEN}",
        "list": [HIDDEN, None],
        "seconds": 1.5,
    }


def test_a_line_that_is_no_json_loses_numbers_addresses_and_passwords() -> None:
    text = "Bearer abc.def 11010519491231002x a@b.example turn://me:secret@host 6222021234567890128 port 8080"
    assert line(text) == f"Bearer {HIDDEN} {HIDDEN} {HIDDEN} turn://me:{HIDDEN}@host {HIDDEN} port 8080"
    assert len(line("x" * 100_000)) == 500
    assert line("[" * 5000) == line('{"event": "x", "name": "张三"') == HIDDEN
    assert line('"张三 11010519491231002X"') == f'"张三 {HIDDEN}"'


def test_the_bundle_holds_report_and_redacted_logs(tmp_path: Path) -> None:
    log = tmp_path / "kiosk 日志.log"
    log.write_bytes(b'{"event": "x", "name": "\xe5\xbc\xa0\xe4\xb8\x89"}\n\xff\xfe broken 11010519491231002X\n')
    report = Report(started_at=1.0, seconds=2.0, kiosk="K1", findings=())
    packed = bundle(report, [Attachment("logs", log.name, tail(log))], pdf=b"%PDF-")
    with zipfile.ZipFile(BytesIO(packed)) as pack:
        assert pack.namelist() == ["README.txt", "report.json", "report.pdf", "logs/01-kiosk___.log"]
        assert json.loads(pack.read("report.json"))["kiosk"] == "K1"
        everything = pack.read("logs/01-kiosk___.log").decode()
    assert "张三" not in everything
    assert "11010519491231002X" not in everything
    assert "broken" in everything


def test_a_booth_is_read_from_the_kiosks_settings(tmp_path: Path) -> None:
    (tmp_path / "enrolment.json").write_text('{"kiosk": "K7", "server": "https://s.example", "hall": "h"}', "utf-8")
    file = tmp_path / "booth.toml"
    file.write_text(f'data_dir = "{tmp_path}"\nprinter = "folder:/x"\nwidth = 1080\nsimulation = true\n', "utf-8")
    booth = read(file)
    assert (booth.kiosk, booth.server, booth.printer) == ("K7", "https://s.example", "folder:/x")
    assert booth.configured
    assert booth.simulation
    assert from_json(to_json(booth)) == booth
    assert booth.with_words(["printer=ipp://p/ipp", "server="]).printer == "ipp://p/ipp"


@pytest.mark.parametrize("word", ["printer", "no_such=1", "simulation=true", ""])
def test_a_word_that_is_no_setting_is_told(word: str) -> None:
    with pytest.raises(BadBooth, match="NAME=VALUE"):
        Booth().with_words([word])


def test_settings_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    with pytest.raises(BadBooth):
        read(tmp_path / "none.toml")
    with pytest.raises(BadBooth, match="printer"):
        of_settings({"printer": 3})
    (tmp_path / "enrolment.json").write_text("[broken", "utf-8")
    assert of_settings({"data_dir": str(tmp_path)}).kiosk == ""
