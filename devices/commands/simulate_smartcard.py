"""`cloudwindow devices simulate smartcard`."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import click

from devices.cli import WrongWords


@click.command("smartcard")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=35963, show_default=True, help="Where vpcd waits for a card.")
@click.option("--card", type=click.File(encoding="utf-8"), help="JSON of a card that is in the reader.")
@click.option("--csca-out", type=click.Path(path_type=Path), help="Where the invented state's CSCA certificate goes.")
@click.option("--control", help="Unix socket for orders, or - for standard input: JSON lines.")
def smartcard(host: str, port: int, card: Any, csca_out: Path | None, control: str | None) -> None:
    """Be a social security card or a travel document in a virtual PC/SC reader (vpcd)."""
    from devices.simulated import smartcard as simulated

    try:
        described = json.loads(card.read()) if card is not None else None
        running = simulated.run(simulated.Slot(host, port), card=described, csca=csca_out, control=control)
        asyncio.run(running)
    except (ValueError, TypeError) as exc:
        raise WrongWords("--card", exc) from exc
