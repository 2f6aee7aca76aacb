"""Every operation ends with a word and no card is wrong, whatever happens; in virtual time, each seed one history."""

from __future__ import annotations

import os
import resource
import threading
from typing import TYPE_CHECKING

import pytest

from tests.devices.idcard.misfortunes import run
from tests.devices.idcard.virtual_usb import bulk, hid

if TYPE_CHECKING:
    from collections.abc import Callable

    from devices.idcard.link import Link
    from tests.devices.idcard.virtual import VirtualReader

KNOWN = {"read", "no_card", "no_answer", "unplugged", "cancelled", "card_fault", "garbled", "sam_fault"}
LINKS = [pytest.param(lambda virtual: virtual, id="serial"), pytest.param(bulk, id="bulk"), pytest.param(hid, id="hid")]


@pytest.mark.parametrize(("seed", "operations"), [(1, 100), (2, 920)])
@pytest.mark.thorough
def test_no_wrong_card_is_ever_shown(seed: int, operations: int) -> None:
    """A driver that believes the check byte alone shows one within these: seed 1 at 83, seed 2 at 900."""
    words = run(seed, operations)
    assert words.total() == operations
    assert {"read", "no_answer", "unplugged", "cancelled"} <= set(words) <= KNOWN


@pytest.mark.parametrize("link", LINKS)
def test_the_same_seed_is_the_same_history(link: Callable[[VirtualReader], Link]) -> None:
    assert run(7, 100, link) == run(7, 100, link)


@pytest.mark.soak
@pytest.mark.parametrize("link", LINKS)
def test_ten_thousand_misfortunes_leave_nothing_behind(link: Callable[[VirtualReader], Link]) -> None:
    run(11, 500, link)
    before = _held()
    words = run(12, 10_000, link)
    after = _held()
    assert words.total() == 10_000
    assert set(words) <= KNOWN
    assert after[:2] == before[:2]
    assert after[2] - before[2] < 8 * 1024


def _held() -> tuple[int, int, int]:
    """Threads, descriptors, and the highest memory so far in KiB."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return threading.active_count(), len(os.listdir("/dev/fd")), memory  # noqa: PTH208 - only counted
