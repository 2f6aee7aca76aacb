"""Several papers at once, known sizes, which way up, and pages made easier to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from devices.camera import (
    PaperSize,
    deskew,
    enhance,
    find_page,
    find_pages,
    rectify,
    size_of,
    skew,
    upright,
    without_glare,
)
from tests.devices.camera.photographs import desk_alone, develop, draw_desk, draw_sheet, lay, overlap, shot

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]

SIZE = (1000, 750)
PLACES = [
    np.array([[60, 80], [330, 60], [345, 440], [50, 450]], np.float64),
    np.array([[430, 90], [720, 110], [710, 290], [420, 272]], np.float64),
    np.array([[450, 420], [800, 400], [812, 620], [455, 640]], np.float64),
]
KINDS = ("letter", "id_card", "id_card")


def tray(desk: str, seed: int) -> Image:
    rng = np.random.default_rng(seed)
    picture = draw_desk(desk, *SIZE, rng)
    for kind, corners in zip(KINDS, PLACES, strict=True):
        picture = lay(picture, draw_sheet(kind, rng), corners)
    return develop(picture, rng)


@pytest.mark.parametrize("desk", ["wood"])
@pytest.mark.thorough
def test_three_papers_on_one_tray_are_found(desk: str) -> None:
    pages = find_pages(tray(desk, 4))
    assert len(pages) == 3
    for corners in PLACES:
        assert max(overlap(np.array(page.corners), corners) for page in pages) > 0.95


def test_an_empty_tray_holds_none() -> None:
    assert find_pages(desk_alone("wood", seed=3, size=SIZE)) == ()


@pytest.mark.thorough
def test_the_first_paper_of_one_is_the_page() -> None:
    one = shot("table", "plain", seed=6, size=SIZE)
    assert find_pages(one.image)[0].corners == find_page(one.image).corners


@pytest.mark.parametrize(
    ("sheet", "size"), [("letter", PaperSize.A4), ("id_card", PaperSize.ID_1), ("receipt", PaperSize.OTHER)]
)
@pytest.mark.thorough
def test_a_known_size_is_told(sheet: str, size: PaperSize) -> None:
    one = shot(sheet, "dark", seed=2, size=SIZE)
    assert size_of(one.image, find_page(one.image).corners) == size


def letter(seed: int = 1) -> Image:
    page = draw_sheet("letter", np.random.default_rng(seed))
    return np.asarray(cv2.resize(page, (840, 1188), interpolation=cv2.INTER_AREA), np.uint8)


@pytest.mark.parametrize("turns", range(4))
def test_a_page_is_turned_upright(turns: int) -> None:
    page = letter()
    # A stand-in for a reader: the heading is at the top.
    turned = upright(np.ascontiguousarray(np.rot90(page, turns)), reads=lambda one: -float(one[:120].mean()))
    assert np.array_equal(turned, page)


def test_without_a_reader_lines_run_across_and_nothing_is_put_on_its_head() -> None:
    page = letter()
    assert np.array_equal(upright(page), page)
    assert upright(np.ascontiguousarray(np.rot90(page))).shape == page.shape


@pytest.mark.parametrize("angle", [-4.0, 0.0, 2.6])
def test_lines_askew_are_levelled(angle: float) -> None:
    page = letter()
    matrix = cv2.getRotationMatrix2D((420, 594), -angle, 1)
    askew = np.asarray(cv2.warpAffine(page, matrix, (840, 1188), borderMode=cv2.BORDER_REPLICATE), np.uint8)
    assert skew(askew) == pytest.approx(angle, abs=0.35)
    assert abs(skew(deskew(askew))) <= 0.4


def test_a_blank_page_is_neither_turned_nor_levelled() -> None:
    blank = np.full((300, 200, 3), 240, np.uint8)
    assert np.array_equal(upright(blank), blank)
    assert skew(blank) == 0


def test_a_shadow_is_evened_out_and_ink_stays() -> None:
    page = letter()
    shade = np.ones(page.shape[:2], np.float32)
    shade[:, 300:600] = 0.5
    shade = np.asarray(cv2.GaussianBlur(shade, (0, 0), 25), np.float32)
    clean = enhance((page * shade[:, :, None]).astype(np.uint8))
    ink = page[:, :, 0] < 100
    paper = np.asarray(cv2.dilate(ink.astype(np.uint8), np.ones((9, 9), np.uint8))) == 0
    assert clean[paper].min(axis=1).mean() > 235
    assert np.percentile(clean[paper], 2) > 215
    assert np.percentile(clean[ink], 90) < 140


def test_a_red_seal_stays_red() -> None:
    page = letter()
    cv2.circle(page, (600, 900), 70, (40, 40, 200), 8)
    seal = enhance((page * 0.6).astype(np.uint8))[900, 670]
    assert int(seal[2]) > int(seal[0]) + 80


def test_glare_is_replaced_from_another_picture_of_the_page() -> None:
    page = letter()
    lit = [page.copy(), page.copy()]
    cv2.circle(lit[0], (300, 400), 70, (255, 255, 255), -1)
    cv2.circle(lit[1], (600, 800), 70, (255, 255, 255), -1)
    mended = without_glare(lit)
    assert np.abs(mended.astype(int) - page).mean() < 1
    assert np.array_equal(without_glare(lit[:1]), lit[0])
    with pytest.raises(ValueError, match="no pages"):
        without_glare([])


@pytest.mark.thorough
def test_a_photographed_page_reads_evenly_after_it_was_set_straight() -> None:
    one = shot("letter", "wood", seed=12, size=SIZE)
    page = enhance(rectify(one.image, find_page(one.image).corners))
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    tiles = [np.percentile(part, 90) for row in np.array_split(grey, 4) for part in np.array_split(row, 4, axis=1)]
    assert min(tiles) > 200
