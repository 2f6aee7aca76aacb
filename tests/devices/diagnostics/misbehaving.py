"""Probes as bad as drivers can be; run by the fence in processes of their own."""

from __future__ import annotations

import ctypes
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from devices.diagnostics.findings import Found, Verdict
from devices.errors import DeviceUnplugged

if TYPE_CHECKING:
    from devices.diagnostics.booth import Booth


def hang(_: Booth) -> Found:
    """Never come back."""
    threading.Event().wait()
    raise AssertionError


def crash(_: Booth) -> Found:
    """Read where nothing is, as a driver's C code does."""
    ctypes.string_at(0)
    raise AssertionError


def babble(_: Booth) -> Found:
    """Talk much on both streams before the answer."""
    print("x" * 200_000)  # noqa: T201 - run by hand or by set-up; it tells how it goes
    print("y" * 200_000, file=sys.stderr)  # noqa: T201 - run by hand or by set-up; it tells how it goes
    return Found(verdict=Verdict.OK, summary="much", facts={"reason": "none"})


def well(booth: Booth) -> Found:
    """Do as a probe should."""
    return Found(verdict=Verdict.OK, summary="well", facts={"reason": booth.kiosk})


def leave_a_child(booth: Booth) -> Found:
    """Start a program and forget it."""
    child = subprocess.Popen(["sleep", "600"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    Path(booth.data_dir).write_text(str(child.pid), "ascii")
    return Found(verdict=Verdict.OK, summary="gone")


def raise_a_secret(_: Booth) -> Found:
    """Fail with personal data in the message."""
    msg = "11010519491231002X"
    raise ValueError(msg)


def unplugged(_: Booth) -> Found:
    """Fail as a driver does."""
    reason = "unplugged"
    raise DeviceUnplugged(reason, "/dev/ttyUSB0")


def see(_: Booth) -> Found:
    """Return a picture."""
    return Found(
        verdict=Verdict.WARNING,
        summary="看",
        advice="擦",
        facts={"ms": 1.5, "seen": True},
        picture=b"\xff\xd8 a picture",
    )
