"""Transparent files of a card: select one and read it whole, by pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devices.errors import NotReadable
from devices.smartcard.apdu import END_OF_FILE, MAXIMUM, OK, SECURITY_STATUS, Command, fault
from devices.smartcard.tlv import BadTlv, encode, header, objects

if TYPE_CHECKING:
    from devices.smartcard.apdu import Channel

PIECE = 0xDF
"""Bytes of one piece: the protected answer stays within one short response."""
_LARGEST = 1 << 20
_FAR = 0x8000
"""READ BINARY reaches offsets below this; from here on its odd instruction is needed (ISO/IEC 7816-4 §7.2.3)."""
_BEGINNING = 8


def read_file(channel: Channel, file: int) -> bytes | None:
    """Return the one TLV object that the file holds; None where the card has no such file, or does not give it.

    Raises `NotReadable("card_fault")`: it ends too early, or is of no sensible size.
    """
    selected = channel.ask(Command(0x00, 0xA4, 0x02, 0x0C, file.to_bytes(2, "big")))
    if selected.missing or selected.sw == SECURITY_STATUS:
        return None
    if not selected.ok:
        raise fault(selected.sw)
    beginning = _piece(channel, 0, _BEGINNING)
    try:
        _, head, length = header(beginning)
    except BadTlv as exc:
        raise NotReadable("card_fault", f"file {file:04X}: {exc}") from None
    if length > _LARGEST:
        raise NotReadable("card_fault", f"file {file:04X}: {length} bytes")
    data = bytearray(beginning)
    while len(data) < head + length:
        data += _piece(channel, len(data), min(PIECE, head + length - len(data)))
    return bytes(data[: head + length])


def _piece(channel: Channel, offset: int, length: int) -> bytes:
    answer = channel.ask(_near(offset, length) if offset < _FAR else _far(offset, length))
    if answer.sw not in (OK, END_OF_FILE) or not answer.data:
        raise fault(answer.sw)
    if offset < _FAR:
        return answer.data
    try:
        return dict(objects(answer.data))[0x53]
    except (BadTlv, KeyError):
        raise NotReadable("card_fault", "a far piece without its wrapping") from None


def _near(offset: int, length: int) -> Command:
    return Command(0x00, 0xB0, offset >> 8, offset & 0xFF, le=length)


def _far(offset: int, length: int) -> Command:
    # The answer wraps its data in tag 53, which takes up to three bytes of it.
    size = (offset.bit_length() + 7) // 8
    wrapped = min(length, PIECE - 3) + 3
    return Command(0x00, 0xB1, 0, 0, encode(0x54, offset.to_bytes(size, "big")), min(wrapped, MAXIMUM))
