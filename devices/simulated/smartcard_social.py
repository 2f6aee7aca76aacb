"""A social security card 社会保障卡 of LD/T 32, versions 1, 2 and 3, read by ordinal or by tag; pure.

Written from the standard's table and not from the reader, so that a mistake in one shows in the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from devices.simulated.smartcard_chip import Asked, sw, take_apart

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ATR = bytes.fromhex("3B6D0000") + bytes.fromhex("00814354435353303132333435")
"""T=0 with thirteen historical bytes."""
_NAME = bytes.fromhex("7378312E73682EC9E7BBE1B1A3D5CF")
_FILES = (0xEF05, 0xEF06)
_TRIES = 3


class SocialSecurityChip:
    """One card. `styles` are the ways it can be read: `sfi`, `tag`, or both."""

    atr = ATR

    def __init__(self, described: Mapping[str, Any]) -> None:
        """Raises `ValueError` where a value does not fit its field."""
        self.version = str(described.get("version", "2.00"))
        self._styles = frozenset(described.get("styles", ("sfi", "tag")))
        self._pin = bytes.fromhex(str(described.get("pin") or ""))
        self._files = {0xEF05: _card_records(described, self.version), 0xEF06: _holder_records(described, self.version)}
        self._tries = _TRIES
        self.reset()

    def reset(self) -> None:
        """Forget what was selected and proved."""
        self._in_application = False
        self._file = 0
        self._proved = not self._pin

    def answer(self, command: bytes) -> bytes:
        """Return data and status word."""
        asked = take_apart(command)
        if asked is None:
            return sw(0x6700)
        known: dict[int, Callable[[Asked], bytes]] = {0xA4: self._select, 0xB2: self._read, 0x20: self._verify}
        carry_out = known.get(asked.ins)
        return carry_out(asked) if carry_out else sw(0x6D00)

    def _select(self, asked: Asked) -> bytes:
        if asked.p1 == 0x04:
            self._in_application = asked.data == _NAME
            return b"\x6f\x11\x84\x0f" + _NAME + b"\x90\x00" if self._in_application else sw(0x6A82)
        name = int.from_bytes(asked.data, "big")
        if not self._in_application or name not in _FILES or "tag" not in self._styles:
            return sw(0x6A82)
        self._file = name
        return b"\x6f\x04\x83\x02" + asked.data + b"\x90\x00"

    def _read(self, asked: Asked) -> bytes:
        by_ordinal = asked.p2 & 7 == 4
        file = 0xEF00 | asked.p2 >> 3 if by_ordinal else self._file
        if not self._in_application or file not in self._files:
            return sw(0x6A82)
        if by_ordinal and "sfi" not in self._styles:
            return sw(0x6A86)
        if file == 0xEF06 and (not self._proved or self.version >= "3"):
            return sw(0x6982)
        records = self._files[file]
        if by_ordinal:
            record = records[asked.p1 - 1] if 0 < asked.p1 <= len(records) else None
        else:
            record = next((one for one in records if one[0] == asked.p1), None)
        return sw(0x6A83) if record is None else record + b"\x90\x00"

    def _verify(self, asked: Asked) -> bytes:
        if not self._tries:
            return sw(0x6983)
        if asked.data == self._pin:
            self._tries, self._proved = _TRIES, True
            return sw(0x9000)
        self._tries -= 1
        return sw(0x63C0 + self._tries)


def _card_records(d: Mapping[str, Any], version: str) -> list[bytes]:
    number = "" if version >= "3" else str(d.get("card_number", "A12345678"))
    return [
        _record(0x01, _cn(str(d.get("card_id", "110105D15600000512345678")), 16)),
        _record(0x02, b"1"),
        _record(0x03, _an(version, 4)),
        _record(0x04, _cn(str(d.get("issuer_code", "911100000000110105")), 12)),
        _record(0x05, _day(d.get("issued", "2020-01-02"))),
        _record(0x06, _day(d.get("valid_to", "2030-01-02"))),
        _record(0x07, _an(number, 9)),
    ]


def _holder_records(d: Mapping[str, Any], version: str) -> list[bytes]:
    name = d.get("name_hex")
    raw = bytes.fromhex(name) if name else str(d.get("name", "张三")).encode("gb18030")
    head, rest = raw[:30], raw[30:]
    extension = [_record(0x4E, rest.ljust(20, b"\0"))] if version >= "2" else []
    return [
        _record(0x08, _an(str(d.get("number", "11010519491231002X")), 18)),
        _record(0x09, head.ljust(30, b"\0")),
        *extension,
        _record(0x0A, _an(str(d.get("sex", "1")), 1)),
        _record(0x0B, _cn(str(d.get("ethnic", "01")), 1)),
        _record(0x0C, _cn(str(d.get("birthplace", "110105")), 3)),
        _record(0x0D, _day(d.get("birth", "1949-12-31"))),
    ]


def _record(tag: int, value: bytes) -> bytes:
    return bytes([tag, len(value)]) + value


def _an(text: str, size: int) -> bytes:
    return _fitting(text.encode("ascii"), size, b"\0")


def _cn(digits: str, size: int) -> bytes:
    return _fitting(bytes.fromhex(digits + "F" * (len(digits) % 2)), size, b"\xff")


def _day(text: object) -> bytes:
    return _cn(str(text or "").replace("-", ""), 4)


def _fitting(raw: bytes, size: int, filler: bytes) -> bytes:
    if len(raw) > size:
        msg = f"{len(raw)} bytes, room for {size}"
        raise ValueError(msg)
    return raw.ljust(size, filler)
