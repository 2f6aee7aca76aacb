"""What one probe found, and the whole report: frozen data, as JSON for programs."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

Fact = str | int | float | bool


class Verdict(StrEnum):
    """What a probe says of its subject."""

    OK = "ok"
    WARNING = "warning"
    """It works, and wants to be looked after."""
    MISSING = "missing"
    """It is not there."""
    FAULT = "fault"
    """It is there and does not do what it should."""
    SKIPPED = "skipped"
    """This booth is not said to have it."""

    @property
    def bad(self) -> bool:
        """Whether the booth cannot do its work with this."""
        return self in (Verdict.MISSING, Verdict.FAULT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a probe returns. Nothing in it is personal, but for `picture`."""

    verdict: Verdict
    summary: str
    """What was seen, in Chinese and English."""
    advice: str = ""
    """What to do next; "" when nothing is to be done."""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    """Figures and names by a word with its unit: `capture_ms`, `sam_number`."""
    picture: bytes = b""
    """A small JPEG of what a camera sees; shown to the technician, kept only where he says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the report."""

    probe: str
    group: str
    """`device`, `machine` or `network`."""
    title: str
    found: Found
    seconds: float
    """How long the probe took."""

    def as_json(self) -> dict[str, Any]:
        """Return what a program gets; without the picture."""
        return {
            "probe": self.probe,
            "group": self.group,
            "title": self.title,
            "verdict": self.found.verdict.value,
            "summary": self.found.summary,
            "advice": self.found.advice,
            "facts": dict(self.found.facts),
            "seconds": round(self.seconds, 3),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All findings, in the catalogue's order."""

    started_at: float
    """Unix time by this machine's clock."""
    seconds: float
    kiosk: str
    """Name of the booth; "" where it is not enrolled."""
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is missing or at fault."""
        return not any(finding.found.verdict.bad for finding in self.findings)

    def count(self, verdict: Verdict) -> int:
        """Return how many lines say so."""
        return sum(finding.found.verdict is verdict for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        """Return what `--json` prints, less `error`."""
        return {
            "ok": self.ok,
            "kiosk": self.kiosk,
            "started_at": round(self.started_at, 3),
            "seconds": round(self.seconds, 3),
            "verdicts": {verdict.value: self.count(verdict) for verdict in Verdict},
            "findings": [finding.as_json() for finding in self.findings],
        }
