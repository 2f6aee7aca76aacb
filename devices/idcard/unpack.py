"""`python unpack.py LIBRARY`: WLT on standard input, BMP on standard output, in a process of its own.

Exit code 2: the library cannot be loaded or exports no `_Unpack`; 3: it refused.
"""

from __future__ import annotations

import ctypes
import sys

_ROOM = 64 * 1024
_NO_LIBRARY, _REFUSED = 2, 3


def unpack(library: str, wlt: bytes) -> bytes | int:
    """Return the picture, or the exit code that says why there is none."""
    try:
        function = ctypes.CDLL(library)["_Unpack"]
    except (OSError, AttributeError):
        return _NO_LIBRARY
    target = ctypes.create_string_buffer(_ROOM)
    size = ctypes.c_int(_ROOM)
    function.restype = ctypes.c_int
    function.argtypes = (ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.POINTER(ctypes.c_int))
    if function(wlt, len(wlt), target, ctypes.byref(size)) != 1 or not 0 < size.value <= _ROOM:
        return _REFUSED
    return target.raw[: size.value]


def main() -> int:
    """Decode what comes in; return the exit code."""
    result = unpack(sys.argv[1], sys.stdin.buffer.read(4096))
    if isinstance(result, int):
        return result
    sys.stdout.buffer.write(result)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
