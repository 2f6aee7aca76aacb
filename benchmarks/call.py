"""From the clerk's tap on 接听 to the first decoded picture at both ends, through the real server."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import closing
from pathlib import Path

from benchmarks.parties import booth, desk, part, queue_up, take_call
from benchmarks.rows import Row, median, percentile
from benchmarks.stock_aiortc import set_up_times
from demo.archive import open_archive
from demo.citizen import WANG
from demo.places import prepare
from demo.programs import ZHANG
from demo.stage import Stage
from kiosk.enrolment import load

RUNS = 12
_WATCHED = 5.0
"""Seconds of pictures whose age is looked at."""


def run() -> list[Row]:
    """Call a dozen times on loopback; the peer beside it is aiortc as it comes, without a server."""
    with tempfile.TemporaryDirectory() as folder:
        places = prepare(Path(folder) / "out")
        try:
            with Stage(places, visible=True) as stage:
                stage.start_server()
                stage.enrol(stage.add_people(ZHANG))
                at_desk, at_booth, ages = _calls(stage)
        finally:
            shutil.rmtree(places.work, ignore_errors=True)
    both = [max(pair) for pair in zip(at_desk, at_booth, strict=True)]
    stock = set_up_times(RUNS)
    return [
        Row(what="accept → first picture at both ends, median", value=median(both), unit="ms", goal=300),
        Row(what="accept → first picture at both ends, 95 %", value=percentile(both, 0.95), unit="ms"),
        Row(what="accept → first picture at the desk, median", value=median(at_desk), unit="ms"),
        Row(what="accept → first picture at the booth, median", value=median(at_booth), unit="ms"),
        Row(what="peer: stock aiortc in one process, no server, median", value=median(stock), unit="ms"),
        Row(what="peer: stock aiortc, 95 %", value=percentile(stock, 0.95), unit="ms"),
        Row(what="age of a picture when it can be painted, median", value=median(ages), unit="ms", goal=100),
        Row(what="age of a picture when it can be painted, 95 %", value=percentile(ages, 0.95), unit="ms"),
    ]


def _calls(stage: Stage) -> tuple[list[float], list[float], list[float]]:
    """Return the times to the first picture at desk and booth, and the ages of the pictures of one longer call."""
    enrolment, key = load(stage.places.kiosk_data)
    token = open_archive(stage.url, ZHANG).token
    at_desk, at_booth = [], []
    with closing(booth(stage.url, enrolment.kiosk, key)) as here, closing(desk(stage.url, ZHANG.login, token)) as seat:
        for _ in range(RUNS):
            case = queue_up(here, WANG)
            accepted, call = take_call(seat)
            at_desk.append((seat.first_picture() - accepted) * 1000)
            at_booth.append((here.first_picture() - accepted) * 1000)
            if len(at_desk) == RUNS:
                here.ages_ms.clear()
                seat.ages_ms.clear()
                here.watch(_WATCHED)
            part(here, seat, case=case, call=call)
        return at_desk, at_booth, [*here.ages_ms, *seat.ages_ms]
