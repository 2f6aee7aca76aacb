from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from peer.backoff import CAP, FIRST, wait_before


def test_first_retry_comes_within_a_second_and_waits_double_up_to_the_cap() -> None:
    assert [wait_before(retry=n, chance=1.0) for n in range(7)] == [1, 2, 4, 8, 16, 30, 30]
    assert wait_before(retry=0, chance=0.5) == FIRST / 2


def test_what_the_server_asked_for_is_waited_at_least() -> None:
    assert wait_before(retry=0, chance=0.25, at_least=7) == 7.25


@given(st.integers(0, 10_000_000), st.floats(0, 1))
def test_no_wait_is_longer_than_the_cap(retry: int, chance: float) -> None:
    assert 0 <= wait_before(retry=retry, chance=chance) <= CAP
