"""What every reader of ID cards does, asked of each driver over a real port with a simulator behind it."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from devices.errors import DeviceBusy, DeviceCancelled, DeviceError, DeviceTimeout, DeviceUnplugged, NotReadable
from devices.idcard import IdCardReader, open_id_card_reader
from devices.worker import DeviceWorker
from tests.devices.simulators import PATIENCE, ZHANG_SAN, Simulator, simulate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    place = tmp_path_factory.mktemp("reader")
    with simulate("idcard", "--link", str(place / "port"), control=place / "control") as running:
        yield running


@pytest.fixture
def simulator(process: Simulator) -> Simulator:
    for order in ("replug", "remove", "heal"):
        assert process.tell(order)["ok"]
    return process


@pytest.fixture
def reader(simulator: Simulator) -> Iterator[IdCardReader]:
    opened = open_id_card_reader(simulator.ready)
    yield opened
    opened.close()


def soon(seconds: float = 0.0) -> float:
    return time.monotonic() + (seconds or PATIENCE)


def test_the_reader_tells_its_number(reader: IdCardReader) -> None:
    assert reader.open().sam_number == "05.01-20240102-0001234567-3141592653"
    assert reader.open() == reader.open()


def test_a_card_on_the_reader_is_read(reader: IdCardReader, simulator: Simulator) -> None:
    simulator.tell("insert", card=ZHANG_SAN)
    reader.wait_for_card(deadline=soon())
    assert reader.read(deadline=soon()).number == ZHANG_SAN["number"]


def test_no_card_by_the_deadline_is_told(reader: IdCardReader) -> None:
    started = time.monotonic()
    with pytest.raises(DeviceTimeout) as told:
        reader.read(deadline=soon(0.2))
    assert told.value.reason == "no_card"
    assert 0.1 < time.monotonic() - started < 2 + PATIENCE / 10


def test_a_card_put_on_while_waiting_is_read(reader: IdCardReader, simulator: Simulator) -> None:
    timer = threading.Timer(0.1, simulator.tell, ("insert",), {"card": ZHANG_SAN})
    timer.start()
    assert reader.read(deadline=soon()).name == "张三"
    timer.join()


@pytest.mark.parametrize(
    "trouble",
    [
        {"do": "noise"},
        {"do": "noise", "hex": "aaaaaa96690508aaaaaa9669ffff"},
        {"do": "split", "bytes": 5},
        {"do": "wrong_checksum"},
        {"do": "card_fault"},
        pytest.param({"do": "card_fault", "count": 2}, marks=pytest.mark.journey),
        pytest.param({"do": "silence"}, marks=pytest.mark.journey),
        pytest.param({"do": "slow", "ms": 300}, marks=pytest.mark.journey),
        pytest.param({"do": "late"}, marks=pytest.mark.journey),
    ],
    ids=str,
)
def test_a_card_is_read_in_spite_of_trouble(
    reader: IdCardReader, simulator: Simulator, trouble: dict[str, Any]
) -> None:
    simulator.tell("insert", card=ZHANG_SAN)
    assert simulator.tell(**trouble)["ok"]
    assert reader.read(deadline=soon()).number == ZHANG_SAN["number"]


@pytest.mark.journey
def test_a_card_that_cannot_be_read_is_told(reader: IdCardReader, simulator: Simulator) -> None:
    simulator.tell("insert", card=ZHANG_SAN)
    simulator.tell("card_fault", count=99)
    with pytest.raises(NotReadable) as told:
        reader.read(deadline=soon())
    assert told.value.reason == "card_fault"


def test_a_blank_chip_is_told(reader: IdCardReader, simulator: Simulator) -> None:
    simulator.tell("insert", hex="2000" * 128)
    with pytest.raises(NotReadable) as told:
        reader.read(deadline=soon())
    assert told.value.reason == "blank_card"


def test_removal_is_noticed(reader: IdCardReader, simulator: Simulator) -> None:
    simulator.tell("insert", card=ZHANG_SAN)
    with pytest.raises(DeviceTimeout) as told:
        reader.wait_for_removal(deadline=soon(0.1))
    assert told.value.reason == "card_left"
    simulator.tell("remove")
    reader.wait_for_removal(deadline=soon())


def test_a_silent_reader_is_told(reader: IdCardReader, simulator: Simulator) -> None:
    simulator.tell("silence", count=99)
    with pytest.raises(DeviceTimeout) as told:
        reader.read(deadline=soon(0.1))
    assert told.value.reason == "no_answer"


def test_a_reader_pulled_out_is_told_and_works_again_when_it_is_back(
    reader: IdCardReader, simulator: Simulator
) -> None:
    simulator.tell("insert", card=ZHANG_SAN)
    assert reader.read(deadline=soon()).name == "张三"
    simulator.tell("unplug")
    for _ in range(2):
        with pytest.raises(DeviceUnplugged):
            reader.read(deadline=soon())
    simulator.tell("replug")
    assert reader.read(deadline=soon()).name == "张三"


def test_a_reader_pulled_out_and_put_back_while_nobody_looked_just_works(
    reader: IdCardReader, simulator: Simulator
) -> None:
    simulator.tell("insert", card=ZHANG_SAN)
    reader.read(deadline=soon())
    simulator.tell("unplug")
    simulator.tell("replug")
    assert reader.read(deadline=soon()).name == "张三"


def test_a_reader_that_another_has_open_is_busy(reader: IdCardReader, simulator: Simulator) -> None:
    reader.open()
    other = open_id_card_reader(simulator.ready)
    with pytest.raises(DeviceBusy):
        other.open()


def test_a_path_that_is_no_port_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a port")
    for path in (tmp_path / "missing", tmp_path / "file", tmp_path):
        with pytest.raises(DeviceError):
            open_id_card_reader(str(path)).open()


def test_a_killed_reader_is_unplugged(tmp_path: Path) -> None:
    with simulate("idcard", "--link", str(tmp_path / "port"), control=tmp_path / "control") as simulator:
        reader = open_id_card_reader(simulator.ready)
        reader.open()
        simulator.kill()
        with pytest.raises(DeviceUnplugged):
            reader.read(deadline=soon())
        reader.close()


def test_a_wait_is_given_up_at_once(simulator: Simulator) -> None:
    worker = DeviceWorker("idcard")
    reader = open_id_card_reader(simulator.ready, interrupted=worker.interrupted)
    deadline = soon()
    future = worker.submit(lambda: reader.read(deadline=deadline), deadline)
    worker.cancel()
    with pytest.raises(DeviceCancelled):
        future.result(PATIENCE)
    assert worker.stop()
    reader.close()


@pytest.mark.parametrize("operations", [15, pytest.param(300, marks=pytest.mark.soak)])
def test_whatever_happens_each_operation_ends_with_a_word_and_no_card_is_wrong(
    simulator: Simulator, operations: int
) -> None:
    chance = random.Random(20261122)
    worker = DeviceWorker("idcard")
    reader = open_id_card_reader(simulator.ready, interrupted=worker.interrupted)
    outcomes: Counter[str] = Counter()
    happen: list[dict[str, Any]] = [
        *[{"do": "insert", "card": ZHANG_SAN}] * 2,
        {"do": "remove"},
        {"do": "unplug"},
        *[{"do": "replug"}] * 3,
        {"do": "slow", "ms": 3},
        {"do": "split", "bytes": 50},
        {"do": "noise"},
        {"do": "babble", "hex": "aaaaaa96690508aaaa"},
        {"do": "card_fault"},
        {"do": "wrong_checksum"},
        *[{"do": "heal"}] * 2,
    ]
    simulator.tell("insert", card=ZHANG_SAN)
    for _ in range(operations):
        deadline = soon(chance.choice((0.015, 0.3)))
        future = worker.submit(lambda by=deadline: reader.read(deadline=by), deadline)  # type: ignore[misc]  # mypy infers no default arguments of a lambda
        assert simulator.tell(**chance.choice(happen))["ok"]
        if chance.random() < 0.5:
            worker.cancel()
        word = "read"
        try:
            assert future.result(PATIENCE).number == ZHANG_SAN["number"]
        except DeviceError as told:
            word = told.reason
        outcomes[word] += 1
    assert worker.stop()
    reader.close()
    assert outcomes.total() == operations
    assert operations < 300 or {"read", "unplugged", "cancelled"} <= set(outcomes)
    assert "stuck" not in outcomes
