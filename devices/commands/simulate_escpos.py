"""`cloudwindow devices simulate escpos`."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click


@click.command("escpos")
@click.option("--port", type=int, help="TCP port on loopback; 0 takes a free one.")
@click.option("--link", type=click.Path(path_type=Path), help="In place of a TCP port: path that names a serial port.")
@click.option("--spool", required=True, type=click.Path(path_type=Path), help="Folder for the printed receipts.")
@click.option("--control", help="Unix socket for orders, or - for standard input: JSON lines.")
def escpos(port: int | None, link: Path | None, spool: Path, control: str | None) -> None:
    """Be a receipt printer."""
    from devices.simulated import escpos as simulated

    if (port is None) == (link is None):
        msg = "give either --port or --link"
        raise click.UsageError(msg)
    asyncio.run(simulated.run(port=port, link=link, spool=spool, control=control))
