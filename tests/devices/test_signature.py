"""Strokes, their bytes and their picture."""

from __future__ import annotations

import io
import math

import pytest
from PIL import Image

from devices.errors import NotReadable
from devices.signature import Point, Stroke, enough_ink, picture, read_strokes, strokes_json


def wave(points: int = 60) -> Stroke:
    return Stroke(tuple(Point(0.1 + 0.8 * i / points, 0.2 + 0.1 * math.sin(i / 5), 0.5, i * 16) for i in range(points)))


def test_the_same_strokes_give_the_same_bytes() -> None:
    strokes = (wave(), Stroke((Point(0.5, 0.1, 1.0, 2000),)))
    written = strokes_json(strokes)
    assert written.startswith(b'{"strokes":[[[0.1,0.2,0.5,0],')
    assert strokes_json(read_strokes(written)) == written


def test_too_many_strokes_are_refused() -> None:
    with pytest.raises(NotReadable, match="too_big"):
        strokes_json([wave(2000)] * 20)
    with pytest.raises(NotReadable, match="too_big"):
        read_strokes(b" " * 300_000)


@pytest.mark.parametrize(
    "untrusted",
    [
        b"",
        b"[]",
        b"{}",
        b'{"version":2,"strokes":[]}',
        b'{"version":1,"strokes":5}',
        b'{"version":1,"strokes":[[[1,2]]]}',
        b'{"version":1,"strokes":[[[NaN,0,0.5,0]]]}',
        b'{"version":1,"strokes":[[[0,0,7,0]]]}',
        b'{"version":1,"strokes":[[[0,0,0.5,1e999]]]}',
        b"[" * 100_000,
    ],
)
def test_bytes_that_are_no_strokes_are_refused(untrusted: bytes) -> None:
    with pytest.raises(NotReadable, match="not_strokes"):
        read_strokes(untrusted)


def test_a_touch_is_not_a_signature() -> None:
    assert not enough_ink([])
    assert not enough_ink([Stroke((Point(0.5, 0.1, 1.0, 0),))])
    assert enough_ink([wave()])


def test_the_picture_has_ink_where_the_pen_was_and_nothing_elsewhere() -> None:
    drawn = Image.open(io.BytesIO(picture([wave()], 600, 240)))
    assert (drawn.size, drawn.mode) == ((600, 240), "RGBA")
    alpha = drawn.getchannel("A")
    assert alpha.getpixel((60, 120)) == 255
    assert alpha.getpixel((300, 20)) == 0
    box = alpha.getbbox()
    assert box is not None
    assert 50 <= box[0] <= 60
    assert 525 <= box[2] <= 540


def test_no_strokes_are_an_empty_picture() -> None:
    drawn = Image.open(io.BytesIO(picture([Stroke(())], 100, 40)))
    assert drawn.getchannel("A").getbbox() is None


def test_a_picture_too_large_is_refused() -> None:
    with pytest.raises(NotReadable, match="too_big"):
        picture([wave()], 100_000, 100_000)
