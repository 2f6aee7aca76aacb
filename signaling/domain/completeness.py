"""Which materials a case still lacks, and what is wrong with those it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protocol.catalogue import Capture, Necessity
from protocol.states import MaterialVerdict

if TYPE_CHECKING:
    from protocol.catalogue import Item, Material
    from signaling.domain.case import Case

_BAD = frozenset({MaterialVerdict.UNQUALIFIED, MaterialVerdict.RETAKE})


def missing_materials(case: Case, item: Item) -> tuple[str, ...]:
    """Return the materials without which the case cannot be accepted, in the order of the list."""
    return tuple(material.material for material in item.materials if _lacks(case, material))


def _lacks(case: Case, material: Material) -> bool:
    held = case.materials.get(material.material)
    if held is not None and held.verdict in _BAD:
        return material.tolerate_days is None
    required = material.necessity is Necessity.REQUIRED and not material.exempt
    return required and material.tolerate_days is None and not is_there(case, material)


def is_there(case: Case, material: Material) -> bool:
    """Tell whether the material has come in by the way it comes in."""
    held = case.materials.get(material.material)
    pictured = held is not None and bool(held.pages)
    match material.capture:
        case Capture.ID_READER:
            return case.holder is not None or pictured
        case Capture.FORM:
            return case.signed is not None or pictured
        case Capture.SHARE:
            return True
        case Capture.SCAN:
            return pictured


def defects(case: Case, item: Item) -> tuple[tuple[str, str], ...]:
    """Return (material, what is wrong) for the complete list of a supplement notice; "" means it is missing."""
    found: list[tuple[str, str]] = []
    for material in item.materials:
        held = case.materials.get(material.material)
        if held is not None and held.verdict in _BAD:
            found.append((material.material, held.note or "不符合法定形式"))
        elif _lacks(case, material):
            found.append((material.material, ""))
    return tuple(found)
