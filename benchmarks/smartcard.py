"""Read smart cards over the PC/SC service: pcscd, the virtual reader vpcd, and a simulated card as a process."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.rows import Row, median, percentile
from demo.process import Process
from demo.simulator import tell
from devices.simulated.pcscd import READER, PrivatePcscd
from devices.smartcard import Access, TravelDocument, mrz_key, open_smart_card_reader

if TYPE_CHECKING:
    from devices.smartcard import SmartCardReader

RUNS = 20
PHOTO = 20_000
MRZ = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10"
_DOCUMENT = {"kind": "travel_document", "photo_bytes": PHOTO, "name_zh": "张三"}
_KEY = Access(mrz=mrz_key(MRZ))


def run() -> list[Row]:
    """Read each card that lies there, `RUNS` times; a real chip adds the time of its own radio and arithmetic."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        place = Path(folder)
        service = PrivatePcscd(place / "pcscd")
        stack.callback(service.close)
        service.start()
        os.environ["PCSCLITE_CSOCK_NAME"] = str(service.socket)
        control = place / "sock"
        command = (sys.executable, "-m", "cloudwindow", "devices", "simulate", "smartcard")
        options = ("--port", str(service.port), "--csca-out", str(place / "csca"), "--control", str(control))
        simulator = Process("card", (*command, *options), log=place / "card.log")
        stack.callback(simulator.stop)
        simulator.wait_for_line(lambda line: line.startswith("READY"), timeout=20)
        reader = open_smart_card_reader(READER, trusted=[(place / "csca").read_bytes()])
        stack.callback(reader.close)
        bac = _measure(reader, control, _DOCUMENT)
        pace = _measure(reader, control, {**_DOCUMENT, "access": ["pace"]})
        social = _measure(reader, control, {"kind": "social_security"})
    return [
        Row(what="DG1 + DG2 of 20 kB + DG11, signed, by BAC: median", value=median(bac), unit="ms"),
        Row(what="the same, 95 %", value=percentile(bac, 0.95), unit="ms", goal=1000),
        Row(what="the same by PACE: median", value=median(pace), unit="ms"),
        Row(what="the same by PACE, 95 %", value=percentile(pace, 0.95), unit="ms", goal=1000),
        Row(what="a social security card: median", value=median(social), unit="ms"),
    ]


def _measure(reader: SmartCardReader, control: Path, card: dict[str, Any]) -> list[float]:
    tell(control, "remove")
    reader.wait_for_removal(deadline=time.monotonic() + 10)
    tell(control, "insert", card=card)
    reader.wait_for_card(deadline=time.monotonic() + 10)
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        read = reader.read(deadline=time.monotonic() + 10, access=_KEY)
        times.append((time.perf_counter() - begun) * 1000)
        if isinstance(read, TravelDocument):
            assert read.portrait is not None
            assert len(read.portrait.data) == PHOTO
    return times
