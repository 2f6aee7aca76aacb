"""`cloudwindow kiosk`: run the booth, and enrol it once."""

from __future__ import annotations

import contextlib
import dataclasses
import secrets
import sys
from pathlib import Path

import click

from kiosk import config, enrolment
from kiosk import technician_code as technician
from kiosk.logs import log_to_stderr
from kiosk.memory import give_back_early
from protocol.identity import public_text
from protocol.states import FailureCode


@click.group(invoke_without_command=True)
@click.option("--config", "config_path", type=click.Path(path_type=Path), help="The booth's TOML file.")
@click.option("--pilot", type=click.Path(path_type=Path), help="Socket for automation; demos and tests only.")
@click.option("--windowed", is_flag=True, help="A window of the configured size instead of the whole screen.")
@click.pass_context
def kiosk(context: click.Context, config_path: Path | None, pilot: Path | None, *, windowed: bool) -> None:
    """Run the booth's screen and devices."""
    if context.invoked_subcommand is not None:
        return
    if config_path is None:
        msg = "--config FILE is needed; docs/reference/kiosk-settings.md tells what it holds"
        raise click.UsageError(msg)
    settings = _settings(config_path)
    if windowed:
        settings = dataclasses.replace(settings, fullscreen=False)
    try:
        booth, key = enrolment.load(settings.data_dir)
    except enrolment.NotEnrolled as error:
        msg = f"{error}. Enrol the booth first: cloudwindow kiosk enrol --server URL --code CODE --data DIR"
        raise click.ClickException(msg) from None
    log_to_stderr()
    give_back_early()
    # Qt and the media libraries load here, so that enrolment and mistakes in the settings answer at once.
    from kiosk.app import media_of, run
    from peer.engine import EngineSettings, KioskCredentials, PeerEngine

    engine = PeerEngine(
        EngineSettings(
            server=settings.server or booth.server,
            credentials=KioskCredentials(kiosk=booth.kiosk, key=key),
            language=settings.language,
            media=media_of(settings, booth),
        )
    )
    sys.exit(run(settings=settings, enrolment=booth, engine=engine, pilot=pilot))


@kiosk.command()
@click.option("--server", required=True, help="Base URL of the server, http(s)://host:port.")
@click.option("--code", required=True, help="The one-time code that `cloudwindow admin kiosk-code` gave.")
@click.option("--data", "data_dir", required=True, type=click.Path(path_type=Path), help="The booth's data directory.")
@click.option("--replace", is_flag=True, help="Enrol a booth anew that is enrolled already, with a new key.")
def enrol(server: str, code: str, data_dir: Path, *, replace: bool) -> None:
    """Make the booth's key and enrol it with a one-time code."""
    from peer import errors, http

    _may_enrol(data_dir, replace=replace)
    server = server.rstrip("/")
    try:
        key = enrolment.make_key(data_dir, replace=replace)
        answer = http.enrol(server=server, code=code.strip(), public_key=public_text(key))
        booth = enrolment.Enrolment(
            kiosk=answer.kiosk, hall=answer.hall, jurisdiction=answer.jurisdiction, server=server
        )
        enrolment.save(data_dir, booth, replace=replace)
    except errors.HttpRefused as error:
        raise click.ClickException(_refusal(error.code)) from None
    except errors.ServerUnreachable:
        msg = f"{server} does not answer. Is the server running, and is this its address?"
        raise click.ClickException(msg) from None
    except (OSError, ValueError) as error:
        msg = f"{data_dir}: {error}"
        raise click.ClickException(msg) from None
    click.echo(f"已登记 / enrolled: {booth.kiosk} ({booth.hall}, {booth.jurisdiction}) → {data_dir}")


@kiosk.command("technician-code")
@click.option("--code", prompt=True, hide_input=True, confirmation_prompt=True, help="Six digits or more.")
def technician_code(code: str) -> None:
    """Print the line for the booth's settings that opens technician mode with this code."""
    try:
        kept = technician.kept(code, salt=secrets.token_bytes(16))
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f'technician_code = "{kept}"')


def _may_enrol(data_dir: Path, *, replace: bool) -> None:
    with contextlib.suppress(enrolment.NotEnrolled):
        booth, _ = enrolment.load(data_dir)
        if not replace:
            msg = f"{data_dir} is enrolled as {booth.kiosk} already; --replace enrols it anew with a new key"
            raise click.ClickException(msg)


def _refusal(code: FailureCode) -> str:
    if code in {FailureCode.NOT_AUTHENTICATED, FailureCode.NOT_PERMITTED, FailureCode.UNKNOWN}:
        return (
            "the code is wrong, was used already or has expired. Ask for a new one on the server: "
            "cloudwindow admin kiosk-code --kiosk ID --hall HALL"
        )
    if code == FailureCode.TOO_OFTEN:
        return "too many tries; wait a minute and try again"
    return f"the server refused: {code}"


def _settings(path: Path) -> config.Settings:
    try:
        return config.load(path)
    except config.ConfigError as error:
        for mistake in error.mistakes:
            click.echo(f"{path}: {mistake}", err=True)
        msg = f"{len(error.mistakes)} mistake(s) in {path}"
        raise click.ClickException(msg) from None
