"""The outer packets in which HID readers wrap what they carry; pure.

To the reader    `88 | serial number (2) | length LE16 = 1 + n | command | data (n) | sum LE16`
From the reader  `AA | serial number (2) | length LE16 = 1 + n | result  | data (n) | sum LE16`

The sum adds up all bytes from the length to the end of the data. Each report holds one packet, padded with zeros; a
long answer comes as several, which are joined. As seen in one maker's public driver; other makers wrap differently.
"""

from __future__ import annotations

REPORT = 64
TO_READER, FROM_READER = 0x88, 0xAA
CARRY = 0x00
"""Command byte for "pass this on to the security module". Not confirmed on a reader by us."""
ROOM = REPORT - 8
"""Data bytes that one report has room for."""


def wrap(data: bytes, *, begin: int = TO_READER, command: int = CARRY) -> list[bytes]:
    """Return the reports that carry `data`."""
    return [_packet(begin, command, data[at : at + ROOM]) for at in range(0, max(1, len(data)), ROOM)]


def unwrap(report: bytes, *, begin: int = FROM_READER) -> bytes:
    """Return the data of one report; "" for one that is no packet or has a wrong sum: the frame then lacks it."""
    if len(report) < 8 or report[0] != begin:
        return b""
    length = int.from_bytes(report[3:5], "little")
    end = 5 + length
    if length < 1 or end + 2 > len(report) or _sum(report[3:end]) != report[end : end + 2]:
        return b""
    return report[6:end]


def _packet(begin: int, command: int, data: bytes) -> bytes:
    counted = (1 + len(data)).to_bytes(2, "little") + bytes([command]) + data
    return (bytes([begin, 0, 0]) + counted + _sum(counted)).ljust(REPORT, b"\0")


def _sum(data: bytes) -> bytes:
    return (sum(data) & 0xFFFF).to_bytes(2, "little")
