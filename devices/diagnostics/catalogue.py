"""Which probes there are, in the order of the report. `where` is imported in the probe's own process alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """One probe. `where` names a function that takes a `Booth` and returns a `Found`."""

    name: str
    group: str
    title: str
    where: str
    seconds: float
    """After which its process is killed."""
    alone: bool = False
    """Run when all others are done: they would spoil its figures."""


def _device(name: str, title: str, where: str, seconds: float) -> Probe:
    return Probe(name=name, group="device", title=title, where=f"devices.diagnostics.{where}", seconds=seconds)


def _machine(name: str, title: str) -> Probe:
    return Probe(name=name, group="machine", title=title, where=f"devices.diagnostics.machine:{name}", seconds=6)


def _network(name: str, title: str, where: str, *, alone: bool = False) -> Probe:
    return Probe(name=name, group="network", title=title, where=f"devices.diagnostics.{where}", seconds=10, alone=alone)


PROBES = (
    _device("id_card_reader", "身份证阅读器 / ID-card reader", "gear:id_card_reader", 8),
    _device("document_camera", "高拍仪 / document camera", "gear:document_camera", 12),
    _device("printer", "打印机 / printer", "gear:printer", 10),
    _device("scanner", "扫描仪 / scanner", "optional:scanner", 12),
    _device("smart_card_reader", "社保卡/护照读卡器 / smart-card reader", "optional:smart_card_reader", 6),
    _device("code_scanner", "扫码器 / code scanner", "optional:code_scanner", 6),
    _device("camera", "摄像头 / camera", "media:camera", 10),
    _device("microphone", "麦克风 / microphone", "media:microphone", 8),
    _device("loudspeaker", "扬声器 / loudspeaker", "media:loudspeaker", 8),
    _machine("disk", "磁盘 / disk"),
    _machine("memory", "内存 / memory"),
    _machine("cpu", "处理器 / CPU"),
    _machine("graphics", "图形加速 / graphics"),
    _machine("screen", "屏幕 / screen"),
    _machine("touch", "触摸 / touch"),
    _network("dns", "域名解析 / DNS", "network:dns"),
    _network("server", "服务器 / server", "network:server"),
    _network("clock", "时钟 / clock", "network:clock"),
    _network("turn", "中继 / TURN", "turn:turn"),
    _network("line", "线路与通话质量 / line and call quality", "network:line", alone=True),
    _network("throughput", "带宽 / throughput", "network:throughput", alone=True),
)
"""Every probe."""
