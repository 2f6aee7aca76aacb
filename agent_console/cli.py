"""`cloudwindow console`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from agent_console.logs import configure
from agent_console.settings import ConsoleSettings
from peer.engine import MediaSettings
from protocol.states import Language


class Size(click.ParamType["tuple[int, int]"]):
    """WIDTHxHEIGHT in pixels."""

    name = "WxH"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """Return the two numbers."""
        if isinstance(value, tuple):
            return value
        width, cross, height = str(value).lower().partition("x")
        if not cross or not width.isdigit() or not height.isdigit():
            self.fail(f"{value!r} is not like 1920x1080", param, ctx)
        return int(width), int(height)


@click.command()
@click.option("--server", required=True, metavar="URL", help="The jurisdiction's server, http(s)://host:port.")
@click.option("--login", default="", metavar="NAME", help="Fill in the log-in name.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input and log in at once.")
@click.option("--language", type=click.Choice([str(tag) for tag in Language]), default=str(Language.ZH_HANS))
@click.option("--camera", default="auto", help="auto, device:N, file:PATH or test.")
@click.option("--microphone", default="auto", help="auto, device:N, file:PATH or test.")
@click.option("--loudspeaker", default="auto", help="auto, device:N or none.")
@click.option("--windowed", type=Size(), default=(0, 0), help="A window of this size instead of the whole screen.")
@click.option("--pilot", type=click.Path(path_type=Path), help="Let a script drive the screen through this socket.")
@click.option("--log-level", type=click.Choice(["debug", "info", "warning", "error"]), default="info")
def console(
    *,
    server: str,
    login: str,
    password_stdin: bool,
    language: str,
    camera: str,
    microphone: str,
    loudspeaker: str,
    windowed: tuple[int, int],
    pilot: Path | None,
    log_level: str,
) -> None:
    """Run the clerk's console."""
    if not server.startswith(("http://", "https://")):
        msg = f"{server!r} does not begin with http:// or https://"
        raise click.BadParameter(msg, param_hint="--server")
    if password_stdin and not login:
        msg = "--password-stdin needs --login"
        raise click.UsageError(msg)
    configure(log_level)
    settings = ConsoleSettings(
        server=server.rstrip("/"),
        login=login,
        password=sys.stdin.readline().rstrip("\n") if password_stdin else "",
        language=Language(language),
        media=MediaSettings(camera=camera, microphone=microphone, loudspeaker=loudspeaker, label="云坐席"),
        width=windowed[0],
        height=windowed[1],
        pilot=pilot,
    )
    # Qt is imported only now, so that --help and a wrong option answer at once.
    from agent_console.app import run

    sys.exit(run(settings))
