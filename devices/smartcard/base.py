"""What a reader of smart cards does, whichever service stands behind it, and what it reads."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from devices.errors import NotReadable

if TYPE_CHECKING:
    import datetime as dt

    from devices.smartcard.access import Access
    from devices.smartcard.mrz import Mrz


@dataclass(frozen=True, slots=True)
class ReaderState:
    """One reader as the card service sees it."""

    name: str
    present: bool
    """Whether a card is in it that answered with an ATR."""
    atr: bytes = b""
    events: int = 0
    """Grows with each insertion and removal: tells two cards apart that look alike. Its own, not comparable."""


class CardLost(NotReadable):
    """The card stopped answering: taken out, swapped, or without power. Reason `card_removed` or `card_fault`."""


class CardConnection(Protocol):
    """One card while it is powered: bytes out, bytes in."""

    t0: bool
    """Whether the card speaks T=0, where a command has data or an answer, never both."""

    def transmit(self, command: bytes) -> bytes:
        """Return data and status word; blocks as long as the card takes.

        Raises:
            CardLost: `card_removed`, or `card_fault`: it stopped answering.
            DeviceUnplugged: `unplugged`, or `no_service`.
        """

    def close(self) -> None:
        """Reset the card and let it go; harmless when closed."""


class CardService(Protocol):
    """The service that owns the readers (PC/SC). Each object has a context of its own: use it from one thread."""

    def states(self) -> tuple[ReaderState, ...]:
        """Return all readers as they are now; raises `DeviceUnplugged("no_service")`."""

    def wait(self, known: tuple[ReaderState, ...], *, seconds: float) -> tuple[ReaderState, ...]:
        """Return all readers as soon as they differ from `known`, or after so many seconds.

        Raises `DeviceUnplugged("no_service")`; the next call tries anew with a fresh context.
        """

    def connect(self, reader: str) -> CardConnection:
        """Power the card in a reader, for us alone.

        Raises:
            NotReadable: `card_removed`: there is none; `card_fault`: it does not answer.
            DeviceUnplugged: `unplugged`: no such reader; `no_service`.
            DeviceBusy: `busy`: another program has the card.
        """

    def close(self) -> None:
        """Let the context go; harmless when closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialSecurityCard:
    """What a 社会保障卡 tells. Personal data: never log it, wipe it with the visit."""

    version: str
    """Of the specification: 1.00, 2.00, 3.00."""
    card_id: str
    """卡识别码; its first six digits are the area code."""
    card_number: str
    issuer_code: str
    number: str
    """Social security number, which is the ID number; "" where `protected`."""
    name: str
    """"" where `protected`."""
    sex: str
    """GB/T 2261.1: 0, 1 (male), 2 (female) or 9."""
    ethnic: str
    """GB/T 3304 code of two digits; "" where the card has none."""
    birthplace: str
    """Area code of six digits; "" where the card has none."""
    birth: dt.date | None
    issued: dt.date | None
    valid_to: dt.date | None
    protected: bool
    """The card gives its holder's data only to a terminal with a security module (3.00)."""
    unknown_characters: tuple[str, ...] = ()
    """U+FFFD where the name is no GBK, and characters of the private use area: compare with the printed card."""
    impossible_dates: tuple[str, ...] = ()
    """Fields among `birth`, `issued` and `valid_to` that hold digits but no day."""


class Authenticity(StrEnum):
    """What passive authentication found. Data that is not `GENUINE` has to be compared by a person."""

    GENUINE = "genuine"
    """Signed by a document signer whom a CSCA of our list vouches for, and unaltered."""
    UNKNOWN_ISSUER = "unknown_issuer"
    """Unaltered and signed, but by somebody whom no CSCA of our list vouches for."""
    EXPIRED_SIGNER = "expired_signer"
    """As `GENUINE`, but the signer's or the CSCA's certificate is not valid today."""
    ALTERED = "altered"
    """A data group or the signature is not what was signed."""
    UNSIGNED = "unsigned"
    """The chip has no document security object that could be read."""


@dataclass(frozen=True, slots=True)
class PassiveCheck:
    """The verdict, and what a technician wants to know of it."""

    verdict: Authenticity
    signer: str = ""
    """Country and name of the document signer's issuer."""
    detail: str = ""
    """Which check failed; never what was read."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """The holder's picture as the chip keeps it."""

    format: str
    """`jpeg` or `jp2`."""
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelDocument:
    """What an ICAO 9303 chip tells. Personal data: never log it, wipe it with the visit."""

    mrz: Mrz
    """Data group 1."""
    portrait: Portrait | None
    """Data group 2; None where there is none that could be understood."""
    name_zh: str
    """Full name in the holder's script (data group 11); "" where there is none."""
    personal_number: str
    authenticity: PassiveCheck
    protocol: str
    """How the chip was opened: `pace` or `bac`."""


SmartCard = SocialSecurityCard | TravelDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class SmartCardReaderInfo:
    """What is known of the reader."""

    driver: str
    port: str
    """The reader's name in the card service."""


class SmartCardReader(Protocol):
    """A blocking reader; run it on a `devices.worker.DeviceWorker`. Deadlines are on `time.monotonic`."""

    def open(self) -> SmartCardReaderInfo:
        """Look whether the reader is there; harmless when open. Raises `DeviceUnplugged`."""

    def wait_for_card(self, *, deadline: float) -> bytes:
        """Return the ATR once a card is in the reader; raises `DeviceTimeout("no_card")` or `DeviceUnplugged`."""

    def read(self, *, deadline: float, access: Access | None = None) -> SmartCard:
        """Wait for a card, find out what it is and read it; surviving contacts that bounce, and a quick swap.

        Raises:
            DeviceTimeout: `no_card`; `no_answer`: the card did not finish by `deadline`.
            DeviceUnplugged: `unplugged`; `no_service`: the card service does not run.
            DeviceBusy: `busy`: another program has the card.
            NotReadable: `card_removed` in the middle; `unknown_card`; `key_needed`: a travel document that `access`
                does not open; `wrong_key`; `card_fault`: its answers make no sense; `pin_needed`, `wrong_pin`.
            DeviceCancelled: the worker gave it up.
        """

    def wait_for_removal(self, *, deadline: float) -> None:
        """Return when the card is gone, also when the reader is; raises `DeviceTimeout("card_left")`."""

    def close(self) -> None:
        """Let card and service go; harmless when closed."""
