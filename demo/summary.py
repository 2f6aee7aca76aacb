"""What a run leaves behind in writing: `summary.json` and `call-quality.json`."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from demo.play import Play
    from demo.visit import Walked


def write_summary(play: Play, walked: Sequence[Walked], *, out: Path, failure: str = "") -> bool:
    """Write every check and figure; return whether all of it held."""
    held = not failure and all(check.held for check in play.checks)
    visit = sum(step.seconds for step in walked)
    _write(
        out / "summary.json",
        {
            "held": held,
            "failure": failure,
            "case": play.case,
            "case_no": play.case_no,
            "visit_seconds": round(visit, 2),
            "steps": [_step(step) for step in walked],
            "checks": [asdict(check) for check in play.checks],
            "goals": [{**asdict(goal), "value": round(goal.value, 2), "met": goal.met} for goal in play.goals],
            "figures": {name: round(value, 4) for name, value in sorted(play.figures.items())},
            "machine": {"system": platform.platform(), "cores": len(os.sched_getaffinity(0))},
        },
    )
    _write(out / "call-quality.json", call_quality(play))
    return held


def write_failure(failure: str, *, out: Path) -> None:
    """Write the summary of a run that failed before there was a visit."""
    _write(out / "summary.json", {"held": False, "failure": failure, "steps": [], "checks": [], "goals": []})


def call_quality(play: Play) -> dict[str, dict[str, float]]:
    """Return the call's figures, by end."""
    ends: dict[str, dict[str, float]] = {"kiosk": {}, "console": {}}
    for name, value in sorted(play.figures.items()):
        for end, figures in ends.items():
            if name.startswith("call_") and f"_{end}" in name:
                figures[name.removeprefix("call_").replace(f"_{end}", "")] = round(value, 4)
    return ends


def _step(step: Walked) -> dict[str, object]:
    return {
        "number": step.number,
        "step": step.step.word,
        "zh": step.step.zh,
        "en": step.step.en,
        "seconds": round(step.seconds, 2),
    }


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
