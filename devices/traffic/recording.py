"""The file of a recording: a header, then one moment a line.

{"recording": 1, "protocol": "sam_v", "driver": "sam_v_serial", "masked": true, "started": "2026-11-23T03:00:00+00:00",
 "operation": {"do": "read_idcard", "timeout": 10.0}}
{"at": 0.0031, "what": "out", "hex": "aaaaaa96690003200122"}
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

VERSION = 1
LARGEST_FILE = 64 * 1024 * 1024


class NotARecording(ValueError):
    """The file is no recording, or a damaged one."""

    def __init__(self, line: int, why: object) -> None:
        """`line` counts from 1."""
        super().__init__(f"line {line}: {why}")


class What(StrEnum):
    """What happened on the line."""

    OUT = "out"
    IN = "in"
    """Bytes came; none: the driver looked, and nothing had come."""
    OPENED = "opened"
    CLOSED = "closed"
    GONE = "gone"
    """The driver looked whether the device is still there, and it was not."""
    PAUSE = "pause"
    ERROR = "error"
    """The line failed with `word`, the reason of a `DeviceError`."""
    END = "end"
    """The operation ended with `word`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What was recorded, and how."""

    protocol: str
    driver: str
    masked: bool
    started: str
    """ISO 8601."""
    operation: dict[str, Any] = field(default_factory=dict)
    """What the driver was asked to do, so that it can be asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One thing that happened, `at` so many seconds after the recording began."""

    at: float
    what: What
    data: bytes = b""
    word: str = ""


def header_line(header: Header) -> str:
    """Return the first line."""
    fields = {name: getattr(header, name) for name in ("protocol", "driver", "masked", "started", "operation")}
    return json.dumps({"recording": VERSION, **fields}, ensure_ascii=False)


def moment_line(moment: Moment) -> str:
    """Return the line of one moment."""
    said: dict[str, Any] = {"at": round(moment.at, 6), "what": moment.what.value}
    if moment.data:
        said["hex"] = moment.data.hex()
    if moment.word:
        said["word"] = moment.word
    return json.dumps(said)


def load(path: Path) -> tuple[Header, tuple[Moment, ...]]:
    """Return what a file holds; raises `NotARecording`, and `OSError` where it cannot be read.

    A last line that was cut off, as a killed program leaves it, is passed over.
    """
    if path.stat().st_size > LARGEST_FILE:
        raise NotARecording(1, "too large")
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError:
        raise NotARecording(1, "not text") from None
    return _header(lines[0]), tuple(_moments(lines[1:]))


def _header(line: str) -> Header:
    said = _object(line, 1)
    if said.get("recording") != VERSION:
        raise NotARecording(1, f"not a recording of version {VERSION}")
    try:
        fields = {name: said[name] for name in ("protocol", "driver", "masked", "started", "operation")}
    except KeyError as exc:
        raise NotARecording(1, f"{exc.args[0]} is missing") from None
    if not isinstance(fields["operation"], dict):
        raise NotARecording(1, "operation is no object")
    return Header(**fields)


def _moments(lines: list[str]) -> Iterable[Moment]:
    for number, line in enumerate(lines, start=2):
        if not line:
            continue
        try:
            yield _moment(_object(line, number), number)
        except NotARecording:
            if number == len(lines) + 1:
                return
            raise


def _moment(said: dict[str, Any], number: int) -> Moment:
    try:
        return Moment(
            at=float(said["at"]),
            what=What(said["what"]),
            data=bytes.fromhex(said.get("hex", "")),
            word=str(said.get("word", "")),
        )
    except (KeyError, ValueError, TypeError) as exc:
        raise NotARecording(number, exc) from None


def _object(line: str, number: int) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except ValueError as exc:
        raise NotARecording(number, exc) from None
    if not isinstance(said, dict):
        raise NotARecording(number, "not an object")
    return said
