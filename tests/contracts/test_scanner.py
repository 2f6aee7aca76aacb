"""What every scanner does, on SANE's own `test` backend: flatbed and feeder, and each fault that it can be told."""

from __future__ import annotations

import os
import random
import shutil
import threading
import time
from typing import TYPE_CHECKING

import psutil
import pytest

from devices.errors import (
    DeviceBusy,
    DeviceCancelled,
    DeviceError,
    DeviceFault,
    DeviceTimeout,
    DeviceUnplugged,
    NotReadable,
)
from devices.scanner import FeederStopped, Progress, Scanner, ScanRequest, Side, list_scanners, open_scanner
from devices.scanner.sane_scanner import SaneScanner
from tests.devices.scanner.sane import FEEDER_PAGES, SaneTestBackend, backend
from tests.devices.simulators import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["backend"]

SMALL = ScanRequest(dpi=30)
FEEDER = ScanRequest(side=Side.FEEDER, dpi=30)
ROUNDS = int(os.environ.get("CLOUDWINDOW_EVENTS", "1200")) // 4
"""Each is four events: a state of the scanner, a request, a deadline, perhaps a cancellation."""
LARGE = ScanRequest(dpi=1200)
"""With a slow backend this takes minutes."""


def soon(seconds: float = 0.0) -> float:
    return time.monotonic() + (seconds or PATIENCE)


