"""Probes of the devices that a visit needs: card reader, document camera, printer."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from devices.diagnostics.findings import Fact, Found, Verdict
from devices.errors import DeviceBusy, DeviceError, DeviceUnplugged, NotReadable
from devices.sentences import sentence

if TYPE_CHECKING:
    from devices.camera import FoundPage
    from devices.camera.base import Image
    from devices.diagnostics.booth import Booth

_PREVIEW = 640
"""Pixels of the longer side of a picture in the report."""
_ADVICE = {
    "unplugged": "插好接线；核对设置中的路径或地址 / plug it in; compare the path or address in the settings",
    "no_answer": "检查供电与接线，重新上电 / check power and cable, switch it off and on",
    "busy": "先关闭占用它的程序（自助终端运行中时请用技术员模式） / end the program that has it, "
    "or use the kiosk's technician mode",
    "cannot_open": "将运行用户加入 dialout、video、lp、scanner 组后重新登录 / "
    "add the user to dialout, video, lp, scanner and log in again",
    "garbled": "更换数据线；核对波特率 / change the cable; compare the baud rate",
    "no_service": "启动服务 / start it: sudo systemctl start pcscd",
}
_SERVICE = "断电重启后重试；仍失败请送修 / switch it off and on; if that does not help it needs service"


def failed(error: DeviceError, **facts: Fact) -> Found:
    """Return the line for a device that answered with an error."""
    gone = isinstance(error, DeviceUnplugged)
    busy = isinstance(error, DeviceBusy)
    verdict = Verdict.MISSING if gone else Verdict.WARNING if busy else Verdict.FAULT
    advice = _ADVICE.get(error.reason, _SERVICE)
    return Found(verdict=verdict, summary=sentence(error), advice=advice, facts={"reason": error.reason, **facts})


def nothing(booth: Booth, what: str, how: str) -> Found:
    """Return the line for a device that was not named: missing, unless a settings file leaves it out."""
    if booth.configured:
        return Found(verdict=Verdict.SKIPPED, summary=f"未配置 / not set up: {what}", advice=how)
    return Found(verdict=Verdict.MISSING, summary=f"未发现 / missing: {what}", advice=how)


def elapsed_ms(begun: float) -> float:
    """Return the milliseconds since a time of `time.perf_counter`."""
    return round((time.perf_counter() - begun) * 1000, 1)


def id_card_reader(booth: Booth) -> Found:
    """Ask the reader for the number of its security module."""
    from devices.idcard import open_id_card_reader

    if not booth.id_card_port:
        return nothing(booth, _serial_ports(), "连接阅读器并设置 / plug it in and set id_card_port = /dev/ttyUSB0")
    try:
        reader = open_id_card_reader(booth.id_card_port)
    except ValueError as exc:
        return Found(verdict=Verdict.FAULT, summary=f"设置有误 / wrong setting: {exc}", advice="改正设置 / correct it")
    begun = time.perf_counter()
    try:
        info = reader.open()
    except DeviceError as exc:
        return failed(exc, port=booth.id_card_port)
    finally:
        reader.close()
    facts: dict[str, Fact] = {"port": info.port, "driver": info.driver, "sam_number": info.sam_number}
    facts["answer_ms"] = elapsed_ms(begun)
    if not info.sam_number:
        told = "阅读器应答但未给出模块编号 / it answers and does not tell its module's number"
        return Found(verdict=Verdict.WARNING, summary=told, advice=_SERVICE, facts=facts)
    return Found(verdict=Verdict.OK, summary=f"应答正常 / answers: SAM {info.sam_number}", facts=facts)


def _serial_ports() -> str:
    from serial.tools import list_ports

    ports = [port.device for port in list_ports.comports()]
    return f"串口 / serial ports: {', '.join(ports) or '无 / none'}"


def document_camera(booth: Booth) -> Found:
    """Take a photograph and look for the page in it."""
    from devices import camera

    if not booth.document_camera:
        nodes = [str(node) for node in sorted(Path("/dev").glob("video*"))]
        seen = f"视频设备 / video devices: {', '.join(nodes) or '无 / none'}"
        return nothing(booth, seen, "连接高拍仪并设置 / plug it in and set document_camera = device:0")
    begun = time.perf_counter()
    try:
        device = camera.open_camera(booth.document_camera)
    except ValueError as exc:
        return Found(verdict=Verdict.FAULT, summary=f"设置有误 / wrong setting: {exc}", advice="改正设置 / correct it")
    try:
        photograph = device.capture(deadline=time.monotonic() + 8)
        capture_ms = elapsed_ms(begun)
        image = camera.decode(photograph.original)
    except NotReadable as exc:
        return Found(
            verdict=Verdict.WARNING,
            summary=sentence(exc),
            advice="放一张纸再试 / lay a paper under it and try again",
            facts={"reason": exc.reason},
        )
    except DeviceError as exc:
        return failed(exc, source=booth.document_camera)
    finally:
        device.close()
    return _photographed(image, camera.find_page(image), capture_ms)


def _photographed(image: Image, page: FoundPage, capture_ms: float) -> Found:
    height, width = image.shape[:2]
    facts: dict[str, Fact] = {"width": width, "height": height, "capture_ms": capture_ms, "page_found": page.found}
    warnings = [warning.value for warning in page.warnings if warning.value != "no_page"]
    seen = "看到页面 / sees a page" if page.found else "没有纸张 / no paper lies under it"
    said = f"{width} × {height}，{seen}" + (f"，{'、'.join(warnings)}" if warnings else "")
    advice = "擦拭镜头，补光，避免反光 / wipe the lens, give more light, avoid glare" if warnings else ""
    verdict = Verdict.WARNING if warnings else Verdict.OK
    return Found(verdict=verdict, summary=said, advice=advice, facts=facts, picture=preview(image))


def preview(image: Image) -> bytes:
    """Return a small JPEG."""
    from devices.camera import encode_jpeg

    step = max(1, -(-max(image.shape[:2]) // _PREVIEW))
    return encode_jpeg(image[::step, ::step], quality=70)


def printer(booth: Booth) -> Found:
    """Ask the printer how it is; nothing is printed."""
    from devices.printer import open_printer

    if not booth.printer:
        how = "接通打印机并设置 / connect it and set printer = ipp://ADDRESS/ipp/print"
        return nothing(booth, "没有填写打印机地址 / no printer is named", how)
    begun = time.perf_counter()
    try:
        device = open_printer(booth.printer)
    except ValueError as exc:
        return Found(verdict=Verdict.FAULT, summary=f"设置有误 / wrong setting: {exc}", advice="改正设置 / correct it")
    try:
        status = device.status(deadline=time.monotonic() + 6)
    except DeviceError as exc:
        return failed(exc, uri=booth.printer)
    finally:
        device.close()
    facts: dict[str, Fact] = {"name": status.name, "reasons": ", ".join(status.reasons), "answer_ms": elapsed_ms(begun)}
    if not status.ready:
        said = f"{status.name} 不能打印 / cannot print: {facts['reasons'] or 'stopped'}"
        return Found(verdict=Verdict.FAULT, summary=said, advice=_printer_advice(status.reasons), facts=facts)
    if status.reasons:
        said = f"{status.name} 可用，需留意 / works: {facts['reasons']}"
        return Found(verdict=Verdict.WARNING, summary=said, advice=_printer_advice(status.reasons), facts=facts)
    return Found(verdict=Verdict.OK, summary=f"{status.name} 就绪 / is ready", facts=facts)


def _printer_advice(reasons: tuple[str, ...]) -> str:
    said = " ".join(reasons)
    for part, advice in (
        ("media-", "补纸并合好纸盒 / put paper in and close the tray"),
        ("jam", "取出卡纸 / take the jammed paper out"),
        ("cover", "合上机盖 / close the cover"),
        ("toner", "更换墨粉 / change the toner"),
        ("marker", "更换耗材 / change ink or toner"),
    ):
        if part in said:
            return advice
    return "查看打印机面板 / look at the printer's own display"
