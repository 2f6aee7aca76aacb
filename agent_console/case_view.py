"""What the screen shows of the case: values only; `case_editor` makes them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forms import FieldSpec, Problem
    from protocol.catalogue import Material
    from protocol.messages import MaterialState


class Origin(StrEnum):
    """Where a value on the form came from."""

    NONE = ""
    CARD = "card"
    """From the chip."""
    CITIZEN = "citizen"
    AGENT = "agent"


class Step(StrEnum):
    """The next thing the case needs of the desk."""

    SIGN = "sign"
    RECEIVE = "receive"
    DECIDE = "decide"
    NOTHING = "nothing"


class LackKind(StrEnum):
    """Why a step is not possible yet."""

    ITEM = "item"
    """No item is chosen, or its form is not known here."""
    IDENTITY = "identity"
    FIELD = "field"
    """A field that must be filled is empty."""
    PROBLEM = "problem"
    """A value that may not stand."""
    PAGES = "pages"
    """A material that must be there has no picture."""
    VERDICT = "verdict"
    """A material nobody has judged."""
    DEFECT = "defect"
    """A material judged 不合格 or 退回重拍."""
    SIGNATURE = "signature"
    NO_DEFECT = "no_defect"
    """Nothing is wrong that a supplement could ask for."""
    REASON = "reason"
    """A refusal needs its ground in words."""
    STATE = "state"
    """The case is not where this is possible."""


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing a step waits for."""

    kind: LackKind
    ref: str = ""
    """The field or material."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """One field as it stands."""

    spec: FieldSpec
    value: str
    origin: Origin
    revision: int
    """Revision in which the value was set; 0 for an empty one."""
    in_flight: bool
    """Typed here and not yet ordered by the server."""
    gave_way: str | None
    """What was typed here and gave way to the citizen's value."""
    problems: tuple[Problem, ...]
    missing: bool
    shown: bool
    """False while its condition does not hold."""


class Standing(StrEnum):
    """How a material stands."""

    EXEMPT = "exempt"
    """免交: the organ has it."""
    SHARED = "shared"
    """Fetched from the organ that holds it."""
    FROM_CARD = "from_card"
    """The chip was read."""
    WAITING = "waiting"
    """Nothing of it is there yet."""
    SIGNED = "signed"
    """The form, signed."""
    PHOTOGRAPHED = "photographed"
    """There are pictures; the verdict says the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialView:
    """One material of the item as it stands."""

    material: Material
    state: MaterialState
    standing: Standing
    needed: bool
    """Whether the case cannot be accepted without it."""
