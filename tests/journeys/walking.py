"""Walk a part of the visit's script, without pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.visit import STEPS, Nobody, walk

if TYPE_CHECKING:
    from demo.play import Play


def walk_until(play: Play, word: str, *, after: str = "") -> None:
    """Walk the visit's steps up to the one called `word`, that one included, from the one after `after`."""
    words = [step.word for step in STEPS]
    begin = words.index(after) + 1 if after else 0
    walk(play, Nobody(), steps=STEPS[begin : words.index(word) + 1], pictures=False)
    lost = [(check.what, check.detail) for check in play.checks if not check.held]
    assert lost == []
