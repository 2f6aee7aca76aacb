"""What scanners say of themselves, and what is asked of them because of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.scanner import ScanRequest, Side
from devices.scanner.options import arguments, read_options, sides

OFFICE = """
All options specific to device `airscan:e0:Office':
  Standard:
    --resolution 75|100|150|200|300|600dpi [300]
        Sets the resolution of the scanned image.
    --mode Color|Gray [Color]
        Selects the scan mode (e.g., lineart, monochrome, or color).
    --source Flatbed|ADF|ADF Duplex [Flatbed]
        Selects the scan source (such as a document-feeder).
  Geometry:
    -l 0..215.9mm (in steps of 0.0211639) [0]
        Top-left x position of scan area.
    -x 0..215.9mm (in steps of 0.0211639) [215.9]
        Width of scan-area.
    -y 0..150mm [150]
        Height of scan-area.
    --three-pass[=(yes|no)] [inactive]
        Simulate a three-pass scanner.
    --brightness -100..100% (in steps of 1) [0] [advanced]
"""


def test_options_that_sleep_are_left_out() -> None:
    assert set(read_options(OFFICE)) == {"--resolution", "--mode", "--source", "-l", "-x", "-y", "--brightness"}


def test_a_feeder_is_asked_by_the_makers_name_for_it() -> None:
    words = arguments(read_options(OFFICE), ScanRequest(side=Side.FEEDER, dpi=200, colour=False))
    assert words == ["--source=ADF", "--mode=Gray", "--resolution=200", "-x", "210", "-y", "150.0"]


def test_a_scanner_that_tells_nothing_has_a_flatbed() -> None:
    assert sides({}) == (Side.FLATBED,)
    assert arguments({}, ScanRequest()) == []


def test_a_scanner_without_a_feeder_is_not_asked_for_one() -> None:
    with pytest.raises(ValueError, match="feeder"):
        arguments({"--source": ("Flatbed",)}, ScanRequest(side=Side.FEEDER))


@given(st.text(max_size=300))
def test_no_text_does_more_than_be_passed_over(untrusted: str) -> None:
    arguments(read_options(untrusted), ScanRequest())
