from __future__ import annotations

from typing import TYPE_CHECKING

from demo.simulator import tell
from demo.traces import files_below
from tests.journeys.walking import walk_until

if TYPE_CHECKING:
    from demo.play import Play


def test_the_clerk_and_the_citizen_are_told_and_the_receipt_comes_when_there_is_paper(play: Play) -> None:
    control = play.stage.places.socket("printer.control")
    walk_until(play, "accepted")
    tell(control, "no_paper")
    play.console.tap("askPrint_receipt")
    play.kiosk.wait("kiosk", "trouble", "printer_no_paper", timeout=30)
    assert play.kiosk.text("troubleSentence")
    play.console.wait("requests", "last", "print:fault", timeout=30)

    tell(control, "heal")
    walk_until(play, "print", after="accepted")
    play.kiosk.wait("kiosk", "trouble", "")
    printed = [file for file in files_below(play.stage.places.spool) if file.suffix == ".pdf"]
    assert len(printed) == 1
