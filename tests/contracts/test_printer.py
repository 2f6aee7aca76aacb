"""What every printer does: a folder, IPP and ESC/POS simulators as processes, and USB endpoints in this one."""

from __future__ import annotations

import os
import random
import shutil
import socket
import threading
import time
from typing import TYPE_CHECKING

import psutil
import pytest

from devices.errors import DeviceError, DeviceFault, DeviceTimeout, DeviceUnplugged
from devices.printer import Printer, Receipt, ReceiptPrinter, from_text, open_printer, prints_receipts
from devices.printer.escpos_printer import EscposPrinter
from devices.printer.folder import FolderPrinter
from devices.printer.links import UsbLink
from tests.devices.printer.injected import InjectedEndpoints, InjectedLink
from tests.devices.printer.papers import pdf
from tests.devices.simulators import PATIENCE, Simulator, simulate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PDF = pdf()
RECEIPT = from_text("云窗口 收件凭证\n申请人：张三\n", qr="https://example.invalid/r/1")


def soon(seconds: float = 0.0) -> float:
    return time.monotonic() + (seconds or PATIENCE)


@pytest.fixture(scope="module")
def ipp_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    place = tmp_path_factory.mktemp("printer")
    with simulate("printer", "--spool", str(place / "spool"), control=place / "control") as running:
        yield running


@pytest.fixture(scope="module")
def spool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("escpos")


@pytest.fixture(scope="module")
def tcp_process(spool: Path) -> Iterator[Simulator]:
    with simulate("escpos", "--port", "0", "--spool", str(spool / "tcp"), control=spool / "tcp.control") as running:
        yield running


@pytest.fixture(scope="module")
def serial_process(spool: Path) -> Iterator[Simulator]:
    arguments = ("--link", str(spool / "port"), "--spool", str(spool / "serial"))
    with simulate("escpos", *arguments, control=spool / "serial.control") as running:
        yield running


@pytest.fixture
def ipp(ipp_process: Simulator) -> Simulator:
    ipp_process.tell("heal")
    return ipp_process


@pytest.fixture(params=["tcp", "serial"])
def receipts(request: pytest.FixtureRequest) -> Simulator:
    running = request.getfixturevalue(f"{request.param}_process")
    assert isinstance(running, Simulator)
    running.tell("heal")
    return running


@pytest.fixture(params=["folder", "ipp", "tcp", "serial", "usb"])
def printer(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Printer]:
    if request.param == "folder":
        opened = open_printer(f"folder:{tmp_path / 'out'}")
    elif request.param == "usb":
        opened = _usb_printer()
    else:
        running = request.getfixturevalue(f"{request.param}_process")
        running.tell("heal")
        opened = open_printer(running.ready)
    yield opened
    opened.close()


def _usb_printer() -> Printer:
    link = InjectedLink()
    link.now = time.monotonic()
    link.opened = 1
    return EscposPrinter(UsbLink("usb", lambda: InjectedEndpoints(link)), clock=link.clock)


def _needs_poppler(printer: Printer) -> None:
    if isinstance(printer, EscposPrinter) and shutil.which("pdftoppm") is None:
        pytest.skip("needs pdftoppm, from poppler-utils")


def test_a_printer_that_is_well_is_ready(printer: Printer) -> None:
    status = printer.status(deadline=soon())
    assert (status.ready, status.reasons) == (True, ())
    assert status.name


def test_a_paper_is_printed_whole(printer: Printer) -> None:
    _needs_poppler(printer)
    first = printer.print_pdf(pdf=PDF, title="收件凭证 receipt", deadline=soon())
    second = printer.print_pdf(pdf=PDF, title="收件凭证 receipt", deadline=soon())
    assert first.job != second.job


def test_a_receipt_is_printed_where_there_is_a_roll(printer: Printer) -> None:
    if not prints_receipts(printer):
        pytest.skip("prints no receipts")
    first = printer.print_receipt(receipt=RECEIPT, deadline=soon())
    second = printer.print_receipt(receipt=RECEIPT, deadline=soon())
    assert first.job != second.job


def test_what_is_no_pdf_is_refused(printer: Printer) -> None:
    with pytest.raises(DeviceFault) as told:
        printer.print_pdf(pdf=b"not a PDF", title="receipt", deadline=soon())
    assert told.value.reason == "refused"


def test_a_deadline_that_is_over_is_told(printer: Printer) -> None:
    if isinstance(printer, FolderPrinter):
        pytest.skip("a folder takes no time")
    with pytest.raises(DeviceTimeout):
        printer.print_pdf(pdf=PDF, title="receipt", deadline=time.monotonic() - 1)


def test_the_folder_holds_the_bytes_that_were_printed(tmp_path: Path) -> None:
    job = open_printer(f"folder:{tmp_path}").print_pdf(pdf=PDF, title="../../etc/receipt", deadline=soon())
    [file] = tmp_path.iterdir()
    assert str(file) == job.job
    assert file.read_bytes() == PDF


