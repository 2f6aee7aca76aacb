"""Probes of devices that not every booth has: scanner, smart-card reader, code scanner."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from devices.diagnostics.findings import Fact, Found, Verdict
from devices.diagnostics.gear import elapsed_ms, failed, nothing
from devices.errors import DeviceError

if TYPE_CHECKING:
    from devices.diagnostics.booth import Booth


def scanner(booth: Booth) -> Found:
    """Ask the scanner what it can do; where none is named, look for one."""
    from devices.scanner import list_scanners, open_scanner

    if booth.configured and not booth.scanner:
        return nothing(booth, "扫描仪 / scanner", "如需使用请设置 / if wanted set scanner = sane:NAME")
    begun = time.perf_counter()
    try:
        if not booth.scanner:
            names = [info.name for info in list_scanners(deadline=time.monotonic() + 10)]
            return _scanners(booth, names)
        info = open_scanner(booth.scanner).info(deadline=time.monotonic() + 10)
    except ValueError as exc:
        return Found(verdict=Verdict.FAULT, summary=f"设置有误 / wrong setting: {exc}", advice="改正设置 / correct it")
    except DeviceError as exc:
        return failed(exc)
    sides = ", ".join(side.value for side in info.sides)
    facts: dict[str, Fact] = {"name": info.name, "sides": sides, "answer_ms": elapsed_ms(begun)}
    return Found(verdict=Verdict.OK, summary=f"{info.name} 就绪 / is ready: {sides}", facts=facts)


def _scanners(booth: Booth, names: list[str]) -> Found:
    if not names:
        how = "接好扫描仪后运行 / plug it in, then try: scanimage -L"
        return nothing(booth, "SANE 没有找到扫描仪 / SANE finds no scanner", how)
    said = f"发现 / found: {', '.join(names)}"
    return Found(verdict=Verdict.OK, summary=said, advice=f"设置 / set: scanner = sane:{names[0]}")


def smart_card_reader(booth: Booth) -> Found:
    """Look for the reader in the card service, and whether a card is in it."""
    from devices.smartcard import list_readers

    wanted = booth.smart_card_reader
    if booth.configured and not wanted:
        return nothing(booth, "读卡器 / smart-card reader", "如需使用请设置 / if wanted set smart_card_reader = auto")
    begun = time.perf_counter()
    try:
        readers = list_readers()
    except ImportError:
        said = "缺少智能卡组件 / the smart-card part is not installed"
        return Found(verdict=Verdict.MISSING, summary=said, advice="安装 / install: libpcsclite1, cloudwindow[devices]")
    except DeviceError as exc:
        return failed(exc)
    named = [reader for reader in readers if wanted in ("", "auto", reader.name)]
    if not named:
        seen = ", ".join(reader.name for reader in readers) or "无 / none"
        said = f"没有找到读卡器；现有 / no such reader; there are: {seen}"
        return Found(verdict=Verdict.MISSING, summary=said, advice="插好读卡器 / plug the reader in: pcsc_scan -r")
    card = any(reader.present for reader in named)
    facts: dict[str, Fact] = {"readers": len(named), "card": card, "answer_ms": elapsed_ms(begun)}
    return Found(verdict=Verdict.OK, summary=f"{named[0].name}{'，有卡 / holds a card' if card else ''}", facts=facts)


def code_scanner(booth: Booth) -> Found:
    """Look whether the scanner's port opens; one that looks through a camera is the camera's probe's business."""
    from devices.serial_port import SerialPort

    kind, _, path = booth.code_scanner.partition(":")
    if not booth.code_scanner:
        how = "如需使用请设置 / if wanted set code_scanner = serial:/dev/ttyACM0"
        return nothing(booth, "扫码器 / code scanner", how)
    if kind != "serial":
        return Found(verdict=Verdict.OK, summary=f"用摄像头扫码 / looks through {booth.code_scanner}")
    port = SerialPort(path, baud=9600)
    try:
        port.open()
    except DeviceError as exc:
        return failed(exc, port=path)
    finally:
        port.close()
    said = f"端口可用；扫一张码以确认 / {path} opens; scan a code to be sure"
    return Found(verdict=Verdict.OK, summary=said, facts={"port": path})
