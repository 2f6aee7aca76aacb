"""JSON lines on stderr with an allow-list of fields: what is not listed is left out, so personal data stays out.

The text of a record is the constant its author wrote; values belong into fields. Of records of other libraries only the
template is kept (`%s` and all), never what was filled in. Of an exception only its type and the place are kept. What
looks like an identity or telephone number is masked wherever it stands.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from typing import TYPE_CHECKING, TextIO

import structlog

if TYPE_CHECKING:
    from types import TracebackType

    from structlog.typing import EventDict, Processor, WrappedLogger

ALLOWED = frozenset(
    {
        *("timestamp", "level", "logger", "event", "error", "where", "dropped"),
        *("case", "call", "offer", "ticket", "session", "request", "kiosk", "agent", "seat", "hall", "jurisdiction"),
        *("role", "item", "kind", "type", "code", "reason", "state", "outcome", "paper", "material", "device"),
        *("seconds", "count", "size", "limit", "status", "method", "endpoint", "host", "port", "version", "signal"),
    }
)
"""Names of fields that are written; all hold ids, words of our own, or figures."""
_NUMBERS = re.compile(r"\d{14,17}[\dXx]|(?<!\d)1[3-9]\d{9}(?!\d)")
"""Identity numbers (15 or 18 characters) and mobile numbers."""


def configure(stream: TextIO | None = None, *, level: int = logging.INFO) -> logging.Handler:
    """Send every record, ours and other libraries', as one JSON line to `stream` (stderr); return the handler.

    Calling it again replaces the handler.
    """
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = _Lines(sys.stderr if stream is None else stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                _error_without_values,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _only_allowed,
                _masked,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
            use_get_message=False,
            keep_exc_info=True,
        )
    )
    root = logging.getLogger()
    for old in [old for old in root.handlers if isinstance(old, _Lines)]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it tells each plug-in it loads
    return handler


class _Lines(logging.StreamHandler[TextIO]):
    """Our handler, told from those of others."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  logging calls it so
        """Stay silent: a line that cannot be written must not print the record's values in a traceback."""


def _only_allowed(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    del logger, method
    kept = {name: value for name, value in event.items() if name in ALLOWED}
    dropped = sorted(event.keys() - ALLOWED)
    return {**kept, "dropped": dropped} if dropped else kept


def _masked(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    del logger, method
    return {name: _NUMBERS.sub("***", value) if isinstance(value, str) else value for name, value in event.items()}


def _error_without_values(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Replace a traceback by the type of the exception and the innermost place: its text may quote what came in."""
    del logger, method
    found = event.pop("exc_info", None) or getattr(event.get("_record"), "exc_info", None)
    record = event.get("_record")
    if isinstance(record, logging.LogRecord):
        record.exc_info = record.exc_text = None
    if found is True:
        found = sys.exc_info()
    if isinstance(found, BaseException):
        found = (type(found), found, found.__traceback__)
    if isinstance(found, tuple) and found[0] is not None:
        event["error"] = found[0].__name__
        event["where"] = _place(found[2])
    return event


def _place(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    return f"{frames[-1].filename}:{frames[-1].lineno} {frames[-1].name}" if frames else ""
