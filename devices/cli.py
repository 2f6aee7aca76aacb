"""`cloudwindow devices`: list, read, scan and simulate. Results go to standard output, progress to standard error."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from devices.commands.lazy import LazyGroup
from devices.errors import DeviceError

if TYPE_CHECKING:
    from devices.simulated.cards import ChipCard

COMMANDS: dict[str, str] = {
    "replay": "devices.commands.replay:replay",
    "diagnose": "devices.commands.diagnose:diagnose",
    "compare-faces": "devices.commands.compare_faces:compare_faces",
    "ocr": "devices.commands.ocr:ocr",
    "print": "devices.commands.print:print_",
}
"""Commands that live in a file of their own, `module:attribute`."""
READ_COMMANDS: dict[str, str] = {
    "idcard": "devices.commands.read_idcard:idcard",
    "card": "devices.commands.read_card:card",
    "code": "devices.commands.read_code:code",
}
"""The same below `read`."""
SIMULATE_COMMANDS: dict[str, str] = {
    "smartcard": "devices.commands.simulate_smartcard:smartcard",
    "codescanner": "devices.commands.simulate_codescanner:codescanner",
    "escpos": "devices.commands.simulate_escpos:escpos",
}
"""The same below `simulate`."""


def say(text: str) -> None:
    """Tell the person at the terminal how it goes."""
    click.echo(text, err=True)


class WrongWords(click.ClickException):
    """What was given on the command line cannot be used."""

    def __init__(self, what: object, why: object) -> None:
        super().__init__(f"{what}: {why}")


@click.group(cls=LazyGroup, lazy=COMMANDS)
def devices() -> None:
    """List, read, scan and simulate a machine's devices."""


@devices.group(cls=LazyGroup, lazy=READ_COMMANDS)
def read() -> None:
    """Read something that lies on a device."""


def fail(error: DeviceError, *, as_json: bool) -> None:
    """End with exit code 1, a sentence for the person and, when asked for, one for the program."""
    from devices.sentences import sentence

    say(sentence(error))
    if as_json:
        click.echo(json.dumps({"error": error.reason, "sentence": sentence(error)}, ensure_ascii=False))
    raise SystemExit(1)


@devices.command()
@click.option(
    "--source",
    required=True,
    help="A picture file, a folder (its newest picture), a camera: device:0, or a scanner: sane:NAME.",
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Where the straightened page goes.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on the last line of standard output.")
def scan(source: str, out: Path, *, as_json: bool) -> None:
    """Photograph a paper, find its page and set it straight."""
    if source.startswith("sane:"):
        from devices.commands.scan_sane import scan_sane

        scan_sane(source, out, as_json=as_json)
        return
    from devices import camera

    say(f"拍摄 / photographing {source} …")
    try:
        device = camera.open_camera(_camera_uri(source))
    except ValueError as exc:
        raise WrongWords(source, exc) from exc
    try:
        photograph = device.capture(deadline=time.monotonic() + 15)
        image = camera.decode(photograph.original)
    except DeviceError as exc:
        fail(exc, as_json=as_json)
    finally:
        device.close()
    page = camera.find_page(image)
    straight = camera.rectify(image, page.corners) if page.found else image
    encode = camera.encode_jpeg if out.suffix.lower() in (".jpg", ".jpeg") else camera.encode_png
    try:
        out.write_bytes(encode(straight))
    except OSError as exc:
        raise WrongWords(out, exc.strerror) from exc
    found = (
        "找到页面 / page found"
        if page.found
        else "没有找到页面，保存整张照片 / no page found, the whole picture is kept"
    )
    say(f"{found}: {out}" + "".join(f"; {warning.value}" for warning in page.warnings))
    result = {"found": page.found, "corners": page.corners, "warnings": [w.value for w in page.warnings]}
    if as_json:
        click.echo(json.dumps(result))


def _camera_uri(source: str) -> str:
    """Return the URI for what a person types: a path, /dev/video0, or a URI already."""
    if source.startswith(("file:", "folder:", "device:")):
        return source
    node = source.removeprefix("/dev/video")
    return f"device:{node}" if node != source and node.isdigit() else f"file:{source}"


@devices.command("list")
@click.option("--json", "as_json", is_flag=True, help="A JSON array on the last line of standard output.")
def list_devices(*, as_json: bool) -> None:
    """Show what devices this machine has, and what to do about those it has not."""
    from dataclasses import asdict

    from rich.console import Console
    from rich.table import Table

    from devices.inventory import look

    say("查找设备 / looking for devices …")
    lines = look()
    if as_json:
        click.echo(json.dumps([asdict(line) for line in lines], ensure_ascii=False))
        return
    table = Table("种类", "设备", "状态", "下一步")
    for line in lines:
        table.add_row(line.kind, line.name, line.state, line.advice)
    Console().print(table)


@devices.group(cls=LazyGroup, lazy=SIMULATE_COMMANDS)
def simulate() -> None:
    """Be a device: the other side of its protocol, as a process of its own."""


@simulate.command("idcard")
@click.option("--link", required=True, type=click.Path(path_type=Path), help="Path that names the simulated port.")
@click.option("--card", type=click.File(encoding="utf-8"), help="JSON of a card that lies on the reader.")
@click.option("--card-hex", type=click.File(), help="Hex of a chip's 256 bytes of text (and 1024 of photo).")
@click.option("--control", help="Unix socket for orders, or - for standard input: JSON lines.")
def simulate_idcard(link: Path, card: Any, card_hex: Any, control: str | None) -> None:
    """Be a SAM_V reader of ID cards on a pseudo-terminal."""
    from devices.simulated import cards, idcard

    chip: ChipCard | None = None
    try:
        if card is not None:
            chip = cards.from_json(card.read())
        elif card_hex is not None:
            chip = cards.from_hex(card_hex.read())
    except cards.BadCard as exc:
        raise WrongWords("card", exc) from exc
    asyncio.run(idcard.run(link, card=chip, control=control))


@simulate.command("printer")
@click.option("--port", default=0, show_default=True, help="TCP port on loopback; 0 takes a free one.")
@click.option("--spool", required=True, type=click.Path(path_type=Path), help="Folder for the printed PDFs.")
@click.option("--control", help="Unix socket for orders, or - for standard input: JSON lines.")
def simulate_printer(port: int, spool: Path, control: str | None) -> None:
    """Be an IPP Everywhere printer."""
    from devices.simulated import printer

    asyncio.run(printer.run(port, spool=spool, control=control))
