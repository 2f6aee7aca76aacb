"""What of a device's bytes may leave the booth: masks keep length and direction and take the people out."""

from __future__ import annotations

from typing import Protocol

from devices.traffic.recording import What

_SELECT, _HEADER = 0xA4, 5


class Mask(Protocol):
    """Masks what went one way between two changes of direction."""

    def __call__(self, what: What, data: bytes) -> bytes:
        """Return as many bytes as `data` has, with nothing personal in them."""


def clear(what: What, data: bytes) -> bytes:
    """Return the bytes as they are: for a technician who asked for it."""
    del what
    return data


def opaque(what: What, data: bytes) -> bytes:
    """Return zeros: only lengths and times remain. For print jobs, and for any protocol nobody wrote a mask for."""
    del what
    return bytes(len(data))


def apdu(what: What, data: bytes) -> bytes:
    """Mask one APDU: what a card is told to select, headers, lengths and status words remain."""
    if what is What.IN:
        return bytes(max(0, len(data) - 2)) + data[-2:]
    if len(data) <= _HEADER or data[1] == _SELECT:
        return data
    end = min(len(data), _HEADER + data[4])
    return data[:_HEADER] + bytes(end - _HEADER) + data[end:]
