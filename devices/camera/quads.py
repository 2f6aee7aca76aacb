"""Four lines that may bound a page, and how likely each four are one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from devices.camera.lines import SAMPLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from devices.camera.lines import Floats, Lines

    Ints = NDArray[np.intp]

_OUTSIDE = 0.12
"""Share of the picture by which a corner may lie outside of it."""
_SMALLEST, _LARGEST = 0.02, 1.05
"""Area of a page as a share of the picture's."""
_PARALLEL = np.cos(np.radians(40))
_CROSSING = np.cos(np.radians(38))
_BEYOND = 0.1
"""Share of a side's length that is looked at past each corner: a page's edge ends there, a desk's goes on."""

_UNSEEN = 0.6
"""What a part of a side outside of the picture costs: nothing speaks against it, and nothing for it."""

MOST = 30
"""So many of the best are looked at more closely."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Quadrilaterals, best first: corners in order, in small pixels, and scores 0 to 1."""

    corners: Floats
    score: Floats
    worst_side: Floats
    cut_off: NDArray[np.bool_]
    """Whether one of the sides is the picture's border."""


def find(lines: Lines, width: int, height: int) -> Candidates:
    """Return all quadrilaterals that the lines make, the likeliest first."""
    first, second = _opposite(lines)
    one, other = _crossing(lines, first, second, width, height)
    if len(one) == 0:
        return _none()
    # Two opposite pairs cross each other: sides in order round the page are a0, b0, a1, b1.
    sides = np.stack([first[one], first[other], second[one], second[other]], axis=1)
    cut_off = (sides >= len(lines.offset) - lines.borders).sum(axis=1)
    corners = np.stack([_meet(lines, sides[:, k - 1], sides[:, k]) for k in range(4)], axis=1)
    good = _possible(corners, width, height)
    corners, sides, cut_off = corners[good], sides[good], cut_off[good]
    if len(corners) == 0:
        return _none()
    score, worst = _score(lines, sides, corners, width * height)
    order = np.argsort(-score)
    return Candidates(corners[order], score[order], worst[order], cut_off[order] > 0)


def best(found: Candidates, *, beside: Sequence[Floats] = ()) -> Candidates:
    """Return the `MOST` best, corners clockwise; none that overlaps one of those `beside` it."""
    good = np.ones(len(found.score), np.bool_)
    for quad in beside:
        good &= ~_overlap(found.corners, quad)
    kept = np.flatnonzero(good)[:MOST]
    return Candidates(_clockwise(found.corners[kept]), found.score[kept], found.worst_side[kept], found.cut_off[kept])


def _none() -> Candidates:
    return Candidates(
        np.zeros((0, 4, 2), np.float32), np.zeros(0, np.float32), np.zeros(0, np.float32), np.zeros(0, np.bool_)
    )


def _opposite(lines: Lines) -> tuple[Ints, Ints]:
    """Pairs of lines that may be opposite sides: nearly parallel and apart."""
    i, j = np.triu_indices(len(lines.offset), k=1)
    cosine = (lines.normal[i] * lines.normal[j]).sum(axis=1)
    away = lines.offset - lines.normal @ lines.middle
    apart = np.abs(away[i] - np.sign(cosine) * away[j])
    good = (np.abs(cosine) > _PARALLEL) & (apart > 0.06 * 2 * lines.middle.min())
    return i[good], j[good]


def _crossing(lines: Lines, first: Ints, second: Ints, width: int, height: int) -> tuple[Ints, Ints]:
    """Two of the pairs each whose lines meet in four corners, all in the picture or nearly."""
    every = np.arange(len(lines.offset))
    a, b = np.repeat(every, len(every)), np.tile(every, len(every))
    meet = _within(_meet(lines, a, b), width, height) & (
        np.abs((lines.normal[a] * lines.normal[b]).sum(axis=1)) < _CROSSING
    )
    meet = meet.reshape(len(every), len(every))
    both = meet[first] & meet[second]
    four = both[:, first] & both[:, second]
    border = (first >= len(every) - lines.borders).astype(np.int8) + (second >= len(every) - lines.borders)
    # Two sides beyond the borders would make a page of every desk with an edge.
    four &= (border[:, None] + border[None, :]) <= 1
    one, other = np.nonzero(np.triu(four, k=1))
    return one, other


