"""First act: the citizen touches the screen, is told and asked, shows her card, finds her business, takes a ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.photograph import CLOSE, overlap
from demo.play import ITEM, Play, Step, Watch

if TYPE_CHECKING:
    from demo.pilot import Pilot


def clerk_logs_in(play: Play) -> None:
    """The clerk types name and password and waits with the seat away."""
    console = play.console
    console.type("loginName", play.clerk.login)
    console.type("loginPassword", play.clerk.password)
    console.tap("loginSubmit")
    console.wait("console", "screen", "idle", timeout=20)
    console.wait("console", "link", "up", timeout=20)


def touch(play: Play) -> None:
    """A touch opens the case; the notice comes first."""
    kiosk = play.kiosk
    kiosk.wait("kiosk", "screen", "attract")
    kiosk.wait("kiosk", "linkUp", value=True, timeout=20)
    kiosk.wait("kiosk", "catalogueReady", value=True, timeout=20)
    kiosk.tap_until("start", "notice")
    kiosk.wait("kiosk", "ready", value=True)
    play.case = kiosk.text("kiosk", "caseId")
    play.check("case opened at the first touch", play.case, play.case)


def consent(play: Play) -> None:
    """The notice is acknowledged, the video call agreed to."""
    play.kiosk.tap_until("noticeAccept", "consent")
    play.kiosk.tap_until("consentAgree", "card")
    play.kiosk.wait("cardStatus", "state", "waiting")


def card(play: Play) -> None:
    """The card is laid on the reader; what the screen shows is what the chip holds."""
    watch = Watch()
    play.stage.reader("insert", card=play.citizen.card())
    play.kiosk.wait("kiosk", "screen", "confirm_card", timeout=15)
    play.kiosk.wait("cardName", "text", play.citizen.name)
    play.goal("card on the reader → fields on the screen", watch.milliseconds, limit=1000)
    shown = {name: play.kiosk.text(name) for name in ("cardNumber", "cardAddress", "cardEthnic", "cardName")}
    play.check("card: name with its rare character on the screen", shown["cardName"] == play.citizen.name)
    play.check("card: number on the screen", _plain(shown["cardNumber"]) == play.citizen.number)
    play.check("card: address on the screen", shown["cardAddress"] == play.citizen.address)
    play.check("card: ethnic group on the screen", play.citizen.ethnic in shown["cardEthnic"])


def find_item(play: Play) -> None:
    """She confirms her card, types the initials of what she wants, and opens it."""
    kiosk = play.kiosk
    kiosk.tap_until("cardConfirm", "items")
    kiosk.type("searchField", "ylbx")
    kiosk.tap_until(f"item_{ITEM}", "item")
    kiosk.appears("itemFeasible")
    play.check("item: can be finished at this booth", kiosk.text("itemFeasible", "state") in {"yes", "later"})


def photograph_register(play: Play) -> None:
    """The household register goes under the document camera."""
    kiosk = play.kiosk
    kiosk.tap_until("itemStart", "materials")
    kiosk.tap_until("capture_hukou", "scan")
    take_photograph(play, material="hukou")


def use_page(play: Play) -> None:
    """The straightened page is kept with the case."""
    use_photograph(play.kiosk)
    play.kiosk.wait("kiosk", "screen", "materials")
    play.kiosk.wait("material_hukou", "pages", 1)
    play.case_no = play.kiosk.text("kiosk", "caseNo")


def take_ticket(play: Play) -> None:
    """She queues; nobody is on duty yet, so she waits with a number."""
    play.kiosk.tap_until("takeTicket", "waiting")
    play.kiosk.appears("ticketNumber")
    play.check("ticket: has a number", play.kiosk.text("ticketNumber"), play.kiosk.text("ticketNumber"))


def take_photograph(play: Play, *, material: str) -> None:
    """Lay the material under the camera and press the button on the scan screen."""
    play.desk.lay(material)
    watch = Watch()
    play.kiosk.tap("scanCapture")
    play.kiosk.wait("scanPreview", "state", "taken", timeout=15)
    play.figures[f"photograph_{material}_ms"] = watch.milliseconds
    play.check(f"photograph {material}: a page was found", play.kiosk.read("scanPreview", "found"))
    _check_corners(play, material)


def _check_corners(play: Play, material: str) -> None:
    """Compare the corners the booth found with where the page truly lies."""
    seen = play.kiosk.read("scanPreview", "corners")
    assert isinstance(seen, list)
    found = tuple((float(str(point[0])), float(str(point[1]))) for point in seen if isinstance(point, list))
    share = overlap(found, play.desk.laid[material].corners) if len(found) == len(seen) == 4 else 0.0
    play.figures[f"page_overlap_{material}"] = share
    play.check(f"photograph {material}: the page's corners are right", share >= CLOSE, f"IoU {share:.4f}")


def use_photograph(kiosk: Pilot) -> None:
    """Press 使用此页."""
    kiosk.tap("scanUse")


def _plain(shown: str) -> str:
    return shown.replace(" ", "").replace("\u2009", "")


STEPS = (
    Step(word="log-in", zh="坐席签入", en="The clerk logs in", act=clerk_logs_in),
    Step(word="touch", zh="触摸屏幕开始办事", en="The citizen touches the screen", act=touch),
    Step(word="consent", zh="办事告知与同意", en="Notice and consent", act=consent),
    Step(word="card", zh="读身份证", en="Her card is read", act=card),
    Step(word="item", zh="查找事项", en="She finds her business", act=find_item),
    Step(word="photograph", zh="拍摄户口簿", en="The household register is photographed", act=photograph_register),
    Step(word="page", zh="使用此页", en="The straightened page is kept", act=use_page),
    Step(word="ticket", zh="取号等候", en="She takes a ticket", act=take_ticket),
)
