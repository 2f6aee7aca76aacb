"""Smart cards: social security cards and travel documents (ICAO 9303), through the PC/SC service.

- `base`              the interface, the seam to a card service, and what is read
- `apdu`, `files`     commands and responses; whole files by pieces
- `social_security`   社会保障卡 in both reading styles
- `emrtd`             travel documents: `bac` and `pace` open them, `secure` protects, `passive` tells whether altered
- `mrz`, `access`     machine-readable zones, and the keys they give
- `watch`             cards and readers as they come and go; outlives restarts of the service
- `recorded`          commands and answers to a tap, and played back
- `pcsc`              the one file that knows pyscard
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from devices.smartcard.access import Access, CardAccessNumber, MrzKey, access_number, mrz_key
from devices.smartcard.base import (
    Authenticity,
    CardConnection,
    CardService,
    PassiveCheck,
    Portrait,
    ReaderState,
    SmartCard,
    SmartCardReader,
    SmartCardReaderInfo,
    SocialSecurityCard,
    TravelDocument,
)
from devices.smartcard.mrz import BadMrz, DocumentKind, Mrz
from devices.smartcard.watch import CardWatch

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Sequence

    from devices.smartcard.watch import CardEvent
    from devices.traffic import Tap

__all__ = [
    "Access",
    "Authenticity",
    "BadMrz",
    "CardAccessNumber",
    "CardConnection",
    "CardService",
    "CardWatch",
    "DocumentKind",
    "Mrz",
    "MrzKey",
    "PassiveCheck",
    "Portrait",
    "ReaderState",
    "SmartCard",
    "SmartCardReader",
    "SmartCardReaderInfo",
    "SocialSecurityCard",
    "TravelDocument",
    "access_number",
    "list_readers",
    "mrz_key",
    "open_smart_card_reader",
    "watch_cards",
]


def open_smart_card_reader(
    name: str,
    *,
    trusted: Sequence[bytes] = (),
    interrupted: threading.Event | None = None,
    tap: Tap | None = None,
) -> SmartCardReader:
    """Return the PC/SC reader of that name; nothing is asked before it is first used.

    `trusted` are CSCA certificates in DER; `interrupted` is that of the `DeviceWorker` that will run it;
    `tap` hears every command and answer.
    """
    from devices.smartcard.pcsc import PcscService
    from devices.smartcard.reader import ServiceCardReader

    service: CardService = PcscService()
    if tap is not None:
        from devices.smartcard.recorded import TappedService

        service = TappedService(service, tap)
    return ServiceCardReader(service, name, trusted=trusted, interrupted=interrupted)


def list_readers() -> tuple[ReaderState, ...]:
    """Return this machine's readers and whether a card is in them; raises `DeviceUnplugged("no_service")`."""
    from devices.smartcard.pcsc import PcscService

    service = PcscService()
    try:
        return service.states()
    finally:
        service.close()


def watch_cards(told: Callable[[CardEvent], None]) -> CardWatch:
    """Start telling of this machine's cards and readers, on a thread of its own."""
    from devices.smartcard.pcsc import PcscService

    return CardWatch(PcscService(), told)
