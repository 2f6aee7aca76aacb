"""`cloudwindow devices print`."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from devices.printer import PrintedJob, Printer

LARGEST_FILE = 64 * 1024 * 1024


@click.command("print")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--printer", required=True, help="ipp://…, escpos+tcp://HOST:9100, escpos+serial:PATH, escpos+usb:IDS, folder:PATH"
)
@click.option("--qr", default="", help="What a QR code below a text says.")
@click.option("--timeout", default=60.0, show_default=True, help="Seconds until the job must be done.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on the last line of standard output.")
def print_(file: Path, printer: str, qr: str, timeout: float, *, as_json: bool) -> None:
    """Print a PDF, or a text on a receipt printer, and wait until it is done."""
    from devices.cli import WrongWords, fail, say
    from devices.errors import DeviceError
    from devices.printer import open_printer

    deadline = time.monotonic() + timeout
    try:
        content = _read(file)
        device = open_printer(printer)
    except OSError as exc:
        raise WrongWords(file, exc.strerror) from exc
    except ValueError as exc:
        raise WrongWords("print", exc) from exc
    began = time.monotonic()
    try:
        status = device.status(deadline=deadline)
        say(f"打印 / printing {file} on {status.name} …" + "".join(f" {reason}" for reason in status.reasons))
        job = _print(device, content, file.name, qr, deadline)
    except DeviceError as exc:
        fail(exc, as_json=as_json)
    except ValueError as exc:
        raise WrongWords(file, exc) from exc
    finally:
        device.close()
    seconds = round(time.monotonic() - began, 2)
    say(f"已打印 / printed: {job.job} ({seconds} s)")
    if as_json:
        result: dict[str, Any] = {"job": job.job, "printer": status.name, "reasons": status.reasons}
        click.echo(json.dumps(result | {"seconds": seconds}, ensure_ascii=False))


def _read(file: Path) -> bytes:
    with file.open("rb") as opened:
        content = opened.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        msg = f"{file}: more than {LARGEST_FILE // 1024 // 1024} MiB"
        raise ValueError(msg)
    return content


def _print(device: Printer, content: bytes, name: str, qr: str, deadline: float) -> PrintedJob:
    """Print a PDF as it is; anything else as text, where the printer takes text. Raises `ValueError`."""
    from devices.printer import from_text, prints_receipts

    if content.startswith(b"%PDF-"):
        return device.print_pdf(pdf=content, title=name, deadline=deadline)
    if not prints_receipts(device):
        msg = "this printer takes PDF only"
        raise ValueError(msg)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        msg = "neither a PDF nor a text in UTF-8"
        raise ValueError(msg) from None
    return device.print_receipt(receipt=from_text(text, qr=qr), deadline=deadline)
