"""A random walk through visits: whatever happens in whatever order, nothing personal is left at rest."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kiosk.flow import Screen, TakenPage
from kiosk.flow import effects as fx
from kiosk.flow.words import IN_CALL
from protocol import messages as m
from protocol.errors import LocalProtocolError
from protocol.states import CallEnd, CaseState, DeviceAction, FailureCode, Role, TicketEnd, TicketState
from tests.kiosk import flows
from tests.kiosk.people import HOLDER, NAME, NUMBER
from tests.kiosk.server import CALL, CASE

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.flow import VisitFlow
    from kiosk.flow.effects import Effects

_PAPER = m.PaperState(paper="receipt", number="1", sha256="b" * 64, issued_at=0.0)


class Visits(RuleBasedStateMachine):
    """Citizens, clerks, devices and networks, all at once."""

    def __init__(self) -> None:
        super().__init__()
        self.flow = flows.flow()
        self.now = 0.0
        self.attempts: list[int] = [0]
        self.requests: list[str] = ["r0"]
        self.wipe: list[fx.Wipe] = []

    @initialize(led=st.sampled_from([flows.flow, flows.at_card, flows.at_items, flows.at_materials, flows.in_call]))
    def begins(self, led: Callable[[], VisitFlow]) -> None:
        """Begin anywhere, so that late screens are walked as often as early ones."""
        self.flow = led()

    def do(self, happened: Callable[[], Effects]) -> None:
        """Let something happen; the flow may refuse, and then nothing may have changed."""
        before = (self.flow.screen, self.flow.overlay, self.flow.visit)
        with contextlib.suppress(LocalProtocolError):
            self.note(happened())
            return
        assert (self.flow.screen, self.flow.overlay, self.flow.visit) == before

    def note(self, effects: Effects) -> None:
        """Remember what can be answered later."""
        for effect in effects:
            if isinstance(effect, fx.Send) and isinstance(effect.message, m.Request):
                self.requests.append(effect.message.id)
            if isinstance(effect, (fx.Capture, fx.UploadPage, fx.FetchPreview, fx.UploadSignature, fx.Print)):
                self.attempts.append(effect.attempt)
            if isinstance(effect, fx.Wipe):
                self.wipe.append(effect)

    @rule(name=st.sampled_from(sorted({
        "without_card", "card_confirmed", "card_rejected", "item_chosen", "ticket_taken", "capture", "page_used",
        "scan_cancelled", "request_refused", "signing_started", "signed", "print_asked", "receipt_done", "back",
        "end_asked", "help_asked", "trouble_closed", "farewell_done", "link_lost",
    })))  # fmt: skip
    def plain(self, name: str) -> None:
        self.do(getattr(self.flow, name))

    @rule(name=st.sampled_from(["touched", "end_confirmed", "rating_skipped", "overlay_closed", "activity", "tick"]))
    def timed(self, name: str) -> None:
        self.do(lambda: getattr(self.flow, name)(now=self.now))

    @rule(seconds=st.sampled_from([0.5, 13.0, 31.0, 61.0, 700.0]))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds
        self.do(lambda: self.flow.tick(now=self.now))

    @rule(given=st.booleans())
    def texts(self, *, given: bool) -> None:
        self.do(lambda: self.flow.notice_accepted(flows.TEXT))
        self.do(lambda: self.flow.consent_answered(flows.TEXT, given=given))
        self.do(lambda: self.flow.cross_region_answered(flows.TEXT, given=given))

    @rule(away=st.booleans())
    def opens_item(self, *, away: bool) -> None:
        item = flows.item(jurisdiction=flows.AWAY if away else flows.HOME)
        self.do(lambda: self.flow.item_opened(item))

    @rule(fails=st.booleans())
    def card(self, *, fails: bool) -> None:
        if fails:
            self.do(lambda: self.flow.card_failed("card_fault"))
        else:
            self.do(lambda: self.flow.card_read(holder=HOLDER, reader="1"))

    @rule(present=st.booleans())
    def card_left(self, *, present: bool) -> None:
        self.do(lambda: self.flow.card_presence(present=present))

    @rule(material=st.sampled_from(["hukou", "bank"]))
    def opens_capture(self, material: str) -> None:
        self.do(lambda: self.flow.capture_opened(material))

    @rule()
    def types(self) -> None:
        self.do(lambda: self.flow.field_typed(field="name", value=NAME))

    @rule(page=st.integers(-1, 3))
    def turns(self, page: int) -> None:
        self.do(lambda: self.flow.page_turned(page))

    @rule(level=st.integers(0, 6), text=st.sampled_from(["", "很好"]))
    def rates(self, level: int, text: str) -> None:
        self.do(lambda: self.flow.rated(level=level, codes=(), text=text, now=self.now))

    @rule(back=st.integers(0, 3), fails=st.booleans(), which=st.integers(0, 4))
    def answers_late(self, back: int, which: int, *, fails: bool) -> None:
        flow, attempt = self.flow, self.attempts[-1 - min(back, len(self.attempts) - 1)]
        good: list[Callable[[], Effects]] = [
            lambda: flow.page_taken(attempt=attempt, page=TakenPage(found=True)),
            lambda: flow.page_uploaded(attempt=attempt, sha256="c" * 64, original_sha256="d" * 64),
            lambda: flow.preview_ready(attempt=attempt, sha256="e" * 64, pages=2),
            lambda: flow.signature_uploaded(attempt=attempt, strokes_sha256="f" * 64, image_sha256="0" * 64),
            lambda: flow.printed(attempt=attempt),
        ]
        bad: list[Callable[[], Effects]] = [
            lambda: flow.capture_failed(attempt=attempt, reason="unplugged"),
            lambda: flow.upload_failed(attempt=attempt),
            lambda: flow.preview_failed(attempt=attempt),
            lambda: flow.upload_failed(attempt=attempt),
            lambda: flow.print_failed(attempt=attempt, reason="no_paper"),
        ]
        self.do((bad if fails else good)[which])

    @rule(back=st.integers(0, 4), code=st.sampled_from([None, FailureCode.NO_SEAT, FailureCode.CONFLICT]))
    def server_answers(self, back: int, code: FailureCode | None) -> None:
        request = self.requests[-1 - min(back, len(self.requests) - 1)]
        answer = m.Done(reply_to=request) if code is None else m.Failed(reply_to=request, code=code)
        self.do(lambda: self.flow.received(answer, now=self.now))

    @rule(what=st.integers(0, 9))
    def server_says(self, what: int) -> None:
        waiting = m.TicketView(number="A1", state=TicketState.WAITING, ahead=0, seats=1)
        ended = m.TicketView(number="A1", state=TicketState.ENDED, ahead=0, seats=1)
        value = m.FieldValue(field="name", value=NAME, revision=1, by=Role.AGENT)
        case = self.flow.visit.case if self.flow.visit is not None else None
        said: list[m.Message] = [
            m.VisitState(case=flows.SNAPSHOT),
            m.VisitState(case=None),
            m.VisitState(case=case, ticket=waiting),
            m.VisitState(case=case, call=flows.CALL_VIEW),
            m.VisitState(case=case, call=flows.OTHER_CALL),
            m.TicketChanged(case=CASE, ticket=waiting),
            m.TicketChanged(case=CASE, ticket=ended, outcome=TicketEnd.NO_SEAT),
            m.CallStarted(call=flows.CALL_VIEW),
            m.FieldPatched(case=CASE, value=value, revision=1),
            m.PaperIssued(case=CASE, paper=_PAPER),
        ]
        self.do(lambda: self.flow.received(said[what], now=self.now))

    @rule(outcome=st.sampled_from([CallEnd.SERVED, CallEnd.HUNG_UP, CallEnd.SEAT_LOST, CallEnd.DEVICE_FAULT]))
    def call_ends(self, outcome: CallEnd) -> None:
        self.do(lambda: self.flow.received(m.CallEnded(call=CALL, outcome=outcome), now=self.now))

    @rule(action=st.sampled_from(list(DeviceAction)), number=st.integers(0, 30))
    def clerk_asks(self, action: DeviceAction, number: int) -> None:
        what = {DeviceAction.SCAN: {"material": "bank"}, DeviceAction.SIGN: {"paper": "application"},
                DeviceAction.PRINT: {"paper": "receipt"}}.get(action, {})  # fmt: skip
        self.do(lambda: flows.asked(self.flow, action, request=f"q{number}", **what))

    @rule(resumed=st.booleans())
    def link_back(self, *, resumed: bool) -> None:
        self.do(lambda: self.flow.linked(resumed=resumed))

    @rule(works=st.booleans())
    def wipes(self, *, works: bool) -> None:
        if not self.wipe:
            return
        wanted = self.wipe.pop()
        if works:
            self.do(lambda: self.flow.wiped(case=wanted.case, removed_files=1, now=self.now))
        else:
            self.do(lambda: self.flow.wipe_failed(now=self.now))

    @invariant()
    def nothing_personal_at_rest(self) -> None:
        if self.flow.screen in {Screen.ATTRACT, Screen.FAREWELL}:
            assert self.flow.visit is None
            held = repr(vars(self.flow))
            assert NAME not in held
            assert NUMBER not in held

    @invariant()
    def a_visit_has_a_screen(self) -> None:
        if self.flow.visit is not None:
            assert self.flow.screen not in {Screen.ATTRACT, Screen.FAREWELL}

    @invariant()
    def what_is_shown_is_there(self) -> None:
        visit = self.flow.visit
        if self.flow.screen == Screen.SCAN:
            assert visit is not None
            assert visit.capturing is not None
        if self.flow.screen == Screen.READ_SIGN:
            assert visit is not None
            assert visit.signing is not None
        if visit is not None and visit.asked is not None:
            assert visit.call is not None
            assert self.flow.screen in IN_CALL

    @invariant()
    def a_case_in_hand_is_a_draft_or_further(self) -> None:
        visit = self.flow.visit
        if visit is not None and visit.case is not None:
            assert visit.case.state in CaseState


TestVisits = Visits.TestCase
TestVisits.settings = settings(max_examples=60, stateful_step_count=50, deadline=None)
TestVisits = pytest.mark.thorough(TestVisits)
