"""The one view model of the kiosk: what the flow knows, as QML reads it, and what a person does, as the flow takes it.

It holds no rule. Everything is read from the flow again when `changed` fires; lists keep their rows where they can.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from kiosk.flow import CaptureState, Overlay, Screen, feasible, find_items
from kiosk.notices import Notice, notice
from kiosk.ui import rows
from kiosk.ui.list_model import RowList
from kiosk.ui.pad import SignaturePad
from protocol.states import ConsentKind, Language

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.flow import Visit, VisitFlow
    from kiosk.flow.effects import Effects
    from kiosk.shell import Shell
    from kiosk.ui.call_model import CallModel
    from kiosk.ui.gallery import VisitGallery
    from protocol.catalogue import Catalogue, Item

_LANGUAGES = tuple(Language)
_MAP: Any = "QVariantMap"
_LIST: Any = "QVariantList"
_EMPTY_CALL = {"agentName": "", "agentNo": "", "region": "", "since": 0.0}


class KioskModel(QObject):
    """State and intents of one booth."""

    changed = Signal()
    languageChanged = Signal(str)
    tickedOff = Signal()
    """Once a second: for clocks and count-downs."""
    cleared = Signal()
    """A wipe: QML empties its text fields, the pad and the clipboard."""

    def __init__(
        self,
        *,
        shell: Shell,
        gallery: VisitGallery,
        call: CallModel,
        jurisdiction: str,
        hall: str,
        simulation: bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._shell = shell
        self._gallery = gallery
        self._call = call
        self._home = jurisdiction
        self._hall = hall
        self._simulation = simulation
        self._keyboard = False
        self._language = shell.flow.language
        self._query = ""
        self._theme = ""
        self._devices = RowList(rows.DEVICE_ROWS, key="kind", parent=self)
        self._themes = RowList(rows.THEME_ROWS, key="theme", parent=self)
        self._items = RowList(rows.ITEM_ROWS, key="item", parent=self)
        self._materials = RowList(rows.MATERIAL_ROWS, key="material", parent=self)
        self._fields = RowList(rows.FIELD_ROWS, key="field", parent=self)
        self._papers = RowList(rows.PAPER_ROWS, key="paper", parent=self)

    # ------------------------------------------------------------------------------------------- kept up to date

    def refresh(self) -> None:
        """Show what the flow knows now."""
        flow, language = self._flow, self._flow.language
        if language != self._language:
            self._language = language
            self.languageChanged.emit(language.value)
        self._devices.replace(rows.device_rows(flow.health))
        catalogue = self._catalogue
        if catalogue is not None:
            self._themes.replace(rows.theme_rows(catalogue, language))
            found = find_items(catalogue.items, query=self._query, theme=self._theme)
            self._items.replace(
                rows.item_rows(found, catalogue, home=self._home, health=flow.health, language=language)
            )
        case = flow.visit.case if flow.visit is not None else None
        item = self._chosen()
        self._materials.replace(rows.material_rows(item, case, language))
        highlighted = flow.visit.highlighted if flow.visit is not None else ""
        today = dt.datetime.now(dt.UTC).astimezone().date()
        self._fields.replace(rows.form_rows(item, case, highlighted=highlighted, language=language, today=today))
        self._papers.replace(
            [{"paper": p.paper, "number": p.number, "sha256": p.sha256} for p in flow.papers_to_take()]
        )
        self.changed.emit()

    def clear(self) -> None:
        """Forget what was typed; part of every wipe."""
        self._query = self._theme = ""
        for one in (self._materials, self._fields, self._papers):
            one.replace([])
        self._call.clear()
        self.cleared.emit()

    def lists(self) -> tuple[RowList, ...]:
        """Return every list that QML shows."""
        return self._devices, self._themes, self._items, self._materials, self._fields, self._papers

    def keyboard_available(self, *, available: bool) -> None:
        """Say once, before QML loads, whether the on-screen keyboard is there."""
        self._keyboard = available

    # ------------------------------------------------------------------------------------------- intents

    @Slot()
    def touch(self) -> None:
        """Begin a visit."""
        self._do(lambda: self._flow.touched(now=self._now()))

    @Slot()
    def activity(self) -> None:
        """Note a touch or a key anywhere; cheap when nothing asks whether somebody is there."""
        if self._flow.overlay == Overlay.IDLE:
            self._do(lambda: self._flow.activity(now=self._now()))
        else:
            self._flow.activity(now=self._now())

    @Slot(str)
    def setLanguage(self, language: str) -> None:
        """Speak another language."""
        if language in _LANGUAGES:
            self._do(lambda: self._flow.language_chosen(Language(language)))

    @Slot()
    def nextLanguage(self) -> None:
        """Speak the next language."""
        place = _LANGUAGES.index(self._flow.language)
        self.setLanguage(_LANGUAGES[(place + 1) % len(_LANGUAGES)].value)

    @Slot()
    def toggleElder(self) -> None:
        """Show everything larger, or not."""
        self._do(lambda: self._flow.elder_chosen(elder=not self._flow.elder))

    @Slot()
    def acceptNotice(self) -> None:
        """The notice was read."""
        self._do(lambda: self._flow.notice_accepted(self._text(ConsentKind.NOTICE)))

    @Slot(bool)
    def answerConsent(self, given: bool) -> None:  # noqa: FBT001 - QML passes it by position
        """The video call was agreed to, or not."""
        self._do(lambda: self._flow.consent_answered(self._text(ConsentKind.VIDEO), given=given))

    @Slot(bool)
    def answerCross(self, given: bool) -> None:  # noqa: FBT001 - QML passes it by position
        """Giving the papers to another jurisdiction was agreed to, or not."""
        self._do(lambda: self._flow.cross_region_answered(self._text(ConsentKind.CROSS_REGION), given=given))

    @Slot(str)
    def search(self, query: str) -> None:
        """Show the items that the words fit."""
        self._query = query[:60]
        self.refresh()

    @Slot(str)
    def chooseTheme(self, theme: str) -> None:
        """Show the items of a theme; the same one again shows all."""
        self._theme = "" if theme == self._theme else theme
        self.refresh()

    @Slot(str)
    def openItem(self, code: str) -> None:
        """Show what an item needs."""
        item = self._item(code)
        if item is not None:
            self._do(lambda: self._flow.item_opened(item))

    @Slot(str)
    def openCapture(self, material: str) -> None:
        """Put a material under the camera."""
        self._do(lambda: self._flow.capture_opened(material))

    @Slot(str, str)
    def typeField(self, field: str, value: str) -> None:
        """Send what was typed, if it is new."""
        shown = next((row["value"] for row in self._fields.rows if row["field"] == field), None)
        if shown is not None and shown != value:
            self._do(lambda: self._flow.field_typed(field=field, value=value[:2000]))

    @Slot(int)
    def turnPage(self, page: int) -> None:
        """Show another page of the paper."""
        self._do(lambda: self._flow.page_turned(page))

    @Slot(QObject)
    def sign(self, pad: QObject) -> None:
        """Sign with what was written on the pad."""
        if isinstance(pad, SignaturePad) and pad.property("ready"):
            self._shell.sign(pad.strokes())

    @Slot(int, list, str)
    def rate(self, level: int, codes: list[str], text: str) -> None:
        """Rate the service."""
        self._do(lambda: self._flow.rated(level=level, codes=tuple(codes), text=text[:2000], now=self._now()))

    @Slot(str)
    def intend(self, name: str) -> None:
        """Carry out an intent that needs nothing but its name."""
        flow = self._flow
        plain: dict[str, Callable[[], Effects]] = {
            "without_card": flow.without_card,
            "confirm_card": flow.card_confirmed,
            "reject_card": flow.card_rejected,
            "start_item": flow.item_chosen,
            "take_ticket": flow.ticket_taken,
            "capture": flow.capture,
            "use_page": flow.page_used,
            "cancel_scan": flow.scan_cancelled,
            "refuse_request": flow.request_refused,
            "start_signing": flow.signing_started,
            "print": flow.print_asked,
            "receipt_done": flow.receipt_done,
            "skip_rating": lambda: flow.rating_skipped(now=self._now()),
            "farewell_done": flow.farewell_done,
            "back": flow.back,
            "ask_end": flow.end_asked,
            "confirm_end": lambda: flow.end_confirmed(now=self._now()),
            "ask_help": flow.help_asked,
            "close_overlay": lambda: flow.overlay_closed(now=self._now()),
            "close_trouble": flow.trouble_closed,
        }
        self._do(plain[name])

    # ------------------------------------------------------------------------------------------- what QML reads

    def _idle_seconds(self) -> int:
        return round(self._flow.idle_seconds_left(now=self._now()))

    def _item_map(self) -> dict[str, Any]:
        item, catalogue = self._chosen(), self._catalogue
        if item is None or catalogue is None:
            return {}
        row = rows.item_rows(
            [item], catalogue, home=self._home, health=self._flow.health, language=self._flow.language
        )[0]
        lacking = [kind.value for kind in feasible(item, self._flow.health).lacking]
        fee = rows.text_of(item.fee, self._flow.language)
        return row | {"fee": fee, "organ": item.organ, "lacking": lacking, "statutory": item.statutory_days}

    def _ticket_map(self) -> dict[str, Any]:
        ticket = self._visit.ticket if self._visit else None
        if ticket is None:
            return {"number": "", "ahead": 0, "seats": 0, "minutes": -1, "state": ""}
        minutes = -1 if ticket.wait_p50 is None else max(1, round(ticket.wait_p50 / 60))
        return {
            "number": ticket.number,
            "ahead": ticket.ahead,
            "seats": ticket.seats,
            "minutes": minutes,
            "state": ticket.state.value,
        }

    def _call_map(self) -> dict[str, Any]:
        call = self._visit.call if self._visit else None
        if call is None:
            return _EMPTY_CALL
        return {
            "agentName": call.agent_name,
            "agentNo": call.agent_no,
            "region": self._region(call.jurisdiction),
            "since": call.started_at,
        }

    def _capture_map(self) -> dict[str, Any]:
        capturing = self._visit.capturing if self._visit else None
        if capturing is None:
            return {"state": "", "material": "", "name": "", "found": False, "warnings": [], "corners": []}
        names = {row["material"]: row["name"] for row in self._materials.rows}
        page = capturing.page
        return {
            "state": capturing.state.value,
            "material": capturing.material,
            "name": names.get(capturing.material, ""),
            "found": page.found if page else False,
            "warnings": list(page.warnings) if page else [],
            "corners": [list(corner) for corner in page.corners] if page else [],
            "asked": self._visit is not None and self._visit.asked is not None,
            "shown": capturing.state in {CaptureState.TAKEN, CaptureState.UPLOADING},
        }

    def _signing_map(self) -> dict[str, Any]:
        signing = self._visit.signing if self._visit else None
        if signing is None:
            return {"state": "", "page": 0, "pages": 0, "allSeen": False, "paper": ""}
        return {
            "state": signing.state.value,
            "page": signing.page,
            "pages": signing.pages,
            "allSeen": signing.all_seen,
            "paper": signing.paper,
        }

    def _case_map(self) -> dict[str, Any]:
        case = self._visit.case if self._visit else None
        if case is None:
            return {"id": "", "no": "", "state": "", "due": ""}
        return {
            "id": case.case,
            "no": case.case_no,
            "state": case.state.value,
            "due": rows.date_text(case.due, self._flow.language),
        }

    def _notice_rows(self) -> list[dict[str, str]]:
        kinds = {
            Screen.NOTICE: ConsentKind.NOTICE,
            Screen.CONSENT: ConsentKind.VIDEO,
            Screen.CROSS_REGION: ConsentKind.CROSS_REGION,
        }
        kind = kinds.get(self._flow.screen)
        if kind is None:
            return []
        return [{"heading": heading, "text": text} for heading, text in self._text(kind).points]

    def _holder_map(self) -> dict[str, str]:
        visit = self._visit
        return rows.holder_map(visit.holder if visit else None, self._flow.language)

    def _hall_name(self) -> str:
        catalogue = self._catalogue
        halls = catalogue.halls if catalogue else ()
        found = next((hall for hall in halls if hall.hall == self._hall), None)
        return rows.text_of(found.name, self._flow.language) if found else ""

    def _missing_papers(self) -> int:
        return rows.required_missing(self._materials.rows)

    def _fields_missing(self) -> int:
        return sum(row["required"] and not row["value"] for row in self._fields.rows)

    def _printing(self) -> str:
        return self._visit.printing.state if self._visit else "idle"

    def _asked(self) -> str:
        asked = self._visit.asked if self._visit else None
        return asked.action.value if asked else ""

    screen = Property(str, lambda self: self._flow.screen.value, notify=changed)
    overlay = Property(str, lambda self: self._flow.overlay.value, notify=changed)
    trouble = Property(str, lambda self: self._flow.trouble.value, notify=changed)
    language = Property(str, lambda self: self._flow.language.value, notify=changed)
    elder = Property(bool, lambda self: self._flow.elder, notify=changed)
    ready = Property(bool, lambda self: self._flow.ready, notify=changed)
    linkUp = Property(bool, lambda self: self._flow.link_up, notify=changed)
    personal = Property(bool, lambda self: self._flow.visit is not None, notify=changed)
    catalogueReady = Property(bool, lambda self: self._catalogue is not None, notify=changed)
    simulation = Property(bool, lambda self: self._simulation, constant=True)
    keyboard = Property(bool, lambda self: self._keyboard, constant=True)
    notPossible = Property(_LIST, lambda self: rows.not_possible(self._flow.health), notify=changed)
    hallName = Property(str, _hall_name, notify=changed)
    idleSeconds = Property(int, _idle_seconds, notify=tickedOff)
    case = Property(_MAP, _case_map, notify=changed)
    notice = Property(_LIST, _notice_rows, notify=changed)
    holder = Property(_MAP, _holder_map, notify=changed)
    item = Property(_MAP, _item_map, notify=changed)
    ticket = Property(_MAP, _ticket_map, notify=changed)
    callInfo = Property(_MAP, _call_map, notify=changed)
    capturing = Property(_MAP, _capture_map, notify=changed)
    signing = Property(_MAP, _signing_map, notify=changed)
    printing = Property(str, _printing, notify=changed)
    asked = Property(str, _asked, notify=changed)
    theme = Property(str, lambda self: self._theme, notify=changed)
    query = Property(str, lambda self: self._query, notify=changed)
    missingPapers = Property(int, _missing_papers, notify=changed)
    missingFields = Property(int, _fields_missing, notify=changed)
    removedFiles = Property(
        int, lambda self: -1 if self._flow.removed_files is None else self._flow.removed_files, notify=changed
    )
    cardOnReader = Property(bool, lambda self: self._flow.card_on_reader, notify=changed)
    pictures = Property(int, lambda self: self._gallery.revision, notify=changed)
    receiptPages = Property(int, lambda self: self._gallery.pages("receipt"), notify=changed)
    devices = Property(QObject, lambda self: self._devices, constant=True)
    themes = Property(QObject, lambda self: self._themes, constant=True)
    items = Property(QObject, lambda self: self._items, constant=True)
    materials = Property(QObject, lambda self: self._materials, constant=True)
    fields = Property(QObject, lambda self: self._fields, constant=True)
    papers = Property(QObject, lambda self: self._papers, constant=True)
    call = Property(QObject, lambda self: self._call, constant=True)

    # ------------------------------------------------------------------------------------------- inside

    @property
    def _flow(self) -> VisitFlow:
        return self._shell.flow

    @property
    def _visit(self) -> Visit | None:
        return self._shell.flow.visit

    @property
    def _catalogue(self) -> Catalogue | None:
        return self._shell.catalogue

    def _now(self) -> float:
        return self._shell.clock()

    def _do(self, happened: Callable[[], Effects]) -> None:
        self._shell.do(happened)

    def _item(self, code: str) -> Item | None:
        items = self._catalogue.items if self._catalogue else ()
        return next((item for item in items if item.item == code), None)

    def _chosen(self) -> Item | None:
        visit = self._visit
        if visit is None:
            return None
        if visit.item is None and visit.case is not None and visit.case.item is not None:
            return self._item(visit.case.item)
        return visit.item

    def _region(self, code: str) -> str:
        places = self._catalogue.jurisdictions if self._catalogue else ()
        found = next((place for place in places if place.code == code), None)
        return rows.text_of(found.name, self._flow.language) if found else ""

    def _text(self, kind: ConsentKind) -> Notice:
        places = self._catalogue.jurisdictions if self._catalogue else ()
        organ = next((place.organ for place in places if place.code == self._home), "12345")
        item = self._chosen()
        return notice(kind, self._flow.language, organ=organ, recipient=item.organ if item else "")
