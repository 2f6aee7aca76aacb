"""Keeps the process small: large buffers go back to the system when they are freed (glibc only)."""

from __future__ import annotations

import ctypes
import sys

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
_MEGABYTE = 1 << 20


def give_back_early() -> bool:
    """Tell the C library to; return whether it could be told. Call once, before threads start.

    Without it every thread keeps an arena of its own, and photographs stay in the heap after they are dropped.
    """
    if sys.platform != "linux":
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return False
    wanted = ((_M_ARENA_MAX, 2), (_M_MMAP_THRESHOLD, _MEGABYTE), (_M_TRIM_THRESHOLD, 4 * _MEGABYTE))
    return all(mallopt(option, value) == 1 for option, value in wanted)
