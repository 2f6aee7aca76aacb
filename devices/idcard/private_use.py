"""Characters that old records keep in Unicode's private use area, and the real ones that replaced them.

GBK put 80 ideographs and radicals at 0xFE50 to 0xFEA0; early systems decoded them to U+E815 to U+E864. Unicode has had
all of them since 4.1, and GB 18030-2022 names them so. A chip written by an old system still holds the private ones.
"""

from __future__ import annotations

_FIRST = 0xE815
_REAL = """
    2E81 20087 20089 200CC 2E84 3473 3447 2E88 2E8B 9FB4 359E 361A 360E 2E8C 2E97 396E 3918 9FB5 39CF 39DF
    3A73 39D0 9FB6 9FB7 3B4E 3C6E 3CE0 2EA7 215D7 9FB8 2EAA 4056 415F 2EAE 4337 2EB3 2EB6 2EB7 2298F 43B1
    43AC 2EBB 43DD 44D6 4661 464C 9FB9 4723 4729 477C 478D 2ECA 4947 497A 497D 4982 4983 4985 4986 499F
    499B 49B7 49B6 9FBA 241FE 4CA3 4C9F 4CA0 4CA1 4C77 4CA2 4D13 4D14 4D15 4D16 4D17 4D18 4D19 4DAE 9FBB
""".split()  # noqa: SIM905 - in the order of their places, to be compared with a published table

REAL_CHARACTERS = {_FIRST + at: chr(int(code, 16)) for at, code in enumerate(_REAL)}
"""For `str.translate`: private code point to the real character."""


def is_private(character: str) -> bool:
    """Whether the character is in one of the three private use areas: nobody else knows what it means."""
    code = ord(character)
    return 0xE000 <= code <= 0xF8FF or 0xF0000 <= code <= 0xFFFFD or 0x100000 <= code <= 0x10FFFD
