"""Third act: receipt, rating, farewell; and nothing personal is left at the booth."""

from __future__ import annotations

from demo.play import Play, Step


def rate(play: Play) -> None:
    """She has what she came for and rates the service; nobody suggests how."""
    play.kiosk.tap_until("receiptDone", "rating")
    play.kiosk.tap("rate_5")


def farewell(play: Play) -> None:
    """The booth reminds her of her card and wipes everything personal."""
    play.kiosk.tap_until("rateSend", "farewell")
    play.stage.reader("remove")
    play.kiosk.wait("wipeProof", "done", value=True, timeout=15)


def leave(play: Play) -> None:
    """The booth is as it was before she came."""
    if play.kiosk.exists("farewellDone"):
        play.kiosk.tap_until("farewellDone", "attract")
    play.kiosk.wait("kiosk", "personal", value=False)
    play.console.tap_until("afterCallReady", "idle")


STEPS = (
    Step(word="rate", zh="评价", en="She rates the service", act=rate),
    Step(word="farewell", zh="取回证件 · 信息清除", en="Take your card; your data is erased", act=farewell),
    Step(word="attract", zh="恢复首页", en="The booth is ready for the next citizen", act=leave),
)
