"""JSON log lines on standard error. Only the fields named here are written: nothing personal can slip in."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from structlog.typing import EventDict, WrappedLogger

FIELDS = frozenset(
    {"event", "level", "timestamp", "case", "detail", "kiosk", "reason", "resumed", "simulation", "path"}
)  # fmt: skip
_LONGEST = 200


def log_to_stderr(level: int = logging.INFO) -> None:
    """Send the program's records to standard error, one JSON object a line."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            allowed_only,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")


def allowed_only(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Drop every field that is not on the list, and shorten what is."""
    return {
        name: value[:_LONGEST] if isinstance(value, str) else value for name, value in event.items() if name in FIELDS
    }
