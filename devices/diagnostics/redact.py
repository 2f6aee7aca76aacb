"""Logs and recorded traffic without people's data: by key where a line is JSON, by shape where it is text. Pure."""

from __future__ import annotations

import json
import re
from typing import Any

SAFE_KEYS = frozenset(
    {
        "event", "level", "timestamp", "logger", "case", "call", "detail", "kiosk", "reason", "resumed", "simulation",
        "path", "code", "state", "outcome", "method", "endpoint", "status", "seconds", "ms", "kind", "driver", "port",
        "device", "at", "direction", "dir", "length", "size", "version", "session", "hall", "jurisdiction", "error",
        "masked", "format",
    }
)  # fmt: skip
"""Keys whose values are kept. Every other value is replaced: a key that nobody thought of is not let through."""
HIDDEN = "▇"
_LONGEST = 500
_SHAPES = (
    re.compile(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])"),  # GB 11643
    re.compile(r"(?<![\d.])\d{6,}(?!\d)"),  # telephones, bank cards, other numbers of people
    re.compile(r"(?i)(?<=bearer )\S+"),
    re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"),
    re.compile(r"(?<=:)[^/@\s]+(?=@)"),  # a password in a URL
)


def line(untrusted: str) -> str:
    """Return one line of a log as it may leave the booth; never longer than a paragraph."""
    text = untrusted.rstrip("\r\n")
    if not text.startswith(("{", "[")):
        return _shapes(text)
    try:
        return json.dumps(value(json.loads(text)), ensure_ascii=False)
    except (ValueError, RecursionError):
        # Half a record: its keys cannot be trusted to say what stands under them.
        return HIDDEN


def value(untrusted: Any, depth: int = 0) -> Any:
    """Return a JSON value with everything hidden that stands under no known key."""
    if depth > 8:
        return HIDDEN
    if isinstance(untrusted, dict):
        return {str(key): _kept(str(key), inner, depth) for key, inner in untrusted.items()}
    if isinstance(untrusted, list):
        return [value(inner, depth + 1) for inner in untrusted]
    return untrusted if untrusted is None or isinstance(untrusted, bool) else HIDDEN


def _kept(key: str, inner: Any, depth: int) -> Any:
    if isinstance(inner, dict | list):
        return value(inner, depth + 1)
    if key.lower() not in SAFE_KEYS:
        return value(inner)
    return _shapes(inner) if isinstance(inner, str) else inner


def _shapes(text: str) -> str:
    # Cut before searching too: a search takes the square of the length at worst.
    text = text[: 4 * _LONGEST]
    for shape in _SHAPES:
        text = shape.sub(HIDDEN, text)
    return text[:_LONGEST]
