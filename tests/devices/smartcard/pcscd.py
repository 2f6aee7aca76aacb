"""A PC/SC service of our own: pcscd with the virtual reader vpcd on free ports, its socket in a private folder.

pcscd keeps its socket at one fixed place; a mount namespace gives it a place of its own. The client's library asks for
that place once in a process, so it is set when this module is imported: before any test runs.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from tests.devices.simulators import PATIENCE

DRIVER = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
READER = "Virtual PCD 00 00"
RUN = Path(tempfile.gettempdir()) / f"cloudwindow-pcscd-{os.getpid()}"
"""Folder of the socket; a path of few letters, as a socket's must be."""
os.environ["PCSCLITE_CSOCK_NAME"] = str(RUN / "pcscd.comm")
_SCRIPT = (
    "mount -t tmpfs tmpfs /run && mkdir /run/pcscd && mount --bind {run} /run/pcscd"
    " && exec {pcscd} --foreground --config {config}"
)


class Pcscd:
    """The service; stops and starts again at the same socket and ports."""

    def __init__(self, folder: Path, command: list[str]) -> None:
        self.port = _two_free_ports()
        self.socket = RUN / "pcscd.comm"
        self._command = command
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        RUN.mkdir(exist_ok=True)
        (folder / "config").mkdir()
        (folder / "config" / "vpcd").write_text(
            f'FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:0x{self.port:X}\n'
            f"LIBPATH {DRIVER}\nCHANNELID 0x{self.port:X}\n"
        )

    def start(self) -> None:
        log = (self._folder / "log").open("ab")
        with log:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=log)
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                pytest.skip(f"pcscd does not start: {(self._folder / 'log').read_text()[-200:]}")
            time.sleep(0.02)

    def kill(self) -> None:
        """End it without a chance to say goodbye."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(PATIENCE)
            self._process = None
        for left in RUN.iterdir():
            left.unlink()

    def close(self) -> None:
        self.kill()
        RUN.rmdir()

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as trial:
            try:
                trial.connect(str(self.socket))
            except OSError:
                return False
            return True


def private_pcscd(folder: Path) -> Pcscd:
    """Return the service, not started; skips the test where it cannot be had, and says why."""
    pcscd = shutil.which("pcscd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    unshare = shutil.which("unshare")
    if pcscd is None or not DRIVER.exists():
        pytest.skip("no pcscd or no vpcd: install pcscd and vsmartcard-vpcd")
    user = [] if os.geteuid() == 0 else ["--map-root-user"]
    enter = [str(unshare), "--mount", *user]
    if unshare is None or subprocess.run([*enter, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no mount namespace may be made here")
    script = _SCRIPT.format(run=RUN, config=folder / "config", pcscd=pcscd)
    return Pcscd(folder, [*enter, "sh", "-c", script])


def _two_free_ports() -> int:
    """Return a port that is free together with the next: vpcd has two slots."""
    for _ in range(50):
        with socket.socket() as first, socket.socket() as second:
            first.bind(("0.0.0.0", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("0.0.0.0", port + 1))
            except OSError:
                continue
            return port
    pytest.skip("no two free ports in a row")
