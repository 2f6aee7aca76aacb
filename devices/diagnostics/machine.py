"""Probes of the machine itself. What Linux tells in files is read; elsewhere a line says that it cannot be told."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from devices.diagnostics.findings import Fact, Found, Verdict
from devices.diagnostics.gear import elapsed_ms

if TYPE_CHECKING:
    from devices.diagnostics.booth import Booth

_MEGABYTE = 1024 * 1024
_LEAST_FREE_MB, _LOW_FREE_MB = 200, 2048
_LEAST_MEMORY_MB, _LOW_MEMORY_MB = 300, 800
_SLOW_MBPS = 100.0
"""SHA-256 on one core; a booth's processor of 2015 does three times that."""
_HOT_CELSIUS = 90.0
_TOUCH_BIT = 0x35
"""ABS_MT_POSITION_X of linux/input-event-codes.h."""


def disk(booth: Booth) -> Found:
    """Look for room where the booth keeps its key and log, and whether a visit's pictures stay in memory."""
    place = _existing(Path(booth.data_dir).expanduser() if booth.data_dir else Path.home())
    usage = shutil.disk_usage(place)
    free = usage.free // _MEGABYTE
    facts: dict[str, Fact] = {
        "free_mb": free,
        "total_mb": usage.total // _MEGABYTE,
        "writable": os.access(place, os.W_OK),
    }
    said = f"可用 / free {free / 1024:.1f} GB，{place}"
    if not facts["writable"]:
        how = f"修改权限 / give this user the folder: chown … {place}"
        return Found(verdict=Verdict.FAULT, summary=f"不可写 / not writable: {place}", advice=how, facts=facts)
    if free < _LOW_FREE_MB:
        how = "清理日志与旧文件 / remove old logs and files: journalctl --vacuum-size=200M"
        verdict = Verdict.FAULT if free < _LEAST_FREE_MB else Verdict.WARNING
        return Found(verdict=verdict, summary=said, advice=how, facts=facts)
    if booth.visit_dir and not _in_memory(_existing(Path(booth.visit_dir))):
        how = "把 visit_dir 改到内存 / set visit_dir below /dev/shm"
        said = f"访客图片不在内存中 / a visit's pictures would lie on a disk: {booth.visit_dir}"
        return Found(verdict=Verdict.WARNING, summary=said, advice=how, facts=facts)
    return Found(verdict=Verdict.OK, summary=said, facts=facts)


def _existing(path: Path) -> Path:
    while not path.exists() and path != path.parent:
        path = path.parent
    return path


def _in_memory(path: Path) -> bool:
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return True
    kinds = {line.split()[1]: line.split()[2] for line in mounts.read_text("utf-8", "replace").splitlines()}
    resolved = path.resolve()
    above = [str(folder) for folder in (resolved, *resolved.parents) if str(folder) in kinds]
    return bool(above) and kinds[above[0]] in ("tmpfs", "ramfs")