def test_a_full_disk_leaves_no_half_paper() -> None:
    if not os.access("/dev/full", os.W_OK):
        pytest.skip("this system has no /dev/full")
    with pytest.raises(DeviceError):
        open_printer("folder:/dev/full").print_pdf(pdf=PDF, title="receipt", deadline=soon())


@pytest.mark.parametrize(
    ("order", "reason"),
    [("no_paper", "no_paper"), ("jam", "jam"), ("cover_open", "cover_open"), ("refuse", "refused")],
)
def test_an_ipp_fault_is_told_and_the_job_does_not_come_out_later(ipp: Simulator, order: str, reason: str) -> None:
    printed = ipp.tell(order)["printed"]
    printer = open_printer(ipp.ready)
    with pytest.raises(DeviceFault) as told:
        printer.print_pdf(pdf=PDF, title="receipt", deadline=soon())
    assert told.value.reason == reason
    assert ipp.tell("heal")["printed"] == printed
    printer.print_pdf(pdf=PDF, title="receipt", deadline=soon())
    assert ipp.tell("state")["printed"] == printed + 1


def test_a_job_that_is_not_done_in_time_is_of_unknown_fate(ipp: Simulator) -> None:
    ipp.tell("slow", ms=60_000)
    with pytest.raises(DeviceTimeout) as told:
        open_printer(ipp.ready).print_pdf(pdf=PDF, title="receipt", deadline=soon(0.2))
    assert told.value.reason == "job_unknown"


@pytest.mark.parametrize("order", ["hang_up", "silence", "garbage"])
def test_a_hiccup_while_a_job_is_followed_is_lived_with(ipp: Simulator, order: str) -> None:
    """The third answer is the first about the job: after the validation and the job itself."""
    printed = ipp.tell("state")["printed"]
    ipp.tell(order, after=2)
    if order == "silence":
        with pytest.raises(DeviceTimeout):
            open_printer(ipp.ready).print_pdf(pdf=PDF, title="receipt", deadline=soon(0.3))
    else:
        assert open_printer(ipp.ready).print_pdf(pdf=PDF, title="receipt", deadline=soon()).job
        assert ipp.tell("state")["printed"] == printed + 1


