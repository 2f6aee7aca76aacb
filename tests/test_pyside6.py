"""What PySide6 must not do to the interpreter of a booth: see docs/decisions/0009-pyside6-held-at-6-11.md."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import Property, QObject, Signal

CALLS = 2_000


class _Lamp(QObject):
    changed = Signal()

    def _lit(self) -> bool:
        return True

    lit = Property(bool, _lit, notify=changed)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="True and None are immortal from Python 3.12 on")
def test_calls_and_properties_take_no_reference_of_true_and_none_away() -> None:
    lamp = _Lamp()
    before = (sys.getrefcount(None), sys.getrefcount(True))  # noqa: FBT003 - the object itself is counted
    for _ in range(CALLS):
        lamp.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        lamp.property("lit")
    after = (sys.getrefcount(None), sys.getrefcount(True))  # noqa: FBT003 - the object itself is counted
    lost = [was - now for was, now in zip(before, after, strict=True)]
    assert max(lost) < CALLS / 2
