"""Finds the page in a photograph: straight edges, the four of them that bound a page, then exact corners."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from devices.camera import lines, quads
from devices.camera.base import FoundPage, Warning  # noqa: A004 - the word on the wire
from devices.camera.paper import ends_there
from devices.camera.pyramid import pyramid
from devices.camera.quality import warnings_for
from devices.camera.refine import refine

if TYPE_CHECKING:
    from devices.camera.base import Image

LEAST_SCORE = 0.36
"""Below it the best four lines are no page."""
LEAST_TINTED = 0.36
"""The same in shades of colour alone, which are asked where lightness shows nothing."""
SMOOTH = 0.8
"""Noise up to which shades of colour are asked: the weave of a cloth has colours of its own."""
LEAST_CUT_OFF = 0.45
"""The same for a page of which the picture's border is a side: three lines are met by chance more easily than four."""
LEAST_SIDE = 0.22


def find_page(image: Image) -> FoundPage:
    """Return where the page lies in an upright picture; the whole picture and `no_page` when there is none."""
    height, width = image.shape[:2]
    levels = pyramid(image, lines.WORK_SIDE)
    scale = levels[-1].shape[1] / width
    small = lines.make_small(levels[-1], scale)
    corners = _best(small, LEAST_SCORE)
    if corners is None and small.noise < SMOOTH:
        corners = _best(lines.make_tints(levels[-1], scale), LEAST_TINTED)
    if corners is not None:
        corners = refine(image, (corners + 0.5) / scale, radius=7 / scale)
    if corners is None:
        whole = ((0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height)))
        return FoundPage(found=False, corners=whole, warnings=(Warning.NO_PAGE, *warnings_for(levels, None)))
    return FoundPage(found=True, corners=_rounded(corners), warnings=warnings_for(levels, corners))


def find_pages(image: Image, *, most: int = 4) -> tuple[FoundPage, ...]:
    """Return the papers that lie beside each other, largest first; none for an empty desk.

    For cards and receipts on one tray. Papers that overlap are not told apart.
    """
    levels = pyramid(image, lines.WORK_SIDE)
    scale = levels[-1].shape[1] / image.shape[1]
    small = lines.make_small(levels[-1], scale)
    known = _candidates(small, lines.MOST_LINES * 5 // 4)
    quads_found: list[lines.Floats] = []
    while len(quads_found) < most:
        best = _likeliest(small, known, LEAST_SCORE, beside=quads_found)
        if best is None:
            break
        quads_found.append(best)
    found = [refine(image, (quad + 0.5) / scale, radius=7 / scale) for quad in quads_found]
    found.sort(key=lambda quad: -float(cv2.contourArea(quad)))
    return tuple(FoundPage(found=True, corners=_rounded(q), warnings=warnings_for(levels, q)) for q in found)


def _best(small: lines.Small, least: float) -> lines.Floats | None:
    """Return the corners of the likeliest page in small pixels; None when nothing is likely enough."""
    known = _candidates(small, lines.MOST_LINES)
    return _likeliest(small, known, least, beside=[])


def _candidates(small: lines.Small, most: int) -> quads.Candidates:
    height, width = small.lab.shape[:2]
    pieces = np.concatenate([lines.outlines(small), lines.segments(small)])
    return quads.find(lines.judge(small, *lines.merge(pieces), most=most), width, height)


def _likeliest(
    small: lines.Small, known: quads.Candidates, least: float, *, beside: list[lines.Floats]
) -> lines.Floats | None:
    """Return the likeliest page that overlaps none of those `beside` it."""
    found = quads.best(known, beside=beside)
    if len(found.score) == 0:
        return None
    score = found.score * ends_there(small, found.corners)
    score = np.where(found.cut_off & (score < LEAST_CUT_OFF), 0, score)
    best = int(np.argmax(score))
    if score[best] < least or found.worst_side[best] < LEAST_SIDE:
        return None
    return np.asarray(found.corners[best], np.float32)


def _rounded(corners: lines.Floats) -> tuple[tuple[float, float], ...]:
    return tuple((round(float(x), 1), round(float(y), 1)) for x, y in corners)
