"""Why a rule says no.

Refused     the asker gets `Failed` with this code; nothing has changed
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protocol.states import FailureCode


class Refused(Exception):
    """A request that cannot be carried out; carries what `Failed` says and never a value."""

    def __init__(self, code: FailureCode, *, field: str = "", retry_after: float | None = None) -> None:
        """Keep the word for the screen, the field that broke a rule, and when to try again in seconds."""
        super().__init__(f"{code}: {field}" if field else str(code))
        self.code = code
        self.field = field
        self.retry_after = retry_after
