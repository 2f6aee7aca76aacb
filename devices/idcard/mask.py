"""Takes the person out of SAM_V traffic: the same lengths, right check bytes and the same oddities, nobody's data.

A masked card is read as the true one was: a wrong check digit stays wrong, an impossible day impossible, half a
character half. Its words become 某, X and 0. Two records that were alike stay alike, by a key that nobody keeps.
"""

from __future__ import annotations

import hmac
import re
import secrets
import unicodedata
from typing import TYPE_CHECKING

from devices.idcard import sam
from devices.idcard.plausible import check_digit, number_fits
from devices.idcard.private_use import REAL_CHARACTERS, is_private
from devices.idcard.text import LAYOUTS, SIZE, date
from devices.traffic.recording import What

if TYPE_CHECKING:
    from devices.idcard.base import CardKind

_KEPT = len(sam.PREAMBLE) + 2 + 3
"""Bytes of a frame that say nothing personal: preamble, length, status."""
_HARMLESS = frozenset(sam.PREAMBLE) | {0}
_RECORD_HEAD = 4
_FLAG = slice(248, 250)
_HALVES = ("\ud800", "\udc00")
_BIRTH, _NO_DAY = "19000101", "19000231"


class SamMask:
    """A `Mask` for one recording."""

    def __init__(self, key: bytes | None = None) -> None:
        self._key = key or secrets.token_bytes(32)

    def __call__(self, what: What, data: bytes) -> bytes:
        """See `Mask`; what goes to the reader holds nothing personal."""
        return self._answers(data) if what is What.IN else data

    def _answers(self, data: bytes) -> bytes:
        masked = bytearray(byte if byte in _HARMLESS else 0x20 for byte in data)
        at = data.find(sam.PREAMBLE)
        while at >= 0:
            at = data.find(sam.PREAMBLE, self._frame(data, masked, at))
        return bytes(masked)

    def _frame(self, data: bytes, masked: bytearray, at: int) -> int:
        """Mask the frame at `at`; return where to look for the next one."""
        masked[at : at + _KEPT] = data[at : at + _KEPT]
        end = at + len(sam.PREAMBLE) + 2 + int.from_bytes(data[at + 5 : at + 7], "big")
        if end > len(data) or end <= at + _KEPT:
            return at + 1
        body = data[at + len(sam.PREAMBLE) : end - 1]
        if sam.checksum(body) != data[end - 1]:
            # As wrong as it was: the driver is to notice it again.
            masked[end - 1] = sam.checksum(bytes(masked[at + len(sam.PREAMBLE) : end - 1])) ^ 0x55
            return at + 1
        body = body[:5] + self._payload(body[5:])
        masked[at + len(sam.PREAMBLE) : end] = body + bytes([sam.checksum(body)])
        return end

    def _payload(self, payload: bytes) -> bytes:
        if len(payload) <= 16:
            return payload
        head, rest = payload[:_RECORD_HEAD], payload[_RECORD_HEAD:]
        size = int.from_bytes(head[:2], "big")
        if size != SIZE or len(rest) < SIZE:
            return head + self._filler(rest, len(rest))
        return head + masked_text(rest[:SIZE]) + self._filler(rest, len(rest) - SIZE)

    def _filler(self, data: bytes, size: int) -> bytes:
        digest = hmac.digest(self._key, data, "sha256")
        return (digest * (size // len(digest) + 1))[:size]


def masked_text(text: bytes) -> bytes:
    """Return a chip's text area as odd as this one, of nobody."""
    kind, layout = LAYOUTS.get(_string(text[_FLAG]).strip(), (None, {}))
    masked = bytearray(_bytes(_masked_words(_string(text)), len(text)))
    masked[_FLAG] = text[_FLAG]
    fields = {name: "".join(_string(text[place]) for place in places).strip() for name, places in layout.items()}
    for name, value in _masked_values(kind, fields).items():
        [place] = layout[name]
        masked[place] = _bytes(value, place.stop - place.start)
    return bytes(masked)


def _masked_values(kind: CardKind | None, fields: dict[str, str]) -> dict[str, str]:
    """Return the fields that keep more than their letters' classes."""
    values: dict[str, str] = {name: "1" if name == "sex" else "01" for name in ("sex", "ethnic") if name in fields}
    dates = {name: date(fields.get(name, "")) for name in ("birth", "valid_from", "valid_to")}
    reversed_term = dates["valid_from"] and dates["valid_to"] and dates["valid_to"] < dates["valid_from"]
    possible = {"birth": _BIRTH, "valid_from": "20000101", "valid_to": "19991231" if reversed_term else "20991231"}
    for name, day in dates.items():
        if re.fullmatch("[0-9]{8}", fields.get(name, "")):
            values[name] = possible[name] if day else _NO_DAY
    if fields.get("valid_to") == "长期":
        values["valid_to"] = "长期"
    number = fields.get("number", "").upper()
    if kind is not None and number_fits(kind, number):
        values["number"] = _masked_number(number, fields.get("birth", ""), values.get("birth", _BIRTH))
    return values


def _masked_number(number: str, birth: str, masked_birth: str) -> str:
    if len(number) != 18:
        return "XXX" + "0" * 12
    region = number[:6] if number[:2] in ("81", "82", "83") else number[0] + "00000"
    day = masked_birth if number[6:14] == birth else "19000102"
    first = f"{region}{day}000"
    right = check_digit(first)
    if check_digit(number[:17]) == number[17]:
        return first + right
    return first + ("0" if right != "0" else "1")


def _masked_words(text: str) -> str:
    return "".join(map(_masked_character, text))


def _masked_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cs":
        return _HALVES[character >= "\udc00"]
    if is_private(character) and ord(character) not in REAL_CHARACTERS:
        return "\ue000"
    if category in ("Cc", "Zs"):
        return character
    if character.isascii():
        return "0" if character.isdigit() else "X"
    return "某" * (1 if ord(character) <= 0xFFFF else 2)


def _string(raw: bytes) -> str:
    return raw.decode("utf-16-le", errors="surrogatepass")


def _bytes(text: str, size: int) -> bytes:
    raw = text.encode("utf-16-le", errors="surrogatepass")
    return (raw + b" \0" * (size // 2))[:size]
