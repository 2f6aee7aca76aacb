"""From a card on the reader to its decoded text, over the real protocol on a pseudo-terminal."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.rows import Row, median, percentile
from demo.citizen import WANG
from demo.process import Process
from demo.simulator import tell
from devices.idcard import IdCardReader, open_id_card_reader

RUNS = 20
BAUD = 115200
REPLY_BYTES = 1295
"""The frame with text and photo; the questions and short replies before it are some 60 bytes more."""
_BITS_PER_BYTE = 10


def run() -> list[Row]:
    """Read a card that lies there, and one that is laid down while the reader waits.

    A pseudo-terminal is faster than any wire: the time on the wire is the limit beside it, to be added.
    """
    with tempfile.TemporaryDirectory() as folder:
        link, control = Path(folder) / "reader", Path(folder) / "control"
        command = (sys.executable, "-m", "cloudwindow", "devices", "simulate", "idcard")
        options = ("--link", str(link), "--control", str(control))
        simulator = Process("reader", (*command, *options), log=Path(folder) / "log")
        try:
            simulator.wait_for_line(lambda line: line.startswith("READY"), timeout=20)
            reader = open_id_card_reader(str(link))
            try:
                lying, laid = _measure(reader, control)
            finally:
                reader.close()
        finally:
            simulator.stop()
    wire = (REPLY_BYTES + 60) * _BITS_PER_BYTE / BAUD * 1000
    return [
        Row(what="a card that lies there: decoded, median", value=median(lying), unit="ms"),
        Row(what="a card laid down: decoded, median", value=median(laid), unit="ms"),
        Row(what="a card laid down: decoded, 95 %", value=percentile(laid, 0.95), unit="ms", goal=500),
        Row(what=f"limit: the bytes on the wire at {BAUD} baud", value=wire, unit="ms"),
        Row(what="a card laid down, with the wire, 95 %", value=percentile(laid, 0.95) + wire, unit="ms", goal=1000),
    ]


def _measure(reader: IdCardReader, control: Path) -> tuple[list[float], list[float]]:
    chance = random.Random(1)  # noqa: S311  a pace, not a secret
    tell(control, "insert", card=WANG.card())
    reader.read(deadline=time.monotonic() + 10)  # opens the port
    lying, laid = [], []
    with ThreadPoolExecutor(max_workers=1) as hand:
        for _ in range(RUNS):
            begun = time.perf_counter()
            reader.read(deadline=time.monotonic() + 10)
            lying.append((time.perf_counter() - begun) * 1000)
            tell(control, "remove")
            reader.wait_for_removal(deadline=time.monotonic() + 10)
            inserted = hand.submit(_lay, control, after=chance.uniform(0.1, 0.9))
            card = reader.read(deadline=time.monotonic() + 10)
            laid.append((time.perf_counter() - inserted.result()) * 1000)
            assert card.name == WANG.name
    return lying, laid


def _lay(control: Path, *, after: float) -> float:
    """Lay the card on the reader at a moment the reader's polling does not know; return the moment."""
    time.sleep(after)
    begun = time.perf_counter()
    tell(control, "insert", card=WANG.card())
    return begun
