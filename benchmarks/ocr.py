"""Print read from rectified photographs, beside the same pages as they were drawn."""

from __future__ import annotations

import re
import time

import numpy as np

from benchmarks.rows import Row, median
from demo.citizen import WANG
from demo.paper import bank_card_copy, register_page
from demo.photograph import photograph
from devices.camera import decode, find_page, rectify
from devices.ocr import open_paper_reader, understand_paper

SEEDS = range(6)
ALLOWED_LOSS = 0.02


def run() -> list[Row]:
    """Photograph two papers on six desks, find and rectify the page, and compare its text with the flat page's."""
    reader = open_paper_reader()
    times: list[float] = []

    def read(image: np.ndarray) -> tuple[str, dict[str, str]]:
        begun = time.perf_counter()
        lines = reader.read(image)
        times.append(time.perf_counter() - begun)
        text = "".join(re.sub(r"\s", "", line.untrusted_text) for line in lines)
        return text, {value.name: value.untrusted_text for value in understand_paper(lines).values}

    papers = (register_page(WANG), bank_card_copy(WANG))
    flat = [read(paper) for paper in papers]
    alike, kept, wanted = [], 0, 0
    for seed in SEEDS:
        text, values = flat[seed % 2]
        picture = decode(photograph(papers[seed % 2], seed=seed).jpeg)
        seen, found = read(rectify(picture, find_page(picture).corners))
        alike.append(_same_characters(text, seen))
        kept += sum(found.get(name) == value for name, value in values.items())
        wanted += len(values)
    return [
        Row(
            what="characters of the flat page read from the photograph, mean",
            value=float(np.mean(alike)),
            unit="",
            goal=1 - ALLOWED_LOSS,
            more_is_better=True,
        ),
        Row(what="the worst photograph", value=min(alike), unit=""),
        Row(what="values to prefill read alike", value=kept, unit=f"of {wanted}", goal=wanted, more_is_better=True),
        Row(what="one page, median", value=median(times), unit="s"),
    ]


def _same_characters(flat: str, seen: str) -> float:
    """Return the share of the flat page's characters that were read; their order within the page does not count."""
    return sum(min(flat.count(c), seen.count(c)) for c in set(flat)) / len(flat)
