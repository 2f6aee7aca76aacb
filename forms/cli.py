"""`cloudwindow forms`: list and preview the official papers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from forms.errors import FormsError
from forms.examples import example
from forms.loading import definitions
from forms.papers import draw, papers

if TYPE_CHECKING:
    from collections.abc import Iterable


@click.group()
def forms() -> None:
    """List and preview the official papers."""


@forms.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of a table.")
def list_forms(*, as_json: bool) -> None:
    """List the papers and the forms whose application can be drawn."""
    try:
        known = definitions()
    except FormsError as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        listed = {
            "papers": [{"name": info.name, "title": info.title.zh, "title_en": info.title.en} for info in papers()],
            "forms": [
                {"name": form.name, "title": form.title.zh, "title_en": form.title.en, "fields": len(form.fields)}
                for form in known
            ],
        }
        click.echo(json.dumps(listed, ensure_ascii=False))
        return
    _table("Papers", ((info.name, info.title.zh, info.title.en) for info in papers()))
    _table("Forms (previewed as their application)", ((form.name, form.title.zh, form.title.en) for form in known))


@forms.command()
@click.argument("name", required=False)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="PDF to write; with --all, a folder.")
@click.option("--all", "everything", is_flag=True, help="Every paper and every form.")
def preview(name: str | None, out: Path, *, everything: bool) -> None:
    """Draw NAME, a paper or a form, with an invented person's data."""
    if everything == (name is not None):
        msg = "give either a NAME or --all"
        raise click.UsageError(msg)
    chosen = [name] if name is not None else [*(i.name for i in papers()), *(form.name for form in definitions())]
    try:
        if everything:
            out.mkdir(parents=True, exist_ok=True)
        for one in chosen:
            _preview(one, out / f"{one}.pdf" if everything else out)
    except FormsError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        msg = f"cannot write {error.filename or out}: {error.strerror}"
        raise click.ClickException(msg) from error


def _preview(name: str, target: Path) -> None:
    is_paper = name in {info.name for info in papers()}
    drawn = draw(name, example(name)) if is_paper else draw("application", example("application", form=name))
    target.write_bytes(drawn.pdf)
    click.echo(f"{target}: {drawn.pages} page{'s' * (drawn.pages > 1)}, {len(drawn.pdf) // 1024} kB")
    for character in drawn.missing:
        click.echo(f"  no font has U+{ord(character):04X}; drawn as 〓", err=True)


def _table(title: str, rows: Iterable[tuple[str, str, str]]) -> None:
    click.secho(title, bold=True)
    for name, zh, en in rows:
        click.echo(f"  {name:30}{zh}  ({en})")
