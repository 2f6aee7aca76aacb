"""The project's own set of photographs by which the page finder is judged: 210 with a page and 12 without, by seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.devices.camera.photographs import DESKS, SHEETS, Shot, desk_alone, shot

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

SEED = 20_000
ROUNDS = 5
SIZE = (1280, 960)
FOLD = 0.08
"""Share of the short side: a dog-ear of 17 mm on A4. Every fifth sheet has one."""
BARE_DESKS = tuple(desk for desk in DESKS if desk != "cluttered")
"""A cluttered desk is full of paper-like rectangles, so nothing is asked about it without a page."""


def with_page(rounds: int = ROUNDS, *, size: tuple[int, int] = SIZE, every: int = 1) -> Iterator[Shot]:
    """Yield every sheet on every desk, so many times over, each time seen anew; or only `every` n-th of them."""
    pairs = [(sheet, desk) for sheet in SHEETS for desk in DESKS]
    for number in range(0, rounds * len(pairs), every):
        sheet, desk = pairs[number % len(pairs)]
        seed = SEED + number
        yield shot(sheet, desk, seed=seed, size=size, fold=FOLD if seed % 5 == 0 else 0.0)


def without_page(rounds: int = 2, *, size: tuple[int, int] = SIZE) -> Iterator[tuple[str, NDArray[np.uint8]]]:
    """Yield desks on which nothing lies, by name."""
    for turn in range(rounds):
        for desk in BARE_DESKS:
            yield f"{desk}-{turn}", desk_alone(desk, seed=SEED + turn, size=size)
