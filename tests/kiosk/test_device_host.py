"""The devices on their threads: health, recovery, what is wanted while something else runs."""

from __future__ import annotations

import queue
import time
from typing import TYPE_CHECKING

import pytest

from devices.errors import DeviceFault, DeviceUnplugged, NotReadable
from kiosk.device_host import DeviceHost, Drivers
from protocol.states import DeviceKind, DeviceState
from tests.kiosk.devices import FakeCamera, FakePrinter, FakeReader
from tests.kiosk.people import CARD

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator

    from devices.idcard import IdCard
    from kiosk.photograph import CapturedPage
    from protocol.messages import DeviceHealth


class Host:
    """A host whose posted calls the test runs on its own thread; it is its own listener."""

    def __init__(self) -> None:
        self.reader, self.camera, self.printer = FakeReader(), FakeCamera(), FakePrinter()
        self.calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.heard: list[object] = []
        self.states: list[tuple[DeviceKind, DeviceState, str]] = []
        drivers = Drivers(reader=self._plug, camera=lambda _: self.camera, printer=lambda: self.printer)
        self.host = DeviceHost(drivers=drivers, listener=self, post=self.calls.put, clock=lambda: 5.0, simulated=True)

    def until(self, true: Callable[[], object]) -> None:
        """Run posted calls and ticks until something is true."""
        deadline = time.monotonic() + 8
        while not true():
            assert time.monotonic() < deadline, (self.heard, self.states)
            self.host.tick()
            try:
                self.calls.get(timeout=0.02)()
            except queue.Empty:
                continue

    def state(self, kind: DeviceKind) -> tuple[DeviceState, str]:
        """Return what is known of a device."""
        health = self.host.health[kind]
        return health.state, health.detail

    def devices_changed(self, health: dict[DeviceKind, DeviceHealth]) -> None:
        self.states += [(one.kind, one.state, one.detail) for one in health.values()]

    def card_read(self, card: IdCard, reader: str) -> None:
        self.heard.append((card, reader))

    def card_failed(self, reason: str) -> None:
        self.heard.append(reason)

    def card_presence(self, *, present: bool) -> None:
        self.heard.append(present)

    def _plug(self, interrupted: threading.Event) -> FakeReader:
        self.reader.interrupted = interrupted
        return self.reader


@pytest.fixture
def booth() -> Iterator[Host]:
    made = Host()
    made.host.start()
    yield made
    made.host.stop()
    made.host.stop()


def test_every_device_is_found_well_and_says_that_it_is_simulated(booth: Host) -> None:
    kinds = (DeviceKind.ID_CARD_READER, DeviceKind.DOCUMENT_CAMERA, DeviceKind.PRINTER)
    booth.until(lambda: all(booth.state(kind)[0] == DeviceState.OK for kind in kinds))
    assert all(health.simulated for health in booth.host.health.values())
    assert booth.camera.taken == 1


def test_card_put_on_while_wanted_is_read(booth: Host) -> None:
    booth.host.start_read()
    booth.reader.put(CARD)
    booth.until(lambda: booth.heard)
    assert booth.heard[0] == (CARD, "05.03-20260101-0000000001-0000000001")


def test_card_put_on_while_not_wanted_is_not_read(booth: Host) -> None:
    booth.reader.put(CARD)
    booth.until(lambda: booth.reader.opened >= 1)
    assert booth.heard == []


def test_unreadable_card_is_told_and_reading_goes_on(booth: Host) -> None:
    booth.reader.error = NotReadable("card_fault")
    booth.reader.put(CARD)
    booth.host.start_read()
    booth.until(lambda: len(booth.heard) >= 2)
    assert booth.heard[0] == "card_fault"
    assert booth.state(DeviceKind.ID_CARD_READER)[0] == DeviceState.OK


@pytest.mark.thorough
def test_unplugged_reader_is_a_fault_and_recovers_by_itself(booth: Host) -> None:
    booth.host.start_read()
    booth.reader.plugged = False
    booth.until(lambda: booth.state(DeviceKind.ID_CARD_READER) == (DeviceState.FAULT, "unplugged"))
    booth.reader.plugged = True
    booth.until(lambda: booth.state(DeviceKind.ID_CARD_READER)[0] == DeviceState.OK)
    booth.reader.put(CARD)
    booth.until(lambda: booth.heard)


@pytest.mark.thorough
def test_card_left_on_the_reader_is_told_until_it_is_gone(booth: Host) -> None:
    booth.reader.put(CARD)
    booth.host.watch_removal()
    booth.until(lambda: booth.heard)
    booth.reader.put(None)
    booth.until(lambda: booth.heard[-1] is False)
    assert set(booth.heard[:-1]) == {True}


@pytest.mark.thorough
def test_photograph_is_found_and_set_straight(booth: Host) -> None:
    pages: list[CapturedPage | None] = []
    booth.host.capture(lambda page, _: pages.append(page))
    booth.until(lambda: pages)
    page = pages[0]
    assert page is not None
    assert (page.found, page.original_type, page.page_type) == (True, "image/jpeg", "image/jpeg")
    assert len(page.corners) == 4


def test_camera_that_fails_says_why(booth: Host) -> None:
    booth.camera.error = DeviceUnplugged("unplugged")
    reasons: list[str] = []
    booth.host.capture(lambda _, reason: reasons.append(reason))
    booth.until(lambda: reasons)
    assert (reasons, booth.state(DeviceKind.DOCUMENT_CAMERA)) == (["unplugged"], (DeviceState.FAULT, "unplugged"))


def test_printer_without_paper_warns_and_prints_later(booth: Host) -> None:
    booth.printer.error = DeviceFault("no_paper")
    said: list[str] = []
    booth.host.print_pdf(b"%PDF", title="t", done=said.append)
    booth.until(lambda: said)
    assert booth.state(DeviceKind.PRINTER) == (DeviceState.WARNING, "no_paper")
    booth.printer.error = None
    booth.host.print_pdf(b"%PDF", title="t", done=said.append)
    booth.until(lambda: len(said) == 2)
    assert (said, booth.printer.jobs) == (["no_paper", ""], [b"%PDF"])


def test_booth_without_devices_says_so() -> None:
    calls: list[Callable[[], None]] = []
    listener = Host()
    host = DeviceHost(drivers=Drivers(), listener=listener, post=calls.append)
    reasons: list[str] = []
    host.capture(lambda _, reason: reasons.append(reason))
    host.print_pdf(b"", title="t", done=reasons.append)
    for call in calls:
        call()
    host.stop()
    listener.host.stop()
    assert reasons == ["no_device", "no_device"]
    assert DeviceKind.PRINTER not in host.health
