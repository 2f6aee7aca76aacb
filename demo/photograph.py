"""Lay a paper on a desk and photograph it: perspective, lamp light, shadows, noise, and the true corners known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from demo.desk import lamp, wood

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]
    Field = NDArray[np.float32]

CLOSE = 0.95
"""Overlap from which corners count as right; what is cut off by less is the paper's own margin."""
Corner = tuple[float, float]
"""x, y in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPhotograph:
    """A photograph of one page and where the page truly lies in it, clockwise from the page's top left."""

    jpeg: bytes
    corners: tuple[Corner, ...]
    width: int
    height: int


def photograph(paper: Image, *, seed: int, width: int = 3264, height: int = 2448) -> DeskPhotograph:
    """Return a photograph of `paper` on a desk. The same seed gives the same picture."""
    chance = np.random.default_rng(seed)
    corners = _corners(paper, width=width, height=height, chance=chance)
    picture = wood(width=width, height=height, seed=seed).astype(np.float32)
    picture *= _page_shadow(corners, width=width, height=height)[..., None]
    _lay(picture, paper=paper, corners=corners)
    picture *= lamp(width=width, height=height, seed=seed)[..., None]
    picture *= _arm_shadow(width=width, height=height, chance=chance)[..., None]
    picture += _noise(width=width, height=height, chance=chance)
    sharp = np.clip(picture, 0, 255).astype(np.uint8)
    _, jpeg = cv2.imencode(".jpg", cv2.GaussianBlur(sharp, (3, 3), 0.6), [cv2.IMWRITE_JPEG_QUALITY, 88])
    return DeskPhotograph(
        jpeg=jpeg.tobytes(), corners=tuple((float(x), float(y)) for x, y in corners), width=width, height=height
    )


def overlap(one: tuple[Corner, ...], other: tuple[Corner, ...]) -> float:
    """Return intersection over union of two convex quadrilaterals, 0 to 1."""
    first, second = (np.array(corners, dtype=np.float32) for corners in (one, other))
    common, _ = cv2.intersectConvexConvex(first, second)
    union = cv2.contourArea(first) + cv2.contourArea(second) - common
    return float(common / union) if union > 0 else 0.0


def _corners(paper: Image, *, width: int, height: int, chance: np.random.Generator) -> Field:
    """The page's corners: nearly upright, a few degrees turned, seen from a little to one side."""
    tall = height * chance.uniform(0.78, 0.84)
    wide = tall * paper.shape[1] / paper.shape[0]
    flat = np.array([(-wide, -tall), (wide, -tall), (wide, tall), (-wide, tall)]) / 2
    turn = np.deg2rad(chance.uniform(-7, 7))
    spin = np.array([(np.cos(turn), -np.sin(turn)), (np.sin(turn), np.cos(turn))])
    middle = np.array((width / 2, height / 2)) + chance.uniform(-0.02, 0.02, size=2) * (width, height)
    tilt = chance.uniform(-0.025, 0.025, size=(4, 2)) * tall
    return np.asarray(flat @ spin.T + middle + tilt, dtype=np.float32)


def _lay(picture: Field, *, paper: Image, corners: Field) -> None:
    """Project the paper into the picture, its edge softened by half a pixel as a lens does."""
    height, width = picture.shape[:2]
    rows, columns = paper.shape[:2]
    # Pixel centres lie at whole numbers, so the paper's edge is half a pixel outside the outermost ones.
    edge = np.array(
        [(-0.5, -0.5), (columns - 0.5, -0.5), (columns - 0.5, rows - 0.5), (-0.5, rows - 0.5)], dtype=np.float32
    )
    projection = cv2.getPerspectiveTransform(edge, corners)
    page = cv2.warpPerspective(
        paper, projection, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    cover = np.zeros((height, width), dtype=np.uint8)
    cv2.fillConvexPoly(cover, np.round(corners * 16).astype(np.int32), 255, lineType=cv2.LINE_AA, shift=4)
    share = cover.astype(np.float32)[..., None] / 255
    picture += (page.astype(np.float32) - picture) * share


def _page_shadow(corners: Field, *, width: int, height: int) -> Field:
    """The narrow shadow a sheet throws on the desk beside it."""
    small = (width // 4, height // 4)
    shade = np.zeros((small[1], small[0]), dtype=np.float32)
    cv2.fillConvexPoly(shade, np.round(np.add(corners, (14, 18)) / 4).astype(np.int32), 1.0)
    soft = cv2.GaussianBlur(shade, (0, 0), 5)
    return np.asarray(1 - 0.45 * cv2.resize(soft, (width, height)), dtype=np.float32)


def _arm_shadow(*, width: int, height: int, chance: np.random.Generator) -> Field:
    """The wide soft shadow of an arm across one corner of desk and page."""
    small = (width // 16, height // 16)
    shade = np.zeros((small[1], small[0]), dtype=np.float32)
    start = (int(small[0] * chance.uniform(0.75, 1.0)), small[1])
    end = (int(small[0] * chance.uniform(0.55, 0.7)), int(small[1] * chance.uniform(0.55, 0.75)))
    cv2.line(shade, start, end, 1.0, thickness=max(1, small[1] // 6))
    soft = cv2.GaussianBlur(shade, (0, 0), small[1] / 14)
    return np.asarray(1 - 0.28 * cv2.resize(soft, (width, height)), dtype=np.float32)


def _noise(*, width: int, height: int, chance: np.random.Generator) -> Field:
    """Sensor noise, the same in all three colours, four times as fast to make as three."""
    tile = chance.normal(0, 4.0, size=(height // 4 + 1, width // 4 + 1)).astype(np.float32)
    return np.tile(tile, (4, 4))[:height, :width, None]
