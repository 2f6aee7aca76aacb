"""The hot statements, run on the raw driver with named parameters; `compiling` makes them from the tables."""

from __future__ import annotations

from pathlib import Path

_LINES = Path(__file__).with_name("statements.sql").read_text("utf-8").splitlines()
_SQL = dict(zip((name.removeprefix("-- ") for name in _LINES[::2]), _LINES[1::2], strict=True))


def _statement(name: str) -> str:
    """Return a statement; an empty one for a new name, so that `compiling` can run. A test finds what was forgotten."""
    return _SQL.get(name, "")


PUT_CASE = _statement("PUT_CASE")
ADVANCE_CASE = _statement("ADVANCE_CASE")
CASE = _statement("CASE")
NUMBERED = _statement("NUMBERED")
OPEN_CASES = _statement("OPEN_CASES")
CASE_IDS = _statement("CASE_IDS")
ADD_EVENT = _statement("ADD_EVENT")
EVENTS = _statement("EVENTS")
SIZES = _statement("SIZES")
REQUEST = _statement("REQUEST")
ADD_REQUEST = _statement("ADD_REQUEST")
NEXT_NUMBER = _statement("NEXT_NUMBER")
PROBE = _statement("PROBE")
KIOSK = _statement("KIOSK")
PUT_KIOSK = _statement("PUT_KIOSK")
REVOKE_KIOSK = _statement("REVOKE_KIOSK")
CODE = _statement("CODE")
DROP_CODES = _statement("DROP_CODES")
ADD_CODE = _statement("ADD_CODE")
AGENT = _statement("AGENT")
PUT_AGENT = _statement("PUT_AGENT")
