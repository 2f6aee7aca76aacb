"""What devices this machine has, as far as it can be told without disturbing one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from devices.errors import DeviceError

_SCANNER_SECONDS = 15


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
    return [*_serial(), *_smartcards(), *_video(), *_sound(), *_scanners(), *_printers()]


def _serial() -> list[Line]:
    from serial.tools import list_ports

    found = [
        Line("serial", port.device, _access(Path(port.device)), f"试读 / try: devices read idcard --port {port.device}")
        for port in list_ports.comports()
    ]
    advice = "未发现串口；请连接身份证阅读器 / no serial port: plug in the ID-card reader, or simulate one"
    return found or [Line("serial", "—", "missing", advice)]


def _smartcards() -> list[Line]:
    """Ask the PC/SC service for its readers, where it runs and pyscard is installed."""
    try:
        from devices.smartcard import list_readers

        names = [reader.name for reader in list_readers()]
    except (ImportError, DeviceError):
        advice = "智能卡服务未运行 / the smart-card service does not run: install and start pcscd"
        return [Line("smartcard", "—", "missing", advice)]
    advice = "未发现智能卡读卡器 / no smart-card reader: plug one in"
    found = [Line("smartcard", name, "present", f'试读 / try: devices read card --reader "{name}"') for name in names]
    return found or [Line("smartcard", "—", "missing", advice)]


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
    """Return USB printers, and those that announce themselves, where Avahi is installed and runs."""
    tool = shutil.which("ippfind")
    announced = _announced(tool) if tool else []
    advice = (
        "未发现网络打印机；可直接填写 ipp:// 地址 / none announces itself: give its ipp:// address"
        if tool
        else "无法查找网络打印机 / cannot look for printers: install cups-ipp-utils"
    )
    found = [Line("printer", uri, "present", f"设置 / set: printer = {uri}") for uri in announced]
    return [*_usb_printers(), *found] or [Line("printer", "—", "missing", advice)]


def _announced(tool: str) -> list[str]:
    try:
        done = subprocess.run([tool, "-T", "2"], capture_output=True, text=True, timeout=6, check=False)  # noqa: S603 - a program of the system, by its own path
    except (OSError, subprocess.TimeoutExpired):
        return []
    return done.stdout.split()


def _scanners() -> list[Line]:
    """Ask SANE, which looks at USB and the network; it takes some seconds."""
    from devices.errors import DeviceError
    from devices.scanner import list_scanners

    advice = "未发现扫描仪；请接通电源 / no scanner: switch it on; driverless ones need sane-airscan"
    try:
        found = list_scanners(deadline=time.monotonic() + _SCANNER_SECONDS)
    except DeviceError as exc:
        found = []
        if exc.reason == "no_driver":
            advice = "无法查找扫描仪 / cannot look for scanners: install sane-utils"
    return [
        Line(
            "scanner", f"sane:{one.name}", "present", f"试扫 / try: devices scan --source 'sane:{one.name}' --out a.png"
        )
        for one in found
    ] or [Line("scanner", "—", "missing", advice)]


def _usb_printers() -> list[Line]:
    """Read what the kernel knows of USB interfaces of the printer class (07/01)."""
    lines = []
    for interface in sorted(Path("/sys/bus/usb/devices").glob("*:*")):
        if _word(interface / "bInterfaceClass") == "07" and _word(interface / "bInterfaceSubClass") == "01":
            device = interface.parent / interface.name.partition(":")[0]
            uri = f"escpos+usb:{_word(device / 'idVendor')}:{_word(device / 'idProduct')}"
            lines.append(Line("printer", uri, "present", f"小票机可设置 / for a receipt printer, set: printer = {uri}"))
    return lines


def _word(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


def _access(node: Path) -> str:
    return "present" if os.access(node, os.R_OK | os.W_OK) else "no_access"
