"""`cloudwindow devices diagnose`: what is wrong with this booth, line by line, and what to do next."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from devices.cli import WrongWords, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from devices.diagnostics import Attachment, Booth, Finding, Probe, Report

    Draw = Callable[[Mapping[str, Any], Mapping[str, bytes]], bytes]
    """Report as `Report.as_json` and pictures by probe → PDF. Handed in by the root command: a leaf draws no paper."""

_MARKS = {"ok": "✓ 正常", "warning": "! 注意", "missing": "✗ 缺失", "fault": "✗ 故障", "skipped": "· 略过"}
_COLOURS = {"ok": "green", "warning": "yellow", "missing": "red", "fault": "red", "skipped": "bright_black"}


@click.command("diagnose")
@click.option(
    "--config", type=click.Path(path_type=Path), help="The booth's TOML file; without it, what is plugged in."
)
@click.option("--set", "words", multiple=True, metavar="NAME=VALUE", help="A setting in place of the file's.")
@click.option("--only", multiple=True, metavar="PROBE", help="Run this probe alone; may be repeated.")
@click.option("--ice", multiple=True, metavar="URL", help="stun:HOST or turn:HOST[:PORT][?transport=tcp], turns:HOST.")
@click.option("--ice-username", default="", help="For TURN.")
@click.option("--ice-credential", default="", help="For TURN; - asks for it.")
@click.option("--pdf", type=click.Path(path_type=Path), help="Where the report goes on paper, with the pictures taken.")
@click.option("--zip", "zip_path", type=click.Path(path_type=Path), help="Where the support bundle goes.")
@click.option("--log", "logs", multiple=True, type=click.Path(path_type=Path), help="A log for the bundle.")
@click.option("--traffic", multiple=True, type=click.Path(path_type=Path), help="A recording for the bundle.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on the last line of standard output.")
@click.pass_obj
def diagnose(
    draw: Draw | None,
    *,
    config: Path | None,
    words: tuple[str, ...],
    only: tuple[str, ...],
    ice: tuple[str, ...],
    ice_username: str,
    ice_credential: str,
    pdf: Path | None,
    zip_path: Path | None,
    logs: tuple[Path, ...],
    traffic: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Test devices, machine and network; exit code 1 when something is missing or at fault."""
    from devices import diagnostics

    if pdf is not None and draw is None:
        raise WrongWords("--pdf", "only `cloudwindow devices diagnose` can draw")
    booth = replace(
        _booth(config, words), ice_urls=ice, ice_username=ice_username, ice_credential=_secret(ice_credential)
    )
    attachments = _attachments(logs, traffic) if zip_path else []
    probes = _probes(only)
    say(f"检测 {len(probes)} 项 / {len(probes)} probes …")
    report = diagnostics.diagnose(booth, probes=probes, told=_tell)
    drawn = draw(report.as_json(), _pictures(report)) if draw is not None and (pdf or zip_path) else b""
    if pdf is not None:
        _write(pdf, drawn)
    if zip_path is not None:
        # What a camera saw may be somebody's paper: it stays with the technician and out of the bundle.
        plain = draw(report.as_json(), {}) if draw is not None else b""
        _write(zip_path, diagnostics.bundle(report, attachments, pdf=plain))
    _conclude(report, as_json=as_json)


def _booth(config: Path | None, words: Sequence[str]) -> Booth:
    from devices.diagnostics import BadBooth, Booth
    from devices.diagnostics.booth import read

    try:
        return (read(config) if config else Booth()).with_words(words)
    except BadBooth as exc:
        raise WrongWords("settings", exc) from exc


def _probes(only: Sequence[str]) -> Sequence[Probe]:
    from devices.diagnostics import PROBES

    known = {probe.name for probe in PROBES}
    unknown = set(only) - known
    if unknown:
        raise WrongWords(", ".join(sorted(unknown)), f"no such probe; there are {', '.join(sorted(known))}")
    return [probe for probe in PROBES if not only or probe.name in only]


def _secret(value: str) -> str:
    return str(click.prompt("TURN", hide_input=True, err=True)) if value == "-" else value


def _attachments(logs: Sequence[Path], traffic: Sequence[Path]) -> list[Attachment]:
    """Read before the probes run: a path that cannot be read is told at once."""
    from devices.diagnostics import Attachment, journal
    from devices.diagnostics.bundle import recording, tail

    taken = []
    for path in (*logs, *traffic):
        try:
            taken.append(recording(path) if path in traffic else Attachment("logs", path.name, tail(path)))
        except OSError as exc:
            raise WrongWords(path, exc.strerror) from exc
        except ValueError as exc:
            raise WrongWords(path, exc) from exc
    logged = [] if logs else journal()
    return [*taken, Attachment("logs", "journal", logged)] if logged else taken


def _pictures(report: Report) -> dict[str, bytes]:
    return {finding.probe: finding.found.picture for finding in report.findings if finding.found.picture}


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as exc:
        raise WrongWords(path, exc.strerror) from exc
    say(f"已保存 / written: {path}")


def _tell(finding: Finding) -> None:
    verdict = finding.found.verdict.value
    mark = click.style(_MARKS[verdict], fg=_COLOURS[verdict])
    say(f"{mark}  {finding.title}：{finding.found.summary}")
    if finding.found.advice and finding.found.verdict.value != "skipped":
        say(f"        → {finding.found.advice}")


def _conclude(report: Report, *, as_json: bool) -> None:
    bad = [finding.title for finding in report.findings if finding.found.verdict.bad]
    said = f"{len(bad)} 项不合格 / missing or at fault: {', '.join(bad)}" if bad else "可以营业 / fit for service"
    if as_json:
        error = {"error": "not_fit"} if bad else {}
        click.echo(json.dumps(error | report.as_json(), ensure_ascii=False))
    else:
        _table(report)
    say(f"{said}（{report.seconds:.1f} s）")
    if bad:
        raise SystemExit(1)


def _table(report: Report) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("")
    for head in ("项目", "结果", "下一步"):
        table.add_column(head, overflow="fold")
    for finding in report.findings:
        mark = f"[{_COLOURS[finding.found.verdict]}]{_MARKS[finding.found.verdict]}[/]"
        table.add_row(mark, finding.title, finding.found.summary, finding.found.advice or "—")
    Console().print(table)
