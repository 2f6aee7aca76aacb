from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

_LIMIT = 90
"""Seconds the visit itself may take on two cores."""


@pytest.mark.timeout(240)
def test_the_demo_walks_a_whole_visit_without_a_screen_and_every_check_holds(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    env.pop("QT_QPA_PLATFORM", None)
    command = (sys.executable, "-m", "cloudwindow", "demo", "--out", str(tmp_path))
    ended = subprocess.run(command, env=env, capture_output=True, text=True, timeout=230, check=False)
    assert ended.returncode == 0, ended.stdout[-4000:] + ended.stderr[-2000:]

    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert summary["held"]
    assert [check["what"] for check in summary["checks"] if not check["held"]] == []
    assert summary["visit_seconds"] <= _LIMIT
    assert {pdf.name for pdf in (tmp_path / "papers").iterdir()} >= {"application.pdf", "receipt.pdf", "acceptance.pdf"}
    steps = len(summary["steps"])
    assert len(list((tmp_path / "screens").glob("*.png"))) == 2 * steps
