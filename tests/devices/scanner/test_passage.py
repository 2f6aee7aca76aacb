"""Where pages pass through."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from devices.errors import DeviceFault
from devices.scanner.passage import passage

if TYPE_CHECKING:
    from pathlib import Path


def test_nobody_else_reads_it_and_nothing_is_left(tmp_path: Path) -> None:
    with passage(tmp_path) as folder:
        (folder / "1.png").write_bytes(b"a page")
        assert folder.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_program_left_is_swept_up_and_what_a_living_one_uses_is_not(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as dead:
        dead.wait()
    left, used, other = (
        tmp_path / f"cloudwindow-scan-{dead.pid}-abc",
        tmp_path / f"cloudwindow-scan-{os.getppid()}-abc",
        tmp_path / "scan-of-somebody",
    )
    for folder in (left, used, other):
        folder.mkdir()
        (folder / "1.png").write_bytes(b"a page")
    with passage(tmp_path) as mine:
        assert {path.name for path in tmp_path.iterdir()} == {mine.name, used.name, other.name}


def test_no_room_is_told(tmp_path: Path) -> None:
    with pytest.raises(DeviceFault) as told, passage(tmp_path / "none"):
        pass
    assert told.value.reason == "full"
