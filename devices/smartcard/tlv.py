"""BER-TLV as cards write it: definite lengths of up to three bytes, tags of one or two; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MORE_TAG_BYTES = 0x1F
_LONGEST_LENGTH = 3


class BadTlv(ValueError):
    """The bytes are no TLV, or end before they say they do."""


def encode(tag: int, value: bytes) -> bytes:
    """Return tag, length in its shortest form, value."""
    return _tag_bytes(tag) + length_bytes(len(value)) + value


def length_bytes(length: int) -> bytes:
    """Return a length in its shortest form (ISO/IEC 7816-4 §5.2.2.2)."""
    if length < 0x80:
        return bytes([length])
    body = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(body)]) + body


def header(data: bytes) -> tuple[int, int, int]:
    """Return tag, bytes the tag and length take, and bytes of value to follow, of the object `data` begins with.

    Raises `BadTlv`: `data` ends within tag or length, or the length is indefinite or beyond 16 MB.
    """
    try:
        size = 2 if data[0] & _MORE_TAG_BYTES == _MORE_TAG_BYTES else 1
        tag = int.from_bytes(data[:size], "big")
        first = data[size]
    except IndexError:
        raise BadTlv("ends in a tag") from None
    if first < 0x80:
        return tag, size + 1, first
    count = first & 0x7F
    body = data[size + 1 : size + 1 + count]
    if not 0 < count <= _LONGEST_LENGTH or len(body) != count:
        raise BadTlv("no length")
    return tag, size + 1 + count, int.from_bytes(body, "big")


def objects(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each object's tag and value, in order; raises `BadTlv` at the first that is cut off."""
    at = 0
    while at < len(data):
        tag, head, length = header(data[at:])
        value = data[at + head : at + head + length]
        if len(value) != length:
            raise BadTlv(f"tag {tag:X} is cut off")
        yield tag, value
        at += head + length


def only(data: bytes, tag: int) -> bytes:
    """Return the value of the one object that `data` is; what follows it is padding. Raises `BadTlv`."""
    found, head, length = header(data)
    if found != tag or len(data) < head + length:
        raise BadTlv(f"not a whole {tag:X}")
    return data[head : head + length]


def first(data: bytes, tag: int) -> bytes | None:
    """Return the value of the first object with this tag, None where there is none; raises `BadTlv`."""
    return next((value for found, value in objects(data) if found == tag), None)


def _tag_bytes(tag: int) -> bytes:
    return tag.to_bytes(2 if tag > 0xFF else 1, "big")
