"""`cloudwindow devices`: list, read, scan and simulate. Results go to standard output, progress to standard error."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from devices.errors import DeviceError

if TYPE_CHECKING:
    from devices.idcard import IdCard
    from devices.simulated.cards import ChipCard

_SEX = {"0": "未知", "1": "男", "2": "女", "9": "未说明"}


def say(text: str) -> None:
    """Tell the person at the terminal how it goes."""
    click.echo(text, err=True)


@click.group()
def devices() -> None:
    """List, read, scan and simulate a machine's devices."""


@devices.group()
def read() -> None:
    """Read something that lies on a device."""


@read.command()
@click.option("--port", required=True, help="Serial port of the reader, such as /dev/ttyUSB0.")
@click.option("--baud", default=115200, show_default=True)
@click.option("--timeout", default=10.0, show_default=True, help="Seconds to wait for a card.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on the last line of standard output.")
def idcard(port: str, baud: int, timeout: float, *, as_json: bool) -> None:
    """Read one ID card and print what its chip says."""
    from devices.idcard import open_id_card_reader  # noqa: PLC0415

    say(f"等待证件 / waiting up to {timeout:g} s for a card on {port} …")
    reader = open_id_card_reader(port, baud=baud)
    try:
        card = reader.read(deadline=time.monotonic() + timeout)
    except DeviceError as exc:
        fail(exc, as_json=as_json)
    finally:
        reader.close()
    if as_json:
        click.echo(json.dumps(card_as_json(card), ensure_ascii=False))
    else:
        show_card(card)
    for sentence in card_warnings(card):
        say(sentence)


def card_as_json(card: IdCard) -> dict[str, Any]:
    """Return what `read idcard --json` prints; dates ISO, `valid_to` null for 长期."""
    return {
        "kind": card.kind.value,
        "name": card.name,
        "name_en": card.name_en,
        "sex": _SEX[card.sex],
        "ethnic": card.ethnic,
        "birth": card.birth.isoformat() if card.birth else None,
        "address": card.address,
        "number": card.number,
        "issuer": card.issuer,
        "valid_from": card.valid_from.isoformat() if card.valid_from else None,
        "valid_to": card.valid_to.isoformat() if card.valid_to else None,
    }


def card_warnings(card: IdCard) -> list[str]:
    """Return sentences about what the chip holds and nobody can read; never the data itself."""
    sentences = []
    if card.unknown_characters:
        codes = ", ".join(f"U+{ord(c):04X}" for c in card.unknown_characters)
        sentences.append(f"含无法识别的字符，请与证件核对 / unknown characters, compare with the printed card: {codes}")
    sentences += [f"日期无效 / no such day on the chip: {name}" for name in card.impossible_dates]
    return sentences


def show_card(card: IdCard) -> None:
    """Print a table for a person."""
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    labels = ("证件", "姓名", "英文姓名", "性别", "民族", "出生", "住址", "号码", "签发机关", "有效期自", "有效期至")
    table = Table(show_header=False)
    for label, (key, value) in zip(labels, card_as_json(card).items(), strict=True):
        forever = key == "valid_to" and value is None and "valid_to" not in card.impossible_dates
        table.add_row(label, "长期" if forever else (value or "—"))
    Console().print(table)


def fail(error: DeviceError, *, as_json: bool) -> None:
    """End with exit code 1, a sentence for the person and, when asked for, one for the program."""
    from devices.sentences import sentence  # noqa: PLC0415

    say(sentence(error))
    if as_json:
        click.echo(json.dumps({"error": error.reason, "sentence": sentence(error)}, ensure_ascii=False))
    raise SystemExit(1)


@devices.group()
def simulate() -> None:
    """Be a device: the other side of its protocol, as a process of its own."""


@simulate.command("idcard")
@click.option("--link", required=True, type=click.Path(path_type=Path), help="Path that names the simulated port.")
@click.option("--card", type=click.File(encoding="utf-8"), help="JSON of a card that lies on the reader.")
@click.option("--card-hex", type=click.File(), help="Hex of a chip's 256 bytes of text (and 1024 of photo).")
@click.option("--control", help="Unix socket for orders, or - for standard input: JSON lines.")
def simulate_idcard(link: Path, card: Any, card_hex: Any, control: str | None) -> None:
    """Be a SAM_V reader of ID cards on a pseudo-terminal."""
    from devices.simulated import cards, idcard  # noqa: PLC0415

    chip: ChipCard | None = None
    try:
        if card is not None:
            chip = cards.from_json(card.read())
        elif card_hex is not None:
            chip = cards.from_hex(card_hex.read())
    except cards.BadCard as exc:
        raise click.ClickException(str(exc)) from exc
    asyncio.run(idcard.run(link, card=chip, control=control))


if __name__ == "__main__":
    sys.exit(devices())
