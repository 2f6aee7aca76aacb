"""Pinyin initials, by which a citizen finds an item with a few keys: 社保卡 → sbk.

Run as a program, it reads a JSON list of texts and writes one of initials. The server runs it so, once at its start,
because the dictionary that knows 银行 from 行走 would keep 58 MB of its memory.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import lru_cache


def initials_of(text: str) -> str:
    """Return the first letters of the Chinese characters, and the Latin letters and digits as they are."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER, errors=_keep_ascii)).lower()


@lru_cache(maxsize=8)
def initials(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the initials of each text, computed in a process of its own. Raises `OSError` when that fails."""
    done = subprocess.run(  # noqa: S603  our own file, under our own interpreter
        [sys.executable, "-I", __file__], input=json.dumps(texts).encode(), capture_output=True, timeout=60, check=False
    )
    if done.returncode:
        msg = "pinyin initials could not be computed; is pypinyin installed?"
        raise OSError(msg)
    return tuple(json.loads(done.stdout))


def _keep_ascii(other: str) -> str:
    return "".join(character for character in other if character.isascii() and character.isalnum())


if __name__ == "__main__":
    print(json.dumps([initials_of(text) for text in json.load(sys.stdin)]))  # noqa: T201  a program
