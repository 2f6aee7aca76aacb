"""What compares the face before the camera with the portrait on a chip."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from devices.camera.base import Image


SAME = 0.3
DIFFERENT = 0.6


class Verdict(StrEnum):
    """Advice to the person who decides; never a decision."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Distances between which the verdict is `unsure`. Raises `ValueError` unless 0 < same < different.

    The network's makers draw one line at 0.6, which calls 40 of 42 pairs of East Asian faces of one sex the same. So
    here it is a band: docs/decisions/0018 has the figures.
    """

    same: float = SAME
    """At most so far apart: `same`."""
    different: float = DIFFERENT
    """At least so far apart: `different`."""

    def __post_init__(self) -> None:
        """Refuse a band that is none."""
        if not 0 < self.same < self.different:
            msg = f"0 < same ({self.same:g}) < different ({self.different:g}) does not hold"
            raise ValueError(msg)

    def verdict(self, distance: float) -> Verdict:
        """Return the advice for two faces so far apart; `unsure` for what is no number."""
        if distance <= self.same:
            return Verdict.SAME
        return Verdict.DIFFERENT if distance >= self.different else Verdict.UNSURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One face in a picture. `features` are biometric data: they stay on the machine and are wiped with the visit."""

    box: tuple[int, int, int, int]
    """left, top, width, height in pixels of the upright picture."""
    confidence: float
    """The detector's own figure; 0 is its limit, above 1 is clear."""
    features: tuple[float, ...]

    def __repr__(self) -> str:
        return f"Face(box={self.box}, confidence={self.confidence:.2f})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two faces side by side. Always advisory: the clerk, or the citizen's other papers, decide."""

    verdict: Verdict
    distance: float
    """0 is one and the same picture; different people are 0.33 to 1.1 apart."""
    one: Face
    other: Face


class FaceComparer(Protocol):
    """Blocking; run it on a `devices.worker.DeviceWorker`."""

    def the_face(self, image: Image) -> Face:
        """Return the one face in an upright BGR picture; raises `NotReadable`: `no_face` or `many_faces`."""

    def compare(self, one: Image, other: Image) -> Comparison:
        """Compare the one face in each of two pictures; raises `NotReadable` as `the_face` does."""
