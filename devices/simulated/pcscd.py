"""A PC/SC service apart from the machine's own: pcscd with the virtual reader vpcd, its socket in a folder of ours.

pcscd keeps its socket at one fixed place; a mount namespace gives it a place of its own. Clients find it by
`PCSCLITE_CSOCK_NAME` in the environment, which their library reads once in a process. vpcd listens on all interfaces:
not for a booth.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

DRIVER = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
READER = "Virtual PCD 00 00"
"""Name of the slot that listens at `port`; the second slot is at the port after it."""
_SCRIPT = (
    "mount -t tmpfs tmpfs /run && mkdir /run/pcscd && mount --bind {run} /run/pcscd"
    " && exec {pcscd} --foreground --config {config}"
)


class NoPcscd(Exception):
    """It cannot be had on this machine; says why."""


class PrivatePcscd:
    """The service; stops and starts again at the same socket and port."""

    def __init__(self, folder: Path) -> None:
        """`folder` is made where it is missing; its path is short, as a socket's must be. Raises `NoPcscd`."""
        command = _namespace()
        self.run = folder / "run"
        self.log = folder / "pcscd.log"
        self.port = _two_free_ports()
        config = folder / "config"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        for made in (self.run, config):
            made.mkdir(parents=True, exist_ok=True)
        (config / "vpcd").write_text(
            f'FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:0x{self.port:X}\n'
            f"LIBPATH {DRIVER}\nCHANNELID 0x{self.port:X}\n",
            encoding="ascii",
        )
        self._command = [*command, "sh", "-c", _SCRIPT.format(run=self.run, config=config, pcscd=_pcscd())]

    @property
    def socket(self) -> Path:
        """What `PCSCLITE_CSOCK_NAME` has to name."""
        return self.run / "pcscd.comm"

    def start(self, *, timeout: float = 20.0) -> None:
        """Return when it answers; raises `NoPcscd`."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=log)  # noqa: S603 - our own words
        deadline = time.monotonic() + timeout
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise NoPcscd(self.log.read_text(errors="replace")[-200:] or "pcscd does not start")
            time.sleep(0.02)

    def kill(self) -> None:
        """End it without a chance to say goodbye; harmless when ended."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
        for left in self.run.iterdir():
            left.unlink()

    def close(self) -> None:
        """End it and remove its folder."""
        self.kill()
        shutil.rmtree(self._folder)

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as trial:
            try:
                trial.connect(str(self.socket))
            except OSError:
                return False
            return True


def _pcscd() -> str:
    pcscd = shutil.which("pcscd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if pcscd is None or not DRIVER.exists():
        raise NoPcscd("no pcscd or no vpcd: install pcscd and vsmartcard-vpcd")
    return pcscd


def _namespace() -> list[str]:
    """Return the words that run a command in a mount namespace of its own."""
    unshare = shutil.which("unshare")
    if unshare is None:
        raise NoPcscd("no unshare: install util-linux")
    enter = [unshare, "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    done = subprocess.run([*enter, "true"], capture_output=True, check=False)  # noqa: S603 - our own words
    if done.returncode:
        raise NoPcscd("no mount namespace may be made here")
    return enter


def _two_free_ports() -> int:
    """Return a port that is free together with the next: vpcd has two slots."""
    for _ in range(50):
        with socket.socket() as first, socket.socket() as second:
            first.bind(("", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("", port + 1))
            except OSError:
                continue
            return port
    raise NoPcscd("no two free ports in a row")
