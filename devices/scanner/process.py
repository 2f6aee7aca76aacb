"""One run of `scanimage`, watched from start to end: what it says, its progress, its deadline, its cancellation."""

from __future__ import annotations

import contextlib
import os
import re
import selectors
import signal
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from devices.errors import DeviceCancelled, DeviceFault, DeviceTimeout
from devices.scanner.base import Progress

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Sequence

LONGEST_TALK = 1024 * 1024
"""Bytes that are kept of what the program says."""
POLL = 0.05
CANCEL_SECONDS = 3.0
"""How long the program may take to tell the scanner to stop; then it is killed."""
_PROGRESS = re.compile(rb"(?:Scanning page (\d+))|(?:Progress: (\d+(?:\.\d+)?)%)")
_FAILED = re.compile(rb"sane_(?:start|read): ")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: its exit code (negative for a signal) and what it said."""

    code: int
    out: str
    err: str


def run(
    command: Sequence[str],
    *,
    deadline: float,
    interrupted: threading.Event,
    on_progress: Callable[[Progress], None] | None = None,
    cancel_seconds: float = CANCEL_SECONDS,
) -> Ended:
    """Run the program to its end.

    Raises `DeviceFault("no_driver")` when it is not installed, `DeviceTimeout("not_done")` at the deadline and
    `DeviceCancelled` when interrupted; it has ended then, and the scanner was told to stop.
    """
    try:
        process = subprocess.Popen(  # noqa: S603 - the arguments are ours; the name was checked
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
        )
    except OSError as exc:
        raise DeviceFault("no_driver", f"{command[0]}: {exc.strerror}") from None
    with process:
        try:
            return _watch(process, deadline, interrupted, _Talk(on_progress), cancel_seconds)
        except (DeviceTimeout, DeviceCancelled):
            _stop(process, cancel_seconds)
            raise
        except BaseException:
            process.kill()
            raise


class _Talk:
    """What the program says, and the progress in it."""

    def __init__(self, on_progress: Callable[[Progress], None] | None) -> None:
        self.out, self.err = bytearray(), bytearray()
        self._on_progress = on_progress
        self.failed_at: float | None = None
        """When the program said that the scan failed."""
        self._page = 1
        self._scanned = 0

    def heard(self, data: bytes, *, error: bool) -> None:
        kept = self.err if error else self.out
        kept += data[: max(0, LONGEST_TALK - len(kept))]
        if error:
            self._report()
            if self.failed_at is None and _FAILED.search(self.err):
                self.failed_at = time.monotonic()

    def _report(self) -> None:
        for found in _PROGRESS.finditer(self.err, self._scanned):
            # A number at the very end may go on in what comes next.
            if found.end() == len(self.err) and found[1]:
                return
            self._scanned = found.end()
            if found[1]:
                self._page = int(found[1])
            elif self._on_progress is not None:
                self._on_progress(Progress(page=self._page, share=min(1.0, float(found[2]) / 100)))


def _watch(
    process: subprocess.Popen[bytes], deadline: float, interrupted: threading.Event, talk: _Talk, farewell: float
) -> Ended:
    assert process.stdout is not None
    assert process.stderr is not None
    with selectors.DefaultSelector() as selector:
        for stream in (process.stdout, process.stderr):
            selector.register(stream, selectors.EVENT_READ)
        while selector.get_map():
            for key, _ in selector.select(POLL):
                data = os.read(key.fd, 65536)
                talk.heard(data, error=key.fileobj is process.stderr)
                if not data:
                    selector.unregister(key.fileobj)
            _check(process, deadline, interrupted)
            if talk.failed_at is not None and time.monotonic() >= talk.failed_at + farewell:
                # Some backends hang after they have said what is wrong.
                process.kill()
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            code = process.wait(POLL)
            return Ended(code, talk.out.decode(errors="replace"), talk.err.decode(errors="replace"))
        _check(process, deadline, interrupted)


def _check(process: subprocess.Popen[bytes], deadline: float, interrupted: threading.Event) -> None:
    if process.poll() is not None:
        return
    if interrupted.is_set():
        raise DeviceCancelled("cancelled")
    if time.monotonic() >= deadline:
        raise DeviceTimeout("not_done")


def _stop(process: subprocess.Popen[bytes], seconds: float) -> None:
    """End the program the way that moves the scanner's head home: SIGINT is `sane_cancel`."""
    process.send_signal(signal.SIGINT)
    try:
        # What it still says is read: a broken pipe in the midst of its farewell would make it hang.
        process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
