"""Invented photographs of papers and cards with the true corners known: drawn by seed, nothing taken from anywhere.

Each has a desk, a flat sheet seen in perspective, light that falls off, shadows, blur, noise and JPEG.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    Picture = NDArray[np.float32]
    Quad = NDArray[np.float64]

SHEETS = ("letter", "table", "blank", "id_card", "receipt", "photo_page")
DESKS = ("plain", "wood", "tiles", "cluttered", "light", "dark", "cloth")
PAGES_MM = {"id_card": (85.6, 54.0), "receipt": (80.0, 150.0)}


@dataclass(frozen=True, slots=True)
class Shot:
    """One photograph and where its page lies, clockwise from the sheet's own top left."""

    name: str
    image: NDArray[np.uint8]
    corners: Quad


def shot(sheet: str, desk_kind: str, *, seed: int, size: tuple[int, int] = (1600, 1200), fold: float = 0.0) -> Shot:
    """Return one photograph of that sheet on that desk; `fold` is the share of the short side that a corner lacks.

    The corners are those of the whole sheet: a folded one lies where its two sides would meet.
    """
    rng = np.random.default_rng(seed)
    width, height = size
    page = draw_sheet(sheet, rng)
    corners = place(page.shape, size, rng, fill=0.22 if sheet == "id_card" else 0.42)
    picture = draw_desk(desk_kind, width, height, rng)
    picture = cast_shadow(picture, corners, rng)
    picture = lay(picture, page, corners, fold)
    picture = light(picture, rng)
    return Shot(f"{sheet}-{desk_kind}-{seed}", develop(picture, rng), corners)


def desk_alone(kind: str, *, seed: int, size: tuple[int, int] = (1600, 1200)) -> NDArray[np.uint8]:
    """Return a photograph of a desk with no page on it."""
    rng = np.random.default_rng(seed)
    return develop(light(draw_desk(kind, *size, rng), rng), rng)


def draw_sheet(kind: str, rng: Generator) -> Picture:
    """Return the flat sheet, about 6 pixels a millimetre."""
    wide, high = PAGES_MM.get(kind, (210.0, 297.0))
    scale = 12 if kind == "id_card" else 6
    tint = np.array([rng.uniform(236, 252), rng.uniform(238, 252), rng.uniform(240, 253)])
    page = np.full((round(high * scale), round(wide * scale), 3), tint, np.float32)
    drawings = {"letter": _letter, "table": _table, "id_card": _id_card, "receipt": _letter, "photo_page": _photo_page}
    if kind in drawings:
        drawings[kind](page, rng)
    return page


