"""The words of the visit: screens, overlays, troubles, and which input is possible on which screen."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Screen(StrEnum):
    """What fills the window."""

    ATTRACT = "attract"
    NOTICE = "notice"
    CONSENT = "consent"
    CARD = "card"
    CONFIRM_CARD = "confirm_card"
    ITEMS = "items"
    ITEM = "item"
    CROSS_REGION = "cross_region"
    MATERIALS = "materials"
    WAITING = "waiting"
    CALL = "call"
    SCAN = "scan"
    READ_SIGN = "read_sign"
    RECEIPT = "receipt"
    RATING = "rating"
    FAREWELL = "farewell"


class Overlay(StrEnum):
    """A question over the screen."""

    NONE = ""
    IDLE = "idle"
    """Still there?"""
    END = "end"
    """Really end the visit?"""
    HELP = "help"
    CARD_REQUEST = "card_request"
    """The clerk asks for the card."""


class Trouble(StrEnum):
    """What is wrong, as the citizen is told; the sentence is chosen from this word."""

    NONE = ""
    LINK_LOST = "link_lost"
    LINK_REFUSED = "link_refused"
    SEAT_LOST = "seat_lost"
    PEER_LOST = "peer_lost"
    READER_UNPLUGGED = "reader_unplugged"
    READER_FAULT = "reader_fault"
    CARD_UNREADABLE = "card_unreadable"
    CAMERA_UNPLUGGED = "camera_unplugged"
    CAMERA_FAULT = "camera_fault"
    UPLOAD_FAILED = "upload_failed"
    NO_SEAT = "no_seat"
    PRINTER_NO_PAPER = "printer_no_paper"
    PRINTER_FAULT = "printer_fault"
    FORM_CHANGED = "form_changed"
    VISIT_LOST = "visit_lost"
    NOT_POSSIBLE = "not_possible"


IN_VISIT = frozenset(Screen) - {Screen.ATTRACT, Screen.FAREWELL}
IN_CALL = frozenset({Screen.CALL, Screen.SCAN, Screen.READ_SIGN})
_FORM = frozenset({Screen.WAITING, Screen.CALL})
_CHOSEN = frozenset({Screen.MATERIALS, Screen.WAITING})

NEVER_IDLE = frozenset({Screen.ATTRACT, Screen.WAITING, Screen.CALL, Screen.READ_SIGN, Screen.FAREWELL})
"""Screens on which no touch for a minute says nothing: there is a queue, a clerk or a page to wait for."""

BACK: Mapping[Screen, Screen] = {
    Screen.CONSENT: Screen.NOTICE,
    Screen.CARD: Screen.CONSENT,
    Screen.CONFIRM_CARD: Screen.CARD,
    Screen.ITEMS: Screen.CARD,
    Screen.ITEM: Screen.ITEMS,
    Screen.CROSS_REGION: Screen.ITEM,
    Screen.WAITING: Screen.MATERIALS,
    Screen.RATING: Screen.RECEIPT,
}
"""Where the way back leads. A chosen item has a case number and is not unchosen; a call is ended by the clerk."""

ALLOWED: Mapping[str, frozenset[Screen]] = {
    "touched": frozenset({Screen.ATTRACT}),
    "notice_accepted": frozenset({Screen.NOTICE}),
    "consent_answered": frozenset({Screen.CONSENT}),
    "without_card": frozenset({Screen.CARD}),
    "card_confirmed": frozenset({Screen.CONFIRM_CARD}),
    "card_rejected": frozenset({Screen.CONFIRM_CARD}),
    "item_opened": frozenset({Screen.ITEMS}),
    "item_chosen": frozenset({Screen.ITEM}),
    "cross_region_answered": frozenset({Screen.CROSS_REGION}),
    "capture_opened": _CHOSEN,
    "capture": frozenset({Screen.SCAN}),
    "page_used": frozenset({Screen.SCAN}),
    "scan_cancelled": frozenset({Screen.SCAN}),
    "ticket_taken": frozenset({Screen.MATERIALS}),
    "field_typed": _FORM,
    "request_refused": IN_CALL,
    "page_turned": frozenset({Screen.READ_SIGN}),
    "signing_started": frozenset({Screen.READ_SIGN}),
    "signed": frozenset({Screen.READ_SIGN}),
    "print_asked": frozenset({Screen.RECEIPT}),
    "receipt_done": frozenset({Screen.RECEIPT}),
    "rated": frozenset({Screen.RATING}),
    "rating_skipped": frozenset({Screen.RATING}),
    "farewell_done": frozenset({Screen.FAREWELL}),
    "back": frozenset(BACK) | {Screen.SCAN, Screen.READ_SIGN},
    "end_asked": IN_VISIT,
    "end_confirmed": IN_VISIT,
}
"""What a person can do, and where; anything else is a `LocalProtocolError` and changes nothing."""
