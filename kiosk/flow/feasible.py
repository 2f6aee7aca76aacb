"""Can this booth finish this item now? item × devices × their health, said before anybody queues."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from protocol.states import DeviceState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from protocol.catalogue import Item
    from protocol.messages import DeviceHealth
    from protocol.states import DeviceKind

_USABLE = frozenset({DeviceState.OK, DeviceState.WARNING, DeviceState.BUSY})


class Answer(StrEnum):
    """The answer on the item's page."""

    YES = "yes"
    LATER = "later"
    """A device it needs is out of order and expected back."""
    NO = "no"
    """The booth has no such device, or the law demands presence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feasible:
    """The answer and the devices that are in the way."""

    answer: Answer
    lacking: tuple[DeviceKind, ...] = ()


def feasible(item: Item, health: Mapping[DeviceKind, DeviceHealth]) -> Feasible:
    """Say whether the item can be finished here now."""
    if not item.remote:
        return Feasible(answer=Answer.NO)
    absent = tuple(kind for kind in item.devices if kind not in health or health[kind].state == DeviceState.DISABLED)
    if absent:
        return Feasible(answer=Answer.NO, lacking=absent)
    broken = tuple(kind for kind in item.devices if health[kind].state not in _USABLE)
    if broken:
        return Feasible(answer=Answer.LATER, lacking=broken)
    return Feasible(answer=Answer.YES)
