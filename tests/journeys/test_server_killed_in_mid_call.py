from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from demo import programs
from demo.archive import open_archive
from tests.journeys.walking import walk_until

if TYPE_CHECKING:
    from demo.pilot import Pilot
    from demo.play import Play

_PICTURES = 40
"""More than a second of video: what a call that had stopped could not show."""


@pytest.mark.timeout(240)
def test_the_call_goes_on_without_the_server_and_no_acknowledged_event_is_lost(play: Play) -> None:
    walk_until(play, "accept")
    play.console.type("field_household_region", "广东省广州市番禺区市桥街道")
    play.kiosk.wait("field_household_region", "text", "广东省广州市番禺区市桥街道")
    before = _events(play)
    call = play.console.text("console", "callId")

    play.console.type("field_bank_name", play.citizen.bank)  # on its way when the power fails
    play.stage.processes["server"].kill()
    play.kiosk.type("field_phone", play.citizen.phone)  # typed while there is no server
    play.kiosk.wait("kiosk", "linkUp", value=False, timeout=30)
    play.console.wait("console", "link", "down", timeout=30)
    for pilot, quality in _ends(play):
        pilot.at_least(quality, "frames", pilot.number(quality, "frames") + _PICTURES, timeout=20)

    play.stage.start_server()
    play.kiosk.wait("kiosk", "linkUp", value=True, timeout=45)
    play.console.wait("console", "link", "up", timeout=45)
    play.console.wait("console", "callId", call)
    for pilot, quality in _ends(play):
        pilot.at_least(quality, "frames", pilot.number(quality, "frames") + _PICTURES, timeout=20)
    assert play.kiosk.text("kiosk", "screen") == play.console.text("console", "screen") == "call"
    assert _events(play)[: len(before)] == before
    assert play.kiosk.text("kiosk", "caseId") == play.case
    play.kiosk.wait("field_bank_name", "text", play.citizen.bank)
    play.console.wait("field_phone", "value", play.citizen.phone)

    walk_until(play, "attract", after="accept")
    play.stage.run("verify", programs.verify_log(play.stage.places))


def _ends(play: Play) -> tuple[tuple[Pilot, str], ...]:
    return ((play.kiosk, "callQuality"), (play.console, "quality"))


def _events(play: Play) -> list[dict[str, Any]]:
    log = open_archive(play.stage.url, programs.LI).events(play.case)
    events: list[dict[str, Any]] = log["events"] if isinstance(log, dict) else log
    return events
