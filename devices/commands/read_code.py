"""`cloudwindow devices read code`."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from devices.cli import fail, say
from devices.errors import DeviceError, NotReadable

if TYPE_CHECKING:
    from devices.codescanner import Code

_ONE_OF_TWO = "请给出图片或 --port / give either a picture or --port"


@click.command("code")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--port", help="Serial port of a scanner, such as /dev/ttyACM0, in place of a picture.")
@click.option("--baud", default=9600, show_default=True)
@click.option("--timeout", default=10.0, show_default=True, help="Seconds to wait for the scanner.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on the last line of standard output.")
def code(file: Path | None, port: str | None, baud: int, timeout: float, *, as_json: bool) -> None:
    """Read the codes in the picture FILE, or the next one that a scanner sends."""
    if (file is None) == (port is None):
        raise click.UsageError(_ONE_OF_TWO)
    try:
        codes = _from_picture(file) if file is not None else _from_scanner(str(port), baud, timeout)
    except DeviceError as exc:
        fail(exc, as_json=as_json)
    if as_json:
        lines = [_as_json(one) for one in codes]
        click.echo(json.dumps(lines[0] | {"codes": lines}, ensure_ascii=False))
        return
    for one in codes:
        click.echo(f"{one.symbology.value}\t{one.untrusted_text}")


def _from_picture(file: Path) -> tuple[Code, ...]:
    from devices.camera import decode, open_camera
    from devices.codescanner import codes_in

    camera = open_camera(f"file:{file}")
    codes = codes_in(decode(camera.capture(deadline=time.monotonic() + 15).original))
    if not codes:
        raise NotReadable("no_code", file.name)
    return codes


def _from_scanner(port: str, baud: int, timeout: float) -> tuple[Code, ...]:
    from devices.codescanner import open_code_scanner

    say(f"等待扫码 / waiting up to {timeout:g} s for a code from {port} …")
    scanner = open_code_scanner(f"serial:{port}", baud=baud)
    try:
        return (scanner.read(deadline=time.monotonic() + timeout),)
    finally:
        scanner.close()


def _as_json(one: Code) -> dict[str, Any]:
    return {"text": one.untrusted_text, "format": one.symbology.value, "corners": one.corners}