def _letter(page: Picture, rng: Generator) -> None:
    height, width = page.shape[:2]
    ink = float(rng.uniform(20, 70))
    cv2.rectangle(page, (width // 4, height // 14), (width * 3 // 4, height // 11), (ink,) * 3, -1)
    for y in range(height // 7, height * 9 // 10, height // 40):
        if rng.random() < 0.12:
            continue
        x, end = width // 10, width * 9 // 10 - int(rng.integers(0, width // 3))
        while x < end:
            word = int(rng.integers(width // 60, width // 12))
            cv2.rectangle(page, (x, y), (min(x + word, end), y + height // 90), (ink,) * 3, -1)
            x += word + width // 70


def _table(page: Picture, rng: Generator) -> None:
    height, width = page.shape[:2]
    ys = np.linspace(height // 8, height * 7 // 8, int(rng.integers(6, 14))).astype(int)
    xs = np.linspace(width // 12, width * 11 // 12, int(rng.integers(3, 6))).astype(int)
    for y in ys:
        cv2.line(page, (int(xs[0]), int(y)), (int(xs[-1]), int(y)), (30, 30, 30), 3)
    for x in xs:
        cv2.line(page, (int(x), int(ys[0])), (int(x), int(ys[-1])), (30, 30, 30), 3)
    for y in ys[:-1]:
        for x in xs[:-1]:
            end = (int(x) + int(rng.integers(40, 200)), int(y) + 44)
            cv2.rectangle(page, (int(x) + 20, int(y) + 20), end, (50, 50, 50), -1)


def _photo_page(page: Picture, rng: Generator) -> None:
    _letter(page, rng)
    height, width = page.shape[:2]
    top, left = height // 3, width // 5
    block = rng.uniform(20, 200, (6, 8, 3)).astype(np.float32)
    page[top : top + height // 3, left : left + width * 3 // 5] = cv2.resize(
        block, (width * 3 // 5, height // 3), interpolation=cv2.INTER_CUBIC
    )


def _id_card(page: Picture, rng: Generator) -> None:
    height, width = page.shape[:2]
    a, b = rng.uniform(150, 240, 3), rng.uniform(170, 250, 3)
    slope = np.linspace(0, 1, width, dtype=np.float32)[None, :, None]
    page[:] = a * (1 - slope) + b * slope
    cv2.rectangle(page, (width * 5 // 8, height // 6), (width * 7 // 8, height * 5 // 8), (150, 120, 110), -1)
    for row in range(5):
        y = height // 6 + row * height // 8
        cv2.rectangle(page, (width // 12, y), (width // 12 + int(rng.integers(120, 420)), y + 26), (40, 40, 40), -1)


def place(page: tuple[int, ...], size: tuple[int, int], rng: Generator, *, fill: float) -> Quad:
    """Return where the sheet's corners fall for a pinhole camera above the desk that looks a little from the side."""
    view = np.array(size, np.float64)
    ratio = page[1] / page[0]
    sheet = np.array([[-ratio, -1, 0], [ratio, -1, 0], [ratio, 1, 0], [-ratio, 1, 0]]) * 0.5
    turned = sheet @ _rotation(rng.uniform(-40, 40), 2).T @ _rotation(rng.uniform(-30, 30), 0).T
    turned = turned @ _rotation(rng.uniform(-18, 18), 1).T
    focal, wanted = rng.uniform(0.9, 1.4) * max(size), fill * rng.uniform(0.6, 1.3) * view.prod()
    larger = 1.0
    for _ in range(200):
        centre = np.array([*(rng.uniform(-0.25, 0.25, 2) * view / focal), 1.0]) * 2.5
        solid = turned * larger + centre
        seen = solid[:, :2] / solid[:, 2:] * focal + view / 2
        inside = bool(((seen > 0.01 * view) & (seen < 0.99 * view)).all())
        area = cv2.contourArea(seen.astype(np.float32))
        if inside and area > 0.9 * wanted:
            break
        larger *= 1.02 if inside else 0.985
        wanted *= 1.0 if inside else 0.985
    return np.clip(seen, 0.01 * view, 0.99 * view)


def _rotation(degrees: float, axis: int) -> Quad:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    turn = np.eye(3)
    one, other = [i for i in range(3) if i != axis]
    turn[one, one] = turn[other, other] = cos
    turn[one, other], turn[other, one] = -sin, sin
    return turn


def draw_desk(kind: str, width: int, height: int, rng: Generator) -> Picture:
    """Return an empty desk."""
    base = np.array({"light": (222, 226, 228), "dark": (38, 40, 44)}.get(kind, rng.uniform(60, 170, 3)), np.float32)
    desk = np.full((height, width, 3), base, np.float32)
    drawings = {"wood": _wood, "tiles": _tiles, "cluttered": _clutter, "cloth": _cloth}
    if kind in drawings:
        drawings[kind](desk, rng)
    return np.asarray(desk + _mottle(rng, width, height, 40, 4.0)[:, :, None], np.float32)


def _mottle(rng: Generator, width: int, height: int, coarse: int, strength: float) -> Picture:
    small = rng.normal(0, strength, (height // coarse + 2, width // coarse + 2)).astype(np.float32)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)


def _wood(desk: Picture, rng: Generator) -> None:
    height, width = desk.shape[:2]
    desk[:] = np.array((96, 140, 188)) * rng.uniform(0.6, 1.1)
    grain = rng.normal(0, 12, (height // 3 + 1, width // 160 + 2)).astype(np.float32)
    desk += np.asarray(cv2.resize(grain, (width, height), interpolation=cv2.INTER_CUBIC))[:, :, None]
    for y in range(int(rng.integers(80, 260)), height, 330):
        cv2.line(desk, (0, y), (width, y + int(rng.integers(-30, 30))), (40, 60, 80), 4)


def _tiles(desk: Picture, rng: Generator) -> None:
    height, width = desk.shape[:2]
    step, other = int(rng.integers(90, 200)), rng.uniform(60, 190, 3)
    for row, y in enumerate(range(0, height, step)):
        for x in range((row % 2) * step, width, 2 * step):
            cv2.rectangle(desk, (x, y), (x + step, y + step), other.tolist(), -1)


def _clutter(desk: Picture, rng: Generator) -> None:
    height, width = desk.shape[:2]
    for _ in range(10):
        at = (float(rng.uniform(0, width)), float(rng.uniform(0, height)))
        box = (at, (float(rng.uniform(30, 500)), float(rng.uniform(15, 160))), float(rng.uniform(0, 180)))
        cv2.fillPoly(desk, [cv2.boxPoints(box).astype(np.int32)], rng.uniform(10, 210, 3).tolist(), cv2.LINE_AA)
        centre = (int(rng.integers(0, width)), int(rng.integers(0, height)))
        cv2.circle(desk, centre, int(rng.integers(20, 120)), rng.uniform(10, 200, 3).tolist(), -1, cv2.LINE_AA)


def _cloth(desk: Picture, rng: Generator) -> None:
    height, width = desk.shape[:2]
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    desk += (10 * np.sin(xs / 5) + 10 * np.sin(ys / 5))[:, :, None]
    desk += _mottle(rng, width, height, 12, 6.0)[:, :, None]


def cast_shadow(picture: Picture, corners: Quad, rng: Generator) -> Picture:
    """Darken the desk beside the sheet, as a sheet that does not lie quite flat does."""
    mask = np.zeros(picture.shape[:2], np.float32)
    shift = rng.uniform(-9, 9, 2) * picture.shape[1] / 1600
    cv2.fillPoly(mask, [(corners + shift).astype(np.int32)], (1.0,))
    mask = np.asarray(cv2.GaussianBlur(mask, (0, 0), 7 * picture.shape[1] / 1600), np.float32)
    return np.asarray(picture * (1 - rng.uniform(0.1, 0.4) * mask[:, :, None]), np.float32)


def lay(picture: Picture, page: Picture, corners: Quad, fold: float = 0.0) -> Picture:
    """Put the sheet where its corners fall, with soft edges one pixel wide, its third corner folded over."""
    height, width = picture.shape[:2]
    shrink = min(1.0, 1.6 * math.sqrt(cv2.contourArea(corners.astype(np.float32)) / (page.shape[0] * page.shape[1])))
    page = np.asarray(cv2.resize(page, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA), np.float32)
    source = np.array([[0, 0], [page.shape[1], 0], page.shape[1::-1], [0, page.shape[0]]], np.float32) - 0.5
    matrix = cv2.getPerspectiveTransform(source, (corners - 0.5).astype(np.float32))
    outline = np.asarray(corners)
    if fold:
        page, bent = _folded(page, fold)
        outline = np.asarray(cv2.perspectiveTransform(bent[None] - 0.5, matrix.astype(np.float64)))[0] + 0.5
    over = cv2.warpPerspective(page, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    mask = np.zeros((height, width), np.uint8)
    cv2.fillPoly(mask, [np.round((outline - 0.5) * 256).astype(np.int32)], (255,), cv2.LINE_AA, 8)
    alpha = mask.astype(np.float32)[:, :, None] / 255
    return np.asarray(picture * (1 - alpha) + over * alpha, np.float32)


def _folded(page: Picture, share: float) -> tuple[Picture, Quad]:
    """Return the sheet with its back showing where the corner lies on it, and its outline, which has five corners."""
    height, width = page.shape[:2]
    back = share * min(height, width)
    bent = np.array([[0, 0], [width, 0], [width, height - back], [width - back, height], [0, height]], np.float64)
    flap = np.array([[width, height - back], [width - back, height], [width - back, height - back]])
    page = page.copy()
    cv2.fillConvexPoly(page, np.round(flap).astype(np.int32), (214, 218, 220), cv2.LINE_AA)
    return page, bent


def light(picture: Picture, rng: Generator) -> Picture:
    """Let light fall off to one side, and a soft shadow of an arm or head fall over all."""
    height, width = picture.shape[:2]
    ys, xs = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j].astype(np.float32)
    turn = rng.uniform(0, 2 * math.pi)
    slope = 1 - rng.uniform(0, 0.35) * np.clip(0.5 + (xs - 0.5) * math.cos(turn) + (ys - 0.5) * math.sin(turn), 0, 1)
    shadow = np.ones((height, width), np.float32)
    if rng.random() < 0.6:
        points = (rng.uniform(-0.2, 1.2, (4, 2)) * [width, height]).astype(np.int32)
        cv2.fillConvexPoly(shadow, np.asarray(cv2.convexHull(points)), (float(rng.uniform(0.55, 0.85)),))
        shadow = np.asarray(cv2.GaussianBlur(shadow, (0, 0), width / 40), np.float32)
    return np.asarray(picture * (slope * shadow)[:, :, None] * rng.uniform(0.8, 1.05), np.float32)


def develop(picture: Picture, rng: Generator) -> NDArray[np.uint8]:
    """Blur, add noise, clip, and pass through JPEG."""
    blurred = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.5, 1.3) * picture.shape[1] / 1600)
    noisy = np.asarray(blurred) + rng.normal(0, rng.uniform(1, 7), picture.shape).astype(np.float32)
    file = cv2.imencode(".jpg", np.clip(noisy, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 85])[1]
    decoded = cv2.imdecode(file, cv2.IMREAD_COLOR)
    assert decoded is not None
    return np.asarray(decoded, np.uint8)


def overlap(a: Quad, b: Quad) -> float:
    """Return intersection over union of two convex quadrilaterals."""
    first, second = a.astype(np.float32), b.astype(np.float32)
    common = float(cv2.intersectConvexConvex(first, second)[0])
    return common / (cv2.contourArea(first) + cv2.contourArea(second) - common)
