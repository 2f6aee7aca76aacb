"""A screen for the two windows: the one that is there, else a virtual one on a free number."""

from __future__ import annotations

import contextlib
import os
import select
import shutil
from typing import TYPE_CHECKING

from demo.errors import Missing, NotReady
from demo.process import Process

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_SCREEN = "3000x1920x24"
"""Room for the booth's portrait screen beside the clerk's."""
_PATIENCE = 15.0


def screen_is_there(env: Mapping[str, str] | None = None) -> bool:
    """Tell whether this machine offers a screen to draw on."""
    found = os.environ if env is None else env
    return bool(found.get("DISPLAY") or found.get("WAYLAND_DISPLAY"))


def virtual_screen(*, log: Path) -> tuple[Process, str]:
    """Start Xvfb on a display number of its own choice; return it and the display's name when it is ready."""
    program = shutil.which("Xvfb")
    if program is None:
        raise Missing(program="Xvfb", package="xvfb")
    reader, writer = os.pipe()
    try:
        command = [program, "-displayfd", str(writer), "-screen", "0", _SCREEN, "-nolisten", "tcp", "-noreset"]
        process = Process("Xvfb", command, log=log, pass_fds=(writer,))
        try:
            os.close(writer)
            writer = -1
            number = _number(reader, process)
        except BaseException:
            process.stop()
            raise
    finally:
        for descriptor in (reader, writer):
            with contextlib.suppress(OSError):
                os.close(descriptor)
    return process, f":{number}"


def _number(reader: int, process: Process) -> int:
    """Xvfb writes its number and a line feed when it takes connections; the pipe ends when it dies."""
    text = b""
    while not text.endswith(b"\n"):
        if not select.select([reader], [], [], _PATIENCE)[0]:
            raise NotReady(what="Xvfb", seconds=_PATIENCE)
        piece = os.read(reader, 16)
        if not piece:
            raise process.death()
        text += piece
    return int(text)
