"""The visit machine: what a citizen, the server and the devices do, and what the booth does about it.

    attract → notice → consent → card → confirm_card → items → item (→ cross_region) → materials → waiting
    waiting → call ⇄ scan, read_sign;  call ended → receipt → rating → farewell → attract
    call lost (`seat_lost`) → waiting, with case and place kept
    any screen of a visit → farewell (ended by the citizen, or by nobody being there)

Inputs are methods named for what happened and return the effects to carry out. What a person can do where is the
table `words.ALLOWED`; an input at the wrong moment raises `LocalProtocolError` and changes nothing. What the server
says is never an error: it is taken over if it is about this visit, and left alone if not.

Nothing of a person is held outside `self.visit`; it is None on `attract` and `farewell`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from kiosk.flow.capture import CaptureState, Capturing, TakenPage
from kiosk.flow.desk_requests import REQUEST_SECONDS, refusal
from kiosk.flow.effects import (
    Audit,
    Effects,
    PrepareCall,
    Print,
    ReleaseCall,
    Send,
    ShowPaper,
    StartRead,
    StopRead,
    Wipe,
)
from kiosk.flow.idle import IdleWatch
from kiosk.flow.signing import Signing, SigningState
from kiosk.flow.visit import Asked, Printing, Visit
from kiosk.flow.words import ALLOWED, BACK, IN_CALL, NEVER_IDLE, Overlay, Screen, Trouble
from protocol import messages as m
from protocol.errors import LocalProtocolError
from protocol.states import (
    CallEnd,
    CaseState,
    ConsentKind,
    DeviceAction,
    DeviceKind,
    DeviceOutcome,
    DeviceState,
    FailureCode,
    Language,
    MaterialVerdict,
    TicketEnd,
    TicketState,
    VisitEnd,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from protocol.catalogue import Item

FAREWELL_SECONDS = 12.0
_RETRY_WIPE_SECONDS = 5.0


class NoticeText(Protocol):
    """Version and hash of a text the citizen was shown (`kiosk.notices`)."""

    @property
    def version(self) -> str:
        """Return the version of the text."""

    @property
    def sha256(self) -> str:
        """Return the hash of its UTF-8 bytes."""


class VisitFlow:
    """One booth. `new_id` makes request ids; `jurisdiction` is the booth's own."""

    def __init__(self, *, new_id: Callable[[], str], jurisdiction: str, language: Language = Language.ZH_HANS) -> None:
        self._new_id = new_id
        self._jurisdiction = jurisdiction
        self._home_language = language
        self._attempt = 0
        self._idle = IdleWatch()
        self._farewell_until: float | None = None
        self._wipe_again_at: float | None = None
        self._leaving: str | None = None
        self.language = language
        self.elder = False
        self.screen = Screen.ATTRACT
        self.overlay = Overlay.NONE
        self.visit: Visit | None = None
        self.link_up = False
        self.refused: FailureCode | None = None
        self.card_on_reader = False
        self.health: dict[DeviceKind, m.DeviceHealth] = {}
        self.removed_files: int | None = None
        """Proof of the last wipe: how many files were overwritten and removed; None until it is done."""
        self._trouble = Trouble.NONE

    # ------------------------------------------------------------------------------------------- what can be seen

    @property
    def trouble(self) -> Trouble:
        """The one trouble to tell the citizen of: the gravest first."""
        if self.refused is not None:
            return Trouble.LINK_REFUSED
        if self.visit is not None and not self.link_up:
            return Trouble.LINK_LOST
        if self._trouble:
            return self._trouble
        if self.visit is not None and self.visit.seat_lost:
            return Trouble.SEAT_LOST
        if self.visit is not None and not self.visit.peer_up:
            return Trouble.PEER_LOST
        return self._device_trouble()

    @property
    def ready(self) -> bool:
        """The server has opened the case."""
        return self.visit is not None and self.visit.case is not None

    @property
    def next_deadline(self) -> float | None:
        """When `tick` has something to do; None: nothing is timed."""
        deadlines = [self._farewell_until, self._wipe_again_at]
        if self.visit is not None and self.screen not in NEVER_IDLE:
            deadlines.append(self._idle.end_at if self.overlay == Overlay.IDLE else self._idle.warn_at)
        if self.visit is not None and self.visit.asked is not None:
            deadlines.append(self.visit.asked.deadline)
        return min((deadline for deadline in deadlines if deadline is not None), default=None)

    def idle_seconds_left(self, *, now: float) -> float:
        """Return how long until the visit ends by itself."""
        return max(0.0, self._idle.end_at - now)

    # ------------------------------------------------------------------------------------------- settings and time

    def language_chosen(self, language: Language) -> Effects:
        """Speak another language."""
        self.language = language
        return ()

    def elder_chosen(self, *, elder: bool) -> Effects:
        """Show everything larger and wait longer, or not."""
        self.elder = self._idle.elder = elder
        return ()

    def activity(self, *, now: float) -> Effects:
        """Note a touch or a key."""
        self._idle.touched(now=now)
        if self.overlay == Overlay.IDLE:
            self.overlay = Overlay.NONE
        return ()

    def tick(self, *, now: float) -> Effects:
        """Do what is due."""
        if self._wipe_again_at is not None and now >= self._wipe_again_at:
            self._wipe_again_at = now + _RETRY_WIPE_SECONDS
            return (Wipe(self._leaving),)
        if self._farewell_until is not None and now >= self._farewell_until and not self.card_on_reader:
            return self._to_attract() if self.removed_files is not None else ()
        if self.visit is None:
            return ()
        if self.visit.asked is not None and now >= self.visit.asked.deadline:
            return self._end_request(DeviceOutcome.TIMED_OUT)
        return self._idle_tick(now)

    def _idle_tick(self, now: float) -> Effects:
        if self.screen in NEVER_IDLE or (self.visit is not None and self.visit.call is not None):
            return ()
        if now >= self._idle.end_at:
            return (Audit("visit_idle", self._case_id()), *self._finish(now))
        if now >= self._idle.warn_at and self.overlay == Overlay.NONE:
            self.overlay = Overlay.IDLE
        return ()

    # ------------------------------------------------------------------------------------------- link

    def linked(self, *, resumed: bool) -> Effects:
        """Take note of an open session; the server tells the state of a new one by `VisitState`."""
        self.link_up, self.refused = True, None
        return () if resumed else self._report_devices()

    def link_lost(self) -> Effects:
        """Take note of a broken link; the engine goes on trying."""
        self.link_up = False
        return ()

    def link_refused(self, reason: FailureCode) -> Effects:
        """Take note that the server will not have this booth."""
        self.link_up, self.refused = False, reason
        return (Audit("link_refused", detail=reason),)

    # ------------------------------------------------------------------------------------------- from touch to item

    def touched(self, *, now: float) -> Effects:
        """Open a case; the link must be up."""
        self._check("touched")
        if not self.link_up:
            msg = "no link"
            raise LocalProtocolError(msg)
        self.visit = Visit()
        self.screen, self.overlay, self._trouble = Screen.NOTICE, Overlay.NONE, Trouble.NONE
        self.removed_files = None
        self._idle.touched(now=now)
        return (self._ask(m.OpenVisit(id=self._new_id(), language=self.language)),)

    def notice_accepted(self, text: NoticeText) -> Effects:
        """Note that the notice was read."""
        visit = self._check("notice_accepted", case=True)
        self.screen = Screen.CONSENT
        return (self._consent(visit, ConsentKind.NOTICE, text, given=True),)

    def consent_answered(self, text: NoticeText, *, given: bool) -> Effects:
        """Keep the answer about the video call; without it nothing can be done here."""
        visit = self._check("consent_answered", case=True)
        answer = self._consent(visit, ConsentKind.VIDEO, text, given=given)
        if not given:
            self._trouble = Trouble.NOT_POSSIBLE
            return (answer,)
        return (answer, *self._to_card())

    def card_read(self, *, holder: m.Holder, reader: str) -> Effects:
        """Show what was read; only a screen that asked for a card takes it."""
        visit = self.visit
        if visit is not None and self.screen == Screen.CARD:
            visit.holder, visit.reader, self._trouble = holder, reader, Trouble.NONE
            self.screen = Screen.CONFIRM_CARD
            return (StopRead(),)
        if visit is not None and visit.asked is not None and visit.asked.action == DeviceAction.READ_CARD:
            identity = self._identity(visit, holder, reader)
            return (StopRead(), identity, *self._end_request(DeviceOutcome.DONE))
        msg = "nobody asked for a card"
        raise LocalProtocolError(msg)

    def card_failed(self, reason: str) -> Effects:
        """Say that the card cannot be read; reading goes on by itself."""
        if self.visit is None or not (self.screen == Screen.CARD or self.overlay == Overlay.CARD_REQUEST):
            msg = "nobody asked for a card"
            raise LocalProtocolError(msg)
        self._trouble = Trouble.CARD_UNREADABLE
        return (Audit("card_unreadable", self._case_id(), reason),)

    def card_presence(self, *, present: bool) -> Effects:
        """Note whether a card lies on the reader: nobody leaves without it."""
        self.card_on_reader = present
        return ()

    def without_card(self) -> Effects:
        """Go on without a card; the clerk checks who it is."""
        self._check("without_card", case=True)
        self._to(Screen.ITEMS)
        return (StopRead(),)

    def card_confirmed(self) -> Effects:
        """Keep the holder on the case."""
        visit = self._check("card_confirmed", case=True)
        if visit.holder is None:
            msg = "no card was read"
            raise LocalProtocolError(msg)
        self._to(Screen.ITEMS)
        return (self._identity(visit, visit.holder, visit.reader),)

    def card_rejected(self) -> Effects:
        """Forget what was read and read again."""
        self._check("card_rejected")
        return self._to_card()

    def item_opened(self, item: Item) -> Effects:
        """Show what an item needs."""
        visit = self._check("item_opened")
        visit.item = item
        self._to(Screen.ITEM)
        return ()

    def item_chosen(self) -> Effects:
        """Begin the item; papers that go to another jurisdiction are told first."""
        visit = self._check("item_chosen", case=True)
        if visit.item is not None and visit.item.jurisdiction != self._jurisdiction:
            self._to(Screen.CROSS_REGION)
            return ()
        return self._choose(visit)

    def cross_region_answered(self, text: NoticeText, *, given: bool) -> Effects:
        """Keep the answer about giving the papers to the competent organ."""
        visit = self._check("cross_region_answered", case=True)
        answer = self._consent(visit, ConsentKind.CROSS_REGION, text, given=given)
        if not given:
            self._to(Screen.ITEMS)
            return (answer,)
        return (answer, *self._choose(visit))

    def _choose(self, visit: Visit) -> Effects:
        if visit.item is None or visit.case is None:
            msg = "no item"
            raise LocalProtocolError(msg)
        self._to(Screen.MATERIALS)
        if visit.case.item == visit.item.item:
            return ()
        return (self._ask(m.ChooseItem(id=self._new_id(), case=visit.case.case, item=visit.item.item)),)

    # ------------------------------------------------------------------------------------------- materials

    def capture_opened(self, material: str) -> Effects:
        """Put a material under the camera."""
        visit = self._check("capture_opened", case=True)
        self._open_capture(visit, material)
        return ()

    def capture(self) -> Effects:
        """Take the photograph, or take it again."""
        effects = self._capturing("capture").capture()
        self._trouble = Trouble.NONE
        return effects

    def page_taken(self, *, attempt: int, page: TakenPage) -> Effects:
        """Show the photograph."""
        self._capturing().taken(attempt=attempt, page=page)
        return ()

    def capture_failed(self, *, attempt: int, reason: str) -> Effects:
        """Say that the camera is at fault."""
        self._capturing().failed(attempt=attempt)
        self._trouble = Trouble.CAMERA_UNPLUGGED if reason == "unplugged" else Trouble.CAMERA_FAULT
        return (Audit("capture_failed", self._case_id(), reason),)

    def page_used(self) -> Effects:
        """Keep the photograph."""
        visit = self._check("page_used", case=True)
        return self._capturing("page_used").use(case=visit.case_id or "")

    def page_uploaded(self, *, attempt: int, sha256: str, original_sha256: str) -> Effects:
        """Attach the stored page to its material."""
        capturing, visit = self._capturing(), self.visit
        if visit is None or visit.case is None or capturing.page is None or not capturing.expects(attempt):
            msg = "no such upload"
            raise LocalProtocolError(msg)
        page = m.Page(
            sha256=sha256,
            original_sha256=original_sha256,
            media_type=capturing.page.media_type,
            warnings=capturing.page.warnings,
        )
        request = m.AttachPage(
            id=self._new_id(),
            case=visit.case.case,
            material=capturing.material,
            page=page,
            replace=capturing.replace,
        )
        return (self._ask(request),)

    def upload_failed(self, *, attempt: int) -> Effects:
        """Say so, and let it be tried again."""
        visit = self.visit
        if visit is not None and visit.signing is not None and visit.signing.expects(attempt):
            visit.signing.failed(attempt=attempt)
        else:
            self._capturing().failed(attempt=attempt)
        self._trouble = Trouble.UPLOAD_FAILED
        return (Audit("upload_failed", self._case_id()),)

    def scan_cancelled(self) -> Effects:
        """Leave the camera; a clerk who asked for the page is told."""
        visit = self._check("scan_cancelled")
        if visit.asked is not None and visit.asked.action == DeviceAction.SCAN:
            return self._end_request(DeviceOutcome.REFUSED)
        self._close_capture(visit)
        return ()

    # ------------------------------------------------------------------------------------------- queue and form

    def ticket_taken(self) -> Effects:
        """Queue, and make camera and connection ready meanwhile."""
        visit = self._check("ticket_taken", case=True)
        visit.ticket, visit.call_outcome = None, None
        self._to(Screen.WAITING)
        ask = self._ask(m.TakeTicket(id=self._new_id(), case=visit.case_id or ""))
        return (ask, PrepareCall())

    def field_typed(self, *, field: str, value: str) -> Effects:
        """Send what was typed; the server orders it."""
        visit = self._check("field_typed", case=True)
        revision = visit.case.revision if visit.case is not None else 0
        request = m.PatchField(id=self._new_id(), case=visit.case_id or "", field=field, value=value, base=revision)
        return (self._ask(request),)

    def _leave_queue(self, visit: Visit) -> Effects:
        visit.ticket, visit.seat_lost = None, False
        self._to(Screen.MATERIALS)
        return (self._ask(m.LeaveQueue(id=self._new_id(), case=visit.case_id or "")), ReleaseCall())

    # ------------------------------------------------------------------------------------------- read and sign

    def preview_ready(self, *, attempt: int, sha256: str, pages: int) -> Effects:
        """Show the paper as it will be printed."""
        self._signing().loaded(attempt=attempt, sha256=sha256, pages=pages)
        return ()

    def preview_failed(self, *, attempt: int) -> Effects:
        """Tell the clerk that the paper cannot be shown."""
        signing = self._signing()
        if signing.state != SigningState.LOADING or signing.attempt != attempt:
            msg = "no such preview"
            raise LocalProtocolError(msg)
        return self._end_request(DeviceOutcome.FAULT, detail="preview")

    def page_turned(self, page: int) -> Effects:
        """Show another page, numbered from 0."""
        self._signing("page_turned").turn(page)
        return ()

    def signing_started(self) -> Effects:
        """Show the pad, once every page has been shown."""
        self._signing("signing_started").start()
        return ()

    def signed(self) -> Effects:
        """Send the signature that the pad holds."""
        self._trouble = Trouble.NONE
        return self._signing("signed").sign()

    def signature_uploaded(self, *, attempt: int, strokes_sha256: str, image_sha256: str) -> Effects:
        """Bind the stored strokes to the paper that was read."""
        signing = self._signing()
        if not signing.expects(attempt):
            msg = "no such signature"
            raise LocalProtocolError(msg)
        request = m.RecordSignature(
            id=self._new_id(),
            case=signing.case,
            paper=signing.paper,
            preview_sha256=signing.preview_sha256,
            strokes_sha256=strokes_sha256,
            image_sha256=image_sha256,
        )
        return (self._ask(request),)

    # ------------------------------------------------------------------------------------------- printing

    def print_asked(self) -> Effects:
        """Print the papers of the visit."""
        visit = self._check("print_asked", case=True)
        papers = tuple(paper.sha256 for paper in self.papers_to_take() if paper.sha256)
        if not papers or visit.printing.state == "printing":
            msg = "nothing to print"
            raise LocalProtocolError(msg)
        return self._print(visit, papers, asked=None)

    def papers_to_take(self) -> tuple[m.PaperState, ...]:
        """Return the papers a citizen takes home: the notices, not her own form."""
        case = self.visit.case if self.visit is not None else None
        return tuple(paper for paper in case.papers if paper.paper != "application") if case is not None else ()

    def printed(self, *, attempt: int) -> Effects:
        """Say that the paper lies in the tray."""
        visit = self._printing(attempt)
        asked, visit.printing = visit.printing.asked, Printing(state="printed", attempt=attempt)
        self._trouble = Trouble.NONE
        return self._progress(asked, DeviceOutcome.DONE) if asked is not None else ()

    def print_failed(self, *, attempt: int, reason: str) -> Effects:
        """Say why; the paper can be read on the screen or printed again."""
        visit = self._printing(attempt)
        asked = visit.printing.asked
        visit.printing = Printing(state="failed", reason=reason, attempt=attempt)
        self._trouble = Trouble.PRINTER_NO_PAPER if reason == "no_paper" else Trouble.PRINTER_FAULT
        told = self._progress(asked, DeviceOutcome.FAULT, detail=reason) if asked is not None else ()
        return (*told, Audit("print_failed", self._case_id(), reason))

    def _print(self, visit: Visit, documents: tuple[str, ...], *, asked: Asked | None) -> Effects:
        self._attempt += 1
        visit.printing = Printing(state="printing", attempt=self._attempt, asked=asked)
        return (Print(self._attempt, visit.case_id or "", documents),)

    def _printing(self, attempt: int) -> Visit:
        visit = self.visit
        if visit is None or visit.printing.state != "printing" or visit.printing.attempt != attempt:
            msg = "nothing is printed"
            raise LocalProtocolError(msg)
        return visit

    # ------------------------------------------------------------------------------------------- the end

    def receipt_done(self) -> Effects:
        """Go on to the rating, once a visit."""
        visit = self._check("receipt_done")
        self._to(Screen.RATING)
        del visit
        return ()

    def rated(self, *, level: int, codes: tuple[str, ...], text: str, now: float) -> Effects:
        """Send the rating; 1 and 2 need a reason."""
        visit = self._check("rated", case=True)
        if not 1 <= level <= 5 or visit.rated or (level <= 2 and not codes and not text.strip()):
            msg = "not a rating"
            raise LocalProtocolError(msg)
        visit.rated = True
        rating = m.Rate(id=self._new_id(), case=visit.case_id or "", level=level, codes=codes, text=text.strip())
        return (Send(rating), *self._finish(now))

    def rating_skipped(self, *, now: float) -> Effects:
        """Nobody has to rate."""
        self._check("rating_skipped")
        return self._finish(now)

    def end_asked(self) -> Effects:
        """Ask whether she means it."""
        self._check("end_asked")
        self.overlay = Overlay.END
        return ()

    def help_asked(self) -> Effects:
        """Show how to reach a person."""
        self.overlay = Overlay.HELP
        return (Audit("help_asked", self._case_id()),)

    def overlay_closed(self, *, now: float) -> Effects:
        """Go on with the visit."""
        self._idle.touched(now=now)
        self.overlay = self._request_overlay()
        return ()

    def trouble_closed(self) -> Effects:
        """Put away a trouble that was read."""
        self._trouble = Trouble.NONE
        return ()

    def end_confirmed(self, *, now: float) -> Effects:
        """End the visit and wipe."""
        self._check("end_confirmed")
        return self._finish(now)

    def back(self) -> Effects:
        """Go one step back, where there is one."""
        visit = self._check("back")
        if self.screen == Screen.SCAN:
            return self.scan_cancelled()
        if self.screen == Screen.READ_SIGN:
            self._signing().back()
            return ()
        if self.screen == Screen.WAITING:
            return self._leave_queue(visit)
        target = BACK[self.screen]
        if target == Screen.CARD:
            return self._to_card()
        leaving_card = self.screen == Screen.CARD
        self._to(target)
        return (StopRead(),) if leaving_card else ()

    def wiped(self, *, case: str | None, removed_files: int, now: float) -> Effects:
        """Prove the wipe to the server."""
        if case != self._leaving and self.visit is not None:
            msg = "another visit"
            raise LocalProtocolError(msg)
        self.removed_files, self._wipe_again_at = removed_files, None
        if self.screen == Screen.FAREWELL:
            self._farewell_until = now + FAREWELL_SECONDS
        if case is None:
            return ()
        return (Send(m.ConfirmWipe(id=self._new_id(), case=case, removed_files=removed_files)),)

    def wipe_failed(self, *, now: float) -> Effects:
        """Try again; the booth serves nobody before everything is gone."""
        self._wipe_again_at = now + _RETRY_WIPE_SECONDS
        return (Audit("wipe_failed", self._leaving),)

    def farewell_done(self) -> Effects:
        """Be ready for the next citizen, when everything is gone."""
        self._check("farewell_done")
        if self.removed_files is None:
            msg = "not wiped yet"
            raise LocalProtocolError(msg)
        return self._to_attract()

    def _finish(self, now: float) -> Effects:
        visit = self.visit
        case = visit.case if visit is not None else None
        decided = case is not None and case.state not in {CaseState.DRAFT, CaseState.SUBMITTED}
        served = visit is not None and visit.call_outcome == CallEnd.SERVED
        outcome = VisitEnd.FINISHED if decided or served else VisitEnd.LEFT
        self.visit, self._trouble, self.overlay = None, Trouble.NONE, Overlay.NONE
        self.screen, self._farewell_until, self.removed_files = Screen.FAREWELL, None, None
        self._leaving = case.case if case is not None else None
        self._wipe_again_at = now + _RETRY_WIPE_SECONDS
        told = (Send(m.EndVisit(id=self._new_id(), case=case.case, outcome=outcome)),) if case is not None else ()
        return (StopRead(), ReleaseCall(), *told, Wipe(self._leaving), Audit("visit_ended", self._leaving, outcome))

    def _to_attract(self) -> Effects:
        self.screen, self.overlay, self._farewell_until = Screen.ATTRACT, Overlay.NONE, None
        self._trouble = Trouble.NONE
        self.language, self.elder, self._idle.elder = self._home_language, False, False
        return ()

    # ------------------------------------------------------------------------------------------- devices

    def devices_changed(self, health: dict[DeviceKind, m.DeviceHealth]) -> Effects:
        """Take over the health of the devices and report it."""
        if health == self.health:
            return ()
        before, now = (known.get(DeviceKind.PRINTER) for known in (self.health, health))
        recovered = now is not None and now.state == DeviceState.OK and before is not None and before.state != now.state
        if recovered and self._trouble in {Trouble.PRINTER_NO_PAPER, Trouble.PRINTER_FAULT}:
            self._trouble = Trouble.NONE
        self.health = dict(health)
        return self._report_devices() if self.link_up else ()

    def _report_devices(self) -> Effects:
        if not self.health:
            return ()
        return (Send(m.ReportDevices(id=self._new_id(), devices=tuple(self.health.values()))),)

    def _device_trouble(self) -> Trouble:
        wants_card = self.screen == Screen.CARD or self.overlay == Overlay.CARD_REQUEST
        reader = self.health.get(DeviceKind.ID_CARD_READER)
        if wants_card and reader is not None and reader.state == DeviceState.FAULT:
            return Trouble.READER_UNPLUGGED if reader.detail == "unplugged" else Trouble.READER_FAULT
        return Trouble.NONE

    # ------------------------------------------------------------------------------------------- the server speaks

    def received(self, message: m.Message, *, now: float) -> Effects:
        """Take over what the server says; what is not about this visit changes nothing."""
        if isinstance(message, m.VisitState):
            return self._visit_state(message, now)
        visit = self.visit
        if visit is None:
            return ()
        if isinstance(message, (m.Done, m.Failed)):
            return self._answered(visit, message, now)
        if isinstance(message, m.CallStarted):
            return self._call_started(visit, message)
        if isinstance(message, (m.CallEnded, m.PeerLink, m.DeviceRequested)):
            return self._about_call(visit, message, now)
        return self._about_case(visit, message)

    def _visit_state(self, message: m.VisitState, now: float) -> Effects:
        visit, case = self.visit, message.case
        if visit is None:
            return self._left_over(case)
        if visit.case is not None and (case is None or case.case != visit.case.case):
            lost = (Audit("visit_lost", visit.case.case), *self._finish(now))
            self._trouble = Trouble.VISIT_LOST
            return lost
        if case is None:
            return ()
        former = visit.call
        visit.case, visit.ticket, visit.call = case, message.ticket, message.call
        return self._follow(visit, former, now)

    def _left_over(self, case: m.CaseSnapshot | None) -> Effects:
        if case is None or case.case == self._leaving:
            return ()
        self._leaving = case.case
        ended = m.EndVisit(id=self._new_id(), case=case.case, outcome=VisitEnd.KIOSK_RESTARTED)
        return (Send(ended), Wipe(case.case), Audit("visit_left_over", case.case))

    def _follow(self, visit: Visit, former: m.CallView | None, now: float) -> Effects:
        """Bring the screen to where the server says the visit is; what was asked in a call that is over is void."""
        call, in_call = visit.call, self.screen in IN_CALL and self._was_in_call(visit)
        if call is None:
            if not in_call:
                return ()
            return self._lost_seat(visit) if visit.ticket is not None else self._to_receipt(visit, now)
        if former is not None and former.call != call.call:
            self._drop_call(visit)
            visit.call = call
            self._enter_call(visit)
            return (StopRead(),)
        if self.screen not in IN_CALL:
            self._enter_call(visit)
        return ()

    def _was_in_call(self, visit: Visit) -> bool:
        return self.screen != Screen.SCAN or visit.asked is not None

    def _call_started(self, visit: Visit, message: m.CallStarted) -> Effects:
        if visit.case is None or message.call.case != visit.case.case:
            return ()
        visit.call = message.call
        self._enter_call(visit)
        return (Audit("call_started", visit.case.case),)

    def _enter_call(self, visit: Visit) -> None:
        visit.seat_lost, visit.peer_up, visit.capturing, visit.call_outcome = False, True, None, None
        self._to(Screen.CALL)

    def _about_call(self, visit: Visit, message: m.CallEnded | m.PeerLink | m.DeviceRequested, now: float) -> Effects:
        if visit.call is None or message.call != visit.call.call:
            return ()
        if isinstance(message, m.PeerLink):
            visit.peer_up = message.up
            return ()
        if isinstance(message, m.DeviceRequested):
            return self._requested(visit, message, now)
        return self._call_ended(visit, message.outcome, now)

    def _call_ended(self, visit: Visit, outcome: CallEnd, now: float) -> Effects:
        visit.call_outcome = outcome
        said = Audit("call_ended", self._case_id(), outcome)
        if outcome in {CallEnd.SEAT_LOST, CallEnd.KIOSK_LOST}:
            return (said, *self._lost_seat(visit))
        return (said, *self._to_receipt(visit, now))

    def _to_receipt(self, visit: Visit, now: float) -> Effects:
        self._drop_call(visit)
        self._to(Screen.RECEIPT)
        self._idle.touched(now=now)
        show = tuple(ShowPaper(visit.case_id or "", paper.sha256) for paper in self.papers_to_take()[-1:])
        return (StopRead(), ReleaseCall(), *show)

    def _lost_seat(self, visit: Visit) -> Effects:
        self._drop_call(visit)
        visit.seat_lost = True
        self._to(Screen.WAITING)
        return (StopRead(), ReleaseCall(), PrepareCall())

    def _drop_call(self, visit: Visit) -> None:
        visit.call, visit.asked, visit.signing, visit.capturing, visit.peer_up = None, None, None, None, True
        visit.printing.asked = None

    def _about_case(self, visit: Visit, message: m.Message) -> Effects:
        case = visit.case_id
        if isinstance(message, m.CaseChanged) and message.case.case == case:
            visit.case = message.case
        elif isinstance(message, m.TicketChanged) and message.case == case:
            return self._ticket_changed(visit, message)
        elif isinstance(message, m.FieldPatched) and message.case == case:
            visit.patched(message)
        elif isinstance(message, m.MaterialChanged) and message.case == case:
            visit.material_changed(message.material)
        elif isinstance(message, m.PaperIssued) and message.case == case:
            visit.paper_issued(message.paper)
            if self.screen == Screen.RECEIPT:
                return (ShowPaper(message.case, message.paper.sha256),)
        return ()

    def _ticket_changed(self, visit: Visit, message: m.TicketChanged) -> Effects:
        visit.ticket = message.ticket
        if message.ticket.state != TicketState.ENDED or message.outcome == TicketEnd.SERVED:
            return ()
        visit.ticket, visit.seat_lost = None, False
        if visit.capturing is not None and visit.call is None:
            visit.capturing.back_to = Screen.MATERIALS
        if self.screen == Screen.WAITING:
            self._to(Screen.MATERIALS)
            self._trouble = Trouble.NO_SEAT
        return (ReleaseCall(),) if visit.call is None else ()

    def _answered(self, visit: Visit, message: m.Done | m.Failed, now: float) -> Effects:
        asked = visit.replies.pop(message.reply_to, "") if message.reply_to is not None else ""
        return self._done(visit, asked) if isinstance(message, m.Done) else self._failed(visit, asked, message, now)

    def _done(self, visit: Visit, asked: str) -> Effects:
        if asked == "AttachPage" and visit.capturing is not None and visit.capturing.state == CaptureState.UPLOADING:
            if visit.asked is not None and visit.asked.action == DeviceAction.SCAN:
                return self._end_request(DeviceOutcome.DONE)
            self._close_capture(visit)
        if asked == "RecordSignature" and visit.signing is not None:
            return self._end_request(DeviceOutcome.DONE)
        return ()

    def _failed(self, visit: Visit, asked: str, message: m.Failed, now: float) -> Effects:
        said = Audit("refused", self._case_id(), f"{asked} {message.code}")
        if asked == "OpenVisit":
            ended = self._finish(now)
            self._trouble = Trouble.NOT_POSSIBLE
            return (said, *ended)
        if asked == "ChooseItem":
            self._to(Screen.ITEMS)
            self._trouble = Trouble.NOT_POSSIBLE
        elif asked == "TakeTicket" and self.screen == Screen.WAITING:
            self._to(Screen.MATERIALS)
            self._trouble = Trouble.NO_SEAT if message.code == FailureCode.NO_SEAT else Trouble.NOT_POSSIBLE
            return (said, ReleaseCall())
        elif asked == "AttachPage" and visit.capturing is not None and visit.capturing.page is not None:
            visit.capturing.failed(attempt=visit.capturing.attempt)
            self._trouble = Trouble.UPLOAD_FAILED
        elif asked == "RecordSignature" and visit.signing is not None:
            self._trouble = Trouble.FORM_CHANGED
            return (said, *visit.signing.load())
        return (said,)

    # ------------------------------------------------------------------------------------------- the clerk's requests

    def _requested(self, visit: Visit, message: m.DeviceRequested, now: float) -> Effects:
        if message.request in visit.seen_requests:
            return ()
        visit.seen_requests.add(message.request)
        deadline = now + REQUEST_SECONDS[message.action]
        asked = Asked(call=message.call, request=message.request, action=message.action, deadline=deadline)
        reason = refusal(message, visit=visit, health=self.health)
        if reason:
            return self._progress(asked, DeviceOutcome.REFUSED, detail=reason)
        shown = self._progress(asked, None)
        if message.action == DeviceAction.PRINT:
            paper = visit.paper(message.paper or "")
            return (*shown, *self._print(visit, (paper.sha256,), asked=asked)) if paper is not None else ()
        visit.asked = asked
        return (*shown, *self._show_request(visit, message))

    def _show_request(self, visit: Visit, message: m.DeviceRequested) -> Effects:
        if message.action == DeviceAction.READ_CARD:
            self.overlay = Overlay.CARD_REQUEST
            return (StartRead(),)
        if message.action == DeviceAction.SCAN:
            self._open_capture(visit, message.material or "")
            return ()
        self._attempt += 1
        visit.signing = Signing(paper=message.paper or "", case=visit.case_id or "", attempt=self._attempt * 1000)
        self._to(Screen.READ_SIGN)
        return visit.signing.load()

    def request_refused(self) -> Effects:
        """Say no to the clerk's request."""
        self._check("request_refused")
        return self._end_request(DeviceOutcome.REFUSED)

    def _end_request(self, outcome: DeviceOutcome, *, detail: str = "") -> Effects:
        visit = self.visit
        if visit is None or visit.asked is None:
            msg = "nothing is asked"
            raise LocalProtocolError(msg)
        asked, visit.asked = visit.asked, None
        visit.capturing, visit.signing = None, None
        self._to(Screen.CALL)
        stop = (StopRead(),) if asked.action == DeviceAction.READ_CARD and outcome != DeviceOutcome.DONE else ()
        return (*stop, *self._progress(asked, outcome, detail=detail))

    def _progress(self, asked: Asked, outcome: DeviceOutcome | None, *, detail: str = "") -> Effects:
        progress = m.DeviceProgress(
            id=self._new_id(), call=asked.call, request=asked.request, outcome=outcome, detail=detail
        )
        return (Send(progress),)

    # ------------------------------------------------------------------------------------------- inside

    def _check(self, name: str, *, case: bool = False) -> Visit:
        """Return the visit, when a person can do this now (an empty one on the attract screen)."""
        if self.screen not in ALLOWED[name]:
            msg = f"{name} is not possible on {self.screen}"
            raise LocalProtocolError(msg)
        if case and not self.ready:
            msg = "the case is not open yet"
            raise LocalProtocolError(msg)
        return self.visit if self.visit is not None else Visit()

    def _capturing(self, name: str = "page_used") -> Capturing:
        visit = self._check(name)
        if visit.capturing is None:
            msg = "no page is being photographed"
            raise LocalProtocolError(msg)
        return visit.capturing

    def _signing(self, name: str = "page_turned") -> Signing:
        visit = self._check(name)
        if visit.signing is None:
            msg = "no paper is being signed"
            raise LocalProtocolError(msg)
        return visit.signing

    def _open_capture(self, visit: Visit, material: str) -> None:
        self._attempt += 1
        known = visit.material(material)
        unwanted = {MaterialVerdict.RETAKE, MaterialVerdict.UNQUALIFIED}
        visit.capturing = Capturing(
            material=material,
            back_to=self.screen if self.screen != Screen.SCAN else Screen.CALL,
            replace=known is not None and known.verdict in unwanted,
            attempt=self._attempt * 1000,
        )
        self._to(Screen.SCAN)

    def _close_capture(self, visit: Visit) -> None:
        back_to = visit.capturing.back_to if visit.capturing is not None else Screen.MATERIALS
        visit.capturing = None
        self._to(back_to)

    def _to_card(self) -> Effects:
        if self.visit is not None:
            self.visit.holder = None
        self._to(Screen.CARD)
        return (StartRead(),)

    def _to(self, screen: Screen) -> None:
        self.screen, self._trouble = screen, Trouble.NONE
        if self.overlay in {Overlay.IDLE, Overlay.CARD_REQUEST}:
            self.overlay = Overlay.NONE

    def _request_overlay(self) -> Overlay:
        asked = self.visit.asked if self.visit is not None else None
        wants_card = asked is not None and asked.action == DeviceAction.READ_CARD
        return Overlay.CARD_REQUEST if wants_card else Overlay.NONE

    def _case_id(self) -> str | None:
        return self.visit.case_id if self.visit is not None else None

    def _identity(self, visit: Visit, holder: m.Holder, reader: str) -> Send:
        request = m.RecordIdentity(id=self._new_id(), case=visit.case_id or "", holder=holder, reader=reader)
        return self._ask(request)

    def _consent(self, visit: Visit, kind: ConsentKind, text: NoticeText, *, given: bool) -> Send:
        request = m.RecordConsent(
            id=self._new_id(),
            case=visit.case_id or "",
            kind=kind,
            version=text.version,
            text_sha256=text.sha256,
            language=self.language,
            given=given,
        )
        return self._ask(request)

    def _ask(self, request: m.Request) -> Send:
        if self.visit is not None:
            self.visit.replies[request.id] = type(request).__name__
        return Send(request)
