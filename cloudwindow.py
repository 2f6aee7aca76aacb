"""The one command, `cloudwindow`: names the programs and hands over to the package that owns each.

Every package's `cli.py` is imported only when its command runs, so the server starts on a machine without Qt.
"""

from __future__ import annotations

import ctypes
import importlib
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMANDS: Mapping[str, tuple[str, str]] = {
    "serve": ("signaling.cli:serve", "Run a jurisdiction's server."),
    "admin": ("signaling.cli:admin", "Enrol kiosks, add agents, migrate the database."),
    "kiosk": ("kiosk.cli:kiosk", "Run the booth's screen and devices."),
    "console": ("agent_console.cli:console", "Run the clerk's console."),
    "devices": ("devices.cli:devices", "List, read, scan and simulate a machine's devices."),
    "forms": ("forms.cli:forms", "List and preview the official papers."),
    "demo": ("demo.cli:demo", "Walk one whole visit with real processes on this machine."),
}
"""Command name to (`module:attribute` of a click command, one line of help)."""


class LazyCommands(click.Group):
    """A group whose commands are imported when they are asked for, not when they are listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command; None when there is no such name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name][0].split(":")
        command = getattr(importlib.import_module(module), attribute)
        if not isinstance(command, click.Command):
            msg = f"{COMMANDS[cmd_name][0]} is not a command"
            raise TypeError(msg)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table, without importing one of them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
"""Numbers of <malloc.h>."""


def give_memory_back() -> None:
    """Have glibc return what is freed to the system; elsewhere, do nothing.

    Pictures and fonts come and go in megabytes on several threads. By default each thread gets an arena of its own that
    keeps them: a third of a booth's resident memory, and half of a server's, was memory nobody used.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError, TypeError):  # no glibc
        return
    mallopt(_M_ARENA_MAX, 2)
    mallopt(_M_MMAP_THRESHOLD, 256 * 1024)
    mallopt(_M_TRIM_THRESHOLD, 128 * 1024)


def draw_diagnosis(report: Mapping[str, Any], pictures: Mapping[str, bytes]) -> bytes:
    """Draw a booth's diagnosis: `devices` tells, `forms` draws, and neither knows the other."""
    return importlib.import_module("forms").draw_diagnosis(report, pictures)  # type: ignore[no-any-return]  # imported by name, so that this file imports no package


@click.command(cls=LazyCommands)
@click.version_option(package_name="cloudwindow")
@click.pass_context
def main(context: click.Context) -> None:
    """Cloud Window 云窗口: a booth, a clerk in another city, and the server between them."""
    context.obj = draw_diagnosis
    give_memory_back()


if __name__ == "__main__":
    main()
