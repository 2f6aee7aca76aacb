"""The demo's command lines are those the programs take, and its settings file is one the booth reads."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import click
import pytest

from cloudwindow import main
from demo import programs
from kiosk.config import parse
from tests.demo.stand_in import places_in

if TYPE_CHECKING:
    from pathlib import Path


def _commands(folder: Path) -> dict[str, tuple[str, ...]]:
    places = places_in(folder)
    places.kiosk_config.touch()
    url = "http://127.0.0.1:1"
    return {
        "server": programs.server(places, port=0),
        "clerk": programs.add_clerk(places, programs.ZHANG),
        "code": programs.kiosk_code(places),
        "verify": programs.verify_log(places),
        "enrol": programs.enrol(places, url=url, code="ABCDE-FGHJK"),
        "kiosk": programs.kiosk(places, pilot=True),
        "console": programs.console(places, url=url, pilot=True, size="1920x1080"),
        "reader": programs.reader(places),
        "printer": programs.printer(places),
        "scan": programs.find_page(str(places.kiosk_config), str(folder / "page.png")),
    }


@pytest.mark.parametrize(
    "name", ["server", "clerk", "code", "verify", "enrol", "kiosk", "console", "reader", "printer", "scan"]
)
def test_every_command_line_is_one_the_program_takes(tmp_path: Path, name: str) -> None:
    words = list(_commands(tmp_path)[name])
    arguments = words[words.index("cloudwindow") + 1 :]
    command: click.Command = main
    context = click.Context(main, info_name="cloudwindow")
    while isinstance(command, click.Group) and (found := command.get_command(context, arguments[0])) is not None:
        command, arguments = found, arguments[1:]
        context = click.Context(command, parent=context)
    command.parse_args(context, arguments)


def test_the_booths_settings_are_ones_it_reads(tmp_path: Path) -> None:
    text = programs.kiosk_settings(
        places_in(tmp_path), url="http://127.0.0.1:1", printer_uri="ipp://x/ipp", media="test", size=(1080, 1920)
    )
    settings = parse(tomllib.loads(text))
    assert (settings.width, settings.height, settings.fullscreen, settings.simulation) == (1080, 1920, False, True)
    assert settings.loudspeaker == "none"
    assert settings.document_camera.startswith("file:")
