"""The quality of calls as both ends report it: which reports are worth a line of the log.

A report comes every few seconds; the first with a picture, each change, and one a minute are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protocol.messages import MediaReport
    from protocol.states import Role

EVERY = 60.0
"""Seconds between reports that are kept though nothing changed."""


class QualityRecord:
    """The last kept report of each end of each call that is going on."""

    def __init__(self) -> None:
        """Begin with no calls."""
        self._kept: dict[str, dict[Role, tuple[float, bool]]] = {}

    def worth_keeping(self, report: MediaReport, role: Role, *, now: float) -> bool:
        """Tell whether the report says something new, and remember that it was kept."""
        ends = self._kept.setdefault(report.call, {})
        last = ends.get(role)
        if last is not None and last[1] == report.connected and now - last[0] < EVERY:
            return False
        if last is None and not report.connected:
            return False
        ends[role] = (now, report.connected)
        return True

    def forget(self, call: str) -> None:
        """The call is over."""
        self._kept.pop(call, None)
