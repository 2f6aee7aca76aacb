"""The page finder, judged on drawn photographs whose corners are known."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from devices.camera import Warning, find_page, rectify  # noqa: A004 - the word on the wire
from devices.camera.rectify import A4, ID_1
from tests.devices.camera.page_set import with_page, without_page
from tests.devices.camera.photographs import desk_alone, draw_sheet, overlap, shot

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from devices.camera import FoundPage
    from tests.devices.camera.photographs import Shot

SIZE = (800, 600)


@pytest.fixture(scope="module")
def photographs() -> list[Shot]:
    return list(with_page(1, size=SIZE, every=8))


@pytest.fixture(scope="module")
def pages(photographs: list[Shot]) -> list[FoundPage]:
    return [find_page(one.image) for one in photographs]


def met(page: FoundPage, one: Shot) -> float:
    return overlap(np.array(page.corners, np.float64), one.corners) if page.found else 0.0


@pytest.mark.thorough
def test_pages_on_all_kinds_of_desks_are_found_with_their_corners(
    photographs: list[Shot], pages: list[FoundPage]
) -> None:
    overlaps = {one.name: met(page, one) for page, one in zip(pages, photographs, strict=True)}
    assert {name: round(value, 3) for name, value in overlaps.items() if value < 0.95} == {}


@pytest.mark.soak
def test_the_whole_set_is_found() -> None:
    overlaps = {one.name: met(find_page(one.image), one) for one in with_page()}
    assert len(overlaps) >= 200
    assert sum(overlaps.values()) / len(overlaps) >= 0.97
    assert {name: round(value, 3) for name, value in overlaps.items() if value < 0.9} == {}
    assert [name for name, image in without_page() if find_page(image).found] == []


def test_corners_run_clockwise_from_the_top_left_of_the_picture(pages: list[FoundPage]) -> None:
    for page in pages:
        corners = np.array(page.corners, np.float64)
        side = np.roll(corners, -1, axis=0) - corners
        after = np.roll(side, -1, axis=0)
        assert (side[:, 0] * after[:, 1] - side[:, 1] * after[:, 0] > 0).all()
        rightward = side[:, 0] / np.hypot(side[:, 0], side[:, 1])
        assert rightward[0] == max(rightward)


@pytest.mark.parametrize("desk", ["wood", "tiles", "light"])
def test_a_desk_without_a_page_has_none(desk: str) -> None:
    page = find_page(desk_alone(desk, seed=11, size=SIZE))
    assert not page.found
    assert Warning.NO_PAGE in page.warnings
    assert page.corners == ((0, 0), (SIZE[0], 0), SIZE, (0, SIZE[1]))


@pytest.mark.parametrize("value", [0, 128, 255])
def test_an_even_picture_has_no_page(value: int) -> None:
    assert not find_page(np.full((300, 400, 3), value, np.uint8)).found


def test_noise_and_odd_sizes_do_no_harm() -> None:
    rng = np.random.default_rng(3)
    for size in ((32, 32), (33, 4000), (2000, 40), (700, 701)):
        find_page(rng.integers(0, 256, (*size, 3), dtype=np.uint8))


def test_a_good_photograph_has_no_warnings(pages: list[FoundPage]) -> None:
    assert [page.warnings for page in pages] == [()] * len(pages)


def test_a_blurred_photograph_is_told(photographs: list[Shot]) -> None:
    told = [_blurred(one.image) for one in photographs if one.name.startswith(("letter", "table"))]
    assert sum(Warning.BLURRED in warnings for warnings in told) >= 0.9 * len(told)


def _blurred(image: NDArray[np.uint8]) -> tuple[Warning, ...]:
    return find_page(np.asarray(cv2.GaussianBlur(image, (0, 0), 3.5), np.uint8)).warnings


def test_a_dark_photograph_is_told(photographs: list[Shot]) -> None:
    told = [find_page((one.image * 0.28).astype(np.uint8)).warnings for one in photographs[:2]]
    assert all(Warning.DARK in warnings for warnings in told)


def test_glare_is_told() -> None:
    one = shot("letter", "wood", seed=5, size=SIZE)
    x, y = one.corners.mean(axis=0)
    spot = np.zeros(one.image.shape[:2], np.float32)
    cv2.circle(spot, (round(x), round(y)), 50, (1.6,), -1)
    spot = np.asarray(cv2.GaussianBlur(spot, (0, 0), 12), np.float32)
    lit = np.clip(one.image * 0.8 + 255 * spot[:, :, None], 0, 255).astype(np.uint8)
    assert Warning.GLARE in find_page(lit).warnings


def test_a_page_that_leaves_the_picture_is_told() -> None:
    one = shot("letter", "wood", seed=8, size=SIZE)
    left, wide = one.corners[:, 0].min(), np.ptp(one.corners[:, 0])
    cut = np.ascontiguousarray(one.image[:, int(left + 0.1 * wide) :])
    page = find_page(cut)
    assert page.found
    assert Warning.CUT_OFF in page.warnings


@pytest.mark.parametrize(("sheet", "proportion"), [("letter", A4), ("table", A4), ("id_card", ID_1)])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_page_is_set_straight_in_its_own_proportions(sheet: str, proportion: float, seed: int) -> None:
    one = shot(sheet, "dark", seed=seed, size=SIZE)
    straight = rectify(one.image, [(float(x), float(y)) for x, y in one.corners])
    height, width = straight.shape[:2]
    assert math.isclose(max(height, width) / min(height, width), proportion, rel_tol=0.03)


def test_what_is_on_the_page_is_where_it_was_before_the_photograph() -> None:
    one = shot("letter", "dark", seed=21, size=(1000, 750))
    sheet = draw_sheet("letter", np.random.default_rng(21))
    straight = rectify(one.image, [(float(x), float(y)) for x, y in one.corners])
    size = (210, 297)
    flat, seen = (
        np.asarray(cv2.resize(cv2.cvtColor(p.astype(np.uint8), cv2.COLOR_BGR2GRAY), size), np.float64)
        for p in (sheet, straight)
    )
    assert np.corrcoef(flat.ravel(), seen.ravel())[0, 1] > 0.85
