from __future__ import annotations

from typing import TYPE_CHECKING, Any

from demo import programs
from demo.archive import open_archive
from demo.traces import files_below, find_traces
from tests.journeys.walking import walk_until

if TYPE_CHECKING:
    from demo.play import Play


def test_a_booth_that_lost_its_power_wipes_at_its_start_and_the_case_is_kept(play: Play) -> None:
    walk_until(play, "accept")
    play.kiosk.type("field_phone", play.citizen.phone)
    play.console.wait("field_phone", "value", play.citizen.phone)

    play.stage.processes["kiosk"].kill()
    play.console.wait("console", "peerUp", value=False, timeout=15)

    play.stage.reader("remove")
    play.stage.restart_kiosk()
    play.kiosk = play.stage.pilot("kiosk")
    play.kiosk.wait("kiosk", "linkUp", value=True, timeout=30)
    play.kiosk.wait("kiosk", "screen", "attract", timeout=15)
    play.kiosk.wait("kiosk", "personal", value=False)
    play.console.wait("console", "screen", "after_call", timeout=30)

    left = find_traces((play.stage.places.visit, play.stage.places.kiosk_data), play.citizen.marks())
    assert left == ()
    assert files_below(play.stage.places.visit) == ()
    events = _kinds(play)
    assert events["visit_ended"] == {"outcome": "kiosk_restarted"}
    assert "identity_recorded" in events

    play.console.tap_until("afterCallReady", "idle")
    walk_until(play, "card", after="log-in")


def _kinds(play: Play) -> dict[str, dict[str, Any]]:
    """Return the last event's data of each kind."""
    log = open_archive(play.stage.url, programs.LI).events(play.case)
    return {event["kind"]: event["data"] for event in log["events"]}
