"""What one visit is played with: the stage, a hand on each screen, and what was seen on the way."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from demo.camera_desk import CameraDesk
    from demo.citizen import Citizen
    from demo.pilot import Pilot
    from demo.programs import Clerk
    from demo.stage import Stage

ITEM = "YL-CJ-001"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that had to hold, whether it did, and what was seen."""

    what: str
    held: bool
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A figure with what it should be at most: it depends on how busy the machine is, so a miss is told and no failure.

    `python -m benchmarks` measures the same on a quiet machine, many times.
    """

    what: str
    value: float
    limit: float
    unit: str

    @property
    def met(self) -> bool:
        """Whether it is within the limit."""
        return 0 <= self.value <= self.limit


@dataclass(slots=True, kw_only=True)
class Play:
    """A visit under way."""

    stage: Stage
    kiosk: Pilot
    console: Pilot
    citizen: Citizen
    desk: CameraDesk
    clerk: Clerk
    checks: list[Check] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    figures: dict[str, float] = field(default_factory=dict)
    case: str = ""
    case_no: str = ""

    def check(self, what: str, held: object, detail: object = "") -> None:
        """Keep a check; a visit goes on when one does not hold, and fails at its end."""
        self.checks.append(Check(what=what, held=bool(held), detail=str(detail)))

    def goal(self, what: str, value: float, *, limit: float, unit: str = "ms") -> None:
        """Keep a figure that has a goal."""
        self.goals.append(Goal(what=what, value=value, limit=limit, unit=unit))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the visit: its word in file names, its names for people, and what is done."""

    word: str
    zh: str
    en: str
    act: Callable[[Play], None]


class Watch:
    """Milliseconds since it was made."""

    def __init__(self) -> None:
        self._begun = time.monotonic()

    @property
    def milliseconds(self) -> float:
        """Time since the beginning."""
        return (time.monotonic() - self._begun) * 1000
