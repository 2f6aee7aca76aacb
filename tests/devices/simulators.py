"""Simulators as processes of their own, told what to do over their control sockets."""

from __future__ import annotations

import contextlib
import json
import os
import select
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20 * float(os.environ.get("CLOUDWINDOW_TEST_PATIENCE", "1"))
"""Seconds a process may take to start or stop on a machine that is busy."""

ZHANG_SAN = {
    "kind": "resident",
    "name": "张三",
    "sex": "1",
    "ethnic": "汉",
    "birth": "1949-12-31",
    "address": "北京市东城区某某路1号",
    "number": "11010519491231002X",
    "issuer": "北京市公安局东城分局",
    "valid_from": "2020-01-02",
    "valid_to": None,
}
"""The textbook example of GB 11643."""


class Simulator:
    """A running simulator; `ready` is what it said after READY."""

    def __init__(self, process: subprocess.Popen[str], ready: str, control: Path) -> None:
        self.process = process
        self.ready = ready
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(PATIENCE)
        self._socket.connect(str(control))
        self._answers = self._socket.makefile("rb")

    def tell(self, do: str, **more: Any) -> dict[str, Any]:
        """Give one order and return the answer."""
        self._socket.sendall(json.dumps({"do": do, **more}).encode() + b"\n")
        answer = json.loads(self._answers.readline())
        assert isinstance(answer, dict)
        return answer

    def kill(self) -> None:
        """Pull the plug: the process dies at once."""
        self.process.kill()
        self.process.wait(PATIENCE)

    def close(self) -> None:
        self._answers.close()
        self._socket.close()


@contextlib.contextmanager
def simulate(kind: str, *arguments: str, control: Path) -> Iterator[Simulator]:
    """Run `cloudwindow devices simulate KIND` for the block."""
    command = [sys.executable, str(ROOT / "cloudwindow.py"), "devices", "simulate", kind, *arguments]
    with subprocess.Popen(
        [*command, "--control", str(control)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        simulator = None
        try:
            assert select.select([process.stdout], [], [], PATIENCE)[0], "the simulator does not get ready"
            word, _, ready = process.stdout.readline().strip().partition(" ")
            assert word == "READY"
            simulator = Simulator(process, ready, control)
            yield simulator
        finally:
            if simulator is not None:
                simulator.close()
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
