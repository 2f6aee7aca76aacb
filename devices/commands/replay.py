"""`cloudwindow devices replay`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from devices.cli import WrongWords, say
from devices.errors import DeviceError

if TYPE_CHECKING:
    from devices.traffic import Header, Replay


@click.command("replay")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object on the last line of standard output.")
def replay(file: Path, *, as_json: bool) -> None:
    """Play a recording back to its driver, and say whether the driver does the same again."""
    from devices.traffic import NotARecording, Replay, ReplayDiffers, load

    try:
        header, moments = load(file)
    except NotARecording as exc:
        raise WrongWords(file, exc) from exc
    except OSError as exc:
        raise WrongWords(file, exc.strerror) from exc
    hidden = "已脱敏 / masked" if header.masked else "含个人信息 / holds personal data"
    say(f"{header.driver}, {header.started}, {len(moments)} moments, {hidden}")
    try:
        word = _play(header, Replay(moments))
    except ReplayDiffers as exc:
        _differs(exc, as_json=as_json)
    said: dict[str, Any] = {"same": True, "outcome": word, "moments": len(moments), "seconds": _last(moments)}
    click.echo(json.dumps(said) if as_json else f"一致 / the same again: {word}, {len(moments)} moments")


def _play(header: Header, recording: Replay) -> str:
    """Ask the driver again what it was asked; return the word both ended with."""
    from devices.idcard.recorded import ReplayedLink, read_and_tell
    from devices.smartcard.recorded import PROTOCOL, READ_CARD, replay_reading

    asked = (header.protocol, header.operation.get("do"))
    if asked not in (("sam_v", "read_idcard"), (PROTOCOL, READ_CARD)):
        raise WrongWords(header.protocol, "没有可回放的驱动 / no driver here plays this back")
    words: list[str] = []

    def ended(word: str) -> None:
        recording.finish(word)
        words.append(word)

    timeout = header.operation.get("timeout")
    if not isinstance(timeout, int | float):
        raise WrongWords("timeout", "不是数字 / not a number")
    try:
        if header.protocol == PROTOCOL:
            replay_reading(recording, ended)
        else:
            read_and_tell(ReplayedLink(recording), ended, timeout=timeout)
    except DeviceError:
        say("操作以同样的错误结束 / it ended with the same error")
    return words[0]


def _last(moments: Any) -> float:
    return float(moments[-1].at) if moments else 0.0


def _differs(told: Any, *, as_json: bool) -> NoReturn:
    say(f"不一致 / not the same: {told}")
    if as_json:
        said = {"error": "differs", "moment": told.position, "recorded": told.expected, "now": told.did}
        click.echo(json.dumps(said))
    raise SystemExit(1)
