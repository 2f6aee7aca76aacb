"""SANE's status codes (SANE standard 1.06 §4.2.7), which are `scanimage`'s exit codes, as our errors."""

from __future__ import annotations

import re
from enum import IntEnum

from devices.errors import (
    DeviceBusy,
    DeviceCancelled,
    DeviceError,
    DeviceFault,
    DeviceUnplugged,
    NotReadable,
)


class SaneStatus(IntEnum):
    """What a backend returns."""

    GOOD = 0
    UNSUPPORTED = 1
    CANCELLED = 2
    DEVICE_BUSY = 3
    INVAL = 4
    EOF = 5
    JAMMED = 6
    NO_DOCS = 7
    COVER_OPEN = 8
    IO_ERROR = 9
    NO_MEM = 10
    ACCESS_DENIED = 11


_ERRORS: dict[SaneStatus, tuple[type[DeviceError], str]] = {
    SaneStatus.UNSUPPORTED: (DeviceFault, "unsupported"),
    SaneStatus.CANCELLED: (DeviceCancelled, "cancelled"),
    SaneStatus.DEVICE_BUSY: (DeviceBusy, "busy"),
    SaneStatus.INVAL: (DeviceFault, "refused"),
    SaneStatus.EOF: (DeviceFault, "no_image"),
    SaneStatus.JAMMED: (DeviceFault, "jammed"),
    SaneStatus.NO_DOCS: (NotReadable, "no_docs"),
    SaneStatus.COVER_OPEN: (DeviceFault, "cover_open"),
    SaneStatus.IO_ERROR: (DeviceFault, "io_error"),
    SaneStatus.NO_MEM: (DeviceFault, "no_memory"),
    SaneStatus.ACCESS_DENIED: (DeviceFault, "access_denied"),
}
_WORDS = {
    "Operation not supported": SaneStatus.UNSUPPORTED,
    "Operation was cancel": SaneStatus.CANCELLED,
    "Device busy": SaneStatus.DEVICE_BUSY,
    "Invalid argument": SaneStatus.INVAL,
    "End of file reached": SaneStatus.EOF,
    "Document feeder jammed": SaneStatus.JAMMED,
    "Document feeder out of documents": SaneStatus.NO_DOCS,
    "Scanner cover is open": SaneStatus.COVER_OPEN,
    "Error during device I/O": SaneStatus.IO_ERROR,
    "Out of memory": SaneStatus.NO_MEM,
    "Access to resource has been denied": SaneStatus.ACCESS_DENIED,
}
"""How each status begins in words (`sane_strstatus`)."""
_SAID = re.compile(r"sane_(?:start|read): (.+)")
_OPENING = re.compile(r"open of device .* failed: (.+)")


def status_of(code: int, said: str) -> SaneStatus | None:
    """Return the status that a run of `scanimage` ended with; None for none of SANE's.

    The words go before the exit code: a backend's thread that dies of a broken pipe makes the code 0 after an error.
    """
    told = _SAID.findall(said)
    worded = next((status for words, status in _WORDS.items() if told and told[-1].startswith(words)), None)
    if worded is not None:
        return worded
    return SaneStatus(code) if 0 <= code <= max(SaneStatus) else None


def error_of(code: int, said: str, name: str) -> DeviceError:
    """Return the error for a run that did not go well; a negative code is a signal."""
    opening = _OPENING.search(said)
    if opening is not None:
        return _cannot_open(opening[1], name)
    status = status_of(code, said)
    if status in _ERRORS:
        kind, reason = _ERRORS[status]
        return kind(reason, name)
    if "Write Error" in said:
        return DeviceFault("full", name)
    # scanimage's PNG writer aborts when the scanner sends no line at all (SANE_STATUS_EOF at once).
    reason = "no_image" if "No IDATs" in said or status is SaneStatus.GOOD else "driver_failed"
    return DeviceFault(reason, f"{name}: ended with {code}")


def _cannot_open(words: str, name: str) -> DeviceError:
    """Return why it cannot be opened; most backends say `Invalid argument` when there is no such scanner."""
    status = next((status for start, status in _WORDS.items() if words.startswith(start)), SaneStatus.INVAL)
    if status in (SaneStatus.INVAL, SaneStatus.IO_ERROR):
        return DeviceUnplugged("unplugged", name)
    kind, reason = _ERRORS[status]
    return kind(reason, name)
