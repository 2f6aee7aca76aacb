"""Probes of what a call needs: the camera that films the citizen, microphone, loudspeaker."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from devices.diagnostics.findings import Fact, Found, Verdict
from devices.diagnostics.gear import elapsed_ms, failed, preview
from devices.errors import DeviceError

if TYPE_CHECKING:
    from devices.diagnostics.booth import Booth

_SAMPLE_RATE = 48000
_LISTEN_SECONDS = 1.0
_SILENT_DBFS = -70.0
"""Below this a microphone hears not even its own noise: muted, or not connected."""
_CLIPPED = 0.99


def _stand_in(setting: str, what: str) -> Found | None:
    """Return the line for a setting that means no device; None for a real one."""
    kind, _, rest = setting.partition(":")
    if kind == "test":
        return Found(verdict=Verdict.OK, summary=f"模拟 / simulated {what}", facts={"source": setting})
    if kind == "none":
        return Found(
            verdict=Verdict.SKIPPED, summary=f"未使用 / none is used: {what}", advice="设置为 auto / set: auto"
        )
    if kind != "file":
        return None
    if not Path(rest).is_file():
        said = f"文件不存在 / no such file: {rest}"
        return Found(verdict=Verdict.MISSING, summary=said, advice="改正设置 / correct the setting")
    return Found(verdict=Verdict.OK, summary=f"文件代替 / a file stands in for the {what}", facts={"source": setting})


def camera(booth: Booth) -> Found:
    """Take one picture and look whether it is black."""
    stand_in = _stand_in(booth.camera, "camera")
    if stand_in is not None:
        return stand_in
    kind, _, number = booth.camera.partition(":")
    uri = booth.camera if kind == "device" else "device:0"
    if kind == "auto" and sys.platform == "linux" and not any(Path("/dev").glob("video[0-9]*")):
        how = "连接摄像头；查看 / plug it in; look: v4l2-ctl --list-devices"
        return Found(verdict=Verdict.MISSING, summary="未发现摄像头 / no camera", advice=how)
    from devices.camera import decode, open_camera

    begun = time.perf_counter()
    device = open_camera(uri)
    try:
        image = decode(device.capture(deadline=time.monotonic() + 6).original)
    except DeviceError as exc:
        return failed(exc, source=uri, number=number)
    finally:
        device.close()
    height, width = image.shape[:2]
    mean = round(float(image.mean()), 1)
    facts: dict[str, Fact] = {"width": width, "height": height, "brightness": mean, "capture_ms": elapsed_ms(begun)}
    if mean < 8:
        said = "画面全黑 / the picture is black"
        how = "打开镜头盖；检查灯光 / open the shutter; check the light"
        return Found(verdict=Verdict.FAULT, summary=said, advice=how, facts=facts, picture=preview(image))
    return Found(verdict=Verdict.OK, summary=f"{width} × {height}", facts=facts, picture=preview(image))


def microphone(booth: Booth) -> Found:
    """Listen for a second and tell how loud it was; nothing is kept."""
    stand_in = _stand_in(booth.microphone, "microphone")
    if stand_in is not None:
        return stand_in
    number = _number(booth.microphone)
    sound = _port_audio("input", "microphone", number)
    if isinstance(sound, Found):
        return sound
    try:
        heard = sound.rec(
            int(_LISTEN_SECONDS * _SAMPLE_RATE), samplerate=_SAMPLE_RATE, channels=1, dtype="float32", device=number
        )
        sound.wait()
    except (ValueError, OSError, sound.PortAudioError) as exc:
        return _cannot_open(exc)
    return judge_sound(heard[:, 0])


def judge_sound(heard: Any) -> Found:
    """Return the line for a second of samples in -1 to 1."""
    import numpy as np

    rms, peak = float(np.sqrt(np.mean(np.square(heard)))), float(np.max(np.abs(heard)))
    level = round(20 * np.log10(max(rms, 1e-6)), 1)
    facts: dict[str, Fact] = {"rms_dbfs": float(level), "peak": round(peak, 3)}
    if level < _SILENT_DBFS:
        said = f"没有声音 / it hears nothing ({level:.0f} dBFS)"
        how = "取消静音，检查接线 / unmute it, check its cable: alsamixer"
        return Found(verdict=Verdict.FAULT, summary=said, advice=how, facts=facts)
    if peak >= _CLIPPED:
        said = f"声音过大 / it clips ({level:.0f} dBFS)"
        return Found(verdict=Verdict.WARNING, summary=said, advice="降低增益 / lower its gain: alsamixer", facts=facts)
    return Found(verdict=Verdict.OK, summary=f"有声音 / it hears ({level:.0f} dBFS)", facts=facts)


def loudspeaker(booth: Booth) -> Found:
    """Play a short, quiet tone; whether anybody hears it only a person can tell."""
    stand_in = _stand_in(booth.loudspeaker, "loudspeaker")
    if stand_in is not None:
        return stand_in
    number = _number(booth.loudspeaker)
    sound = _port_audio("output", "loudspeaker", number)
    if isinstance(sound, Found):
        return sound
    import numpy as np

    tone = 0.1 * np.sin(2 * np.pi * 440 * np.arange(_SAMPLE_RATE // 2) / _SAMPLE_RATE).astype("float32")
    try:
        sound.play(tone, _SAMPLE_RATE, device=number)
        sound.wait()
    except (ValueError, OSError, sound.PortAudioError) as exc:
        return _cannot_open(exc)
    said = "已播放提示音，请确认听到 / a tone was played: did you hear it?"
    return Found(verdict=Verdict.OK, summary=said)


def _number(setting: str) -> int | None:
    kind, _, rest = setting.partition(":")
    return int(rest) if kind == "device" and rest.isdigit() else None


def _port_audio(direction: str, what: str, number: int | None) -> Any:
    """Return the module, or the line that says why there is no sound."""
    try:
        import sounddevice
    except (ImportError, OSError):
        said = "缺少音频组件 / PortAudio is not installed"
        return Found(
            verdict=Verdict.MISSING, summary=said, advice="安装 / install: libportaudio2, cloudwindow[endpoint]"
        )
    try:
        there = bool(sounddevice.query_devices(number, kind=direction))
    except (ValueError, OSError, sounddevice.PortAudioError):
        there = False
    how = "插好后查看 / plug it in, then look: arecord -l, aplay -l"
    return sounddevice if there else Found(verdict=Verdict.MISSING, summary=f"未发现 / no {what}", advice=how)


def _cannot_open(error: Exception) -> Found:
    said = f"无法打开 / cannot be opened: {type(error).__name__}"
    return Found(verdict=Verdict.FAULT, summary=said, advice="关闭占用它的程序 / end the program that uses it")
