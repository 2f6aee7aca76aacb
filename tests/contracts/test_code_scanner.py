"""What every scanner of codes does: on a serial port with a simulator behind it, and looking through a camera."""

from __future__ import annotations

import os
import random
import threading
import time
from concurrent.futures import TimeoutError as StillWaiting
from concurrent.futures import wait
from typing import TYPE_CHECKING, Any, Protocol

import psutil
import pytest

from devices.camera import encode_png
from devices.codescanner import Code, CodeScanner, open_code_scanner
from devices.codescanner.serial_scanner import SerialCodeScanner
from devices.errors import (
    DeviceBusy,
    DeviceCancelled,
    DeviceError,
    DeviceFault,
    DeviceTimeout,
    DeviceUnplugged,
    NotReadable,
)
from devices.worker import DeviceWorker
from tests.devices.codescanner.drawn import blank, qr
from tests.devices.simulators import PATIENCE, Simulator, simulate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Stage(Protocol):
    """What stands before a scanner."""

    uri: str

    def show(self, text: str) -> None: ...
    def unplug(self) -> None: ...
    def replug(self) -> None: ...


class SerialStage:
    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.uri = f"serial:{simulator.ready}"

    def show(self, text: str) -> None:
        assert self.simulator.tell("scan", text=text, encoding="gb18030")["ok"]

    def unplug(self) -> None:
        self.simulator.tell("unplug")

    def replug(self) -> None:
        self.simulator.tell("replug")


class CameraStage:
    def __init__(self, folder: Path) -> None:
        self._path = folder / "desk.png"
        self.uri = f"file:{self._path}"
        self.replug()

    def show(self, text: str) -> None:
        self._lay(encode_png(qr(text)))

    def unplug(self) -> None:
        self._path.unlink(missing_ok=True)

    def replug(self) -> None:
        self._lay(encode_png(blank()))

    def _lay(self, picture: bytes) -> None:
        fresh = self._path.with_suffix(".new")
        fresh.write_bytes(picture)
        fresh.replace(self._path)


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    place = tmp_path_factory.mktemp("scanner")
    with simulate("codescanner", "--link", str(place / "port"), control=place / "control") as running:
        yield running


@pytest.fixture
def simulator(process: Simulator) -> Simulator:
    for order in ("replug", "heal"):
        assert process.tell(order)["ok"]
    return process


@pytest.fixture(params=["serial", "camera"])
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Stage:
    return SerialStage(request.getfixturevalue("simulator")) if request.param == "serial" else CameraStage(tmp_path)


@pytest.fixture
def worker() -> Iterator[DeviceWorker]:
    running = DeviceWorker("scanner")
    yield running
    assert running.stop()


@pytest.fixture
def scanner(stage: Stage, worker: DeviceWorker) -> Iterator[CodeScanner]:
    opened = open_code_scanner(stage.uri, interrupted=worker.interrupted)
    yield opened
    opened.close()


def soon(seconds: float = 0.0) -> float:
    return time.monotonic() + (seconds or PATIENCE)


def shown(stage: Stage, text: str, scanner: CodeScanner, worker: DeviceWorker) -> Code:
    """Take away what lies there and show a code until it is read, as a citizen does."""
    stage.replug()
    deadline = soon()
    future = worker.submit(lambda: scanner.read(deadline=deadline), deadline)
    while True:
        stage.show(text)
        try:
            return future.result(0.05)
        except StillWaiting:
            continue


def test_a_code_is_read_as_it_was_written(stage: Stage, scanner: CodeScanner, worker: DeviceWorker) -> None:
    for text in ("ABC-123", "回执编号 穗番-2026-000123", "https://云窗口.cn/核验?n=1"):
        assert shown(stage, text, scanner, worker).untrusted_text == text


def test_no_code_by_the_deadline_is_told(scanner: CodeScanner) -> None:
    started = time.monotonic()
    with pytest.raises(DeviceTimeout) as told:
        scanner.read(deadline=soon(0.2))
    assert told.value.reason == "no_code"
    assert time.monotonic() - started < 2 + PATIENCE / 10


def test_a_wait_for_a_code_is_given_up_at_once(scanner: CodeScanner, worker: DeviceWorker) -> None:
    deadline = soon()
    future = worker.submit(lambda: scanner.read(deadline=deadline), deadline)
    worker.cancel()
    with pytest.raises(DeviceCancelled):
        future.result(PATIENCE)


def test_a_scanner_pulled_out_is_told_and_works_again_when_it_is_back(
    stage: Stage, scanner: CodeScanner, worker: DeviceWorker
) -> None:
    shown(stage, "before", scanner, worker)
    stage.unplug()
    for _ in range(2):
        with pytest.raises(DeviceUnplugged):
            scanner.read(deadline=soon())
    stage.replug()
    assert shown(stage, "after", scanner, worker).untrusted_text == "after"


def test_closing_twice_and_reading_again_is_harmless(stage: Stage, scanner: CodeScanner, worker: DeviceWorker) -> None:
    scanner.close()
    scanner.close()
    assert shown(stage, "again", scanner, worker).untrusted_text == "again"


