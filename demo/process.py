"""One program started by the stage: a session of its own, its output in a log, and an end that is certain."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import threading
import time
from collections import deque
from typing import IO, TYPE_CHECKING

from demo.errors import NotReady, ProcessDied

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

_LINES_KEPT = 400


class Process:
    """A running program. What it prints goes to `log`; `wait_for_line` sees it as it comes."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        given: str = "",
        pass_fds: Sequence[int] = (),
    ) -> None:
        """Start it. `given` is written to its standard input, which is then closed."""
        self.name = name
        self.log = log
        self._lines: deque[str] = deque(maxlen=_LINES_KEPT)
        self._said = threading.Condition()
        self._over = False
        log.parent.mkdir(parents=True, exist_ok=True)
        self._popen = subprocess.Popen(
            [*_bound_to_us(), *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(env or {})},
            start_new_session=True,
            pass_fds=tuple(pass_fds),
        )
        assert self._popen.stdin is not None
        assert self._popen.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            self._popen.stdin.write(given.encode())
            self._popen.stdin.close()
        self._pump = threading.Thread(target=self._copy, args=(self._popen.stdout,), name=f"output-of-{name}")
        self._pump.start()

    @property
    def pid(self) -> int:
        """Process id."""
        return self._popen.pid

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._popen.poll() is None

    def wait_for_line(self, wanted: Callable[[str], bool], *, timeout: float) -> str:
        """Return the first line `wanted` says yes to, of those already said too.

        Raises:
            ProcessDied: it ended without saying it.
            NotReady: it did not say it in time.
        """
        deadline = time.monotonic() + timeout
        with self._said:
            while True:
                for line in self._lines:
                    if wanted(line):
                        return line
                if self._over:
                    raise self.death()
                left = deadline - time.monotonic()
                if left <= 0:
                    raise NotReady(what=f"{self.name}: the line that says it is ready", seconds=timeout)
                self._said.wait(left)

    def wait_until(self, happened: Callable[[], bool], *, what: str, timeout: float) -> None:
        """Return when `happened()` is true; asked again whenever the program speaks and every few milliseconds.

        Raises:
            ProcessDied: it ended first.
            NotReady: it did not happen in time.
        """
        deadline = time.monotonic() + timeout
        with self._said:
            while not happened():
                if self._over or not self.alive:
                    raise self.death()
                if time.monotonic() > deadline:
                    raise NotReady(what=f"{self.name}: {what}", seconds=timeout)
                self._said.wait(0.02)

    def rest(self, seconds: float) -> None:
        """Let it run on for a moment; raises `ProcessDied` when it has ended."""
        with self._said:
            if not self._over:
                self._said.wait(seconds)
            if self._over:
                raise self.death()

    def finish(self, *, timeout: float) -> str:
        """Wait for the program to end by itself and return what it said; raises `ProcessDied` unless it ended well."""
        try:
            code = self._popen.wait(timeout)
        except subprocess.TimeoutExpired:
            raise NotReady(what=f"the end of {self.name}", seconds=timeout) from None
        self._pump.join()
        if code != 0:
            raise self.death()
        return "\n".join(self._lines)

    def death(self) -> ProcessDied:
        """Return the error that tells how it ended."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._popen.wait(1)
        code = self._popen.returncode
        return ProcessDied(name=self.name, code=0 if code is None else code, last="\n".join(list(self._lines)[-12:]))

    def kill(self) -> None:
        """Kill it at once, as a power cut would, and wait for the end."""
        self._signal(signal.SIGKILL)
        self._popen.wait()
        self._pump.join(5)

    def stop(self, *, timeout: float = 5.0) -> int:
        """Ask it to end, kill it when it does not, and return its exit code. Harmless when it has ended."""
        if self.alive:
            self._signal(signal.SIGTERM)
            try:
                self._popen.wait(timeout)
            except subprocess.TimeoutExpired:
                self._signal(signal.SIGKILL)
                self._popen.wait()
        self._signal(signal.SIGKILL)  # whatever it left behind in its session's group
        self._pump.join(5)
        return self._popen.returncode

    def _signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, number)

    def _copy(self, output: IO[bytes]) -> None:
        with self.log.open("ab", buffering=0) as log, output:
            for line in output:
                log.write(line)
                with self._said:
                    self._lines.append(line.decode("utf-8", "replace").rstrip())
                    self._said.notify_all()
        with self._said:
            self._over = True
            self._said.notify_all()


def _bound_to_us() -> tuple[str, ...]:
    """Let the kernel end the program when the demo dies without a chance to (kill -9)."""
    setpriv = shutil.which("setpriv")
    return (setpriv, "--pdeathsig", "KILL", "--") if setpriv else ()
