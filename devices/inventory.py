"""What devices this machine has, as far as it can be told without disturbing one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Line:
    """One device, or one kind of which there is none."""

    kind: str
    name: str
    state: str
    """`present`, `missing` or `no_access`."""
    advice: str
    """What to do next, in Chinese and English."""


def look() -> list[Line]:
    """Return all lines; never raises, never opens a device."""
    return [*_serial(), *_video(), *_sound(), *_printers()]


def _serial() -> list[Line]:
    from serial.tools import list_ports  # noqa: PLC0415 - loads when it is needed

    found = [
        Line("serial", port.device, _access(Path(port.device)), f"试读 / try: devices read idcard --port {port.device}")
        for port in list_ports.comports()
    ]
    advice = "未发现串口；请连接身份证阅读器 / no serial port: plug in the ID-card reader, or simulate one"
    return found or [Line("serial", "—", "missing", advice)]


def _video() -> list[Line]:
    nodes = sorted(Path("/dev").glob("video*")) if sys.platform == "linux" else []
    found = [
        Line("video", str(node), _access(node), f"试拍 / try: devices scan --source {node} --out page.png")
        for node in nodes
    ]
    advice = "未发现摄像头；请连接高拍仪 / no camera: plug in the document camera, or use a file"
    return found or [Line("video", "—", "missing", advice)]


def _sound() -> list[Line]:
    cards = Path("/proc/asound/cards")
    text = cards.read_text(encoding="utf-8", errors="replace") if cards.exists() else ""
    names = [line.split("]:", 1)[1].strip() for line in text.splitlines() if "]:" in line]
    advice = "未发现声卡 / no sound card: plug in microphone and loudspeaker"
    return [Line("sound", name, "present", "—") for name in names] or [Line("sound", "—", "missing", advice)]


def _printers() -> list[Line]:
    """Ask Avahi for printers that announce themselves, where it is installed and runs."""
    tool = shutil.which("ippfind")
    if tool is None:
        return [
            Line("printer", "—", "missing", "无法查找网络打印机 / cannot look for printers: install cups-ipp-utils")
        ]
    try:
        done = subprocess.run([tool, "-T", "2"], capture_output=True, text=True, timeout=6, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        done = None
    uris = done.stdout.split() if done else []
    advice = "未发现网络打印机；可直接填写 ipp:// 地址 / none announces itself: give its ipp:// address"
    return [Line("printer", uri, "present", f"设置 / set: printer = {uri}") for uri in uris] or [
        Line("printer", "—", "missing", advice)
    ]


def _access(node: Path) -> str:
    return "present" if os.access(node, os.R_OK | os.W_OK) else "no_access"
