"""`--interactive`: everything runs, both windows are left to a person, and the terminal is the citizen's hand."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from rich.markup import escape

from demo.camera_desk import CameraDesk
from demo.citizen import WANG
from demo.display import screen_is_there
from demo.errors import StageError
from demo.places import prepare
from demo.programs import LI, ZHANG
from demo.report import Narrator
from demo.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rich.console import Console

_HELP = """
[bold]坐席 The clerk[/] logs in at the console: [cyan]{login}[/] / [cyan]{password}[/]
[bold]市民 The citizen[/] touches the booth's screen and follows it: 养老保险参保 needs her card and two papers.

This terminal is her hand. Type a word and Enter:
  [cyan]card[/]     放上身份证 lay her ID card on the reader
  [cyan]nocard[/]   取走身份证 take it away
  [cyan]hukou[/]    放上户口簿 lay the household register under the camera
  [cyan]bank[/]     放上银行账户资料 lay the bank card copy under the camera
  [cyan]unplug[/]   拔掉读卡器 pull the reader's plug; [cyan]replug[/] puts it back
  [cyan]kill[/]     服务器断电 kill the server and start it again
  [cyan]quit[/]     结束 end everything
Printed papers: {spool}
"""


def leave_to_a_person(out: Path, console: Console, *, keep: bool) -> int:
    """Start everything, take words from the terminal until `quit` or the end of input; return the exit code."""
    if not screen_is_there():
        console.print("[red]这台机器没有屏幕 no screen on this machine; run without --interactive")
        return 1
    places = prepare(out)
    narrator = Narrator(console)
    try:
        with Stage(places) as stage:
            desk = _open(stage, narrator)
            console.print(_HELP.format(login=ZHANG.login, password=ZHANG.password, spool=places.spool))
            _take_words(stage, desk, console)
    except StageError as error:
        console.print(f"[red]✗ {escape(str(error))}[/]\n  {places.logs}", highlight=False)
        return 1
    except KeyboardInterrupt:
        pass
    finally:
        narrator.quiet()
        if not keep:
            shutil.rmtree(places.work, ignore_errors=True)
    return 0


def _open(stage: Stage, narrator: Narrator) -> CameraDesk:
    narrator.preparing("启动", "starting server, devices, booth and console")
    printer_uri = stage.start_server_and_devices()
    stage.enrol(stage.add_people(ZHANG, LI))
    desk = CameraDesk(stage.places, WANG)
    stage.start_kiosk(printer_uri=printer_uri, media="auto", pilot=False)
    stage.start_console(pilot=False)
    narrator.quiet()
    return desk


def _take_words(stage: Stage, desk: CameraDesk, console: Console) -> None:
    hands: dict[str, Callable[[], object]] = {
        "card": lambda: stage.reader("insert", card=WANG.card()),
        "nocard": lambda: stage.reader("remove"),
        "unplug": lambda: stage.reader("unplug"),
        "replug": lambda: stage.reader("replug"),
        "hukou": lambda: desk.lay("hukou"),
        "bank": lambda: desk.lay("bank"),
        "kill": lambda: _power_cut(stage),
    }
    for line in sys.stdin:
        word = line.strip()
        if word == "quit":
            return
        if word in hands:
            hands[word]()
            console.print("[green]✓[/]")
        elif word:
            console.print(f"[yellow]{escape(word)}? {' '.join([*hands, 'quit'])}")


def _power_cut(stage: Stage) -> None:
    stage.processes["server"].kill()
    stage.start_server()
