"""From the bytes of a scanner to text: lines cut at CR or LF, UTF-8 where they are that, else GB 18030."""

from __future__ import annotations

import re

LONGEST = 8192
"""Bytes of one code; a QR code holds 2953, a PDF417 1850."""
_ALLOWED_CONTROLS = "\t\x1d\x1e\x1f"
"""Tab, and the separators of GS1 and ISO/IEC 15434."""
_FRAME = b"\x02\x03\x00 \t"
"""Scanners may put STX and ETX round a code; blanks round it mean nothing."""


class NotText(ValueError):
    """The bytes are text in no encoding that scanners use."""


def decode(untrusted: bytes) -> str:
    """Return the text; raises `NotText`.

    Chinese scanners send GBK unless told otherwise. Text in GBK is hardly ever valid UTF-8 by chance, so UTF-8 is tried
    first, and GB 18030, which contains GBK, after it.
    """
    for encoding in ("utf-8", "gb18030"):
        try:
            text = untrusted.decode(encoding)
        except UnicodeDecodeError:
            continue
        if all(character.isprintable() or character in _ALLOWED_CONTROLS for character in text):
            return text
    msg = f"{len(untrusted)} bytes"
    raise NotText(msg)


class Lines:
    """Cuts what arrives in pieces into codes."""

    def __init__(self) -> None:
        self._pending = b""
        self._overlong = False

    @property
    def unfinished(self) -> bool:
        """Whether bytes wait for their line end."""
        return bool(self._pending.strip(_FRAME)) or self._overlong

    def receive(self, data: bytes) -> list[bytes]:
        """Return the codes that `data` completes, without line ends; empty lines and overlong ones are left out."""
        *whole, rest = re.split(rb"[\r\n]+", self._pending + data)
        if whole and self._overlong:
            del whole[0]
            self._overlong = False
        self._pending = rest
        if len(rest) > LONGEST:
            self._pending, self._overlong = b"", True
        return [line for line in (line.strip(_FRAME) for line in whole) if line and len(line) <= LONGEST]

    def forget(self) -> None:
        """Begin anew."""
        self._pending, self._overlong = b"", False