def memory(booth: Booth) -> Found:
    """Tell how much memory programs can still have."""
    del booth
    file = Path("/proc/meminfo")
    if not file.exists():
        return _unknown()
    values = dict(line.split(":", 1) for line in file.read_text("ascii", "replace").splitlines() if ":" in line)
    free, total = (int(values[name].split()[0]) // 1024 for name in ("MemAvailable", "MemTotal"))
    facts: dict[str, Fact] = {"available_mb": free, "total_mb": total}
    said = f"可用 / available {free} MB / {total} MB"
    if free >= _LOW_MEMORY_MB:
        return Found(verdict=Verdict.OK, summary=said, facts=facts)
    how = "关闭其他程序或加内存 / end other programs, or add memory"
    verdict = Verdict.FAULT if free < _LEAST_MEMORY_MB else Verdict.WARNING
    return Found(verdict=verdict, summary=said, advice=how, facts=facts)


def cpu(booth: Booth) -> Found:
    """Tell cores, load, speed of one core, and heat."""
    del booth
    cores = os.cpu_count() or 1
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    block = bytes(4 * _MEGABYTE)
    begun = time.process_time()
    hashlib.sha256(block).digest()
    speed = len(block) / _MEGABYTE / max(time.process_time() - begun, 1e-6)
    facts: dict[str, Fact] = {"cores": cores, "load": round(load, 2), "sha256_mb_s": round(speed)}
    hottest = _hottest()
    if hottest is not None:
        facts["celsius"] = hottest
    said = f"{cores} 核 / cores，负载 / load {load:.1f}"
    if hottest is not None and hottest >= _HOT_CELSIUS:
        said += f"，{hottest:.0f} °C"
        return Found(verdict=Verdict.WARNING, summary=said, advice="清理风扇和风道 / clean fan and vents", facts=facts)
    if load > 2 * cores or speed < _SLOW_MBPS:
        how = "查看占用最多的程序 / look what uses it: top"
        return Found(verdict=Verdict.WARNING, summary=said, advice=how, facts=facts)
    return Found(verdict=Verdict.OK, summary=said, facts=facts)


def _hottest() -> float | None:
    read = []
    for zone in Path("/sys/class/thermal").glob("thermal_zone*/temp"):
        try:
            read.append(int(zone.read_text("ascii")) / 1000)
        except (OSError, ValueError):
            continue
    return max(read, default=None)


def graphics(booth: Booth) -> Found:
    """Look for a render node that this user may use; without one, screens are painted by the processor."""
    del booth
    begun = time.perf_counter()
    nodes = sorted(Path("/dev/dri").glob("renderD*"))
    usable = [node for node in nodes if os.access(node, os.R_OK | os.W_OK)]
    facts: dict[str, Fact] = {"render_nodes": len(nodes), "usable": len(usable), "looked_ms": elapsed_ms(begun)}
    if usable:
        return Found(verdict=Verdict.OK, summary=f"GPU: {usable[0]}", facts=facts)
    if nodes:
        how = "将用户加入 render 组 / add the user to the group render"
        said = f"无权使用 / no access: {nodes[0]}"
        return Found(verdict=Verdict.WARNING, summary=said, advice=how, facts=facts)
    said = "没有 GPU，用处理器绘制 / no GPU: the processor paints"
    how = "保持 software_rendering = true；有显卡时安装驱动 / keep software_rendering = true; install the driver if any"
    return Found(verdict=Verdict.WARNING, summary=said, advice=how, facts=facts)


def screen(booth: Booth) -> Found:
    """Look for a connected screen and a session that shows on it."""
    shown = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or ""
    modes = _connected_screens()
    facts: dict[str, Fact] = {"display": shown, "connected": len(modes)}
    if shown and (modes or sys.platform != "linux"):
        return Found(verdict=Verdict.OK, summary=f"{', '.join(modes)}，{shown}", facts=facts)
    if shown:
        said = f"虚拟屏幕 / a virtual screen: {shown}"
        how = "正式使用请接屏幕 / connect a screen for real use"
        return Found(verdict=Verdict.OK if booth.simulation else Verdict.WARNING, summary=said, advice=how, facts=facts)
    said = "没有图形会话 / no graphical session" + (f"；已接 / connected: {', '.join(modes)}" if modes else "")
    how = "接好屏幕并登录图形界面 / connect the screen and log in to a graphical session (DISPLAY is not set)"
    return Found(verdict=_gear_verdict(booth), summary=said, advice=how, facts=facts)


def _connected_screens() -> list[str]:
    found = []
    for status in sorted(Path("/sys/class/drm").glob("card*-*/status")):
        if status.read_text("ascii", "replace").strip() == "connected":
            modes = (status.parent / "modes").read_text("ascii", "replace").split()
            found.append(f"{status.parent.name} {modes[0] if modes else ''}".strip())
    return found


def touch(booth: Booth) -> Found:
    """Look for an input device with fingers (ABS_MT_POSITION_X)."""
    file = Path("/proc/bus/input/devices")
    if not file.exists() and sys.platform != "linux":
        return _unknown()
    names = touch_screens(file.read_text("utf-8", "replace") if file.exists() else "")
    if names:
        return Found(verdict=Verdict.OK, summary=", ".join(names), facts={"touch_screens": len(names)})
    how = "接好触摸线后查看 / plug the touch cable in, then look: libinput list-devices"
    said = "未发现触摸屏 / no touch screen"
    return Found(verdict=_gear_verdict(booth), summary=said, advice=how, facts={"touch_screens": 0})


def touch_screens(devices: str) -> list[str]:
    """Return the names of touch screens in the text of /proc/bus/input/devices."""
    names = []
    for block in devices.split("\n\n"):
        lines = block.splitlines()
        bits = next((line[7:].split() for line in lines if line.startswith("B: ABS=")), [])
        # The kernel writes words of its own size, the highest first.
        value = int("".join(word.zfill(16) for word in bits) or "0", 16)
        if value >> _TOUCH_BIT & 1:
            names.append(next((line[9:].strip('"') for line in lines if line.startswith("N: Name=")), "?"))
    return names


def _gear_verdict(booth: Booth) -> Verdict:
    return Verdict.WARNING if booth.simulation else Verdict.MISSING


def _unknown() -> Found:
    return Found(verdict=Verdict.SKIPPED, summary="本系统无法检测 / cannot be told on this system")
