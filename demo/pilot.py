"""The hand on a screen: taps, types and reads in a running program through the socket it opened with `--pilot PATH`."""

from __future__ import annotations

import json
import socket
import time
from typing import TYPE_CHECKING, Self

from demo.errors import PilotRefused, ProcessDied

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

    from demo.process import Process

Json = str | int | float | bool | list["Json"] | dict[str, "Json"] | None

PATIENCE = 10.0
"""Seconds a screen may take to show what is asked for."""
_SECOND_TAP = 1.5
"""Seconds without an effect after which a person taps again."""
_PAUSE = 0.04
"""Seconds before a tap on something that cannot be tapped yet is tried again."""


class Pilot:
    """A connection to one program's pilot: JSON lines, one answer to each request. Not for two threads at once."""

    def __init__(self, process: Process, path: Path, *, timeout: float) -> None:
        """Connect as soon as the program listens; raises `ProcessDied` or `NotReady`."""
        self._process = process
        self._socket = socket.socket(socket.AF_UNIX)
        try:
            process.wait_until(lambda: self._connects(path), what="its pilot's socket", timeout=timeout)
        except BaseException:
            self._socket.close()
            raise
        self._lines = self._socket.makefile("rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go; the program runs on. Harmless twice."""
        self._lines.close()
        self._socket.close()

    def tap(self, target: str, *, timeout: float = PATIENCE) -> None:
        """Press and release in the middle of `target`, waiting until it can be pressed."""
        self._when_possible({"do": "tap", "target": target}, timeout=timeout)

    def tap_until(self, target: str, screen: str, *, timeout: float = PATIENCE) -> None:
        """Tap until the program's `screen` is the one wanted, as a person does whose finger met a moving button."""
        root = self._process.name
        deadline = time.monotonic() + timeout
        while True:
            self.tap(target, timeout=timeout)
            moved_on = time.monotonic() > deadline
            try:
                self.wait(root, "screen", screen, timeout=timeout if moved_on else _SECOND_TAP)
            except PilotRefused:
                if moved_on:
                    raise
                if not self.exists(target):
                    self.wait(root, "screen", screen, timeout=timeout)
                    return
            else:
                return

    def type(self, target: str, text: str, *, timeout: float = PATIENCE) -> None:
        """Replace what stands in `target` by `text` and commit it."""
        self._when_possible({"do": "type", "target": target, "text": text}, timeout=timeout)

    def stroke(self, target: str, points: Sequence[tuple[float, float, int]]) -> None:
        """Draw one stroke: x and y as shares of the item, milliseconds since the pen came down."""
        self._ask({"do": "stroke", "target": target, "points": [list(point) for point in points]})

    def read(self, target: str, name: str) -> Json:
        """Return a property; raises `PilotRefused` when the item is not there."""
        return self._ask({"do": "read", "target": target, "property": name})

    def number(self, target: str, name: str) -> float:
        """Return a property that is a number."""
        value = self.read(target, name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise PilotRefused(program=self._process.name, asked=f"read {target} {name}", reason="not a number")
        return float(value)

    def text(self, target: str, name: str = "text") -> str:
        """Return a property that is text."""
        return str(self.read(target, name))

    def exists(self, target: str) -> bool:
        """Tell whether `target` can be seen now."""
        return bool(self._ask({"do": "exists", "target": target}))

    def appears(self, target: str, *, timeout: float = PATIENCE) -> None:
        """Return when `target` can be seen."""
        self._wait({"target": target}, timeout=timeout)

    def wait(self, target: str, name: str, value: Json, *, timeout: float = PATIENCE) -> None:
        """Return when the property has the value; raises `PilotRefused` when it has not in time."""
        self._wait({"target": target, "property": name, "value": value}, timeout=timeout)

    def at_least(self, target: str, name: str, number: float, *, timeout: float = PATIENCE) -> float:
        """Return the property when it is `number` or more."""
        seen = self._wait({"target": target, "property": name, "at_least": number}, timeout=timeout)
        assert isinstance(seen, int | float)
        return float(seen)

    def shot(self, path: Path) -> None:
        """Save what the window shows as PNG."""
        self._ask({"do": "shot", "path": str(path)})

    def _wait(self, wanted: dict[str, Json], *, timeout: float) -> Json:
        return self._ask({"do": "wait", **wanted, "timeout": timeout}, timeout=timeout)

    def _when_possible(self, request: dict[str, Json], *, timeout: float) -> None:
        deadline = time.monotonic() + timeout
        while True:
            try:
                self._ask(request)
            except PilotRefused:
                if time.monotonic() > deadline:
                    raise
                self._process.rest(_PAUSE)
            else:
                return

    def _ask(self, request: dict[str, Json], *, timeout: float = PATIENCE) -> Json:
        self._socket.settimeout(timeout + 10)
        try:
            self._socket.sendall(json.dumps(request, ensure_ascii=False).encode() + b"\n")
            line = self._lines.readline()
        except TimeoutError:
            raise self._refused(_words(request), "no answer") from None
        except OSError as error:
            raise self._gone(_words(request), str(error)) from None
        if not line:
            raise self._gone(_words(request), "the connection was closed")
        answer = json.loads(line)
        if not answer.get("ok"):
            raise self._refused(_words(request), str(answer.get("error")))
        value: Json = answer.get("value")
        return value

    def _connects(self, path: Path) -> bool:
        try:
            self._socket.connect(str(path))
        except (FileNotFoundError, ConnectionRefusedError):
            return False
        return True

    def _refused(self, asked: str, reason: str) -> PilotRefused:
        return PilotRefused(program=self._process.name, asked=asked, reason=reason)

    def _gone(self, asked: str, reason: str) -> PilotRefused | ProcessDied:
        return self._refused(asked, reason) if self._process.alive else self._process.death()


def _words(request: dict[str, Json]) -> str:
    """The request without what was typed: that may be personal and ends in a log."""
    return " ".join(str(request[key]) for key in ("do", "target", "property", "value", "at_least") if key in request)
