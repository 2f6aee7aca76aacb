"""A PC/SC service for tests. Its socket's place is set when this module is imported: before any test runs."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from devices.simulated.pcscd import READER, NoPcscd, PrivatePcscd

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["READER", "running_pcscd"]
_FOLDER = Path(tempfile.gettempdir()) / f"cloudwindow-pcscd-{os.getpid()}"
os.environ["PCSCLITE_CSOCK_NAME"] = str(_FOLDER / "run" / "pcscd.comm")


@contextlib.contextmanager
def running_pcscd() -> Iterator[PrivatePcscd]:
    """Run the service for the block; skips the test where it cannot be had, and says why."""
    try:
        service = PrivatePcscd(_FOLDER)
        service.start()
    except NoPcscd as exc:
        pytest.skip(str(exc))
    try:
        yield service
    finally:
        service.close()
