"""Bytes to frames and messages and back. The only place that knows the wire is JSON.

msgspec refuses an unknown tag, a wrong type, an over-long string and a truncated body, and ignores unknown fields,
which is how a new kiosk talks to an old server.
"""

from __future__ import annotations

import msgspec

from protocol.errors import Malformed, TooLarge
from protocol.frames import AnyFrame
from protocol.messages import AnyMessage, Message

MAX_FRAME_BYTES = 64 * 1024
"""Longest frame either side accepts; anything larger goes by HTTP."""

_frames: msgspec.json.Decoder[AnyFrame] = msgspec.json.Decoder(AnyFrame)
_messages: msgspec.json.Decoder[Message] = msgspec.json.Decoder(AnyMessage)
_encoder = msgspec.json.Encoder()


def encode_frame(frame: AnyFrame) -> bytes:
    """Return the frame as UTF-8 JSON, the text of one WebSocket message."""
    return _encoder.encode(frame)


def decode_frame(untrusted: bytes | str) -> AnyFrame:
    """Return the frame, its `body` still undecoded.

    Raises:
        TooLarge: over `MAX_FRAME_BYTES`.
        Malformed: not a frame.
    """
    size = len(untrusted) if isinstance(untrusted, bytes) else len(untrusted.encode("utf-8", "surrogatepass"))
    if size > MAX_FRAME_BYTES:
        raise TooLarge(size=size, limit=MAX_FRAME_BYTES)
    try:
        return _frames.decode(untrusted)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise Malformed(_reason(error)) from None


def encode_message(message: Message) -> msgspec.Raw:
    """Return the message as the body of a `Data` frame."""
    return msgspec.Raw(_encoder.encode(message))


def decode_message(untrusted: msgspec.Raw) -> Message:
    """Return the message.

    Raises:
        Malformed: an unknown type, a missing field, a value over its limit.
    """
    try:
        return _messages.decode(untrusted)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise Malformed(_reason(error)) from None


def _reason(error: Exception) -> str:
    """Say what is wrong and where without quoting content, which msgspec does of unknown tags and enum values."""
    if isinstance(error, RecursionError):
        return "nested too deeply"
    text, found, path = str(error).partition(" - at `")
    if text.startswith("Invalid"):
        text = "Unknown value"
    return text + found + path
