"""Builds the text area of invented cards from JSON with the keys of `devices.idcard.IdCard`.

Written from the standard's table and not from the decoder, so that a mistake in one shows in the other.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from devices.idcard.ethnic import ETHNIC_GROUPS

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXT_SIZE = 256
PHOTO_SIZE = 1024
_SEX = {"男": "1", "女": "2", "未知": "0", "未说明": "9"}
_CODE_OF = {name: code for code, name in ETHNIC_GROUPS.items()}


class BadCard(ValueError):
    """The description cannot be put on a chip; says which field and why."""


@dataclass(frozen=True, slots=True)
class ChipCard:
    """What lies on the reader: the chip's text and photo."""

    text: bytes
    photo: bytes


def from_json(text: str) -> ChipCard:
    """Return the card that a JSON object describes; raises `BadCard`."""
    try:
        described = json.loads(text)
    except ValueError as exc:
        raise BadCard(str(exc)) from exc
    return from_description(described)


def from_hex(text: str) -> ChipCard:
    """Return the card whose chip holds these bytes: 256 of text, and 1024 of photo or none; raises `BadCard`."""
    try:
        raw = bytes.fromhex(text)
    except ValueError as exc:
        raise BadCard(str(exc)) from exc
    if len(raw) not in (TEXT_SIZE, TEXT_SIZE + PHOTO_SIZE):
        msg = f"{len(raw)} bytes, not {TEXT_SIZE} of text or {TEXT_SIZE + PHOTO_SIZE} with the photo"
        raise BadCard(msg)
    return ChipCard(raw[:TEXT_SIZE], raw[TEXT_SIZE:].ljust(PHOTO_SIZE, b"\0"))


def from_description(described: Mapping[str, Any]) -> ChipCard:
    """Return the card with these values; raises `BadCard`. Dates are ISO, `valid_to` null means 长期."""
    if not isinstance(described, dict):
        msg = "a card is a JSON object"
        raise BadCard(msg)
    values = {key: _text(value) for key, value in described.items()}
    layout = _layout(values)
    photo = bytes.fromhex(values.get("photo_wlt", "")).ljust(PHOTO_SIZE, b"\0")
    return ChipCard(b"".join(_field(name, text, size) for name, text, size in layout), photo)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _layout(v: dict[str, str]) -> list[tuple[str, str, int]]:
    """Fields in the order of the chip: name, text, bytes."""
    get = v.get
    kind = get("kind", "resident")
    number = get("number", "")
    if kind == "resident":
        return [*_head(v, "ethnic", _ethnic(v)), *_middle(v), *_term(v), ("reserved", "", 36)]
    if kind == "hmt_permit":
        tail = [("pass_number", get("pass_number", ""), 18), ("issue_count", get("issue_count", "01"), 4)]
        flag = [("reserved", "", 6), ("flag", "J", 2), ("reserved", "", 6)]
        return [*_head(v, "reserved", ""), *_middle(v), *_term(v), *tail, *flag]
    if kind == "foreign_pr":
        return _foreign_2017(v) if len(number) == 15 else _foreign_2023(v)
    msg = f"kind {kind!r} is not resident, hmt_permit or foreign_pr"
    raise BadCard(msg)


def _head(v: dict[str, str], third: str, text: str) -> list[tuple[str, str, int]]:
    return [("name", v.get("name", ""), 30), ("sex", _sex(v), 2), (third, text, 4), ("birth", _day(v, "birth"), 16)]


def _middle(v: dict[str, str]) -> list[tuple[str, str, int]]:
    return [("address", v.get("address", ""), 70), ("number", v.get("number", ""), 36), ("issuer", _issuer(v), 30)]


def _term(v: dict[str, str]) -> list[tuple[str, str, int]]:
    until = _day(v, "valid_to") or "长期"
    return [("valid_from", _day(v, "valid_from"), 16), ("valid_to", until, 16)]


def _foreign_2017(v: dict[str, str]) -> list[tuple[str, str, int]]:
    get = v.get
    who = [("name_en", get("name_en", ""), 120), ("sex", _sex(v), 2), ("number", get("number", ""), 30)]
    where = [("nationality", get("nationality", ""), 6), ("name", get("name", ""), 30)]
    tail = [("birth", _day(v, "birth"), 16), ("version", "01", 4), ("issuer", _issuer(v), 8)]
    return [*who, *where, *_term(v), *tail, ("flag", "I", 2), ("reserved", "", 6)]


def _foreign_2023(v: dict[str, str]) -> list[tuple[str, str, int]]:
    get = v.get
    english = get("name_en", "")
    head = _head(v, "issue_count", get("issue_count", "00"))
    middle = [("name_en", english[:35], 70), ("number", get("number", ""), 36), ("reserved", "", 30)]
    tail = [("name_en", english[35:], 22), ("nationality", get("nationality", ""), 6), ("flag", "Y", 2)]
    return [*head, *middle, *_term(v), *tail, ("reserved", "", 6)]


def _issuer(v: dict[str, str]) -> str:
    return v.get("issuer", "")


def _sex(v: dict[str, str]) -> str:
    sex = v.get("sex", "0")
    return _SEX.get(sex, sex)


def _ethnic(v: dict[str, str]) -> str:
    ethnic = v.get("ethnic", "汉")
    return _CODE_OF.get(ethnic.removesuffix("族"), ethnic)


def _day(v: dict[str, str], name: str) -> str:
    return v.get(name, "").replace("-", "")


def _field(name: str, text: str, size: int) -> bytes:
    # Half a character is a fault that real chips have: let it pass.
    raw = text.encode("utf-16-le", errors="surrogatepass")
    if len(raw) > size:
        msg = f"{name}: {len(raw)} bytes, room for {size}"
        raise BadCard(msg)
    return raw + b" \0" * ((size - len(raw)) // 2)
