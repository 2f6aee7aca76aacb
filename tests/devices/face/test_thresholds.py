"""From a distance to advice."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.face import Face, Thresholds, Verdict


@pytest.mark.parametrize(
    ("distance", "verdict"),
    [
        (0.0, Verdict.SAME),
        (0.3, Verdict.SAME),
        (0.31, Verdict.UNSURE),
        (0.59, Verdict.UNSURE),
        (0.6, Verdict.DIFFERENT),
        (1.3, Verdict.DIFFERENT),
        (math.nan, Verdict.UNSURE),
    ],
)
def test_between_two_lines_nothing_is_said(distance: float, verdict: Verdict) -> None:
    assert Thresholds().verdict(distance) == verdict


@pytest.mark.parametrize(("same", "different"), [(0.6, 0.6), (0.7, 0.6), (0.0, 0.6), (-1, 1), (math.nan, 1)])
def test_lines_in_the_wrong_order_are_refused(same: float, different: float) -> None:
    with pytest.raises(ValueError, match="does not hold"):
        Thresholds(same=same, different=different)


@given(st.floats(0, 2), st.floats(0, 2))
def test_a_greater_distance_never_looks_more_alike(one: float, other: float) -> None:
    order = [Verdict.SAME, Verdict.UNSURE, Verdict.DIFFERENT]
    near, far = sorted((one, other))
    assert order.index(Thresholds().verdict(near)) <= order.index(Thresholds().verdict(far))


def test_a_face_does_not_print_its_features() -> None:
    face = Face(box=(1, 2, 3, 4), confidence=1.5, features=(0.123456,) * 128)
    assert "0.123456" not in repr(face)
