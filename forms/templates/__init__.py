"""One file per paper. A paper is a module with `FRAME`, its text area, and `compose(flow, data)`, which sets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.layout.flow import Flow
from forms.templates import acceptance, application, receipt, refusal, supplement
from forms.templates.ending import foot

if TYPE_CHECKING:
    from forms.layout.faces import Faces
    from forms.paper_data import PaperData

_TEMPLATES = {
    "application": application,
    "receipt": receipt,
    "acceptance": acceptance,
    "supplement": supplement,
    "refusal": refusal,
}


def compose(paper: str, data: PaperData, faces: Faces, *, name: str, digest: str) -> Flow:
    """Set a paper and its foot lines; `name` and `digest` are what these say."""
    template = _TEMPLATES[paper]
    flow = Flow(faces, template.FRAME)
    template.compose(flow, data)
    foot(flow, name=name, number=data.number, digest=digest, demo=data.demo_seal)
    return flow
