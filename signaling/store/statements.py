"""The hot statements, run on the raw driver with named parameters; `compiling` makes them from the tables."""

from __future__ import annotations

from pathlib import Path

_LINES = Path(__file__).with_name("statements.sql").read_text("utf-8").splitlines()
_SQL = dict(zip((name.removeprefix("-- ") for name in _LINES[::2]), _LINES[1::2], strict=True))

PUT_CASE = _SQL["PUT_CASE"]
ADVANCE_CASE = _SQL["ADVANCE_CASE"]
CASE = _SQL["CASE"]
NUMBERED = _SQL["NUMBERED"]
OPEN_CASES = _SQL["OPEN_CASES"]
CASE_IDS = _SQL["CASE_IDS"]
ADD_EVENT = _SQL["ADD_EVENT"]
EVENTS = _SQL["EVENTS"]
SIZES = _SQL["SIZES"]
REQUEST = _SQL["REQUEST"]
ADD_REQUEST = _SQL["ADD_REQUEST"]
NEXT_NUMBER = _SQL["NEXT_NUMBER"]
PROBE = _SQL["PROBE"]
KIOSK = _SQL["KIOSK"]
PUT_KIOSK = _SQL["PUT_KIOSK"]
REVOKE_KIOSK = _SQL["REVOKE_KIOSK"]
CODE = _SQL["CODE"]
DROP_CODES = _SQL["DROP_CODES"]
ADD_CODE = _SQL["ADD_CODE"]
AGENT = _SQL["AGENT"]
PUT_AGENT = _SQL["PUT_AGENT"]
