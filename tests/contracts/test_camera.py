"""What every document camera does, and what becomes of pictures that are none."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from devices.camera import decode, encode_jpeg, encode_png, open_camera
from devices.camera.sources import VideoCamera
from devices.errors import DeviceError, DeviceUnplugged, NotReadable


def soon() -> float:
    return time.monotonic() + 20


def jpeg(shade: int = 120, **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (80, 60), (shade, 100, 90)).save(out, "JPEG", **options)
    return out.getvalue()


def test_a_file_is_given_as_it_is_and_anew_each_time(tmp_path: Path) -> None:
    path = tmp_path / "desk.jpg"
    camera = open_camera(f"file:{path}")
    with pytest.raises(DeviceUnplugged):
        camera.capture(deadline=soon())
    for shade in (10, 200):
        path.write_bytes(jpeg(shade))
        photograph = camera.capture(deadline=soon())
        assert (photograph.original, photograph.media_type) == (jpeg(shade), "image/jpeg")
    camera.close()


def test_a_folder_gives_its_newest_picture(tmp_path: Path) -> None:
    camera = open_camera(f"folder:{tmp_path}")
    with pytest.raises(NotReadable):
        camera.capture(deadline=soon())
    for age, name in ((30, "b.jpg"), (10, "a.png"), (20, "c.jpeg"), (5, "notes.txt")):
        (tmp_path / name).write_bytes(encode_png(decode(jpeg(age))) if name.endswith("png") else jpeg(age))
        os.utime(tmp_path / name, (1_000_000 - age, 1_000_000 - age))
    assert camera.capture(deadline=soon()).media_type == "image/png"


def test_a_video_gives_a_frame(tmp_path: Path) -> None:
    path = tmp_path / "desk.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 10, (160, 120))
    for shade in range(0, 200, 20):
        writer.write(np.full((120, 160, 3), shade, np.uint8))
    writer.release()
    photograph = VideoCamera(str(path)).capture(deadline=soon())
    assert decode(photograph.original).shape == (120, 160, 3)


def test_a_camera_that_is_not_there_is_told() -> None:
    if Path("/dev/video99").exists():
        pytest.skip("this machine has a hundred cameras")
    with pytest.raises(DeviceUnplugged):
        open_camera("device:99").capture(deadline=soon())


@pytest.mark.parametrize("uri", ["", "file:", "device:x", "device:-1", "http://localhost/a.jpg"])
def test_an_address_of_no_camera_is_refused(uri: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        open_camera(uri)


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG whose header promises so many pixels and whose data are a few bytes."""
    out = io.BytesIO()
    Image.new("L", (64, 64)).save(out, "PNG")
    raw = bytearray(out.getvalue())
    raw[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    import zlib

    raw[29:33] = zlib.crc32(raw[12:29]).to_bytes(4, "big")
    return bytes(raw)


@pytest.mark.parametrize(
    ("untrusted", "reason"),
    [
        (b"", "empty"),
        (b"hello", "not_a_picture"),
        (b"%PDF-1.7", "not_a_picture"),
        (b"GIF89a" + bytes(100), "not_a_picture"),
        (jpeg()[:200], "not_a_picture"),
        (jpeg()[:-80], "not_a_picture"),
        (encode_png(np.zeros((64, 64, 3), np.uint8))[:60], "not_a_picture"),
        (png_that_claims(10_000, 10_000), "too_big"),
        (png_that_claims(60_000, 60_000), "too_big"),
        (encode_png(np.zeros((4, 400, 3), np.uint8)), "too_small"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_word(untrusted: bytes, reason: str) -> None:
    with pytest.raises(NotReadable) as told:
        decode(untrusted)
    assert told.value.reason == reason


def test_a_picture_of_a_hundred_megapixels_is_refused_before_it_is_decoded() -> None:
    started = time.monotonic()
    with pytest.raises(NotReadable, match="too_big"):
        decode(png_that_claims(12_500, 8_000))
    assert time.monotonic() - started < 1


def test_a_file_too_long_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.jpg"
    with path.open("wb") as file:
        file.truncate(41 * 1024 * 1024)
    with pytest.raises(NotReadable, match="too_big"):
        open_camera(f"file:{path}").capture(deadline=soon())


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_upright(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    shape = decode(jpeg(exif=exif)).shape
    assert shape == ((60, 80, 3) if orientation < 5 else (80, 60, 3))


def test_transparent_grey_and_palette_pictures_are_taken() -> None:
    for mode in ("RGBA", "L", "P", "1", "LA"):
        out = io.BytesIO()
        Image.new(mode, (40, 40)).save(out, "PNG")
        assert decode(out.getvalue()).shape == (40, 40, 3)


def test_colours_stay_as_they_are() -> None:
    image = np.zeros((40, 40, 3), np.uint8)
    image[:] = (10, 100, 200)
    assert (decode(encode_png(image)) == image).all()
    assert abs(decode(encode_jpeg(image)).astype(int) - image).max() < 8


def test_random_damage_is_only_ever_refused() -> None:
    rng = np.random.default_rng(8)
    whole = jpeg()
    for _ in range(200):
        broken = bytearray(whole)
        for at in rng.integers(2, len(broken), 4):
            broken[int(at)] = int(rng.integers(0, 256))
        try:
            decode(bytes(broken))
        except DeviceError as told:
            assert isinstance(told, NotReadable)  # noqa: PT017 - most damage is harmless
