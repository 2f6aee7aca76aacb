"""IPP messages (RFC 8010 encoding, RFC 8011 meaning): attributes to bytes and back; pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

VERSION = b"\x02\x00"
CONTENT_TYPE = "application/ipp"
_LONGEST = 0xFFFF


class Operation(IntEnum):
    """RFC 8011 §5.4.15."""

    PRINT_JOB = 0x0002
    VALIDATE_JOB = 0x0004
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_JOBS = 0x000A
    GET_PRINTER_ATTRIBUTES = 0x000B


class Status(IntEnum):
    """The status codes we send or tell apart; below 0x0400 all is well (RFC 8011, appendix B)."""

    OK = 0x0000
    BAD_REQUEST = 0x0400
    NOT_POSSIBLE = 0x0404
    NOT_FOUND = 0x0406
    TOO_LARGE = 0x0408
    FORMAT_NOT_SUPPORTED = 0x040A
    INTERNAL_ERROR = 0x0500
    OPERATION_NOT_SUPPORTED = 0x0501
    NOT_ACCEPTING_JOBS = 0x0506
    BUSY = 0x0507


class Tag(IntEnum):
    """Delimiters and value tags (RFC 8010 §3.5)."""

    OPERATION_GROUP = 0x01
    JOB_GROUP = 0x02
    END = 0x03
    PRINTER_GROUP = 0x04
    UNSUPPORTED_GROUP = 0x05
    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    TEXT = 0x41
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME_TYPE = 0x49


class JobState(IntEnum):
    """RFC 8011 §5.3.7."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


class BadMessage(ValueError):
    """These bytes are no IPP message."""


Value = int | bool | str | bytes
"""What one attribute value is to us; bytes for a syntax that we do not use."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute to send: name, syntax and values."""

    name: str
    tag: Tag
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A request or a response. `code` is an operation or a status."""

    code: int
    request_id: int
    groups: tuple[tuple[int, Mapping[str, tuple[Value, ...]]], ...]
    data: bytes
    """What follows the attributes: the document of a Print-Job."""

    def group(self, tag: int) -> Mapping[str, tuple[Value, ...]]:
        """Return the first group of that tag; empty when there is none."""
        return next((attributes for found, attributes in self.groups if found == tag), {})


def text(attributes: Mapping[str, tuple[Value, ...]], name: str) -> str:
    """Return the first value as text; "" when there is none."""
    values = attributes.get(name, ())
    return str(values[0]) if values else ""


def number(attributes: Mapping[str, tuple[Value, ...]], name: str) -> int | None:
    """Return the first value as a number; None when there is none or it is not one."""
    values = attributes.get(name, ())
    return values[0] if values and isinstance(values[0], int) else None


def encode(code: int, request_id: int, groups: Iterable[tuple[Tag, Sequence[Attribute]]], data: bytes = b"") -> bytes:
    """Return the bytes of a message; a request begins with `attributes-charset` and -`natural-language`."""
    out = bytearray(VERSION + code.to_bytes(2, "big") + request_id.to_bytes(4, "big"))
    for tag, attributes in groups:
        out.append(tag)
        for attribute in attributes:
            out += _attribute(attribute)
    out.append(Tag.END)
    return bytes(out + data)


def _attribute(attribute: Attribute) -> bytes:
    out = bytearray()
    name = attribute.name.encode()
    for value in attribute.values:
        raw = _raw(attribute.tag, value)
        # A further value of the same attribute has an empty name (RFC 8010 §3.1.5).
        out += bytes([attribute.tag]) + len(name).to_bytes(2, "big") + name + len(raw).to_bytes(2, "big") + raw
        name = b""
    return bytes(out)


def _raw(tag: Tag, value: Value) -> bytes:
    if isinstance(value, bytes):
        return value
    if tag == Tag.BOOLEAN:
        return bytes([bool(value)])
    if tag in (Tag.INTEGER, Tag.ENUM):
        return int(value).to_bytes(4, "big", signed=True)
    return str(value).encode()[:_LONGEST]


def decode(untrusted: bytes) -> Message:
    """Return the message that the bytes hold; raises `BadMessage`."""
    if len(untrusted) < 9:
        msg = "too short"
        raise BadMessage(msg)
    reader = _Reader(untrusted, 8)
    groups: list[tuple[int, dict[str, tuple[Value, ...]]]] = []
    name = ""
    while (tag := reader.byte()) != Tag.END:
        if tag < 0x10:
            groups.append((tag, {}))
            continue
        if not groups:
            msg = "an attribute before any group"
            raise BadMessage(msg)
        name = reader.string() or name
        attributes = groups[-1][1]
        attributes[name] = (*attributes.get(name, ()), _value(tag, reader.field()))
    code, request_id = int.from_bytes(untrusted[2:4], "big"), int.from_bytes(untrusted[4:8], "big")
    return Message(code, request_id, tuple(groups), untrusted[reader.at :])


def _value(tag: int, raw: bytes) -> Value:
    if tag in (Tag.INTEGER, Tag.ENUM) and len(raw) == 4:
        return int.from_bytes(raw, "big", signed=True)
    if tag == Tag.BOOLEAN and len(raw) == 1:
        return raw != b"\0"
    if 0x40 <= tag <= 0x49:
        return raw.decode("utf-8", errors="replace")
    return raw


class _Reader:
    def __init__(self, data: bytes, at: int) -> None:
        self.data, self.at = data, at

    def byte(self) -> int:
        return self._take(1)[0]

    def field(self) -> bytes:
        return self._take(int.from_bytes(self._take(2), "big"))

    def string(self) -> str:
        return self.field().decode("utf-8", errors="replace")

    def _take(self, size: int) -> bytes:
        if self.at + size > len(self.data):
            msg = "ends in the middle"
            raise BadMessage(msg)
        self.at += size
        return self.data[self.at - size : self.at]
