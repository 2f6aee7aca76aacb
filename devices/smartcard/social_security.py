"""The social security card 社会保障卡 (LD/T 32): both ways in which terminals read it, and what its records say."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING

from devices.errors import NotReadable
from devices.smartcard.apdu import SECURITY_STATUS, Command, Response, fault
from devices.smartcard.base import SocialSecurityCard
from devices.smartcard.tlv import BadTlv, objects

if TYPE_CHECKING:
    from devices.smartcard.access import Access
    from devices.smartcard.apdu import Channel

SELECT_SOCIAL_SECURITY = Command(0x00, 0xA4, 0x04, 0x00, b"sx1.sh." + "社会保障".encode("gbk"), 256)
_CARD_FILE, _HOLDER_FILE = 0xEF05, 0xEF06
_CARD_TAGS = (0x01, 0x03, 0x04, 0x05, 0x06, 0x07)
_HOLDER_TAGS = (0x08, 0x09, 0x4E, 0x0A, 0x0B, 0x0C, 0x0D)
_ORDINALS = {_CARD_FILE: 7, _HOLDER_FILE: 7}
_CLOSED = frozenset({SECURITY_STATUS, 0x6985})
_SEX = frozenset("129")
_Records = dict[int, bytes]


def read_social_security(channel: Channel, access: Access | None) -> SocialSecurityCard | None:
    """Return what the card tells; None where this is no social security card.

    Raises `NotReadable`: `pin_needed`, `wrong_pin`, `card_fault`, `blank_card`.
    """
    selected = channel.ask(SELECT_SOCIAL_SECURITY)
    if not selected.ok:
        if selected.missing or selected.sw in _CLOSED:
            return None
        raise fault(selected.sw)
    card, _ = _records(channel, _CARD_FILE, _CARD_TAGS)
    holder, closed = _records(channel, _HOLDER_FILE, _HOLDER_TAGS)
    if closed and access is not None and access.pin:
        _verify(channel, access.pin)
        holder, closed = _records(channel, _HOLDER_FILE, _HOLDER_TAGS)
    return _decode(card, holder, closed=closed)


def _records(channel: Channel, file: int, tags: tuple[int, ...]) -> tuple[_Records, bool]:
    """Return a file's records by tag, and whether the card keeps (some of) them closed.

    By ordinal through the short file identifier first. Which ordinal holds which tag differs between versions and
    issuers, so every record is known by its own tag. A card that does not know this way is read the other way.
    """
    first = channel.ask(Command(0x00, 0xB2, 1, (file & 0x1F) << 3 | 4, le=256))
    if first.ok and _record(first.data):
        return _by_ordinal(channel, file, first)
    if first.sw in _CLOSED:
        return {}, True
    return _by_tag(channel, file, tags)


def _by_ordinal(channel: Channel, file: int, first: Response) -> tuple[_Records, bool]:
    records, closed = _record(first.data), False
    for ordinal in range(2, _ORDINALS[file] + 1):
        answer = channel.ask(Command(0x00, 0xB2, ordinal, (file & 0x1F) << 3 | 4, le=256))
        closed = closed or answer.sw in _CLOSED
        if answer.missing:
            break
        if answer.ok:
            records.update(_record(answer.data))
        elif answer.sw not in _CLOSED:
            raise fault(answer.sw)
    return records, closed


def _by_tag(channel: Channel, file: int, tags: tuple[int, ...]) -> tuple[_Records, bool]:
    name = file.to_bytes(2, "big")
    selected = channel.ask(Command(0x00, 0xA4, 0x02, 0x00, name, 256))
    if not selected.ok:
        selected = channel.ask(Command(0x00, 0xA4, 0x00, 0x00, name, 256))
    if selected.sw in _CLOSED:
        return {}, True
    if not selected.ok:
        raise fault(selected.sw)
    records: _Records = {}
    closed = False
    for tag in tags:
        answer = channel.ask(Command(0x00, 0xB2, tag, 0x00, le=256))
        closed = closed or answer.sw in _CLOSED
        if answer.ok:
            records.update(_record(answer.data))
        elif not answer.missing and answer.sw not in _CLOSED:
            raise fault(answer.sw)
    return records, closed


def _record(data: bytes) -> _Records:
    try:
        return dict(objects(data))
    except BadTlv:
        return {}


def _verify(channel: Channel, pin: str) -> None:
    if not re.fullmatch("[0-9]{4,12}", pin) or len(pin) % 2:
        raise NotReadable("wrong_pin", "a PIN has 4 to 12 digits, an even number")
    answer = channel.ask(Command(0x00, 0x20, 0, 0, bytes.fromhex(pin)))
    if answer.ok:
        return
    if answer.sw >> 4 == 0x63C:
        raise NotReadable("wrong_pin", f"{answer.sw & 0xF} tries left")
    if answer.sw == 0x6983:
        raise NotReadable("wrong_pin", "blocked")
    raise fault(answer.sw)


def _decode(card: _Records, holder: _Records, *, closed: bool) -> SocialSecurityCard:
    if not card and not holder:
        raise NotReadable("pin_needed" if closed else "blank_card")
    name = _name(holder.get(0x09, b"") + holder.get(0x4E, b"").rstrip(b"\0"))
    days = {"birth": holder.get(0x0D, b""), "issued": card.get(0x05, b""), "valid_to": card.get(0x06, b"")}
    dates = {field: _day(raw) for field, raw in days.items()}
    sex = _text(holder.get(0x0A, b""))
    number = _text(holder.get(0x08, b"")).upper()
    return SocialSecurityCard(
        version=_text(card.get(0x03, b"")),
        card_id=_digits(card.get(0x01, b"")),
        card_number=_text(card.get(0x07, b"")),
        issuer_code=_digits(card.get(0x04, b"")),
        number=number,
        name=name,
        sex=sex if sex in _SEX else "0",
        ethnic=_digits(holder.get(0x0B, b"")),
        birthplace=_digits(holder.get(0x0C, b"")),
        protected=not (number or name),
        unknown_characters=tuple(sorted({c for c in name if c == "\ufffd" or unicodedata.category(c) == "Co"})),
        impossible_dates=tuple(field for field, raw in days.items() if raw.strip(b"\0\xff") and dates[field] is None),
        **dates,
    )


def _name(raw: bytes) -> str:
    """Return a name: GBK, read as GB 18030 which holds all of it and the rare characters besides."""
    # The name's own field is filled up before its extension begins.
    text = raw.replace(b"\0", b"").decode("gb18030", errors="replace")
    return "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cc").strip()


def _text(raw: bytes) -> str:
    return raw.rstrip(b"\0").decode("ascii", errors="replace").strip()


def _digits(raw: bytes) -> str:
    """Return cn: digits left aligned, filled up with F."""
    return raw.hex().upper().rstrip("F")


def _day(raw: bytes) -> dt.date | None:
    text = raw.hex()
    if not re.fullmatch("[0-9]{8}", text):
        return None
    try:
        return dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
