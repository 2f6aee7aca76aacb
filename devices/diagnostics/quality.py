"""What a line lets one expect of a call: the E-model for voice (ITU-T G.107), bit rates for the picture. Pure."""

from __future__ import annotations

from dataclasses import dataclass

_BEST = 93.2
"""R of an unimpaired narrow-band connection (G.107 table 3)."""
_CODEC_MS = 60.0
"""One frame of 20 ms, its encoder's look-ahead, and two frames in the shortest jitter buffer."""
_BPL = 10.0
"""How well concealment hides single lost packets (G.113 appendix I: 4 without, 10 to 20 with it)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What was measured: milliseconds, and the share of packets lost, 0 to 1."""

    round_trip_ms: float
    jitter_ms: float
    loss: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What to expect of voice."""

    r: float
    mos: float
    """1 to 5, as people would judge it."""
    word: str
    """`good`, `fair`, `poor` or `bad`."""


def expected(line: Line) -> Expectation:
    """Return the expectation for a line: delay impairment after Cole and Rosenbluth, loss after G.107 §3.5."""
    delay = line.round_trip_ms / 2 + 2 * line.jitter_ms + _CODEC_MS
    late = 0.024 * delay + (0.11 * (delay - 177.3) if delay > 177.3 else 0.0)
    percent = 100 * line.loss
    lost = 95 * percent / (percent + _BPL)
    r = max(0.0, min(100.0, _BEST - late - lost))
    word = "good" if r >= 80 else "fair" if r >= 70 else "poor" if r >= 60 else "bad"
    return Expectation(r=round(r, 1), mos=round(_mos(r), 2), word=word)


def _mos(r: float) -> float:
    """G.107 annex B."""
    return 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6 if r > 0 else 1.0


def picture(megabits: float) -> str:
    """Return the picture that so many Mbit/s carry, in the direction they were measured in."""
    for least, name in ((2.0, "720p30"), (1.0, "720p15"), (0.4, "360p30"), (0.2, "360p15")):
        if megabits >= least:
            return name
    return "voice"
