"""Touch signatures: strokes with time and pressure, and their picture."""

from __future__ import annotations

from devices.signature.ink import picture
from devices.signature.strokes import MEDIA_TYPE, Point, Stroke, enough_ink, read_strokes, strokes_json

__all__ = ["MEDIA_TYPE", "Point", "Stroke", "enough_ink", "picture", "read_strokes", "strokes_json"]
