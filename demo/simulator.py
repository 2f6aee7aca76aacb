"""The hand on a simulated device: puts a card on the reader, pulls its plug, lets the printer run out of paper."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING

from demo.errors import PilotRefused

if TYPE_CHECKING:
    from pathlib import Path

_PATIENCE = 5.0


def tell(control: Path, do: str, **values: object) -> None:
    """Send one command to a simulator's control socket and wait until it is carried out."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(_PATIENCE)
        line.connect(str(control))
        line.sendall(json.dumps({"do": do, **values}, ensure_ascii=False).encode() + b"\n")
        answer = json.loads(line.makefile("rb").readline() or b"{}")
    if not answer.get("ok"):
        raise PilotRefused(program=control.name, asked=do, reason=str(answer.get("error", "no answer")))
