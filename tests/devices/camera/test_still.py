"""Capture by itself, and the frames it lives on: video files drawn here in place of a camera."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from devices.camera import CaptureNow, FoundPage, ShowMoving, ShowWarnings, StillWatcher, fingers_on, open_stream
from devices.camera.base import Warning  # noqa: A004 - the word on the wire
from devices.errors import DeviceTimeout, DeviceUnplugged
from tests.devices.camera.photographs import desk_alone, shot

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from devices.camera.still import Effect

    Image = NDArray[np.uint8]

SIZE = (800, 600)
CORNERS = ((100.0, 100.0), (700.0, 100.0), (700.0, 500.0), (100.0, 500.0))
EMPTY = np.full((600, 800, 3), 90, np.uint8)


def paper(shade: int = 230, *, at: int = 0) -> Image:
    image = EMPTY.copy()
    image[100:500, 100 + at : 700 + at] = shade
    return image


def whole(_: Image) -> FoundPage:
    return FoundPage(found=True, corners=CORNERS, warnings=())


def words(history: list[tuple[Effect, ...]]) -> list[str]:
    """Name what was told, once for as long as it was the same."""
    told: list[str] = []
    for effects in history:
        for effect in effects:
            match effect:
                case ShowMoving():
                    word = "moving"
                case ShowWarnings(warnings=warnings):
                    word = " ".join(warnings)
                case CaptureNow(number=number):
                    word = f"capture {number}"
            if not told or told[-1] != word:
                told.append(word)
    return told


def watched(watcher: StillWatcher, *scenes: tuple[Image, float], start: float = 0.0) -> list[str]:
    history = []
    now = start
    for image, seconds in scenes:
        for _ in range(round(seconds * 10)):
            history.append(watcher.frame(image, now=round(now, 3)))
            now += 0.1
    return words(history)


def test_a_page_that_lies_still_is_captured_once() -> None:
    watcher = StillWatcher(look=whole)
    assert watched(watcher, (paper(at=-60), 0.2), (paper(at=-30), 0.2), (paper(), 3)) == ["moving", "capture 1"]
    assert watcher.captured == 1


def test_the_back_is_captured_after_the_page_was_turned_over() -> None:
    watcher = StillWatcher(look=whole)
    told = watched(watcher, (paper(), 2), (EMPTY, 0.3), (paper(150), 2), (EMPTY, 0.3))
    assert told == ["moving", "capture 1", "moving", "capture 2", "moving"]


def test_a_hand_that_passes_over_a_captured_page_makes_no_second_picture() -> None:
    watcher = StillWatcher(look=whole)
    told = watched(watcher, (paper(), 2), (paper(20), 0.3), (paper(), 3))
    assert told == ["moving", "capture 1", "moving"]


def test_the_same_page_laid_down_again_is_captured_again() -> None:
    def look(image: Image) -> FoundPage:
        there = bool(image.max() > 200)
        return FoundPage(found=there, corners=CORNERS, warnings=() if there else (Warning.NO_PAGE,))

    told = watched(StillWatcher(look=look), (paper(), 2), (EMPTY, 2), (paper(), 2))
    assert told == ["moving", "capture 1", "moving", "no_page", "moving", "capture 2"]


def test_what_creeps_is_moving() -> None:
    watcher = StillWatcher(look=whole)
    told = watched(watcher, *((paper(at=n * 8), 0.4) for n in range(10)))
    assert told == ["moving"]


def test_noise_and_flicker_are_no_motion() -> None:
    rng = np.random.default_rng(1)
    scenes = [
        (np.clip(paper() * (1 + 0.02 * (n % 2)) + rng.normal(0, 5, (600, 800, 3)), 0, 255).astype(np.uint8), 0.1)
        for n in range(10)
    ]
    assert watched(StillWatcher(look=whole), *scenes) == ["moving", "capture 1"]


def test_warnings_are_told_until_the_page_is_right() -> None:
    answers = [
        FoundPage(found=False, corners=CORNERS, warnings=(Warning.NO_PAGE,)),
        FoundPage(found=True, corners=CORNERS, warnings=(Warning.DARK, Warning.BLURRED)),
        FoundPage(found=True, corners=CORNERS, warnings=()),
    ]
    looked: list[float] = []

    def look(_: Image) -> FoundPage:
        looked.append(0)
        return answers[len(looked) - 1]

    told = watched(StillWatcher(look=look, still_for=0.5), (paper(), 5))
    assert told == ["moving", "no_page", "dark blurred", "capture 1"]
    assert len(looked) == 3


def test_a_camera_that_changes_its_resolution_or_comes_back_is_waited_for() -> None:
    watcher = StillWatcher(look=whole)
    assert watched(watcher, (paper(), 0.5)) == ["moving"]
    wider = np.ascontiguousarray(paper()[60:540])
    assert watched(watcher, (wider, 0.5), start=1) == ["moving"]
    watcher.interrupted()
    assert watched(watcher, (wider, 0.5), start=2) == ["moving"]
    assert watched(watcher, (wider, 0.5), start=2.5) == ["moving", "capture 1"]


def test_a_frame_from_the_past_is_refused_and_changes_nothing() -> None:
    watcher = StillWatcher(look=whole)
    watcher.frame(paper(), now=5)
    with pytest.raises(ValueError, match="after one of 5"):
        watcher.frame(EMPTY, now=4)
    assert watched(watcher, (paper(), 1), start=5.1) == ["moving", "capture 1"]


def test_a_hand_on_the_page_is_told() -> None:
    for skin in ((120, 160, 215), (60, 85, 130)):
        one = shot("letter", "dark", seed=5, size=SIZE)
        corners = tuple((float(x), float(y)) for x, y in one.corners)
        assert not fingers_on(one.image, corners)
        edge = (one.corners[0] + one.corners[3]) / 2
        inward = (one.corners.mean(axis=0) - edge) * 0.35
        held = one.image.copy()
        thickness = 22
        start, end = np.round(edge - inward).astype(int), np.round(edge + inward).astype(int)
        cv2.line(held, tuple(map(int, start)), tuple(map(int, end)), skin, thickness, cv2.LINE_AA)
        assert fingers_on(held, corners)


@pytest.mark.thorough
def test_pages_and_cards_without_a_hand_are_not_taken_for_one() -> None:
    for seed in range(1):
        for sheet, desk in (("id_card", "wood"), ("letter", "wood"), ("photo_page", "plain")):
            one = shot(sheet, desk, seed=seed, size=SIZE)
            assert not fingers_on(one.image, tuple((float(x), float(y)) for x, y in one.corners)), one.name


def film(path: Path, frames: list[Image]) -> Path:
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 10, (800, 600))
    for frame in frames:
        writer.write(frame)
    writer.release()
    return path


@pytest.mark.thorough
def test_a_film_of_a_page_being_laid_down_gives_one_capture_and_then_the_camera_is_gone(tmp_path: Path) -> None:
    one = shot("letter", "wood", seed=9, size=SIZE).image
    desk = desk_alone("wood", seed=9, size=SIZE)
    slid = [np.ascontiguousarray(np.roll(one, n, axis=1)) for n in (200, 120, 40)]
    stream = open_stream(f"video:{film(tmp_path / 'desk.avi', [desk] * 9 + slid + [one] * 10)}")
    watcher = StillWatcher()
    deadline = time.monotonic() + 20
    history = [watcher.frame(stream.frame(deadline=deadline), now=n / 10) for n in range(22)]
    with pytest.raises(DeviceUnplugged):
        stream.frame(deadline=deadline)
    stream.close()
    assert words(history) == ["moving", "no_page", "moving", "capture 1"]


def test_a_stream_reopens_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "desk.avi"
    stream = open_stream(f"video:{path}")
    deadline = time.monotonic() + 20
    with pytest.raises(DeviceUnplugged):
        stream.frame(deadline=deadline)
    path.write_bytes(b"")
    with pytest.raises(DeviceUnplugged):
        stream.frame(deadline=deadline)
    film(path, [paper()])
    assert stream.frame(deadline=deadline).shape == (600, 800, 3)
    with pytest.raises(DeviceUnplugged):
        stream.frame(deadline=deadline)
    assert stream.frame(deadline=deadline).shape == (600, 800, 3)
    with pytest.raises(DeviceTimeout):
        stream.frame(deadline=0)
    stream.close()


@pytest.mark.parametrize("uri", ["", "video:", "device:x", "rtsp://localhost/1"])
def test_an_address_of_no_stream_is_refused(uri: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        open_stream(uri)