def _within(points: Floats, width: int, height: int) -> NDArray[np.bool_]:
    size = np.array([width, height], np.float32)
    return np.asarray(((points > -_OUTSIDE * size) & (points < (1 + _OUTSIDE) * size)).all(axis=-1))


def _meet(lines: Lines, a: Ints, b: Ints) -> Floats:
    """Points in which lines meet; far away where they do not."""
    na, nb = lines.normal[a], lines.normal[b]
    across = na[:, 0] * nb[:, 1] - na[:, 1] * nb[:, 0]
    across = np.where(np.abs(across) < 1e-3, 1e-3, across)
    oa, ob = lines.offset[a], lines.offset[b]
    x = (oa * nb[:, 1] - ob * na[:, 1]) / across
    y = (na[:, 0] * ob - nb[:, 0] * oa) / across
    return np.stack([x, y], axis=1)


def _possible(corners: Floats, width: int, height: int) -> NDArray[np.bool_]:
    """Convex, large enough, no corner too sharp, no side too long for its opposite."""
    side = np.roll(corners, -1, axis=1) - corners
    after = np.roll(side, -1, axis=1)
    cross = side[..., 0] * after[..., 1] - side[..., 1] * after[..., 0]
    convex = (np.sign(cross) == np.sign(cross[:, :1])).all(axis=1)
    long = np.sqrt((side**2).sum(axis=2)) + 1e-6
    sine = np.abs(cross) / (long * np.roll(long, -1, axis=1))
    square = (sine > np.sin(np.radians(42))).all(axis=1)
    pairs = np.stack([long[:, 0] / long[:, 2], long[:, 1] / long[:, 3]], axis=1)
    alike = (np.maximum(pairs, 1 / pairs) < 2.2).all(axis=1)
    share = _area(corners) / (width * height)
    return np.asarray(convex & square & alike & (share > _SMALLEST) & (share < _LARGEST))


def _overlap(corners: Floats, other: Floats) -> NDArray[np.bool_]:
    """Whether a middle, or a corner drawn a little towards it, of one lies in the other."""
    middle = corners.mean(axis=1, keepdims=True)
    points = np.concatenate([middle, middle + (corners - middle) * 0.8], axis=1)
    mine = other.mean(axis=0) + (np.concatenate([other, other.mean(axis=0, keepdims=True)]) - other.mean(axis=0)) * 0.8
    within = _inside(points, np.broadcast_to(other, (len(corners), 4, 2)))
    around = _inside(np.broadcast_to(mine, (len(corners), 5, 2)), corners)
    return np.asarray((within | around).any(axis=1))


def _inside(points: Floats, quad: Floats) -> NDArray[np.bool_]:
    """Whether each point lies in the convex quadrilateral of its row."""
    side = np.roll(quad, -1, axis=1) - quad
    to = points[:, :, None, :] - quad[:, None, :, :]
    cross = side[:, None, :, 0] * to[..., 1] - side[:, None, :, 1] * to[..., 0]
    return np.asarray((cross > 0).all(axis=2) | (cross < 0).all(axis=2))


def _area(corners: Floats) -> Floats:
    x, y = corners[..., 0], corners[..., 1]
    after_x, after_y = np.roll(x, -1, axis=1), np.roll(y, -1, axis=1)
    return np.asarray(np.abs((x * after_y - after_x * y).sum(axis=1)) / 2)


