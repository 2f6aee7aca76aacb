"""From what the reader says of a card to what the wire carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protocol.messages import Holder
from protocol.states import CardKind

if TYPE_CHECKING:
    from devices.idcard import IdCard


def holder_of(card: IdCard) -> Holder:
    """Return the holder; an impossible date of birth stays empty, to be checked by the clerk."""
    return Holder(
        kind=CardKind(card.kind.value),
        name=card.name,
        sex=card.sex if card.sex in {"0", "1", "2", "9"} else "0",
        birth=card.birth.isoformat() if card.birth else "",
        number=card.number,
        name_en=card.name_en,
        ethnic=card.ethnic,
        address=card.address,
        issuer=card.issuer,
        valid_from=card.valid_from.isoformat() if card.valid_from else None,
        valid_to=card.valid_to.isoformat() if card.valid_to else None,
    )