@pytest.mark.parametrize("order", ["hang_up", "silence", "garbage"])
def test_a_job_whose_answer_is_lost_is_of_unknown_fate(ipp: Simulator, order: str) -> None:
    ipp.tell(order, after=1)
    with pytest.raises(DeviceTimeout) as told:
        open_printer(ipp.ready).print_pdf(pdf=PDF, title="receipt", deadline=soon(0.3))
    assert told.value.reason == "job_unknown"


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_whatever_happens_each_paper_ends_with_a_word_that_is_true(ipp: Simulator) -> None:
    """Each round is four events: a fault or none, a spoiled answer, a job with its deadline, and the healing."""
    chance = random.Random(5)
    interrupted = threading.Event()
    printer = open_printer(ipp.ready, interrupted=interrupted)
    me = psutil.Process()
    printer.print_pdf(pdf=PDF, title="receipt", deadline=soon())
    before = (me.num_fds(), threading.active_count())
    words: set[str] = set()
    for _ in range(int(os.environ.get("CLOUDWINDOW_EVENTS", "1200")) // 4):
        ipp.tell("slow", ms=chance.choice([0, 0, 50]))
        printed = ipp.tell(chance.choice(["state"] * 6 + ["no_paper", "jam", "cover_open", "refuse"]))["printed"]
        if chance.random() < 0.3:
            ipp.tell(chance.choice(["hang_up", "silence", "garbage"]), after=chance.randrange(5))
        if chance.random() < 0.1:
            interrupted.set()
        try:
            printer.print_pdf(pdf=PDF, title="receipt", deadline=soon(chance.choice([0.001, 0.05, 0.5])))
            word = "done"
        except DeviceError as exc:
            word = exc.reason
        words.add(word)
        interrupted.clear()
        after = ipp.tell("heal")["printed"]
        if word != "job_unknown":
            assert after == printed + (word == "done")
        _settled(ipp)
    assert (me.num_fds(), threading.active_count()) == before
    assert {"done", "no_paper", "jam", "cover_open", "refused", "job_unknown", "no_answer", "cancelled"} <= words


def _settled(ipp: Simulator) -> None:
    """Return when jobs of unknown fate have come out or never will."""
    end = soon()
    while ipp.tell("state")["waiting"] and time.monotonic() < end:
        pass


def _on_a_roll(simulator: Simulator) -> ReceiptPrinter:
    printer = open_printer(simulator.ready)
    assert prints_receipts(printer)
    return printer


def _long() -> Receipt:
    return from_text("\n".join(f"第 {number} 行" for number in range(300)))


def test_a_receipt_lies_in_the_tray_as_it_was_laid_out(receipts: Simulator, spool: Path) -> None:
    _on_a_roll(receipts).print_receipt(receipt=RECEIPT, deadline=soon())
    printed = receipts.tell("state")["printed"]
    kind = "serial" if receipts.ready.startswith("escpos+serial") else "tcp"
    text = (spool / kind / f"job-{printed:04d}.txt").read_text(encoding="utf-8")
    assert text.splitlines()[:3] == ["云窗口 收件凭证", "申请人：张三", "[QR https://example.invalid/r/1]"]


@pytest.mark.parametrize("reason", ["no_paper", "cover_open", "offline", "cutter"])
def test_a_receipt_printer_that_cannot_prints_nothing(receipts: Simulator, reason: str) -> None:
    rows = receipts.tell(reason)["rows"]
    with pytest.raises(DeviceFault) as told:
        _on_a_roll(receipts).print_receipt(receipt=RECEIPT, deadline=soon())
    assert told.value.reason == reason
    assert receipts.tell("heal")["rows"] == rows


def test_a_roll_that_ends_in_mid_receipt_is_told_and_the_rest_never_comes_out(receipts: Simulator) -> None:
    before = receipts.tell("paper_left", rows=20)
    with pytest.raises(DeviceFault) as told:
        _on_a_roll(receipts).print_receipt(receipt=_long(), deadline=soon())
    assert told.value.reason == "no_paper"
    after = receipts.tell("heal")
    assert (after["rows"], after["printed"], after["buffered"]) == (before["rows"] + 20, before["printed"], 0)
    _on_a_roll(receipts).print_receipt(receipt=RECEIPT, deadline=soon())
    assert receipts.tell("state")["printed"] == before["printed"] + 1


def test_a_printer_that_dies_in_mid_job_leaves_its_fate_unknown(receipts: Simulator) -> None:
    receipts.tell("die", after=1500)
    with pytest.raises(DeviceTimeout) as told:
        _on_a_roll(receipts).print_receipt(receipt=_long(), deadline=soon())
    assert told.value.reason == "job_unknown"
    with pytest.raises(DeviceUnplugged):
        _on_a_roll(receipts).status(deadline=soon())
    receipts.tell("replug")
    assert _on_a_roll(receipts).status(deadline=soon()).ready


def test_noise_and_lateness_are_lived_with(receipts: Simulator) -> None:
    receipts.tell("noise")
    receipts.tell("late", ms=60)
    receipts.tell("near_end")
    assert _on_a_roll(receipts).status(deadline=soon()).reasons == ("media-low-warning",)
    _on_a_roll(receipts).print_receipt(receipt=RECEIPT, deadline=soon())


def test_a_silent_printer_is_told(receipts: Simulator) -> None:
    receipts.tell("mute")
    with pytest.raises(DeviceTimeout) as told:
        _on_a_roll(receipts).status(deadline=soon(0.2))
    assert told.value.reason == "no_answer"


def test_a_page_is_drawn_as_wide_as_the_paper(tcp_process: Simulator, spool: Path) -> None:
    if shutil.which("pdftoppm") is None:
        pytest.skip("needs pdftoppm, from poppler-utils")
    tcp_process.tell("heal")
    open_printer(tcp_process.ready).print_pdf(pdf=PDF, title="receipt", deadline=soon())
    printed = tcp_process.tell("state")["printed"]
    picture = (spool / "tcp" / f"job-{printed:04d}.pbm").read_bytes()
    head, dots = picture[:11], picture[11:]
    assert head == b"P4\n576 283\n"
    row = dots[72 * 10 : 72 * 11]
    assert (row[:35], row[-35:]) == (b"\xff" * 35, b"\x00" * 35)


def test_no_printer_at_the_address_is_told() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        for uri in (f"ipp://127.0.0.1:{port}/ipp/print", f"escpos+tcp://127.0.0.1:{port}"):
            with pytest.raises(DeviceUnplugged):
                open_printer(uri).status(deadline=soon())


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "ipp",
        "lpt1:",
        "folder:",
        "http://localhost/",
        "escpos+tcp:",
        "escpos+tcp://",
        "escpos+tcp://h:99999",
        "escpos+tcp://h/path",
        "escpos+tcp://h?columns=2",
        "escpos+tcp://h?colour=red",
        "escpos+serial:",
        "escpos+serial:?baud=9600",
        "escpos+serial:/dev/ttyS0?baud=fast",
        "escpos+usb:printer",
    ],
)
def test_an_address_of_no_printer_is_refused(uri: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        open_printer(uri)


def test_addresses_are_taken() -> None:
    for uri in ("escpos+tcp://h", "escpos+serial:/dev/x?baud=9600&columns=32", "escpos+usb:04b8:0202"):
        open_printer(uri).close()
