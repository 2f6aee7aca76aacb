from __future__ import annotations

import asyncio
import math
import threading
import time
from typing import TYPE_CHECKING

import av
import cv2
import numpy as np
import pytest

from peer.media import stamp
from peer.media.devices import Devices
from peer.media.far_end import FarEnd, Painter
from peer.media.frame import VideoFrame
from peer.media.level import LevelMeter
from peer.media.newest import NewestFrame
from peer.media.open import check, open_camera, open_loudspeaker, open_microphone
from peer.media.picture import TestPicture
from peer.media.soundcard import SampleBuffer
from peer.media.source import SAMPLE_RATE
from peer.media.tracks import CHUNK, CameraTrack, Switches, VoiceTrack
from peer.media.voice import AudioFile, TestTone
from peer.settings import MediaSettings

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SIZE = (640, 360)


def bgra(planes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.asarray(cv2.cvtColor(planes, cv2.COLOR_YUV2BGRA_I420), np.uint8)


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_stamp_is_read_from_the_picture(width: int) -> None:
    picture = TestPicture(width=width, height=360, label="云窗口")
    seen = [stamp.read(bgra(picture.picture(100.0 + n))) for n in range(3)]
    assert seen == [stamp.Stamp(number=n, milliseconds=100_000 + n * 1000) for n in range(3)]


def test_picture_without_a_stamp_says_so() -> None:
    assert stamp.read(np.full((360, 640, 4), 90, np.uint8)) is None
    assert stamp.read(np.zeros((2, 64, 4), np.uint8)) is None
    assert stamp.read(np.zeros((360, 20, 4), np.uint8)) is None


def test_picture_moves_and_keeps_what_it_gave() -> None:
    picture = TestPicture(width=640, height=360, label="a")
    first = picture.picture(0.0)
    kept = first.copy()
    second = picture.picture(1.0)
    assert (first != second)[: 360 - stamp.HEIGHT].any()
    assert (first == kept).all()


def test_level_is_the_root_of_the_mean_square() -> None:
    meter = LevelMeter()
    assert meter.take() == 0.0
    meter.put(np.full(100, 16384, np.int16))
    meter.put(np.zeros(100, np.int16))
    assert meter.take() == pytest.approx(0.5 / math.sqrt(2))
    assert meter.take() == 0.0
    meter.put(np.full(10, -32768, np.int16))
    assert meter.take() == 1.0


def test_tone_is_soft_pauses_and_joins_its_beginning() -> None:
    tone = TestTone()
    phrase = np.concatenate([tone.samples(CHUNK) for _ in range(200)])
    chunks = phrase.reshape(-1, CHUNK).astype(float)
    loud = np.sqrt((chunks**2).mean(axis=1)) / 32768
    assert 0.02 < loud.max() < 0.25
    assert (loud[-40:] == 0).all(), "a pause at the end of a phrase"
    assert (tone.samples(CHUNK) == phrase[:CHUNK]).all()


def test_samples_nobody_took_in_time_are_dropped() -> None:
    buffer = SampleBuffer(keep=4)
    buffer.put(np.arange(3, dtype=np.int16))
    buffer.put(np.arange(3, 6, dtype=np.int16))
    assert buffer.take(3).tolist() == [2, 3, 4]
    assert buffer.take(3).tolist() == [5, 0, 0]


def test_newest_picture_wins_and_is_announced_once() -> None:
    told: list[int] = []
    mailbox = NewestFrame(lambda: told.append(1))
    frames = [VideoFrame(np.zeros((2, 2, 4), np.uint8), float(n)) for n in range(4)]
    assert mailbox.take() is None
    for frame in frames[:3]:
        mailbox.put(frame)
    assert (mailbox.take(), len(told)) == (frames[2], 1)
    mailbox.put(frames[3])
    assert (mailbox.take(), mailbox.take(), len(told)) == (frames[3], frames[3], 2)
    mailbox.clear()
    assert mailbox.take() is None


def test_decoded_picture_becomes_opaque_bgra() -> None:
    mailbox = NewestFrame(lambda: None)
    for width in (640, 630):
        planes = TestPicture(width=640, height=360, label="").picture(5.0)
        frame = av.VideoFrame.from_ndarray(planes, format="yuv420p").reformat(width=width)
        Painter(mailbox).put(frame)
        shown = mailbox.take()
        assert shown is not None
        assert shown.pixels.shape == (360, width, 4)
        assert shown.pixels.flags.c_contiguous
        assert (shown.pixels[..., 3] == 255).all()


def test_enormous_picture_of_a_peer_is_made_smaller() -> None:
    mailbox = NewestFrame(lambda: None)
    Painter(mailbox).put(av.VideoFrame(3840, 2160, "yuv420p"))
    shown = mailbox.take()
    assert shown is not None
    assert shown.pixels.shape == (1080, 1920, 4)


def test_figures_count_pictures_and_loudness() -> None:
    far = FarEnd(Painter(NewestFrame(lambda: None)))
    sound = av.AudioFrame.from_ndarray(np.full((1, 1920), 8192, np.int16), format="s16", layout="stereo")
    far.heard(sound)
    far.saw(av.VideoFrame(640, 360, "yuv420p"))
    figures = far.figures
    assert (figures.frames, figures.width, figures.height) == (1, 640, 360)
    assert far.level.take() == far.second.take() == far.report.take() == pytest.approx(0.25)


async def test_track_sends_pictures_at_their_pace_and_previews_every_second_one() -> None:
    previewed: list[av.VideoFrame] = []
    picture = TestPicture(width=640, height=360, label="")
    track = CameraTrack(picture, Switches(), size=SIZE, fps=100, preview=previewed.append)
    begun = time.monotonic()
    frames = [await track.recv() for _ in range(10)]
    stamps = [frame.pts or 0 for frame in frames]
    assert stamps == sorted(set(stamps))
    assert time.monotonic() - begun >= 0.09
    assert 4 <= len(previewed) <= 6
    track.stop()


async def test_hidden_camera_is_grey_and_its_clock_goes_on() -> None:
    switches = Switches()
    picture = TestPicture(width=640, height=360, label="")
    track = CameraTrack(picture, switches, size=SIZE, fps=100, preview=lambda _: None)
    open_frame = await track.recv()
    switches.hidden = True
    hidden = await track.recv()
    luma = hidden.to_ndarray()[:360]
    assert np.ptp(luma) == 0
    assert (hidden.pts or 0) > (open_frame.pts or 0)
    switches.hidden = False
    assert (await track.recv()).to_ndarray()[:360].any()
    assert np.unique((await track.recv()).to_ndarray()[:360]).size > 1
    track.stop()


async def test_muted_voice_is_silence_and_its_clock_goes_on() -> None:
    switches = Switches()
    track = VoiceTrack(TestTone(), switches)
    spoken = [await track.recv() for _ in range(4)]
    assert switches.level.take() > 0
    switches.muted = True
    silent = await track.recv()
    assert not silent.to_ndarray().any()
    assert switches.level.take() == 0
    assert [frame.pts for frame in (*spoken, silent)] == [n * CHUNK for n in range(5)]
    track.stop()


def test_machine_without_devices_sends_the_test_picture_and_tone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peer.media.open._has_camera", lambda: False)
    monkeypatch.setattr("peer.media.open.has_device", lambda _: False)
    devices = Devices.open(MediaSettings())
    assert isinstance(devices.camera, TestPicture)
    assert type(devices.microphone) is TestTone
    assert devices.loudspeaker is None
    devices.close()


@pytest.mark.parametrize(
    "media",
    [
        MediaSettings(camera="web"),
        MediaSettings(camera="device:x"),
        MediaSettings(camera="file:"),
        MediaSettings(microphone="none"),
        MediaSettings(loudspeaker="file:x"),
    ],
)
def test_setting_that_means_nothing_is_named(media: MediaSettings) -> None:
    with pytest.raises(ValueError, match=r"^(camera|microphone|loudspeaker): "):
        check(media)


@pytest.mark.expects_log("peer.media.open")
def test_file_that_is_not_there_is_replaced_by_the_test_source(tmp_path: Path) -> None:
    (tmp_path / "no.mp4").write_bytes(b"garbage")
    for path in (tmp_path / "missing", tmp_path / "no.mp4"):
        media = MediaSettings(camera=f"file:{path}", microphone=f"file:{path}", loudspeaker="none")
        assert isinstance(open_camera(media), TestPicture)
        assert type(open_microphone(media)) is TestTone
        assert open_loudspeaker(media) is None


def film(path: Path) -> None:
    """Write a second of red picture, 160 × 120, and of a loud tone."""
    with av.open(str(path), "w") as out:
        video = out.add_stream("mpeg4", rate=25)
        video.width, video.height, video.pix_fmt = 160, 120, "yuv420p"
        audio = out.add_stream("aac", rate=44100)
        red = av.VideoFrame.from_ndarray(np.full((120, 160, 3), (0, 0, 255), np.uint8), format="bgr24")
        for _ in range(25):
            out.mux(video.encode(red))
        out.mux(video.encode())
        wave = (np.sin(np.arange(44100) / 20) * 16000).astype(np.float32) / 32768
        sound = av.AudioFrame.from_ndarray(np.stack([wave, wave]), format="fltp", layout="stereo")
        sound.sample_rate = 44100
        out.mux(audio.encode(sound))
        out.mux(audio.encode())


def test_film_gives_picture_and_voice(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    film(path)
    media = MediaSettings(camera=f"file:{path}", microphone=f"file:{path}", loudspeaker="none")
    camera, voice = open_camera(media), open_microphone(media)
    assert isinstance(voice, AudioFile)
    waiting = threading.Event()
    deadline = time.monotonic() + 5
    while (planes := camera.picture(time.monotonic())) is None and time.monotonic() < deadline:
        waiting.wait(0.01)
    camera.close()
    camera.close()
    assert planes is not None
    assert planes.shape == (540, 640)
    blue, green, red = bgra(planes)[180, 320, :3].tolist()
    assert red > 200
    assert max(blue, green) < 60
    meter = LevelMeter()
    meter.put(voice.samples(SAMPLE_RATE * 2))
    assert meter.take() > 0.2


async def test_stalled_track_leaves_out_what_is_late() -> None:
    picture = TestPicture(width=640, height=360, label="")
    track = CameraTrack(picture, Switches(), size=SIZE, fps=100, preview=lambda _: None)
    first = await track.recv()
    threading.Event().wait(0.1)  # the loop is stuck
    second = await track.recv()
    third = await asyncio.wait_for(track.recv(), 0.05)
    assert (second.pts or 0) - (first.pts or 0) >= 9 * 900
    assert (third.pts or 0) > (second.pts or 0)
    track.stop()
