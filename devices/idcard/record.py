"""What the data of one `READ` reply amounts to; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from devices.errors import DeviceError, DeviceFault, NotReadable
from devices.idcard import sam
from devices.idcard.plausible import is_plausible
from devices.idcard.text import decode

if TYPE_CHECKING:
    from devices.idcard.base import IdCard

PHOTO_SIZE = 1024


@dataclass(frozen=True, slots=True)
class Reading:
    """One record, understood or not."""

    data: bytes
    plausible: bool
    """Whether it is believed at the first reading, when it came alone."""
    outcome: IdCard | DeviceError

    def card(self) -> IdCard:
        """Return the card; raises what stands in its place."""
        if isinstance(self.outcome, DeviceError):
            raise self.outcome
        return self.outcome


def understand(data: bytes) -> Reading:
    """Return what the data says; lengths that do not fit are `DeviceFault("garbled")`, the rest as `text.decode`."""
    try:
        text, photo = sam.split_record(data)
    except sam.NotAReply:
        return Reading(data, plausible=False, outcome=DeviceFault("garbled", "lengths"))
    try:
        card = decode(text, photo)
    except NotReadable as refused:
        return Reading(data, plausible=False, outcome=refused)
    return Reading(data, plausible=is_plausible(card) and len(photo) == PHOTO_SIZE, outcome=card)
