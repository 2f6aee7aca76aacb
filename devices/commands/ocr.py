"""`cloudwindow devices ocr`."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from devices.cli import fail, say
from devices.errors import DeviceError
from devices.ocr import open_paper_reader, understand_paper

if TYPE_CHECKING:
    from devices.ocr import Line, Reading


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object on the last line of standard output.")
def ocr(file: Path, *, as_json: bool) -> None:
    """Read the print in the picture FILE, and the values among it that a form can take over."""
    say("识别文字 / reading …")
    try:
        lines = _read(file)
    except DeviceError as exc:
        fail(exc, as_json=as_json)
    reading = understand_paper(lines)
    if as_json:
        click.echo(json.dumps(_as_json(lines, reading), ensure_ascii=False))
    else:
        _show(lines, reading)


def _read(file: Path) -> tuple[Line, ...]:
    from devices.camera import decode, open_camera

    taken = open_camera(f"file:{file}").capture(deadline=time.monotonic() + 15)
    return open_paper_reader().read(decode(taken.original))


def _as_json(lines: tuple[Line, ...], reading: Reading) -> dict[str, Any]:
    return {
        "paper": reading.paper.value,
        "fields": [
            {
                "name": value.name,
                "value": value.untrusted_text,
                "confidence": value.confidence,
                "box": value.box,
                "problem": value.problem,
            }
            for value in reading.values
        ],
        "lines": [{"text": line.untrusted_text, "confidence": line.confidence, "box": line.box} for line in lines],
    }


def _show(lines: tuple[Line, ...], reading: Reading) -> None:
    for line in lines:
        click.echo(line.untrusted_text)
    for value in reading.values:
        click.echo(
            f"{value.name} = {value.untrusted_text}  ({value.confidence:.0%} {value.problem})".rstrip(" )") + ")"
        )
