"""Official papers: which there are, and `render`. What one is made from is in `paper_data`.

Same data, same bytes: nothing is read from a clock, a random source or the machine's locale. Every text of the data is
untrusted and made safe on its way to the page (`layout.text`).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

from forms.errors import UnknownPaper
from forms.fields import Label
from forms.fontmap import directory

if TYPE_CHECKING:
    from forms.paper_data import PaperData


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperInfo:
    """One kind of paper."""

    name: str
    title: Label


_PAPERS = (
    PaperInfo(name="application", title=Label(zh="申请表", hant="申請表", en="Application form")),
    PaperInfo(name="receipt", title=Label(zh="收件凭证", hant="收件憑證", en="Receipt for papers")),
    PaperInfo(name="acceptance", title=Label(zh="受理通知书", hant="受理通知書", en="Notice of acceptance")),
    PaperInfo(
        name="supplement", title=Label(zh="补正材料通知书", hant="補正材料通知書", en="Notice of what to supply")
    ),
    PaperInfo(name="refusal", title=Label(zh="不予受理通知书", hant="不予受理通知書", en="Notice of refusal")),
)


_METADATA = 200
# Characters of a text in the PDF's description of itself.


def papers() -> tuple[PaperInfo, ...]:
    """Return every kind of paper."""
    return _PAPERS


def render(paper: str, data: PaperData) -> bytes:
    """Return the paper as PDF; raise `UnknownPaper`, `UnknownForm`, `SignatureUnusable` or `FontsMissing`."""
    return draw(paper, data).pdf


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A paper, and what there is to say of it."""

    pdf: bytes
    pages: int
    missing: tuple[str, ...]
    """Characters that no font has, sorted; 〓 stands for them and the agent should say so (生僻字待补)."""


def draw(paper: str, data: PaperData) -> Drawn:
    """Do as `render`, and tell the number of pages and which characters could not be drawn."""
    info = {known.name: known for known in _PAPERS}.get(paper)
    if info is None:
        raise UnknownPaper(paper)
    # Screens read definitions and never draw: they do not pay for reportlab.
    from forms.layout.faces import faces
    from forms.layout.paint import About, paint
    from forms.layout.text import one_line
    from forms.templates import compose

    chosen = faces(directory())
    flow = compose(paper, data, chosen, name=info.title.zh, digest=digest(paper, data))
    said = (f"{info.title.zh} {data.number}", data.organ, data.case_no)
    title, author, subject = (one_line(text)[:_METADATA] for text in said)
    about = About(title=title, author=author, subject=subject)
    pdf = paint(flow.pages, chosen, about)
    return Drawn(pdf=pdf, pages=len(flow.pages), missing=tuple(sorted(flow.missing)))


def digest(paper: str, data: PaperData) -> str:
    """Return the SHA-256 of what a paper says; it stands at the foot of each page."""
    said = {each.name: getattr(data, each.name) for each in fields(data)}
    said["materials"] = [asdict(material) for material in data.materials]
    said["problems"] = [asdict(problem) for problem in data.problems]
    said["values"] = dict(sorted(data.values.items()))
    said["signature_png"] = data.signature_png and hashlib.sha256(data.signature_png).hexdigest()
    text = json.dumps([paper, said], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
