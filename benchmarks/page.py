"""Finding the page: corners on the project's own set of photographs, and time for 12 megapixels on one core.

Beside it `jscanify` (npm) on the same pictures. Times are CPU time, so that a busy machine does not count.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import cv2
import numpy as np

from benchmarks.page_jscanify import jscanify
from benchmarks.rows import Row, median, percentile
from demo.citizen import WANG
from demo.paper import bank_card_copy, register_page
from demo.photograph import overlap, photograph
from devices.camera import find_page
from tests.devices.camera.page_set import with_page, without_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from benchmarks.page_jscanify import Jscanify

LARGE = range(20)
"""Seeds of the photographs of 12 megapixels."""
WIDTH, HEIGHT = 4000, 3000


def run() -> list[Row]:
    """Judge corners on 210 photographs and 12 bare desks; time on 20 large ones; jscanify on all of them."""
    cv2.setNumThreads(1)
    with jscanify() as peer:
        return [*_large(peer), *_set(peer), *_bare()]


def _large(peer: Jscanify | None) -> list[Row]:
    times, decodes, theirs, overlaps = [], [], [], []
    for jpeg, corners in _photographs():
        begun = time.process_time()
        picture = np.asarray(cv2.imdecode(np.frombuffer(jpeg, dtype=np.uint8), cv2.IMREAD_COLOR), dtype=np.uint8)
        decoded = time.process_time()
        page = find_page(picture)
        times.append((time.process_time() - decoded) * 1000)
        decodes.append((decoded - begun) * 1000)
        overlaps.append(overlap(page.corners, corners) if page.found else 0.0)
        theirs += [peer.corners(picture)[0]] if peer else []
    peer_row = [Row(what="jscanify: 12 megapixels, median", value=median(theirs), unit="ms")] if theirs else []
    return [
        Row(what="12 megapixels, median", value=median(times), unit="ms", goal=60.0),
        Row(what="12 megapixels, 95 %", value=percentile(times, 0.95), unit="ms"),
        *peer_row,
        Row(what="limit: decode the JPEG alone, median", value=median(decodes), unit="ms"),
        Row(what="12 megapixels: worst overlap (IoU)", value=min(overlaps), unit="", goal=0.90, more_is_better=True),
    ]


def _photographs() -> Iterator[tuple[bytes, tuple[tuple[float, float], ...]]]:
    for seed in LARGE:
        paper = (register_page, bank_card_copy)[seed % 2](WANG)
        taken = photograph(paper, seed=seed, width=WIDTH, height=HEIGHT)
        yield taken.jpeg, taken.corners


def _set(peer: Jscanify | None) -> list[Row]:
    ours, theirs = [], []
    for one in with_page():
        truth = tuple((float(x), float(y)) for x, y in one.corners)
        page = find_page(one.image)
        ours.append(overlap(page.corners, truth) if page.found else 0.0)
        theirs += [_theirs(peer, one.image, truth)] if peer else []
    return [*_rows("set", ours, goal=True), *(_rows("jscanify", theirs, goal=False) if theirs else [])]


def _theirs(peer: Jscanify, image: NDArray[np.uint8], truth: tuple[tuple[float, float], ...]) -> float:
    corners = peer.corners(image)[1]
    return overlap(corners, truth) if corners else 0.0


def _rows(who: str, overlaps: Sequence[float], *, goal: bool) -> list[Row]:
    few = sum(value < 0.90 for value in overlaps)
    return [
        Row(
            what=f"{who}: mean overlap (IoU)",
            value=float(np.mean(overlaps)),
            unit="",
            goal=0.97 if goal else None,
            more_is_better=True,
        ),
        Row(
            what=f"{who}: worst overlap (IoU)",
            value=min(overlaps),
            unit="",
            goal=0.90 if goal else None,
            more_is_better=True,
        ),
        Row(what=f"{who}: below 0.90", value=few, unit=f"of {len(overlaps)}", goal=0 if goal else None),
    ]


def _bare() -> list[Row]:
    said = [find_page(image).found for _, image in without_page()]
    return [Row(what="bare desks taken for a page", value=sum(said), unit=f"of {len(said)}", goal=0)]
