"""When to try again: pure.

The first retry comes within a second, so that a restarted server has everybody back at once; later ones wait up to
twice as long each time, at most `CAP`. The whole wait is jittered ("full jitter"), so a thousand booths do not come
back in step.
"""

from __future__ import annotations

FIRST = 1.0
"""Longest first wait, seconds."""
CAP = 30.0
"""Longest wait, seconds."""


def wait_before(*, retry: int, chance: float, at_least: float = 0.0) -> float:
    """Return the seconds to wait before the `retry`-th try, counted from 0.

    `chance` is from 0 to 1. `at_least` is what the server asked for; chance is added above it.
    """
    span = min(CAP, FIRST * 2.0 ** min(retry, 10))
    return at_least + chance * span