def _score(lines: Lines, sides: Ints, corners: Floats, area: int) -> tuple[Floats, Floats]:
    centre = corners.mean(axis=1)
    quality, brighter = [], []
    for k in range(4):
        line = sides[:, k]
        support, step, coherence, beyond = _along(lines, line, corners[:, k], corners[:, (k + 1) % 4])
        inward = np.sign((lines.normal[line] * centre).sum(axis=1) - lines.offset[line])
        step = step * inward[:, None]
        size = np.sqrt((step**2).sum(axis=1))
        brighter.append(step[:, 0])
        quality.append(support * coherence * np.minimum(1, size / 6) ** 0.5 * (1 - 0.45 * beyond))
    sides_quality = np.stack(quality, axis=1)
    lighter = np.stack(brighter, axis=1)
    paper = 1 - 0.12 * (lighter < 0).mean(axis=1)
    worst = sides_quality.min(axis=1)
    share = np.minimum(1.0, _area(corners) / area)
    score = sides_quality.mean(axis=1) * (0.35 + 0.65 * worst) * paper * share**0.22
    return np.asarray(score), np.asarray(worst)


def _along(lines: Lines, line: Ints, start: Floats, end: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Return support along the stretch, the mean step there, how alike its steps are, and support past its ends."""
    tangent = np.stack([-lines.normal[line][:, 1], lines.normal[line][:, 0]], axis=1)
    a = ((start - lines.middle) * tangent).sum(axis=1) / SAMPLE + lines.reach
    b = ((end - lines.middle) * tangent).sum(axis=1) / SAMPLE + lines.reach
    low, high = np.minimum(a, b), np.maximum(a, b)
    long = high - low
    within = _Stretch(lines, line, low + 2, high - 2)
    before = _Stretch(lines, line, low - 3 - _BEYOND * long, low - 3)
    after = _Stretch(lines, line, high + 3, high + 3 + _BEYOND * long)
    step = within.mean(lines.steps)
    coherence = np.sqrt((step**2).sum(axis=1)) / np.maximum(within.mean(lines.sizes), 1)
    beyond = (_goes_on(lines, before, step) + _goes_on(lines, after, step)) / 2
    support = within.mean(lines.hits) * (1 - _UNSEEN * (1 - within.share))
    return support, step, np.asarray(coherence, np.float32), np.asarray(beyond, np.float32)


def _goes_on(lines: Lines, past: _Stretch, step: Floats) -> Floats:
    """Return how clearly the same edge goes on there; the grain of wood may pass by, but it is a fainter one."""
    size = np.maximum(np.sqrt((step**2).sum(axis=1)), 1)
    alike = np.clip(2 * np.abs((past.mean(lines.steps) * step).sum(axis=1)) / size**2, 0, 1)
    return np.asarray(past.mean(lines.hits) * past.share * alike, np.float32)


class _Stretch:
    """Stretches of lines from position `low` to `high`, and means over what of them lies in the picture."""

    def __init__(self, lines: Lines, line: Ints, low: Floats, high: Floats) -> None:
        last = lines.hits.shape[1] - 1
        self._line = line
        self._from = np.clip(low, 0, last).astype(np.intp)
        self._to = np.maximum(np.clip(high, 0, last).astype(np.intp), self._from)
        seen = lines.seen[line, self._to] - lines.seen[line, self._from]
        self._divisor = np.maximum(seen, 1)
        self.share = np.asarray(seen / np.maximum(high - low, 1), np.float32)

    def mean(self, cumulated: Floats) -> Floats:
        total = cumulated[self._line, self._to] - cumulated[self._line, self._from]
        return np.asarray(total / (self._divisor if total.ndim == 1 else self._divisor[:, None]), np.float32)


def _clockwise(corners: Floats) -> Floats:
    """Turn each quadrilateral so that it runs clockwise on the screen from the corner that begins its top side."""
    side = np.roll(corners, -1, axis=1) - corners
    turned = (side[:, 0, 0] * side[:, 1, 1] - side[:, 0, 1] * side[:, 1, 0]) < 0
    corners = np.where(turned[:, None, None], corners[:, ::-1], corners)
    side = np.roll(corners, -1, axis=1) - corners
    long = np.sqrt((side**2).sum(axis=2)) + 1e-6
    top = np.argmax(side[..., 0] / long, axis=1)
    order = (top[:, None] + np.arange(4)[None, :]) % 4
    return np.asarray(np.take_along_axis(corners, order[:, :, None], axis=1))
