"""The process of one probe: `python -m devices.diagnostics.one MODULE:FUNCTION`, the booth as JSON on standard input.

The last line of standard output is what was found, as JSON.
"""

from __future__ import annotations

import base64
import importlib
import json
import logging
import sys
from typing import Any

from devices.diagnostics.booth import Booth, from_json
from devices.diagnostics.findings import Found, Verdict
from devices.errors import DeviceError
from devices.sentences import sentence


def found_by(where: str, booth: Booth) -> Found:
    """Run one probe in this process; whatever it raises becomes a fault."""
    module, _, name = where.partition(":")
    try:
        found = getattr(importlib.import_module(module), name)(booth)
        assert isinstance(found, Found)
    except DeviceError as exc:
        return Found(verdict=Verdict.FAULT, summary=sentence(exc), facts={"reason": exc.reason})
    except Exception as exc:  # noqa: BLE001 - a task's top: what a probe raises is a line of the report
        return Found(
            verdict=Verdict.FAULT,
            summary=f"检测程序出错 / the probe failed: {type(exc).__name__}",
            advice="请将支持包交给技术支持 / hand the support bundle to support",
            facts={"reason": "probe_failed"},
        )
    return found


def to_json(found: Found) -> str:
    """Return one line."""
    picture = base64.b64encode(found.picture).decode()
    said: dict[str, Any] = {
        "verdict": found.verdict.value,
        "summary": found.summary,
        "advice": found.advice,
        "facts": dict(found.facts),
        "picture": picture,
    }
    return json.dumps(said)


def from_line(line: str) -> Found:
    """Return what `to_json` wrote; raises `ValueError`, `KeyError` or `TypeError` for anything else."""
    said = json.loads(line)
    return Found(
        verdict=Verdict(said["verdict"]),
        summary=str(said["summary"]),
        advice=str(said["advice"]),
        facts=dict(said["facts"]),
        picture=base64.b64decode(said["picture"]),
    )


def main() -> None:
    """Be the process."""
    logging.disable(logging.CRITICAL)  # libraries' own talk is not part of the answer
    print(to_json(found_by(sys.argv[1], from_json(sys.stdin.read()))))  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
