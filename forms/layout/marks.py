"""What stands on a page, as data: positions in points from the top left corner, y downwards.

A page is a list of marks; templates make them, `paint` turns them into PDF, tests measure them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from forms.fontmap import Style

MM = 72 / 25.4
"""Points of one millimetre."""


@dataclass(frozen=True, slots=True)
class Colour:
    """Red, green and blue, 0 to 1."""

    red: float
    green: float
    blue: float


BLACK = Colour(0.0, 0.0, 0.0)
GREY = Colour(0.42, 0.42, 0.42)
RULE = Colour(0.25, 0.25, 0.25)
SHADE = Colour(0.955, 0.955, 0.945)
RED = Colour(0.80, 0.07, 0.09)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One line of text on its baseline."""

    x: float
    y: float
    text: str
    style: Style
    size: float
    width: float
    """As drawn, the spread included."""
    spread: float = 0.0
    """Added after each character, to fill the line."""
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.5
    colour: Colour = RULE


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A filled rectangle; x, y is its top left corner."""

    x: float
    y: float
    width: float
    height: float
    colour: Colour


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A PNG, fitted into the rectangle."""

    x: float
    y: float
    width: float
    height: float
    png: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A filled outline: ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y), ("Z",)."""

    path: tuple[tuple[Any, ...], ...]
    colour: Colour
    opacity: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A ring."""

    x: float
    y: float
    radius: float
    width: float
    colour: Colour
    opacity: float = 1.0


Mark = Text | Rule | Area | Picture | Shape | Circle


@dataclass(slots=True)
class Page:
    """The marks of one page, in the order they are drawn."""

    marks: list[Mark] = field(default_factory=list)
