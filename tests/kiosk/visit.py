"""A whole visit at a `Booth`, step by step; each step ends on the screen it is named for."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING

import forms
from devices.signature import Point, Stroke
from forms.examples import example
from kiosk.ui.pad import SignaturePad
from protocol.states import CaseState, DeviceAction, Role
from tests.kiosk.people import CARD
from tests.kiosk.server import CASE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.kiosk.booth import Booth

ITEM = "YL-CJ-001"
STROKES = (
    Stroke(tuple(Point(0.1 + i / 100, 0.2, 0.5, i * 10) for i in range(40))),
    Stroke(tuple(Point(0.5, 0.1 + i / 200, 0.5, 500 + i * 10) for i in range(30))),
)


@cache
def paper() -> bytes:
    """Return a PDF of several pages: the form of an invented person."""
    return forms.render("application", example("application"))


def walk(booth: Booth) -> Iterator[str]:
    """Go through a visit; yields the name of each screen once it is reached."""
    yield "attract"
    booth.kiosk.model.touch()
    booth.on("notice")
    booth.until(lambda: booth.model("ready"))
    yield "notice"
    booth.kiosk.model.acceptNotice()
    booth.on("consent")
    yield "consent"
    given = True
    booth.kiosk.model.answerConsent(given)
    booth.on("card")
    yield "card"
    booth.reader.put(CARD)
    booth.on("confirm_card")
    yield "confirm_card"
    booth.intend("confirm_card")
    booth.on("items")
    yield "items"
    booth.kiosk.model.search("ylbx")
    booth.kiosk.model.openItem(ITEM)
    booth.on("item")
    yield "item"
    booth.intend("start_item")
    booth.on("materials")
    yield "materials"
    yield from photograph(booth, "hukou")
    booth.on("materials")
    booth.intend("take_ticket")
    booth.on("waiting")
    yield "waiting"
    yield from serve(booth)
    yield from leave(booth)


def serve(booth: Booth) -> Iterator[str]:
    """Have the call: fill in the form, read and sign it, be accepted."""
    booth.engine.push(booth.server.call())
    booth.on("call")
    booth.engine.push(booth.server.patch("pay_level", "480", Role.AGENT))
    booth.kiosk.model.typeField("phone", "13800000000")
    yield "call"
    booth.engine.documents[f"/v1/cases/{CASE}/papers/application/preview"] = paper()
    booth.engine.push(booth.server.ask(DeviceAction.SIGN, paper="application"))
    booth.on("read_sign")
    yield from read_and_sign(booth)
    name = hashlib.sha256(paper()).hexdigest()
    booth.engine.stored[name] = paper()
    booth.engine.push(booth.server.issue("receipt", state=CaseState.RECEIVED, sha256=name))
    booth.engine.push(booth.server.issue("acceptance", state=CaseState.ACCEPTED, sha256=name, due="2026-11-30"))
    booth.engine.push(booth.server.end())
    booth.on("receipt")
    booth.until(lambda: booth.model("receiptPages"))
    yield "receipt"


def leave(booth: Booth) -> Iterator[str]:
    """Print, rate, take the card."""
    booth.intend("print")
    booth.until(lambda: booth.model("printing") == "printed")
    booth.intend("receipt_done")
    booth.on("rating")
    yield "rating"
    booth.kiosk.model.rate(5, ["517"], "")
    booth.on("farewell")
    booth.until(lambda: booth.model("cardOnReader"))
    yield "farewell"
    booth.reader.put(None)
    booth.until(lambda: not booth.model("cardOnReader"))
    booth.intend("farewell_done")
    booth.on("attract")


def photograph(booth: Booth, material: str) -> Iterator[str]:
    """Take a page of a material and keep it."""
    booth.kiosk.model.openCapture(material)
    booth.on("scan")
    yield "scan"
    booth.intend("capture")
    booth.until(lambda: _capture(booth) == "taken", what="the photograph")
    yield "scan-taken"
    booth.intend("use_page")
    booth.until(lambda: booth.screen != "scan", what="the page attached")


def read_and_sign(booth: Booth) -> Iterator[str]:
    """Read every page and sign."""
    model = booth.kiosk.model
    booth.until(lambda: _signing(booth)["state"] == "reading", what="the paper")
    yield "read_sign"
    for page in range(1, int(str(_signing(booth)["pages"]))):
        model.turnPage(page)
    booth.intend("start_signing")
    pad = booth.find("signCanvas")
    assert isinstance(pad, SignaturePad)
    pad.write(STROKES)
    yield "read_sign-signing"
    model.sign(pad)
    booth.on("call")


def _capture(booth: Booth) -> object:
    capturing = booth.model("capturing")
    assert isinstance(capturing, dict)
    return capturing["state"]


def _signing(booth: Booth) -> dict[str, object]:
    signing = booth.model("signing")
    assert isinstance(signing, dict)
    return signing
