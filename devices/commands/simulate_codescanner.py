"""`cloudwindow devices simulate codescanner`."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click


@click.command("codescanner")
@click.option("--link", required=True, type=click.Path(path_type=Path), help="Path that names the simulated port.")
@click.option("--control", help="Unix socket for orders, or - for standard input: JSON lines.")
def codescanner(link: Path, control: str | None) -> None:
    """Be a scanner of QR codes and barcodes on a pseudo-terminal."""
    from devices.simulated import codescanner as simulated

    asyncio.run(simulated.run(link, control=control))
