"""The technician's bench: the booth's diagnosis, and a live test of each device, one at a time.

Devices that the kiosk itself holds (card reader, document camera, printer) are tested through its `DeviceHost`; all
else by the fenced probes of `devices.diagnostics` on a thread. What a test reads from a card or sees under the camera
is judged and forgotten. Everything but the probes runs on the program's thread.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from devices import diagnostics
from devices.diagnostics import PROBES, Booth, Finding, Found, Verdict
from protocol.states import DeviceKind, DeviceState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from devices.diagnostics import Probe, Report
    from devices.idcard import IdCard
    from kiosk.config import Settings
    from kiosk.enrolment import Enrolment
    from kiosk.photograph import CapturedPage
    from protocol.messages import DeviceHealth

_HELD = {
    "id_card_reader": DeviceKind.ID_CARD_READER,
    "document_camera": DeviceKind.DOCUMENT_CAMERA,
    "printer": DeviceKind.PRINTER,
}
_TITLES = {probe.name: probe.title for probe in PROBES}
_FELT = frozenset({"camera", "microphone", "loudspeaker"})
_CARD_SECONDS = 30.0


class Host(Protocol):
    """What the bench needs of `DeviceHost`."""

    @property
    def health(self) -> Mapping[DeviceKind, DeviceHealth]:
        """Health of every device the booth has."""

    def start_read(self) -> None:
        """Wait for cards and tell of each, until `stop_read`."""

    def stop_read(self) -> None:
        """Look at the reader's health only."""

    def capture(self, done: Callable[[CapturedPage | None, str], None]) -> None:
        """Photograph a page."""

    def print_pdf(self, pdf: bytes, *, title: str, done: Callable[[str], None]) -> None:
        """Print."""


class Ear(Protocol):
    """Listens to the microphone and tells how loud it is; see `kiosk.technician_ear`."""

    def start(self, told: Callable[[float], None]) -> None:
        """Tell the level, 0 to 1, several times a second."""

    def stop(self) -> None:
        """Listen no more; harmless when it does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One device, as a card on the screen."""

    probe: str
    group: str
    title: str
    verdict: str
    """A `Verdict`, or `testing`."""
    summary: str = ""
    advice: str = ""


def booth_of(settings: Settings, enrolment: Enrolment) -> Booth:
    """Return what the probes are to look for."""
    return Booth(
        id_card_port=settings.id_card_port,
        document_camera=settings.document_camera,
        printer=settings.printer,
        scanner=settings.scanner,
        smart_card_reader=settings.smart_card_reader,
        code_scanner=settings.code_scanner,
        camera=settings.camera,
        microphone=settings.microphone,
        loudspeaker=settings.loudspeaker,
        server=settings.server or enrolment.server,
        data_dir=str(settings.data_dir),
        visit_dir=str(settings.visit_dir),
        kiosk=enrolment.kiosk,
        simulation=settings.simulation,
        configured=True,
    )


