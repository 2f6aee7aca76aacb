"""A job on a receipt printer: what becomes of it when the printer, its cable or the citizen misbehaves."""

from __future__ import annotations

import random
import threading
import tracemalloc

import pytest

from devices.errors import DeviceCancelled, DeviceError, DeviceFault, DeviceTimeout, DeviceUnplugged
from devices.printer import from_text
from devices.printer.escpos_printer import EscposPrinter
from devices.printer.links import SerialLink, UsbLink
from tests.devices.printer.injected import InjectedEndpoints, InjectedLink

LONG = from_text("\n".join(f"第 {number} 行，一份虚构的凭证" for number in range(200)), qr="https://example.invalid/1")
SECONDS = 30.0


@pytest.fixture
def link() -> InjectedLink:
    return InjectedLink()


@pytest.fixture
def printer(link: InjectedLink) -> EscposPrinter:
    return EscposPrinter(link, clock=link.clock)


def test_a_long_receipt_is_printed_once_and_the_printer_is_never_far_behind(
    link: InjectedLink, printer: EscposPrinter
) -> None:
    printer.print_receipt(receipt=LONG, deadline=link.now + SECONDS)
    [paper] = link.machine.finished
    assert paper.rows[:200] == [line.text for line in LONG.lines]
    assert link.opened == 0


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("no_paper", "no_paper"),
        ("cover_open", "cover_open"),
        ("offline", "offline"),
        ("cutter", "cutter"),
        ("broken", "printer_fault"),
    ],
)
def test_a_printer_that_cannot_is_sent_nothing(
    link: InjectedLink, printer: EscposPrinter, fault: str, reason: str
) -> None:
    link.machine.faults.add(fault)
    with pytest.raises(DeviceFault) as told:
        printer.print_receipt(receipt=LONG, deadline=link.now + SECONDS)
    assert told.value.reason == reason
    assert link.machine.buffered == 0


def test_paper_that_ends_in_mid_page_is_told_and_the_rest_never_comes_out(
    link: InjectedLink, printer: EscposPrinter
) -> None:
    link.machine.paper_left = 50
    with pytest.raises(DeviceFault) as told:
        printer.print_receipt(receipt=LONG, deadline=link.now + SECONDS)
    assert (told.value.reason, link.machine.rows_printed) == ("no_paper", 50)
    link.heal()
    assert (link.machine.rows_printed, link.machine.finished) == (50, [])
    printer.print_receipt(receipt=LONG, deadline=link.now + SECONDS)
    assert len(link.machine.finished) == 1


def test_paper_that_is_low_is_a_warning_and_stops_nothing(link: InjectedLink, printer: EscposPrinter) -> None:
    link.machine.near_end = True
    status = printer.status(deadline=link.now + SECONDS)
    assert (status.ready, status.reasons) == (True, ("media-low-warning",))
    printer.print_receipt(receipt=LONG, deadline=link.now + SECONDS)


def test_a_cable_pulled_before_the_job_is_unplugged_and_in_the_middle_unknown(
    link: InjectedLink, printer: EscposPrinter
) -> None:
    link.plugged = False
    with pytest.raises(DeviceUnplugged):
        printer.print_receipt(receipt=LONG, deadline=link.now + SECONDS)
    link.plugged, link.dies_after = True, 3000
    with pytest.raises(DeviceTimeout) as told:
        printer.print_receipt(receipt=LONG, deadline=link.now + SECONDS)
    assert told.value.reason == "job_unknown"


def test_a_printer_that_answers_a_second_late_still_prints(link: InjectedLink, printer: EscposPrinter) -> None:
    link.late = 1.0
    printer.print_receipt(receipt=from_text("一行"), deadline=link.now + SECONDS)
    assert len(link.machine.finished) == 1


def test_a_slow_line_is_given_its_time(link: InjectedLink) -> None:
    assert SerialLink("/dev/x", baud=9600).lag == pytest.approx(4.27, abs=0.01)
    link.late = 4.0
    link.lag = 4.27
    EscposPrinter(link, clock=link.clock).print_receipt(receipt=from_text("一行"), deadline=link.now + SECONDS)
    assert len(link.machine.finished) == 1


def test_a_printer_that_is_silent_is_sent_nothing(link: InjectedLink, printer: EscposPrinter) -> None:
    link.machine.mute = True
    with pytest.raises(DeviceTimeout) as told:
        printer.print_receipt(receipt=LONG, deadline=link.now + SECONDS)
    assert (told.value.reason, link.machine.rows_printed) == ("no_answer", 0)


