"""What a reader of resident ID cards does, whichever protocol it speaks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime as dt


class CardKind(StrEnum):
    """The three families a SAM_V reader reads."""

    RESIDENT = "resident"
    """居民身份证"""
    HMT_PERMIT = "hmt_permit"
    """港澳台居民居住证 (type flag J)"""
    FOREIGN_PR = "foreign_pr"
    """外国人永久居留身份证 (type flags I and Y)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdCard:
    """The text and photo of one card, decoded. Personal data: never log it, wipe it with the visit."""

    kind: CardKind
    name: str
    """As on the card, NFC, private-use characters mapped to real ones (GB 18030-2022)."""
    name_en: str
    sex: str
    """GB/T 2261.1: 0, 1 (male), 2 (female) or 9."""
    ethnic: str
    """Name by GB/T 3304 such as 汉; "" where the card has none."""
    birth: dt.date | None
    """None where the chip holds an impossible date."""
    address: str
    number: str
    issuer: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    """None: 长期, unless `impossible_dates` names it."""
    photo_wlt: bytes
    """1024 bytes of WLT, undecoded."""
    nationality: str = ""
    pass_number: str = ""
    issue_count: str = ""
    unknown_characters: tuple[str, ...] = ()
    """Private-use characters that could not be mapped, and U+FFFD where the chip holds half a character.

    Ask the citizen to compare with the printed card.
    """
    doubts: tuple[str, ...] = ()
    """What contradicts itself on the chip, read twice alike.

    `number_check` (wrong check digit), `number_birth` (the number names another day), `term` (ends before it begins),
    `control_characters`. The clerk compares with the printed card.
    """
    impossible_dates: tuple[str, ...] = ()
    """Fields among `birth`, `valid_from` and `valid_to` that are None because the chip holds no such day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderInfo:
    """What the reader tells of itself."""

    driver: str
    port: str
    sam_number: str
    """Number of the security module, as printed on the label."""


class IdCardReader(Protocol):
    """A blocking reader; run it on a `devices.worker.DeviceWorker`."""

    def open(self) -> ReaderInfo:
        """Open the port and ask the reader who it is; harmless when open. Raises `DeviceError`."""

    def wait_for_card(self, *, deadline: float) -> None:
        """Return when a card lies on the reader; raises `DeviceTimeout("no_card")` at `deadline` (time.monotonic)."""

    def read(self, *, deadline: float) -> IdCard:
        """Wait for a card and read it, surviving noise, one wrong checksum and one card fault.

        What is returned is plausible and came undisturbed, or was read twice alike.

        Raises:
            DeviceTimeout: `no_card`: none was put on the reader by `deadline`.
            DeviceUnplugged: `unplugged`.
            NotReadable: `card_fault` after the retry (lift the card and put it back), or where what it says
                cannot be a card; `unknown_card`, `blank_card`.
            DeviceFault: `sam_fault`: the reader reports a fault of its own; `garbled`: its answers make no sense.
            DeviceTimeout: also `no_answer`: the reader is silent, or too slow to finish by `deadline`.
        """

    def wait_for_removal(self, *, deadline: float) -> None:
        """Return when the card is gone; raises `DeviceTimeout("card_left")`."""

    def close(self) -> None:
        """Release the port; harmless when closed."""