@pytest.mark.parametrize("uri", ["", "serial:", "bluetooth:1"])
def test_an_address_of_no_scanner_is_refused(uri: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        open_code_scanner(uri)


@pytest.fixture
def serial(simulator: Simulator, worker: DeviceWorker) -> Iterator[CodeScanner]:
    opened = open_code_scanner(f"serial:{simulator.ready}", interrupted=worker.interrupted)
    yield opened
    opened.close()


def test_what_was_scanned_before_anyone_asked_does_not_count(simulator: Simulator, serial: CodeScanner) -> None:
    with pytest.raises(DeviceTimeout):
        serial.read(deadline=soon(0.05))
    simulator.tell("babble", hex=b"of the citizen before\r\n".hex())
    assert isinstance(serial, SerialCodeScanner)
    port, deadline = serial.port._port, soon()
    while port is not None and not port.in_waiting:  # the kernel carries it over in a thread of its own
        assert time.monotonic() < deadline
    with pytest.raises(DeviceTimeout):
        serial.read(deadline=soon(0.2))


@pytest.mark.parametrize(
    ("babble", "told"),
    [
        ("ffff0d0a", (NotReadable, "garbled")),
        ("414243", (DeviceFault, "no_line_end")),
        ("0d0a0d0a", (DeviceTimeout, "no_code")),
    ],
)
def test_what_is_no_code_is_told_at_the_deadline(
    simulator: Simulator, serial: CodeScanner, worker: DeviceWorker, babble: str, told: tuple[type[DeviceError], str]
) -> None:
    deadline = soon(0.4)
    future = worker.submit(lambda: serial.read(deadline=deadline), deadline)
    while not future.done():
        simulator.tell("babble", hex=babble)
    error = future.exception(PATIENCE)
    assert isinstance(error, DeviceError)
    assert (type(error), error.reason) == told


@pytest.mark.parametrize(
    "trouble", [{"do": "split", "bytes": 1}, {"do": "slow", "ms": 2}, {"do": "suffix", "hex": "0d"}], ids=str
)
def test_a_code_is_read_in_spite_of_trouble(
    simulator: Simulator, serial: CodeScanner, worker: DeviceWorker, trouble: dict[str, Any]
) -> None:
    simulator.tell("split", bytes=5)
    simulator.tell(**trouble)
    stage = SerialStage(simulator)
    deadline = soon()
    future = worker.submit(lambda: serial.read(deadline=deadline), deadline)
    simulator.tell("babble", hex="ff00ff0d")
    while not wait([future], timeout=0.2).done:
        simulator.tell("babble", hex="0d")
        stage.show("慢慢来")
    assert future.result().untrusted_text == "慢慢来"


def test_a_port_that_another_has_open_is_busy(simulator: Simulator, serial: CodeScanner) -> None:
    with pytest.raises(DeviceTimeout):
        serial.read(deadline=soon(0.05))
    with pytest.raises(DeviceBusy):
        open_code_scanner(f"serial:{simulator.ready}").read(deadline=soon(0.05))


def misfortunes(count: int, simulator: Simulator) -> dict[str, int]:
    """Let so many things happen to a scanner in use and return how its operations ended, by word."""
    chance = random.Random(20261123)
    worker = DeviceWorker("scanner")
    scanner = open_code_scanner(f"serial:{simulator.ready}", interrupted=worker.interrupted)
    happen: list[dict[str, Any]] = [
        {"do": "scan", "text": "ABC-123"},
        {"do": "scan", "text": "回执", "encoding": "gb18030"},
        {"do": "babble", "hex": "ff00ff0d"},
        {"do": "babble", "hex": "4142"},
        {"do": "split", "bytes": 2},
        {"do": "slow", "ms": 1},
        {"do": "unplug"},
        {"do": "replug"},
        {"do": "replug"},
        {"do": "heal"},
    ]
    outcomes: dict[str, int] = {}
    for _ in range(count):
        deadline = soon(0.005)
        future = worker.submit(lambda by=deadline: scanner.read(deadline=by), deadline)  # type: ignore[misc]  # mypy infers no default arguments of a lambda
        assert simulator.tell(**chance.choice(happen))["ok"]
        if chance.random() < 0.2:
            worker.cancel()
        word = "read"
        try:
            future.result(PATIENCE)
        except DeviceError as told:
            word = told.reason
        outcomes[word] = outcomes.get(word, 0) + 1
    assert worker.stop()
    scanner.close()
    return outcomes


def test_a_hundred_misfortunes_end_each_operation_with_a_word(simulator: Simulator) -> None:
    outcomes = misfortunes(100, simulator)
    assert sum(outcomes.values()) == 100
    assert {"read", "unplugged", "no_code"} <= set(outcomes)
    assert "stuck" not in outcomes


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_ten_thousand_misfortunes_leave_nothing_behind(simulator: Simulator) -> None:
    misfortunes(200, simulator)
    ours = psutil.Process(os.getpid())
    before = (ours.num_fds(), threading.active_count(), ours.memory_info().rss)
    outcomes = misfortunes(10_000, simulator)
    assert sum(outcomes.values()) == 10_000
    assert "stuck" not in outcomes
    assert (ours.num_fds(), threading.active_count()) == before[:2]
    assert ours.memory_info().rss - before[2] < 8 * 1024 * 1024
