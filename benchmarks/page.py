"""Finding the page in a 12-megapixel photograph: time, and how well the corners are met."""

from __future__ import annotations

import time

import cv2
import numpy as np

from benchmarks.rows import Row, median, percentile
from demo.citizen import WANG
from demo.paper import bank_card_copy, register_page
from demo.photograph import overlap, photograph
from devices.camera import find_page

SEEDS = range(20)
WIDTH, HEIGHT = 4000, 3000


def run() -> list[Row]:
    """Photograph two papers on twenty desks; the limit beside it is what decoding the JPEG alone costs."""
    times, decodes, overlaps, missed = [], [], [], 0
    for seed in SEEDS:
        paper = (register_page, bank_card_copy)[seed % 2](WANG)
        taken = photograph(paper, seed=seed, width=WIDTH, height=HEIGHT)
        begun = time.perf_counter()
        picture = cv2.imdecode(np.frombuffer(taken.jpeg, dtype=np.uint8), cv2.IMREAD_COLOR)
        decoded = time.perf_counter()
        found = find_page(np.asarray(picture, dtype=np.uint8))
        times.append((time.perf_counter() - decoded) * 1000)
        decodes.append((decoded - begun) * 1000)
        overlaps.append(overlap(found.corners, taken.corners) if found.found else 0.0)
        missed += not found.found
    return [
        Row(what="find the page in 12 megapixels, median", value=median(times), unit="ms", goal=100.0),
        Row(what="find the page in 12 megapixels, 95 %", value=percentile(times, 0.95), unit="ms"),
        Row(what="limit: decode the JPEG alone, median", value=median(decodes), unit="ms"),
        Row(
            what="corners: mean overlap (IoU)", value=float(np.mean(overlaps)), unit="", goal=0.97, more_is_better=True
        ),
        Row(what="corners: worst overlap (IoU)", value=min(overlaps), unit="", goal=0.90, more_is_better=True),
        Row(what="pages not found", value=missed, unit=f"of {len(SEEDS)}", goal=0),
    ]