class TechnicianBench:
    """One booth's bench. `post` carries a call to the program's thread; `changed` is called after every change."""

    def __init__(
        self,
        *,
        booth: Booth,
        host: Host,
        ear: Ear,
        draw: Callable[[Report], bytes],
        show: Callable[[bytes], None],
        post: Callable[[Callable[[], None]], None],
        changed: Callable[[], None],
        diagnose: Callable[..., Report] = diagnostics.diagnose,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """`draw` makes the test page of a report; `show` takes what the camera sees, b"" to forget it."""
        self._booth = booth
        self._host = host
        self._ear = ear
        self._draw = draw
        self._show = show
        self._post = post
        self._changed = changed
        self._diagnose = diagnose
        self._clock = clock
        self._waiting: list[Callable[[Report], None]] = []
        self._reading_since: float | None = None
        self._cards: dict[str, Card] = {}
        self.level = 0.0
        """How loud the microphone hears, 0 to 1, while it is tested."""
        self.running = False
        """Probes run."""
        self.report: Report | None = None
        """The last whole diagnosis."""

    @property
    def cards(self) -> tuple[Card, ...]:
        """All cards in the catalogue's order."""
        return tuple(self._cards[probe.name] for probe in PROBES if probe.name in self._cards)

    @property
    def reading(self) -> bool:
        """Whether cards put on the reader are the bench's, not a visit's."""
        return self._reading_since is not None

    def run(self, done: Callable[[Report], None] | None = None, *, gentle: bool = False) -> None:
        """Diagnose everything, and hand `done` the report; who asks while it runs gets that one.

        `gentle` leaves out what a citizen would hear, see or feel: camera, sound, and the measurement of the line.
        """
        if done is not None:
            self._waiting.append(done)
        if not self._cards:
            self._cards = {
                probe.name: Card(probe=probe.name, group=probe.group, title=probe.title, verdict="testing")
                for probe in PROBES
            }
        if not self.running:
            self.running = True
            self._run(gentle=gentle)
        self._changed()

    def _run(self, *, gentle: bool) -> None:
        held = {name for name, kind in _HELD.items() if kind in self._host.health}
        for name, card in self._cards.items():
            self._cards[name] = replace(card, verdict="testing", summary="", advice="")
        for name in held:
            self._found(name, self._held(name))
        wanted = [probe for probe in PROBES if probe.name not in held]
        if gentle:
            wanted = [probe for probe in wanted if not probe.alone and probe.name not in _FELT]
        self._start(wanted, whole=True)

    def test(self, name: str) -> None:
        """Test one device live."""
        if name not in self._cards or self._cards[name].verdict == "testing":
            return
        self._cards[name] = replace(self._cards[name], verdict="testing", summary="", advice="")
        kind = _HELD.get(name)
        if name == "microphone":
            self._ear.start(self._heard)
            self._found(name, Found(verdict=Verdict.OK, summary="请说话，看音量 / say a word and watch the level"))
        elif kind is None or kind not in self._host.health:
            self._start([probe for probe in PROBES if probe.name == name], whole=False)
        elif kind is DeviceKind.ID_CARD_READER:
            self._reading_since = self._clock()
            self._cards[name] = replace(self._cards[name], summary="请放上一张证件 / put a card on the reader")
            self._host.start_read()
        elif kind is DeviceKind.DOCUMENT_CAMERA:
            self._host.capture(self._captured)
        else:
            self._print()
        self._changed()

    def tick(self) -> None:
        """End a test of the reader that nobody brings a card to."""
        if self._reading_since is not None and self._clock() - self._reading_since > _CARD_SECONDS:
            self._end_read()
            self._found("id_card_reader", self._held("id_card_reader"))
            self._changed()

    def close(self) -> None:
        """End every test and forget what was seen; a diagnosis goes on, its report may be awaited elsewhere."""
        self._end_read()
        self._ear.stop()
        self._show(b"")
        self.level = 0.0
        self._cards = {}

    # what the devices say

    def card_read(self, card: IdCard) -> None:
        """Take a card: its kind and whether its data is sound, nothing of the person."""
        took = self._clock() - (self._reading_since or self._clock())
        self._end_read()
        odd = [*card.impossible_dates, *("characters" for _ in card.unknown_characters[:1])]
        said = f"已读出 / read: {card.kind.value}，{took:.1f} s" + (f"，{', '.join(odd)}" if odd else "")
        self._found("id_card_reader", Found(verdict=Verdict.OK, summary=said, advice="取走证件 / take the card"))
        self._changed()

    def card_failed(self, reason: str) -> None:
        """Take that a card cannot be read; it goes on waiting for another."""
        card = self._cards.get("id_card_reader")
        if card is not None and self.reading:
            self._cards["id_card_reader"] = replace(card, summary=f"读取失败，请重放 / cannot be read, again: {reason}")
            self._changed()

    def devices_changed(self) -> None:
        """Take the health of the devices that the kiosk holds."""
        for name, kind in _HELD.items():
            card = self._cards.get(name)
            if card is not None and card.verdict != "testing" and kind in self._host.health:
                self._found(name, self._held(name))
        self._changed()

    # ------------------------------------------------------------------------------------------- inside

    def _start(self, probes: list[Probe], *, whole: bool) -> None:
        def told(finding: Finding) -> None:
            self._post(lambda: self._heard_of(finding))

        def work() -> None:
            report = self._diagnose(self._booth, probes=probes, told=told)
            if whole:
                self._post(lambda: self._finished(report))

        threading.Thread(target=work, name="technician-probes", daemon=True).start()

    def _heard_of(self, finding: Finding) -> None:
        self._found(finding.probe, finding.found)
        self._changed()

    def _finished(self, report: Report) -> None:
        self.running = False
        self.report = self._whole(report)
        for finding in self.report.findings:
            self._found(finding.probe, finding.found)
        waiting, self._waiting = self._waiting, []
        for done in waiting:
            done(self.report)
        self._changed()

    def _whole(self, report: Report) -> Report:
        """Return the report with the lines of the devices that the kiosk holds."""
        lines = {finding.probe: finding for finding in report.findings}
        for name in _HELD:
            if name not in lines:
                lines[name] = Finding(
                    probe=name, group="device", title=_TITLES[name], found=self._held(name), seconds=0.0
                )
        ordered = tuple(lines[probe.name] for probe in PROBES if probe.name in lines)
        return replace(report, findings=ordered)

    def _held(self, name: str) -> Found:
        health = self._host.health.get(_HELD[name])
        if health is None:
            return Found(verdict=Verdict.SKIPPED, summary="未配置 / not set up")
        if health.state in (DeviceState.OK, DeviceState.BUSY):
            return Found(verdict=Verdict.OK, summary="正常 / works")
        if health.state is DeviceState.FAULT:
            verdict = Verdict.MISSING if health.detail == "unplugged" else Verdict.FAULT
            how = "检查接线与供电 / check cable and power"
            return Found(verdict=verdict, summary=health.detail, advice=how)
        return Found(verdict=Verdict.WARNING, summary=health.detail or health.state.value)

    def _captured(self, page: CapturedPage | None, reason: str) -> None:
        if page is None:
            self._found("document_camera", Found(verdict=Verdict.FAULT, summary=reason))
        elif "document_camera" in self._cards:
            self._show(page.page)
            seen = "看到页面 / sees a page" if page.found else "没有纸张 / no paper lies under it"
            warnings = "".join(f"，{warning}" for warning in page.warnings if warning != "no_page")
            verdict = Verdict.WARNING if warnings else Verdict.OK
            self._found("document_camera", Found(verdict=verdict, summary=seen + warnings))
        self._changed()

    def _print(self) -> None:
        report = self.report
        if report is None:
            self._found("printer", Found(verdict=Verdict.WARNING, summary="请先完成检测 / let the diagnosis finish"))
            return

        def done(reason: str) -> None:
            said = f"未打印 / not printed: {reason}" if reason else "已打印检测报告 / the report was printed"
            self._found("printer", Found(verdict=Verdict.FAULT if reason else Verdict.OK, summary=said))
            self._changed()

        self._host.print_pdf(self._draw(report), title="diagnosis", done=done)

    def _heard(self, level: float) -> None:
        def take() -> None:
            self.level = level
            self._changed()

        self._post(take)

    def _end_read(self) -> None:
        if self._reading_since is not None:
            self._reading_since = None
            self._host.stop_read()

    def _found(self, name: str, found: Found) -> None:
        card = self._cards.get(name)
        if card is not None:
            verdict = found.verdict.value
            self._cards[name] = replace(card, verdict=verdict, summary=found.summary, advice=found.advice)
