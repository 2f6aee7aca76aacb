"""A probe that misbehaves is one line of the report, and nothing of it is left."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from devices.diagnostics import Booth, Finding, Probe, Verdict, diagnose
from devices.diagnostics.fence import fenced
from devices.diagnostics.one import found_by, from_line, to_json

HERE = "tests.devices.diagnostics.misbehaving"
PATIENCE = float(os.environ.get("CLOUDWINDOW_TEST_PATIENCE", "1"))


def probe(name: str, *, seconds: float = 20.0, alone: bool = False) -> Probe:
    return Probe(name=name, group="machine", title=name, where=f"{HERE}:{name}", seconds=seconds, alone=alone)


@pytest.mark.thorough
def test_each_probe_is_a_line_whatever_it_does_and_lines_stand_in_the_catalogues_order() -> None:
    heard: list[Finding] = []
    probes = (probe("hang", seconds=0.7 * PATIENCE), probe("crash"), probe("well", alone=True), probe("babble"))
    report = diagnose(Booth(kiosk="K1"), probes=probes, told=heard.append, clock=lambda: 1000.0)
    assert [(f.probe, f.found.verdict, f.found.facts["reason"]) for f in report.findings] == [
        ("hang", Verdict.FAULT, "stuck"),
        ("crash", Verdict.FAULT, "crashed"),
        ("well", Verdict.OK, "K1"),
        ("babble", Verdict.OK, "none"),
    ]
    assert "SIGSEGV" in report.findings[1].found.summary
    assert sorted(f.probe for f in heard) == ["babble", "crash", "hang", "well"]
    assert heard[-1].probe == "well"
    assert not report.ok
    assert report.as_json()["verdicts"] == {"ok": 2, "warning": 0, "missing": 0, "fault": 2, "skipped": 0}
    assert (report.started_at, report.kiosk) == (1000.0, "K1")


def test_children_of_a_probe_end_with_it(tmp_path: Path) -> None:
    note = tmp_path / "child"
    finding = fenced(probe("leave_a_child"), Booth(data_dir=str(note)))
    assert finding.found.verdict is Verdict.OK
    child = int(note.read_text("ascii"))
    while _runs(child):  # told to end already; the suite's time-out bounds the wait
        os.sched_yield()


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def test_what_a_probe_raises_is_told_by_its_type_alone() -> None:
    found = found_by(f"{HERE}:raise_a_secret", Booth())
    assert found.verdict is Verdict.FAULT
    assert found.facts == {"reason": "probe_failed"}
    assert "ValueError" in found.summary
    assert "11010519491231002X" not in found.summary
    assert found_by(f"{HERE}:no_such_probe", Booth()).facts == {"reason": "probe_failed"}
    unplugged = found_by(f"{HERE}:unplugged", Booth())
    assert unplugged.facts == {"reason": "unplugged"}
    assert "/dev/ttyUSB0" in unplugged.summary


def test_what_was_found_crosses_the_fence_whole() -> None:
    found = found_by(f"{HERE}:see", Booth())
    assert from_line(to_json(found)) == found
    assert found.picture == b"\xff\xd8 a picture"
