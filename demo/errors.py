"""What can go wrong on the stage.

- `StageError`
    - `ProcessDied`     a program ended that should run; carries its exit code and last lines
    - `NotReady`        something did not happen in its time
    - `PilotRefused`    a screen could not do what was asked
    - `Missing`         a program the demo needs is not on this machine
"""

from __future__ import annotations


class StageError(Exception):
    """Root of what the stage raises."""


class ProcessDied(StageError):
    """A program ended that should run."""

    def __init__(self, *, name: str, code: int, last: str) -> None:
        """Name the program, its exit code (negative: the signal) and the last lines it said."""
        super().__init__(f"{name} ended with {code}: {last or 'it said nothing'}")
        self.name = name
        self.code = code


class NotReady(StageError):
    """Something did not happen in its time."""

    def __init__(self, *, what: str, seconds: float) -> None:
        """Name what was waited for, and how long."""
        super().__init__(f"{what}: not within {seconds:g} s")
        self.what = what


class PilotRefused(StageError):
    """A screen could not do what was asked."""

    def __init__(self, *, program: str, asked: str, reason: str) -> None:
        """Name the program, the command and the screen's own answer."""
        super().__init__(f"{program}: {asked}: {reason}")
        self.program = program


class Missing(StageError):
    """A program the demo needs is not on this machine."""

    def __init__(self, *, program: str, package: str) -> None:
        """Name the program and the system package that holds it."""
        super().__init__(f"{program} is missing; run `make setup`, or install the package {package}")