def test_a_job_given_up_is_cleared(link: InjectedLink) -> None:
    interrupted = threading.Event()

    class Given(InjectedLink):
        def write(self, data: bytes, seconds: float) -> None:
            super().write(data, seconds)
            if self.machine.rows_printed:
                self.machine.faults.add("offline")
                interrupted.set()

    given = Given()
    with pytest.raises(DeviceCancelled):
        EscposPrinter(given, interrupted=interrupted, clock=given.clock).print_receipt(receipt=LONG, deadline=SECONDS)
    rows = given.machine.rows_printed
    given.heal()
    assert (given.machine.rows_printed, given.machine.finished) == (rows, [])


def test_a_usb_printer_takes_the_same_bytes(link: InjectedLink) -> None:
    usb = UsbLink("usb 0fe6:811e", lambda: _claimed(link))
    EscposPrinter(usb, clock=link.clock).print_receipt(receipt=LONG, deadline=SECONDS)
    [paper] = link.machine.finished
    assert paper.rows[:200] == [line.text for line in LONG.lines]
    link.dies_after = 200
    with pytest.raises(DeviceTimeout) as told:
        EscposPrinter(usb, clock=link.clock).print_receipt(receipt=LONG, deadline=link.now + SECONDS)
    assert told.value.reason == "job_unknown"
    with pytest.raises(DeviceUnplugged):
        EscposPrinter(usb, clock=link.clock).status(deadline=link.now + SECONDS)


def _claimed(link: InjectedLink) -> InjectedEndpoints:
    link.open()
    return InjectedEndpoints(link)


WORDS = {"done", "no_paper", "cover_open", "unplugged", "job_unknown", "no_answer", "cancelled"}


def test_whatever_happens_each_job_ends_with_a_word_that_is_true() -> None:
    walk = Walk(seed=3)
    for _ in range(250):
        walk.step()
    assert walk.link.opened == 0
    assert walk.words >= WORDS


@pytest.mark.soak
def test_ten_thousand_events_leave_nothing_behind() -> None:
    walk = Walk(seed=10_000)
    for _ in range(100):
        walk.step()
    tracemalloc.start()
    for _ in range(10_000):
        walk.step()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2_000_000
    assert walk.link.opened == 0
    assert walk.words >= WORDS


class Walk:
    """Random events between and during jobs, each job's word compared with what lies in the tray."""

    def __init__(self, *, seed: int) -> None:
        self.link = InjectedLink()
        self.words: set[str] = set()
        self._chance = random.Random(seed)
        self._interrupted = threading.Event()
        self._printer = EscposPrinter(self.link, interrupted=self._interrupted, clock=self.link.clock)

    def step(self) -> None:
        self._something_happens()
        rows = self._chance.choice([1, 5, 80])
        receipt = from_text("\n".join(f"行 {self._chance.random()}" for _ in range(rows)))
        before = len(self.link.machine.finished)
        try:
            self._printer.print_receipt(receipt=receipt, deadline=self.link.now + self._chance.choice([0.0, 0.1, 60]))
            word = "done"
        except DeviceError as exc:
            word = exc.reason
        self.words.add(word)
        self._interrupted.clear()
        if self._chance.random() < 0.5 or not self.link.plugged:
            self.link.heal()
        papers = self.link.machine.finished[before:]
        if word == "done":
            assert [paper.rows for paper in papers] == [[line.text for line in receipt.lines]]
        elif word != "job_unknown":
            assert papers == []
        self.link.machine.finished.clear()

    def _something_happens(self) -> None:
        chance, link = self._chance, self.link
        match chance.randrange(14):
            case 0:
                link.machine.faults.add(chance.choice(["no_paper", "cover_open", "offline", "cutter", "broken"]))
            case 1:
                link.machine.paper_left = chance.randrange(1, 100)
            case 2:
                link.dies_after = chance.randrange(1, 3000)
            case 3:
                link.unplug()
            case 4:
                link.machine.mute = True
            case 5:
                link.late = chance.choice([0.1, 1.0, 5.0])
            case 6:
                link.noise = chance.randbytes(chance.randrange(5)).translate(bytes(b | 0x81 for b in range(256)))
            case 7:
                self._interrupted.set()
            case 8:
                link.machine.near_end = True
            case _:
                link.heal()
