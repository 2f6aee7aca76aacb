"""Marks one below the other on as many pages as it takes: the road by which every text of a paper gets there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from forms.layout.breaking import Line, break_lines
from forms.layout.marks import BLACK, MM, Area, Colour, Mark, Page, Rule, Text
from forms.layout.text import GETA, clean, one_line

if TYPE_CHECKING:
    from forms.fontmap import Style
    from forms.layout.faces import Faces

PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
"""ISO 216 A4."""
_ASCENT, _DESCENT = 0.88, 0.12
# Of an em square of Chinese type: where its baseline lies.
_SMALLEST = 0.6
# Of its size, to which a label that is too wide shrinks before it is cut.
_MOST_SPREAD = 0.12
# Ems that may be added between two characters to fill a line; a line that needs more stays ragged.


class Align(StrEnum):
    """Where a line stands between its margins."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    BOTH = "both"
    """Filled from edge to edge, but for a paragraph's last line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """How a text is set. Sizes in points."""

    style: Style
    size: float
    leading: float
    """From baseline to baseline."""
    align: Align = Align.LEFT
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The text area, in points from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Width of a line."""
        return self.right - self.left


NOTICE = Frame(left=28 * MM, top=37 * MM, right=(210 - 26) * MM, bottom=(297 - 35) * MM)
"""版心 156 × 225 mm (GB/T 9704 5.2)."""
FORM = Frame(left=28 * MM, top=26 * MM, right=(210 - 26) * MM, bottom=(297 - 28) * MM)
"""The same width; more lines for a form's grid."""


class Flow:
    """Sets texts and rules from the top of the frame downwards; starts a page when one is full."""

    def __init__(self, faces: Faces, frame: Frame) -> None:
        self.faces = faces
        self.frame = frame
        self.pages = [Page()]
        self.y = frame.top
        """Where the next thing begins."""
        self.missing: set[str] = set()
        """Characters that no font has; 〓 stands for them."""

    @property
    def room(self) -> float:
        """Points left on this page."""
        return self.frame.bottom - self.y

    def add(self, *marks: Mark) -> None:
        """Put marks on the page that is being filled."""
        self.pages[-1].marks.extend(marks)

    def new_page(self) -> None:
        """Go on at the top of the next page."""
        self.pages.append(Page())
        self.y = self.frame.top

    def need(self, height: float) -> None:
        """Start a page unless this much room is left, or the page is still empty."""
        if self.room < height and self.y > self.frame.top:
            self.new_page()

    def space(self, height: float) -> None:
        """Leave room; none at the top of a page."""
        if self.y > self.frame.top:
            self.y += height

    def safe(self, untrusted: str, style: Style, *, lines: bool = True) -> str:
        """Return what of a text can be drawn, with 〓 for the rest, which is noted in `missing`."""
        text = clean(untrusted) if lines else one_line(untrusted)
        drawable = self.faces.drawable(text, style)
        self.missing |= {was for was, now in zip(text, drawable, strict=True) if now == GETA != was}
        return drawable

    def lines(self, untrusted: str, kind: Type, width: float) -> tuple[Line, ...]:
        """Break a text into the lines of a column."""
        return self._broken(self.safe(untrusted, kind.style), kind, width)

    def set_line(self, line: Line, kind: Type, *, x: float, y: float, width: float, indent: float = 0.0) -> None:
        """Set one line in the leading that begins at y."""
        if not line.text:
            return
        spread = self._spread(line, kind, width - indent)
        drawn = line.width + spread * (len(line.text) - 1)
        free = width - indent - drawn
        shift = {Align.CENTRE: free / 2, Align.RIGHT: free}.get(kind.align, 0.0)
        half = (kind.leading - kind.size) / 2
        self.add(
            Text(
                x=x + indent + shift,
                y=y + half + kind.size * _ASCENT,
                text=line.text,
                style=kind.style,
                size=kind.size,
                width=drawn,
                spread=spread,
                colour=kind.colour,
            )
        )

    def paragraph(self, untrusted: str, kind: Type, *, indent: float = 0.0, keep: int = 1) -> None:
        """Set a text over the frame's width; the first line of each paragraph indented by `indent` ems.

        The page is not turned before `keep` lines are set, when it has room for as many.
        """
        for part in self.safe(untrusted, kind.style).split("\n"):
            # Two full-width spaces take part in the breaking and are drawn as room.
            lines = self._broken("　" * round(indent) + part, kind, self.frame.width)
            self.need(min(keep, len(lines)) * kind.leading)
            for line in lines:
                self.need(kind.leading)
                self.set_line(line, kind, x=self.frame.left, y=self.y, width=self.frame.width)
                self.y += kind.leading

    def label(self, untrusted: str, kind: Type, *, x: float, y: float, width: float) -> None:
        """Set one line in the leading that begins at y; made smaller, then cut, when it is wider than `width`."""
        text = self.safe(untrusted, kind.style, lines=False)
        natural = self.faces.width(text, kind.style, kind.size)
        size = kind.size * min(1.0, max(_SMALLEST, width / natural)) if natural else kind.size
        text = self._cut(text, kind.style, size, width)
        fitted = Type(style=kind.style, size=size, leading=kind.leading, align=kind.align, colour=kind.colour)
        line = Line(text, self.faces.width(text, kind.style, size), last=True)
        self.set_line(line, fitted, x=x, y=y, width=width)

    def _cut(self, text: str, style: Style, size: float, width: float) -> str:
        used, room = 0.0, width - self.faces.width("…", style, size)
        if self.faces.width(text, style, size) <= width + 0.01:
            return text
        for index, character in enumerate(text):
            used += self.faces.width(character, style, size)
            if used > room:
                return text[:index] + "…"
        return text

    def box(self, x: float, y: float, width: float, height: float, *, shade: Colour | None = None) -> None:
        """Draw a rectangle of thin rules, filled when a shade is given."""
        if shade:
            self.add(Area(x=x, y=y, width=width, height=height, colour=shade))
        right, bottom = x + width, y + height
        self.add(
            Rule(x1=x, y1=y, x2=right, y2=y),
            Rule(x1=x, y1=bottom, x2=right, y2=bottom),
            Rule(x1=x, y1=y, x2=x, y2=bottom),
            Rule(x1=right, y1=y, x2=right, y2=bottom),
        )

    def _broken(self, text: str, kind: Type, width: float) -> tuple[Line, ...]:
        return break_lines(text, width, lambda part: self.faces.width(part, kind.style, kind.size))

    def _spread(self, line: Line, kind: Type, width: float) -> float:
        if kind.align is not Align.BOTH or line.last or len(line.text) < 2:
            return 0.0
        spread = (width - line.width) / (len(line.text) - 1)
        return spread if 0 < spread <= kind.size * _MOST_SPREAD else 0.0
