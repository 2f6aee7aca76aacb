"""What reads print: lines as they stand on the page, and the values among them that a form can take over."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from devices.camera.base import Image

Box = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]
"""x, y in pixels of the upright picture, clockwise from the top left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of print. A machine read it: nothing in it is certain."""

    untrusted_text: str
    confidence: float
    """0 to 1, the mean over its characters."""
    box: Box

    @property
    def left(self) -> float:
        """Smallest x."""
        return min(x for x, _ in self.box)

    @property
    def right(self) -> float:
        """Greatest x."""
        return max(x for x, _ in self.box)

    @property
    def top(self) -> float:
        """Smallest y."""
        return min(y for _, y in self.box)

    @property
    def bottom(self) -> float:
        """Greatest y."""
        return max(y for _, y in self.box)


class Kind(StrEnum):
    """How a value is to be understood."""

    TEXT = "text"
    NAME = "name"
    NUMBER = "number"
    """公民身份号码, GB 11643"""
    DATE = "date"
    DATE_RANGE = "date_range"
    SEX = "sex"
    ETHNIC = "ethnic"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What stands before a value on a paper."""

    name: str
    """The field that takes the value over."""
    words: tuple[str, ...]
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """Something to prefill a field with, for a person to confirm."""

    name: str
    untrusted_text: str
    """Dates ISO (`长期` stays), ranges `FROM/TO`, numbers with their X; else as printed."""
    confidence: float
    """0 to 1; at most 0.3 where `problem` tells that it cannot be right, 0.8 for names and mended characters."""
    box: Box
    """Where it stood."""
    problem: str = ""
    """`check_digit`, `no_date`, `unknown_word`, or ""."""


class PaperReader(Protocol):
    """Blocking; run it on a `devices.worker.DeviceWorker`."""

    def read(self, image: Image) -> tuple[Line, ...]:
        """Return the lines in an upright BGR picture, from the top down; () where there is no print.

        Raises `DeviceFault`: `no_models`, or `ocr_failed`.
        """
