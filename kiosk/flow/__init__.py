"""The visit as a pure machine: which screen, what may happen next, what has to be done about it.

- `machine`        `VisitFlow`, the whole visit
- `words`          screens, overlays, troubles, and the table of what is possible where
- `effects`        what the flow wants done
- `visit`          everything personal, in one object
- `capture`, `signing`, `idle`, `desk_requests`  its small neighbours
- `feasible`, `search`  can this booth do it now; finding an item

No clock, no chance, no input or output.
"""

from kiosk.flow.capture import CaptureState, TakenPage
from kiosk.flow.feasible import Answer, Feasible, feasible
from kiosk.flow.machine import NoticeText, VisitFlow
from kiosk.flow.search import find_items
from kiosk.flow.signing import SigningState
from kiosk.flow.visit import Visit
from kiosk.flow.words import Overlay, Screen, Trouble

__all__ = [
    "Answer",
    "CaptureState",
    "Feasible",
    "NoticeText",
    "Overlay",
    "Screen",
    "SigningState",
    "TakenPage",
    "Trouble",
    "Visit",
    "VisitFlow",
    "feasible",
    "find_items",
]
