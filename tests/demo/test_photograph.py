from __future__ import annotations

import cv2
import numpy as np

from demo.citizen import WANG
from demo.paper import PAGE, bank_card_copy, register_page
from demo.photograph import overlap, photograph

_SMALL = {"width": 816, "height": 612}
_SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))


def test_a_paper_is_an_a4_page_with_ink_on_it() -> None:
    for paper in (register_page(WANG), bank_card_copy(WANG)):
        assert paper.shape == (PAGE[1], PAGE[0], 3)
        assert paper.min() < 80
        assert np.median(paper) > 230


def test_the_same_seed_gives_the_same_photograph() -> None:
    paper = register_page(WANG)
    assert photograph(paper, seed=3, **_SMALL) == photograph(paper, seed=3, **_SMALL)
    assert photograph(paper, seed=3, **_SMALL).jpeg != photograph(paper, seed=4, **_SMALL).jpeg


def test_the_corners_are_where_paper_meets_wood() -> None:
    taken = photograph(register_page(WANG), seed=5, **_SMALL)
    picture = np.asarray(cv2.imdecode(np.frombuffer(taken.jpeg, np.uint8), cv2.IMREAD_COLOR))
    assert picture.shape == (612, 816, 3)
    middle = np.mean(taken.corners, axis=0)
    for corner in taken.corners:
        away = np.array(corner) - middle
        inside, outside = (np.round(middle + away * share).astype(int) for share in (0.96, 1.04))
        assert picture[inside[1], inside[0]].min() > picture[outside[1], outside[0]].min() + 20


def test_corners_go_clockwise_from_the_top_left() -> None:
    top_left, top_right, bottom_right, bottom_left = photograph(register_page(WANG), seed=6, **_SMALL).corners
    assert top_left[0] < top_right[0]
    assert top_left[1] < bottom_left[1]
    assert top_right[1] < bottom_right[1]
    assert bottom_left[0] < bottom_right[0]


def test_overlap_is_one_for_the_same_and_none_for_strangers() -> None:
    assert overlap(_SQUARE, _SQUARE) == 1.0
    assert overlap(_SQUARE, tuple((x + 20, y) for x, y in _SQUARE)) == 0.0
    assert abs(overlap(_SQUARE, tuple((x + 5, y) for x, y in _SQUARE)) - 1 / 3) < 1e-6
