"""Check digits and shapes of the codes an item carries."""

from __future__ import annotations

import re

from forms import check_uscc, normalise

_LEVEL_AND_CATALOGUE = re.compile(r"[1-6][0-9A-Z]{12}")


def uscc_fits(code: str) -> bool:
    """Tell whether a unified social credit code is one by GB 32100-2015, written without spaces and in capitals."""
    return code == normalise(code) and not any(problem.hard for problem in check_uscc(code))


def implementation_code_fits(code: str, *, uscc: str) -> bool:
    """Tell whether a 实施编码 is USCC, level of the organ and 12 characters of the catalogue (GB/T 39554.1-2020)."""
    return code.startswith(uscc) and _LEVEL_AND_CATALOGUE.fullmatch(code.removeprefix(uscc)) is not None
