"""Finds the page in a photograph: straight edges, the four of them that bound a page, then exact corners."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from devices.camera import lines, quads
from devices.camera.base import FoundPage, Warning  # noqa: A004 - the word on the wire
from devices.camera.quality import warnings_for
from devices.camera.refine import refine

if TYPE_CHECKING:
    from devices.camera.base import Image

LEAST_SCORE = 0.30
"""Below it the best four lines are no page."""
LEAST_SIDE = 0.22


def find_page(image: Image) -> FoundPage:
    """Return where the page lies in an upright picture; the whole picture and `no_page` when there is none."""
    height, width = image.shape[:2]
    small = lines.make_small(image)
    pieces = np.concatenate([lines.outlines(small), lines.segments(small)])
    corners = None
    if len(pieces) >= 4:
        normal, offset = lines.merge(pieces)
        found = quads.find(lines.judge(small, normal, offset), small.lab.shape[1], small.lab.shape[0])
        if len(found.score) and found.score[0] >= LEAST_SCORE and found.worst_side[0] >= LEAST_SIDE:
            corners = refine(image, (found.corners[0] + 0.5) / small.scale, radius=7 / small.scale)
    if corners is None:
        whole = ((0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height)))
        return FoundPage(found=False, corners=whole, warnings=(Warning.NO_PAGE, *warnings_for(image, None)))
    rounded = tuple((round(float(x), 1), round(float(y), 1)) for x, y in np.asarray(corners))
    return FoundPage(found=True, corners=rounded, warnings=warnings_for(image, corners))
