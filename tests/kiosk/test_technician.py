"""Technician mode: its door, its code, its bench with fake devices, and its screen."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from devices.diagnostics import PROBES, Booth, Finding, Found, Report, Verdict
from kiosk.cli import kiosk
from kiosk.config import ConfigError, parse
from kiosk.remote_diagnosis import RemoteDiagnosis
from kiosk.technician import ASKING_SECONDS, OPEN_SECONDS, SHUT_SECONDS, Door, TechnicianGate
from kiosk.technician_bench import TechnicianBench
from kiosk.technician_code import kept, matches, well_formed
from kiosk.ui.rows import not_possible
from protocol.messages import DeviceHealth, DiagnosisRequested, VisitState
from protocol.states import DeviceKind, DeviceState
from tests.fakes.engine import FakeEngine
from tests.kiosk.people import CARD

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from devices.diagnostics import Probe
    from kiosk.photograph import CapturedPage

CODE = "271828"
KEPT = kept(CODE, salt=b"0123456789abcdef")


def asked(gate: TechnicianGate, now: float) -> TechnicianGate:
    for tap in range(5):
        gate.brand_tapped(idle=True, now=now + tap * 0.5)
    return gate


def test_five_quick_taps_between_visits_ask_for_the_code() -> None:
    gate = TechnicianGate(enabled=True)
    assert [gate.brand_tapped(idle=True, now=tap * 0.5) for tap in range(5)] == [False] * 4 + [True]
    assert gate.door is Door.ASKING
    slow = TechnicianGate(enabled=True)
    assert not any(slow.brand_tapped(idle=True, now=tap * 1.1) for tap in range(20))
    assert asked(TechnicianGate(enabled=False), 0).door is Door.CLOSED
    visited = TechnicianGate(enabled=True)
    assert not any(visited.brand_tapped(idle=tap != 3, now=tap * 0.1) for tap in range(8))


def test_five_wrong_codes_shut_the_door_for_a_quarter_of_an_hour_also_over_several_visits() -> None:
    gate = asked(TechnicianGate(enabled=True), 0)
    for guess in range(3):
        assert not gate.code_given(right=False, now=10 + guess)
        assert gate.wrong
    gate.closed()
    asked(gate, 20)
    assert not gate.wrong
    gate.code_given(right=False, now=30)
    gate.code_given(right=False, now=31)
    assert gate.door is Door.CLOSED
    assert not gate.code_given(right=True, now=32)
    assert asked(gate, 40).door is Door.CLOSED
    assert asked(gate, 31 + SHUT_SECONDS).door is Door.ASKING


def test_the_door_closes_by_itself() -> None:
    gate = asked(TechnicianGate(enabled=True), 0)
    deadlines = [gate.next_deadline]
    assert gate.code_given(right=True, now=10)
    assert not gate.tick(now=10 + OPEN_SECONDS - 1)
    gate.activity(now=100)
    deadlines.append(gate.next_deadline)
    assert deadlines == [2 + ASKING_SECONDS, 100 + OPEN_SECONDS]
    assert gate.tick(now=100 + OPEN_SECONDS)
    assert gate.door is Door.CLOSED
    assert gate.next_deadline is None
    assert not gate.tick(now=1e9)


def test_a_code_is_kept_as_what_cannot_be_turned_back() -> None:
    assert CODE not in KEPT
    assert matches(CODE, KEPT)
    assert not matches("271829", KEPT)
    assert not matches("1" * 1000, KEPT)
    for broken in ("", "scrypt$", KEPT.replace("32768", "32767"), KEPT.replace("32768", str(2**30)), "271828"):
        assert not well_formed(broken)
        assert not matches(CODE, broken)
    for bad in ("12345", "abcdef", "１２３４５６"):
        with pytest.raises(ValueError, match="digits"):
            kept(bad, salt=b"x")


@pytest.mark.thorough
def test_the_command_line_makes_a_line_that_the_settings_take() -> None:
    result = CliRunner().invoke(kiosk, ["technician-code", "--code", CODE])
    name, _, value = result.stdout.strip().partition(" = ")
    settings = parse({"data_dir": "/x", name: value.strip('"')})
    assert matches(CODE, settings.technician_code)
    with pytest.raises(ConfigError, match="technician_code"):
        parse({"data_dir": "/x", "technician_code": CODE})
    assert CliRunner().invoke(kiosk, ["technician-code", "--code", "1"]).exit_code == 1


class FakeHost:
    """The devices the kiosk holds."""

    def __init__(self) -> None:
        self.health = {
            kind: DeviceHealth(kind=kind, state=DeviceState.OK, since=0.0)
            for kind in (DeviceKind.ID_CARD_READER, DeviceKind.PRINTER)
        }
        self.reads: list[str] = []
        self.printed: list[bytes] = []
        self.reason = ""

    def start_read(self) -> None:
        self.reads.append("start")

    def stop_read(self) -> None:
        self.reads.append("stop")

    def capture(self, done: Callable[[CapturedPage | None, str], None]) -> None:
        done(None, self.reason)

    def print_pdf(self, pdf: bytes, *, title: str, done: Callable[[str], None]) -> None:
        assert title == "diagnosis"
        self.printed.append(pdf)
        done(self.reason)


class FakeEar:
    """A microphone that hears what the test says."""

    def __init__(self) -> None:
        self.told: Callable[[float], None] | None = None

    def start(self, told: Callable[[float], None]) -> None:
        self.told = told

    def stop(self) -> None:
        self.told = None

    @property
    def hears(self) -> bool:
        return self.told is not None


class Bench:
    """A bench whose probes answer at once, and a clock."""

    def __init__(self) -> None:
        self.host, self.ear, self.now = FakeHost(), FakeEar(), 1000.0
        self.asked: list[list[str]] = []
        self.queue: list[Callable[[], None]] = []
        self.bench = TechnicianBench(
            booth=Booth(),
            host=self.host,
            ear=self.ear,
            draw=lambda report: f"PDF of {len(report.findings)} lines".encode(),
            show=lambda _: None,
            post=self.queue.append,
            changed=lambda: None,
            diagnose=self.diagnose,
            clock=lambda: self.now,
        )

    def diagnose(self, booth: Booth, *, probes: Sequence[Probe], told: Callable[[Finding], None]) -> Report:
        del booth
        self.asked.append([probe.name for probe in probes])
        findings = tuple(
            Finding(
                probe=probe.name, group=probe.group, title=probe.title, seconds=0.0,
                found=Found(verdict=Verdict.MISSING if probe.name == "touch" else Verdict.OK, summary="seen"),
            )
            for probe in probes
        )  # fmt: skip
        for finding in findings:
            told(finding)
        return Report(started_at=1.0, seconds=0.1, kiosk="K", findings=findings)

    def settle(self, *, until: Callable[[], Any]) -> None:
        while not until():
            while self.queue:
                self.queue.pop(0)()

    def verdicts(self) -> dict[str, str]:
        return {card.probe: card.verdict for card in self.bench.cards}


def diagnosed() -> Bench:
    played = Bench()
    played.bench.run()
    played.bench.run()
    played.settle(until=lambda: not played.bench.running)
    return played


def test_the_bench_asks_the_kiosk_for_what_it_holds_and_probes_for_the_rest() -> None:
    played = diagnosed()
    assert len(played.asked) == 1
    assert {"id_card_reader", "printer"} & set(played.asked[0]) == set()
    assert "document_camera" in played.asked[0]
    assert [card.probe for card in played.bench.cards] == [probe.name for probe in PROBES]
    assert {name for name, verdict in played.verdicts().items() if verdict != "ok"} == {"touch"}
    assert played.bench.report is not None
    assert [finding.probe for finding in played.bench.report.findings] == [probe.name for probe in PROBES]
    assert not played.bench.report.ok


def test_a_card_is_told_by_its_kind_and_nothing_of_its_holder() -> None:
    played = diagnosed()
    played.bench.test("id_card_reader")
    assert played.bench.reading
    played.bench.card_failed("card_fault")
    assert "card_fault" in played.bench.cards[0].summary
    played.now += 2.5
    person = CARD
    played.bench.card_read(person)
    said = played.bench.cards[0]
    assert (said.verdict, played.host.reads, played.bench.reading) == ("ok", ["start", "stop"], False)
    assert "resident" in said.summary
    assert "2.5 s" in said.summary
    for personal in (person.name, person.number, person.address):
        assert personal not in said.summary + said.advice


def test_nobody_who_brings_a_card_ends_the_test() -> None:
    played = diagnosed()
    played.bench.test("id_card_reader")
    played.now += 31
    played.bench.tick()
    assert (played.bench.reading, played.host.reads) == (False, ["start", "stop"])
    assert played.verdicts()["id_card_reader"] == "ok"


def test_the_report_is_printed_as_the_test_page() -> None:
    early = Bench()
    early.bench.run()
    early.bench.test("printer")
    assert early.host.printed == []
    early.settle(until=lambda: not early.bench.running)
    early.bench.test("printer")
    assert early.host.printed == [f"PDF of {len(PROBES)} lines".encode()]
    assert early.verdicts()["printer"] == "ok"
    early.host.reason = "no_paper"
    early.bench.test("printer")
    assert early.verdicts()["printer"] == "fault"


def test_a_word_moves_the_level_and_leaving_ends_everything() -> None:
    played = diagnosed()
    played.bench.test("microphone")
    assert played.ear.told is not None
    played.ear.told(0.4)
    played.settle(until=lambda: played.bench.level)
    assert played.bench.level == 0.4
    played.bench.test("id_card_reader")
    played.bench.close()
    left = (played.bench.level, len(played.bench.cards), played.bench.reading, bool(played.bench.report))
    assert left == (0.0, 0, False, True)
    assert not played.ear.hears


def test_other_devices_are_probed_again_and_health_is_followed() -> None:
    played = diagnosed()
    played.bench.test("touch")
    played.settle(until=lambda: played.verdicts()["touch"] == "missing")
    assert played.asked[1] == ["touch"]
    played.host.health[DeviceKind.PRINTER] = DeviceHealth(
        kind=DeviceKind.PRINTER, state=DeviceState.FAULT, since=0.0, detail="unplugged"
    )
    played.bench.devices_changed()
    assert played.verdicts()["printer"] == "missing"


def test_a_technician_from_afar_gets_a_bundle_and_a_citizen_hears_nothing_of_it() -> None:
    played, engine = Bench(), FakeEngine()
    visiting = [True, False]
    remote = RemoteDiagnosis(
        bench=played.bench,
        engine=engine,
        visiting=lambda: visiting.pop(0),
        logs=lambda: ['{"event": "card_read", "name": "张三"}'],
    )
    remote.received(VisitState(case=None))
    for number in (1, 2):
        remote.received(DiagnosisRequested(diagnosis=f"d{number}"))
        played.settle(until=lambda: len(engine.documents) + len(visiting) == 2)
    gentle, whole = played.asked
    assert {"loudspeaker", "camera", "microphone", "throughput", "line"} & set(gentle) == set()
    assert "throughput" in whole
    with zipfile.ZipFile(BytesIO(engine.documents["/v1/diagnoses/d1"])) as pack:
        assert json.loads(pack.read("report.json"))["kiosk"] == "K"
        assert "张三" not in pack.read("logs/01-kiosk").decode()


def test_who_asks_while_a_diagnosis_runs_gets_that_one() -> None:
    played = Bench()
    reports: list[Report] = []
    played.bench.run(reports.append)
    played.bench.close()
    played.bench.run(reports.append)
    played.settle(until=lambda: len(reports) == 2)
    assert (len(played.asked), reports[0]) == (1, reports[1])
    assert "testing" not in played.verdicts().values()


def test_the_idle_screen_tells_what_is_not_possible_now() -> None:
    def health(kind: DeviceKind, state: DeviceState, detail: str = "") -> DeviceHealth:
        return DeviceHealth(kind=kind, state=state, since=0.0, detail=detail)

    known = [
        health(DeviceKind.ID_CARD_READER, DeviceState.FAULT, "unplugged"),
        health(DeviceKind.PRINTER, DeviceState.WARNING, "no_paper"),
        health(DeviceKind.CAMERA, DeviceState.BUSY),
    ]
    assert not_possible({one.kind: one for one in known}) == ["id_card_reader", "document_camera", "printer"]
    known[1] = health(DeviceKind.PRINTER, DeviceState.WARNING, "media-low")
    assert "printer" not in not_possible({one.kind: one for one in known})
