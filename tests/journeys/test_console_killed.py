from __future__ import annotations

from typing import TYPE_CHECKING

from demo.arrival import clerk_logs_in
from demo.call import accept, ring
from tests.journeys.walking import walk_until

if TYPE_CHECKING:
    from demo.play import Play


def test_the_citizen_is_told_keeps_case_and_place_and_is_served_again(play: Play) -> None:
    walk_until(play, "ticket")
    ticket = play.kiosk.text("ticketNumber")
    walk_until(play, "accept", after="ticket")
    play.kiosk.type("field_phone", play.citizen.phone)
    play.console.wait("field_phone", "value", play.citizen.phone)

    play.stage.processes["console"].kill()
    play.kiosk.wait("kiosk", "trouble", "seat_lost", timeout=30)
    assert play.kiosk.text("troubleSentence")
    play.kiosk.wait("kiosk", "screen", "waiting")
    assert play.kiosk.text("ticketNumber") == ticket
    assert play.kiosk.text("kiosk", "caseId") == play.case

    play.stage.start_console()
    play.console = play.stage.pilot("console")
    clerk_logs_in(play)
    ring(play)
    accept(play)
    assert play.console.text("field_phone", "value") == play.citizen.phone
    assert play.console.text("console", "caseId") == play.case
