"""Runs one probe in a process of its own: it may hang, crash or take the memory, and is one line of the report."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from devices.diagnostics import booth as booths
from devices.diagnostics.findings import Finding, Found, Verdict
from devices.diagnostics.one import from_line

if TYPE_CHECKING:
    from devices.diagnostics.booth import Booth
    from devices.diagnostics.catalogue import Probe

_ROOT = Path(__file__).resolve().parents[2]
_LAST_WORDS = 2.0
"""Seconds for a killed process to be gone; one that hangs in the kernel is left behind."""
_SUPPORT = "请检查接线和供电后重试；仍失败请联系技术支持 / check plug and power, try again, then call support"


def fenced(probe: Probe, booth: Booth) -> Finding:
    """Run the probe and return its line; never raises, never takes much longer than the probe's seconds."""
    begun = time.monotonic()
    found = _found(probe, booth)
    return Finding(
        probe=probe.name, group=probe.group, title=probe.title, found=found, seconds=time.monotonic() - begun
    )


def _found(probe: Probe, booth: Booth) -> Found:
    try:
        process = _start(probe)
    except OSError as exc:
        return _broken("cannot_start", f"无法启动检测 / the probe cannot be started: {exc.strerror}")
    try:
        said, _ = process.communicate(booths.to_json(booth), timeout=probe.seconds)
    except subprocess.TimeoutExpired:
        _kill(process)
        return _broken("stuck", f"{probe.seconds:g} 秒内没有结果，已中止 / no result in {probe.seconds:g} s, ended")
    finally:
        # A probe's own children (scanimage, ippfind) end with it.
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    return _read(process.returncode, said)


def _start(probe: Probe) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "devices.diagnostics.one", probe.where]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(_ROOT), os.environ.get("PYTHONPATH", "")])}
    return subprocess.Popen(  # noqa: S603 - our own interpreter, a module of ours
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
        start_new_session=True,
    )


def _kill(process: subprocess.Popen[str]) -> None:
    with suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)
    with suppress(subprocess.TimeoutExpired):
        process.communicate(timeout=_LAST_WORDS)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()


def _read(code: int, said: str) -> Found:
    try:
        return from_line(said.strip().rpartition("\n")[2])
    except (ValueError, KeyError, TypeError):
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return _broken("crashed", f"检测程序崩溃 / the probe crashed: {how}")


def _broken(reason: str, summary: str) -> Found:
    return Found(verdict=Verdict.FAULT, summary=summary, advice=_SUPPORT, facts={"reason": reason})
