"""From marks to PDF bytes. The only file that drives reportlab's canvas."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from forms.layout.flow import PAGE_HEIGHT, PAGE_WIDTH
from forms.layout.marks import Area, Circle, Picture, Rule, Shape, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.layout.faces import Faces
    from forms.layout.marks import Colour, Mark, Page

rl_config.useA85 = 0  # streams as bytes: a fifth smaller, and faster
_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}
# ISO 32000-1 8.5.2.
_PAINTING = threading.Lock()
# A reportlab font keeps the subset of the document being written: one document at a time.


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the PDF says of itself. Nothing personal."""

    title: str
    author: str
    subject: str


def paint(pages: Sequence[Page], faces: Faces, about: About) -> bytes:
    """Return the pages as a PDF; the same pages give the same bytes."""
    buffer = BytesIO()
    with _PAINTING:
        canvas = Canvas(buffer, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1, lang="zh-CN")
        canvas.setTitle(about.title)
        canvas.setAuthor(about.author)
        canvas.setSubject(about.subject)
        canvas.setCreator("Cloud Window")
        for page in pages:
            for mark in page.marks:
                _draw(canvas, mark, faces)
            canvas.showPage()
        canvas.save()
    return buffer.getvalue()


def _draw(canvas: Canvas, mark: Mark, faces: Faces) -> None:
    match mark:
        case Text():
            _text(canvas, mark, faces)
        case Rule():
            _stroke(canvas, mark.colour, mark.width)
            canvas.line(mark.x1, _up(mark.y1), mark.x2, _up(mark.y2))
        case Area():
            canvas.setFillColorRGB(mark.colour.red, mark.colour.green, mark.colour.blue)
            canvas.rect(mark.x, _up(mark.y + mark.height), mark.width, mark.height, stroke=0, fill=1)
        case Picture():
            _picture(canvas, mark)
        case Shape():
            _shape(canvas, mark)
        case Circle():
            canvas.saveState()
            canvas.setStrokeAlpha(mark.opacity)
            _stroke(canvas, mark.colour, mark.width)
            canvas.circle(mark.x, _up(mark.y), mark.radius, stroke=1, fill=0)
            canvas.restoreState()


def _text(canvas: Canvas, mark: Text, faces: Faces) -> None:
    written = canvas.beginText(mark.x, _up(mark.y))
    written.setFillColorRGB(mark.colour.red, mark.colour.green, mark.colour.blue)
    written.setCharSpace(mark.spread)
    for run in faces.runs(mark.text, mark.style):
        written.setFont(run.font.fontName, mark.size)
        written.textOut(run.text)
    canvas.drawText(written)


def _picture(canvas: Canvas, mark: Picture) -> None:
    reader = ImageReader(BytesIO(mark.png))
    canvas.drawImage(
        reader, mark.x, _up(mark.y + mark.height), mark.width, mark.height, mask="auto", preserveAspectRatio=True
    )


def _shape(canvas: Canvas, mark: Shape) -> None:
    canvas.saveState()
    canvas.setFillAlpha(mark.opacity)
    canvas.setFillColorRGB(mark.colour.red, mark.colour.green, mark.colour.blue)
    # Written here, since reportlab's way of writing a number is half the time of a paper with a seal.
    path = PDFPathObject([_step(command, numbers) for command, *numbers in mark.path])
    canvas.drawPath(path, stroke=0, fill=1, fillMode=1)
    canvas.restoreState()


def _step(command: str, numbers: list[Any]) -> str:
    points = (f"{value if index % 2 == 0 else _up(value):.3f}" for index, value in enumerate(numbers))
    return " ".join((*points, _OPERATORS[command]))


def _stroke(canvas: Canvas, colour: Colour, width: float) -> None:
    canvas.setStrokeColorRGB(colour.red, colour.green, colour.blue)
    canvas.setLineWidth(width)


def _up(y: float) -> float:
    # PDF counts from the bottom.
    return PAGE_HEIGHT - y
