"""The technician's screen in the whole program: found by five taps, opened by the code, gone without a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from devices.diagnostics import PROBES
from tests.kiosk.booth import Booth
from tests.kiosk.people import CARD
from tests.kiosk.test_technician import CODE, KEPT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QGuiApplication

    from devices.diagnostics import Booth as Gear
    from devices.diagnostics import Finding, Probe, Report


def quick(gear: Gear, *, probes: list[Probe], told: Callable[[Finding], None]) -> Report:
    """Diagnose without processes."""
    from tests.kiosk.test_technician import Bench

    return Bench().diagnose(gear, probes=probes, told=told)


@pytest.mark.thorough
def test_technician_finds_the_door_and_tests_each_device(app: QGuiApplication, tmp_path: Path) -> None:
    with Booth(app, tmp_path, technician_code=KEPT) as booth:
        booth.kiosk.bench._diagnose = quick
        technician = booth.kiosk.technician
        for _ in range(5):
            technician.brandTapped()
        booth.until(lambda: booth.shows("technician_1"))
        for digit in CODE:
            technician.digit(digit)
        assert booth.find("technicianDots").property("text") == "●" * len(CODE)
        technician.enter()
        booth.until(lambda: technician.property("door") == "open" and not technician.property("running"))
        booth.until(lambda: booth.shows("test_printer"))
        assert technician.property("cards").property("count") == len(PROBES)
        technician.test("id_card_reader")
        booth.reader.put(CARD)
        booth.until(lambda: "resident" in row(booth, "id_card_reader")["summary"], what="the card")
        technician.test("document_camera")
        booth.until(lambda: technician.property("pictures") == 1, what="the picture")
        technician.test("printer")
        booth.until(lambda: booth.printer.jobs, what="the page")
        assert booth.printer.jobs[0].startswith(b"%PDF-")
        assert not booth.kiosk.window.grabWindow().isNull()
        technician.close()
        booth.until(lambda: not booth.shows("technician"))
        assert booth.kiosk.shell.flow.visit is None
        assert technician.property("pictures") == 0
        booth.kiosk.model.touch()
        booth.on("notice")
        for _ in range(8):
            technician.brandTapped()
        assert technician.property("door") == "closed"


def row(booth: Booth, probe: str) -> dict[str, str]:
    rows = {one["probe"]: one for one in booth.kiosk.technician.property("cards").rows}
    return dict(rows[probe])
