"""SANE's `test` backend in a configuration of its own, with the faults that it can be told to have."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

FEEDER_PAGES = 10
"""The backend's feeder is empty after them."""


class SaneTestBackend:
    """The configuration; each run of `scanimage` reads it anew."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.heal()

    def heal(self) -> None:
        self.set()

    def set(self, *, fault: str = "Default", slow: bool = False, picture: str = "Grid") -> None:
        """`fault` is a status such as `SANE_STATUS_JAMMED`; `slow` waits 0.2 s after each buffer."""
        (self.place / "dll.conf").write_text("test\n")
        lines = [
            f'read-status-code "{fault}"',
            f"read-delay {'true' if slow else 'false'}",
            "read-delay-duration 200000",
            f'test-picture "{picture}"',
            "mode Color",
            "number_of_devices 2",
        ]
        (self.place / "test.conf").write_text("\n".join(lines) + "\n")

    def vanish(self) -> None:
        # Not 0: the backend crashes then. It is found by its name even where `dll.conf` does not list it.
        (self.place / "dll.conf").write_text("")
        (self.place / "test.conf").write_text("number_of_devices 1\n")


@pytest.fixture
def backend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SaneTestBackend:
    if shutil.which("scanimage") is None:
        pytest.skip("needs scanimage, from sane-utils")
    place = tmp_path / "sane.d"
    place.mkdir()
    monkeypatch.setenv("SANE_CONFIG_DIR", str(place))
    return SaneTestBackend(place)
