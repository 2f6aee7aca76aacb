"""Cards and readers as they come and go, and a service that dies: whole histories."""

from __future__ import annotations

import datetime as dt
import queue
import time
from typing import TYPE_CHECKING

import pytest

from devices.simulated.smartcard_cards import make_chip
from devices.simulated.smartcard_issuer import Issuer
from devices.smartcard import CardWatch, ReaderState
from devices.smartcard.watch import (
    CardEvent,
    CardInserted,
    CardRemoved,
    ReaderAppeared,
    ReaderVanished,
    ServiceBack,
    ServiceLost,
    changes,
)
from tests.devices.simulators import PATIENCE, Simulator, simulate
from tests.devices.smartcard import pcscd
from tests.devices.smartcard.memory import READER, MemoryReader, MemoryService

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from devices.simulated.pcscd import PrivatePcscd

CHIP = make_chip({"kind": "social_security"}, Issuer(dt.datetime(2026, 11, 22, tzinfo=dt.UTC)))


class Heard:
    """What a watch told, one event after the other."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[CardEvent] = queue.SimpleQueue()

    def __call__(self, event: CardEvent) -> None:
        self._queue.put(event)

    def next(self, count: int) -> list[CardEvent]:
        return [self._queue.get(timeout=PATIENCE) for _ in range(count)]


def test_what_happened_between_two_looks() -> None:
    empty, full = ReaderState("A", present=False), ReaderState("A", present=True, atr=b"x", events=1)
    swapped = ReaderState("A", present=True, atr=b"x", events=3)
    histories: list[tuple[list[ReaderState], list[ReaderState], list[CardEvent]]] = [
        ([], [], []),
        ([], [empty], [ReaderAppeared("A")]),
        ([], [full], [ReaderAppeared("A"), CardInserted("A", b"x")]),
        ([empty], [full], [CardInserted("A", b"x")]),
        ([full], [full], []),
        ([full], [swapped], [CardRemoved("A"), CardInserted("A", b"x")]),
        ([full], [empty], [CardRemoved("A")]),
        ([full], [], [CardRemoved("A"), ReaderVanished("A")]),
        ([empty], [], [ReaderVanished("A")]),
    ]
    for before, after, events in histories:
        assert list(changes(tuple(before), tuple(after))) == events


@pytest.mark.thorough
def test_a_watch_tells_all_and_outlives_its_service() -> None:
    reader, heard = MemoryReader(), Heard()
    watch = CardWatch(MemoryService(reader), heard)
    try:
        assert heard.next(1) == [ReaderAppeared(READER)]
        reader.insert(CHIP)
        assert heard.next(1) == [CardInserted(READER, CHIP.atr)]
        reader.remove()
        assert heard.next(1) == [CardRemoved(READER)]
        reader.stop_service()
        assert heard.next(1) == [ServiceLost()]
        reader.insert(CHIP)
        reader.start_service()
        assert heard.next(2) == [ServiceBack(), CardInserted(READER, CHIP.atr)]
        reader.stop_service()
        assert heard.next(2) == [CardRemoved(READER), ServiceLost()]
        reader.start_service()
        assert heard.next(2) == [ServiceBack(), CardInserted(READER, CHIP.atr)]
        reader.unplug()
        assert heard.next(2) == [CardRemoved(READER), ReaderVanished(READER)]
        reader.replug()
        assert heard.next(1) == [ReaderAppeared(READER)]
        assert watch.alive
    finally:
        assert watch.stop()
    assert not watch.alive


@pytest.mark.thorough
def test_a_watch_that_begins_without_a_service_says_so_and_waits() -> None:
    reader, heard = MemoryReader(), Heard()
    reader.stop_service()
    watch = CardWatch(MemoryService(reader), heard)
    assert heard.next(1) == [ServiceLost()]
    reader.start_service()
    assert heard.next(2) == [ServiceBack(), ReaderAppeared(READER)]
    assert watch.stop()


class Broken(MemoryService):
    """A service with a fault of its own."""

    def wait(self, known: tuple[ReaderState, ...], *, seconds: float) -> tuple[ReaderState, ...]:
        raise RuntimeError


@pytest.mark.expects_log("devices.smartcard.watch")
def test_a_watch_outlives_what_nobody_expected() -> None:
    heard = Heard()
    watch = CardWatch(Broken(MemoryReader()), heard)
    assert heard.next(4) == [ReaderAppeared(READER), ServiceLost(), ServiceBack(), ServiceLost()]
    assert watch.alive
    assert watch.stop()


@pytest.mark.journey
def test_a_watch_outlives_the_restart_of_pcscd(tmp_path: Path) -> None:
    from devices.smartcard import watch_cards

    heard = Heard()
    with pcscd.running_pcscd() as service, _card(service, tmp_path) as simulator:
        watch = watch_cards(heard)
        try:
            assert heard.next(2) == [ReaderAppeared("Virtual PCD 00 00"), ReaderAppeared("Virtual PCD 00 01")]
            for _ in range(3):
                simulator.tell("insert", card={"kind": "social_security"})
                assert heard.next(1) == [CardInserted(pcscd.READER, CHIP.atr)]
                service.kill()
                assert heard.next(2) == [CardRemoved(pcscd.READER), ServiceLost()]
                service.start()
                assert heard.next(2) == [ServiceBack(), CardInserted(pcscd.READER, CHIP.atr)]
                simulator.tell("remove")
                begun = time.monotonic()
                assert heard.next(1) == [CardRemoved(pcscd.READER)]
                assert time.monotonic() - begun < 2
        finally:
            assert watch.stop()


def _card(service: PrivatePcscd, place: Path) -> AbstractContextManager[Simulator]:
    return simulate("smartcard", "--port", str(service.port), control=place / "control")
