from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.walking import walk_until

if TYPE_CHECKING:
    from demo.play import Play


def test_a_pulled_plug_is_a_sentence_on_the_screen_and_mends_by_itself(play: Play) -> None:
    walk_until(play, "consent")
    play.stage.reader("unplug")
    play.kiosk.wait("kiosk", "trouble", "reader_unplugged", timeout=15)
    assert play.kiosk.text("troubleSentence")
    assert play.kiosk.text("kiosk", "screen") == "card"

    play.stage.reader("replug")
    play.kiosk.wait("kiosk", "trouble", "", timeout=15)
    play.kiosk.wait("cardStatus", "state", "waiting", timeout=15)
    walk_until(play, "card", after="consent")