@pytest.fixture
def scanner(backend: SaneTestBackend, place: Path) -> Scanner:
    return SaneScanner("test:1", place=place, cancel_seconds=0.3)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where pages pass through; nothing is left there."""
    folder = tmp_path / "pages"
    folder.mkdir()
    return folder


def test_a_scanner_says_where_paper_can_lie(scanner: Scanner) -> None:
    assert scanner.info(deadline=soon()).sides == (Side.FLATBED, Side.FEEDER)


def test_the_scanners_of_a_machine_are_listed(backend: SaneTestBackend) -> None:
    assert [info.name for info in list_scanners(deadline=soon())] == ["test:0", "test:1"]
    backend.vanish()
    assert list_scanners(deadline=soon()) == []


def test_the_flatbed_gives_one_page_and_tells_how_far_it_is(scanner: Scanner, place: Path) -> None:
    told: list[Progress] = []
    [page] = scanner.scan(SMALL, deadline=soon(), on_progress=told.append)
    assert page.png.startswith(b"\x89PNG")
    assert told[-1] == Progress(page=1, share=1.0)
    assert [t.share for t in told] == sorted(t.share for t in told)
    assert list(place.iterdir()) == []


def test_the_feeder_gives_all_its_pages_in_order(scanner: Scanner) -> None:
    told: list[Progress] = []
    pages = scanner.scan(FEEDER, deadline=soon(), on_progress=told.append)
    assert [page.number for page in pages] == list(range(1, FEEDER_PAGES + 1))
    assert {t.page for t in told} == set(range(1, FEEDER_PAGES + 1))


def test_the_feeder_stops_where_it_is_told_to(scanner: Scanner) -> None:
    assert len(scanner.scan(ScanRequest(side=Side.FEEDER, dpi=30, most_pages=3), deadline=soon())) == 3


@pytest.mark.parametrize(
    ("status", "kind", "reason"),
    [
        ("JAMMED", DeviceFault, "jammed"),
        ("COVER_OPEN", DeviceFault, "cover_open"),
        ("NO_DOCS", NotReadable, "no_docs"),
        ("DEVICE_BUSY", DeviceBusy, "busy"),
        ("IO_ERROR", DeviceFault, "io_error"),
        ("ACCESS_DENIED", DeviceFault, "access_denied"),
        ("NO_MEM", DeviceFault, "no_memory"),
        ("UNSUPPORTED", DeviceFault, "unsupported"),
        ("INVAL", DeviceFault, "refused"),
        ("CANCELLED", DeviceCancelled, "cancelled"),
        ("EOF", DeviceFault, "no_image"),
    ],
)
def test_each_status_has_its_own_error(
    backend: SaneTestBackend, place: Path, status: str, kind: type[DeviceError], reason: str
) -> None:
    scanner = SaneScanner("test:1", place=place, cancel_seconds=0.3)
    backend.set(fault=f"SANE_STATUS_{status}")
    with pytest.raises(kind) as told:
        scanner.scan(SMALL, deadline=soon())
    assert (type(told.value), told.value.reason) == (kind, reason)
    assert list(place.iterdir()) == []


@pytest.mark.parametrize(
    ("status", "reason"), [("JAMMED", "jammed"), ("COVER_OPEN", "cover_open"), ("EOF", "no_image")]
)
def test_a_feeder_that_stops_works_again_after_it(backend: SaneTestBackend, status: str, reason: str) -> None:
    scanner = SaneScanner("test:1", cancel_seconds=0.3)
    backend.set(fault=f"SANE_STATUS_{status}")
    with pytest.raises(DeviceFault) as told:
        scanner.scan(FEEDER, deadline=soon())
    assert told.value.reason == reason
    backend.heal()
    assert scanner.scan(SMALL, deadline=soon())


def test_a_scanner_that_is_gone_is_unplugged(backend: SaneTestBackend, scanner: Scanner) -> None:
    backend.vanish()
    with pytest.raises(DeviceUnplugged):
        scanner.scan(SMALL, deadline=soon())
    backend.heal()
    assert scanner.scan(SMALL, deadline=soon())


def test_a_scan_that_takes_too_long_is_ended(backend: SaneTestBackend, place: Path) -> None:
    """The backend hangs now and then when it is to stop; it is killed then."""
    backend.set(slow=True)
    scanner = SaneScanner("test:1", cancel_seconds=0.3, place=place)
    began = time.monotonic()
    with pytest.raises(DeviceTimeout) as told:
        scanner.scan(LARGE, deadline=soon(0.3))
    assert told.value.reason == "not_done"
    assert time.monotonic() - began < PATIENCE
    assert list(place.iterdir()) == []


def test_a_scan_is_cancelled_in_the_middle(backend: SaneTestBackend) -> None:
    backend.set(slow=True)
    interrupted = threading.Event()
    scanner = SaneScanner("test:1", interrupted=interrupted, cancel_seconds=0.3)
    with pytest.raises(DeviceCancelled):
        scanner.scan(LARGE, deadline=soon(), on_progress=lambda _: interrupted.set())
    interrupted.clear()
    backend.heal()
    assert scanner.scan(SMALL, deadline=soon())


def test_pages_before_a_jam_are_kept(backend: SaneTestBackend, tmp_path: Path) -> None:
    """The test backend jams at once or never, so a program in between jams after two pages."""
    script = tmp_path / "jams"
    real = shutil.which("scanimage")
    script.write_text(
        f'#!/bin/sh\ncase "$*" in *-A*) exec {real} "$@";; esac\n'
        f'{real} "$@" --batch-count=2 || exit $?\necho "scanimage: sane_read: Document feeder jammed" >&2\nexit 6\n'
    )
    script.chmod(0o755)
    with pytest.raises(FeederStopped) as told:
        SaneScanner("test:1", program=str(script)).scan(FEEDER, deadline=soon())
    assert told.value.reason == "jammed"
    assert [page.number for page in told.value.pages] == [1, 2]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("exit 42", "driver_failed"),
        ("kill -SEGV $$", "driver_failed"),
        ("exit 0", "no_image"),
        ("echo 'libpng error: Write Error' >&2; kill -ABRT $$", "full"),
        ("echo 'scanimage: sane_read: Document feeder jammed' >&2; exec sleep 60", "jammed"),
        ("head -c 1500000 /dev/zero >&2; exit 9", "io_error"),
    ],
)
def test_a_driver_that_breaks_is_told(tmp_path: Path, body: str, reason: str) -> None:
    with pytest.raises(DeviceFault) as told:
        SaneScanner("x", program=_program(tmp_path, body), cancel_seconds=0.1).scan(SMALL, deadline=soon())
    assert told.value.reason == reason


def test_a_driver_that_hears_nothing_is_killed(tmp_path: Path) -> None:
    program = _program(tmp_path, "trap '' INT TERM; while :; do sleep 0.2; done")
    with pytest.raises(DeviceTimeout):
        SaneScanner("x", program=program, cancel_seconds=0.1).scan(SMALL, deadline=soon(0.1))


def test_a_machine_without_sane_says_so(tmp_path: Path) -> None:
    with pytest.raises(DeviceFault) as told:
        SaneScanner("x", program=str(tmp_path / "none")).scan(SMALL, deadline=soon())
    assert told.value.reason == "no_driver"


@pytest.mark.parametrize("uri", ["", "sane:", "sane:-L", "sane:a\nb", "twain:x", "test:0"])
def test_an_address_of_no_scanner_is_refused(uri: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        open_scanner(uri)


def _interrupting(interrupted: threading.Event) -> Callable[[Progress], None]:
    return lambda _: interrupted.set()


def _program(place: Path, body: str) -> str:
    script = place / "program"
    script.write_text(f'#!/bin/sh\ncase "$*" in *-A*) exit 0;; esac\n{body}\n')
    script.chmod(0o755)
    return str(script)


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_whatever_happens_each_scan_ends_with_a_word(backend: SaneTestBackend, place: Path) -> None:
    chance = random.Random(20)
    interrupted = threading.Event()
    scanner = SaneScanner("test:1", interrupted=interrupted, cancel_seconds=0.3, place=place)
    faults = ["Default", "SANE_STATUS_JAMMED", "SANE_STATUS_EOF", "SANE_STATUS_IO_ERROR", "SANE_STATUS_DEVICE_BUSY"]
    me = psutil.Process()
    scanner.scan(SMALL, deadline=soon())
    before = (me.num_fds(), threading.active_count())
    outcomes: dict[str, int] = {}
    for _ in range(ROUNDS):
        backend.set(fault=chance.choice(faults), slow=chance.random() < 0.02)
        if chance.random() < 0.1:
            backend.vanish()
        wanted = ScanRequest(side=chance.choice(list(Side)), dpi=chance.choice([10, 30]), most_pages=2)
        try:
            scanner.scan(
                wanted,
                deadline=soon(chance.choice([0.01, 0.1, 20.0])),
                on_progress=_interrupting(interrupted) if chance.random() < 0.1 else None,
            )
            word = "done"
        except DeviceError as exc:
            word = exc.reason
        interrupted.clear()
        outcomes[word] = outcomes.get(word, 0) + 1
    assert (me.num_fds(), threading.active_count()) == before
    assert list(place.iterdir()) == []
    assert not me.children()
    assert {"done", "jammed", "no_image", "io_error", "busy", "unplugged", "cancelled", "not_done"} <= set(outcomes)
