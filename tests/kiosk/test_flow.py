"""The visit machine: whole histories of effects."""

from __future__ import annotations

import msgspec
import pytest

from kiosk.flow import Overlay, Screen, Trouble, VisitFlow
from kiosk.flow import effects as fx
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
    Role,
    TicketEnd,
    TicketState,
    VisitEnd,
)
from tests.kiosk import flows
from tests.kiosk.people import HOLDER
from tests.kiosk.server import CALL, CASE


def on(flow: VisitFlow) -> Screen:
    """Read the screen anew."""
    return flow.screen


def told(flow: VisitFlow) -> Trouble:
    """Read the trouble anew."""
    return flow.trouble


def test_first_touch_opens_a_case_and_shows_the_notice() -> None:
    flow = flows.flow()
    assert flow.touched(now=0.0) == (fx.Send(m.OpenVisit(id="r2", language=Language.ZH_HANS)),)
    assert (on(flow), flow.ready) == (Screen.NOTICE, False)
    flow.received(m.VisitState(case=flows.SNAPSHOT), now=0.0)
    assert flow.ready


def test_touch_without_a_link_changes_nothing() -> None:
    flow = flows.flow()
    flow.link_lost()
    with pytest.raises(LocalProtocolError):
        flow.touched(now=0.0)
    assert (on(flow), flow.visit) == (Screen.ATTRACT, None)


def test_notice_and_consent_are_recorded_with_version_and_hash() -> None:
    flow = flows.touched(flows.flow())
    notice = flow.notice_accepted(flows.TEXT)
    consent = flow.consent_answered(flows.TEXT, given=True)
    first = m.RecordConsent(
        id="r3",
        case=CASE,
        kind=ConsentKind.NOTICE,
        version="1",
        text_sha256="a" * 64,
        language=Language.ZH_HANS,
        given=True,
    )
    assert notice == (fx.Send(first),)
    second = msgspec.structs.replace(first, id="r4", kind=ConsentKind.VIDEO)
    assert consent == (fx.Send(second), fx.StartRead())
    assert on(flow) == Screen.CARD


def test_declined_video_consent_stays_and_says_where_to_go() -> None:
    flow = flows.touched(flows.flow())
    flow.notice_accepted(flows.TEXT)
    assert [message.given for message in flows.sent(flow.consent_answered(flows.TEXT, given=False))] == [False]  # type: ignore[attr-defined]  # only consents are sent here
    assert (on(flow), told(flow)) == (Screen.CONSENT, Trouble.NOT_POSSIBLE)


def test_nothing_can_be_answered_before_the_case_is_open() -> None:
    flow = flows.flow()
    flow.touched(now=0.0)
    with pytest.raises(LocalProtocolError):
        flow.notice_accepted(flows.TEXT)
    assert on(flow) == Screen.NOTICE


def test_card_is_confirmed_before_it_is_sent() -> None:
    flow = flows.at_card()
    assert flow.card_read(holder=HOLDER, reader="05.03") == (fx.StopRead(),)
    assert on(flow) == Screen.CONFIRM_CARD
    (identity,) = flows.sent(flow.card_confirmed())
    assert identity == m.RecordIdentity(id="r5", case=CASE, holder=HOLDER, reader="05.03")
    assert on(flow) == Screen.ITEMS


def test_rejected_card_is_forgotten_and_read_again() -> None:
    flow = flows.at_card()
    flow.card_read(holder=HOLDER, reader="05.03")
    assert flow.card_rejected() == (fx.StartRead(),)
    assert flow.visit is not None
    assert (on(flow), flow.visit.holder) == (Screen.CARD, None)


def test_a_visit_goes_on_without_a_card() -> None:
    flow = flows.at_card()
    assert flow.without_card() == (fx.StopRead(),)
    assert on(flow) == Screen.ITEMS


def test_unplugged_reader_is_told_on_the_card_screen_and_gone_when_it_is_back() -> None:
    flow = flows.at_card()
    broken = flows.health(DeviceKind.ID_CARD_READER, DeviceState.FAULT, "unplugged")
    (report,) = flows.sent(flow.devices_changed(flows.ALL_WELL | {DeviceKind.ID_CARD_READER: broken}))
    assert isinstance(report, m.ReportDevices)
    assert told(flow) == Trouble.READER_UNPLUGGED
    flow.devices_changed(dict(flows.ALL_WELL))
    assert told(flow) == Trouble.NONE


def test_item_of_another_jurisdiction_asks_for_consent_first() -> None:
    flow = flows.at_items()
    flow.item_opened(flows.item("YYL-1", jurisdiction=flows.AWAY))
    assert flow.item_chosen() == ()
    assert on(flow) == Screen.CROSS_REGION
    consent, choice = flows.sent(flow.cross_region_answered(flows.TEXT, given=True))
    assert isinstance(consent, m.RecordConsent)
    assert (consent.kind, choice) == (ConsentKind.CROSS_REGION, m.ChooseItem(id="r7", case=CASE, item="YYL-1"))
    assert on(flow) == Screen.MATERIALS


def test_declined_cross_region_goes_back_to_the_items() -> None:
    flow = flows.at_items()
    flow.item_opened(flows.item("YYL-1", jurisdiction=flows.AWAY))
    flow.item_chosen()
    (consent,) = flows.sent(flow.cross_region_answered(flows.TEXT, given=False))
    assert isinstance(consent, m.RecordConsent)
    assert (consent.given, on(flow)) == (False, Screen.ITEMS)


def test_page_is_photographed_uploaded_attached_and_the_screen_returns() -> None:
    flow = flows.at_materials()
    flow.capture_opened("hukou")
    (capture,) = flow.capture()
    assert isinstance(capture, fx.Capture)
    flow.page_taken(attempt=capture.attempt, page=flows.PAGE)
    assert flow.page_used() == (fx.UploadPage(capture.attempt, CASE),)
    (attach,) = flows.sent(flow.page_uploaded(attempt=capture.attempt, sha256="c" * 64, original_sha256="d" * 64))
    assert isinstance(attach, m.AttachPage)
    assert (attach.material, attach.replace) == ("hukou", False)
    flow.received(m.Done(reply_to=attach.id), now=0.0)
    assert on(flow) == Screen.MATERIALS


def test_late_answer_of_an_earlier_photograph_is_refused() -> None:
    flow = flows.at_materials()
    flow.capture_opened("hukou")
    (first,) = flow.capture()
    assert isinstance(first, fx.Capture)
    flow.capture_failed(attempt=first.attempt, reason="unplugged")
    assert told(flow) == Trouble.CAMERA_UNPLUGGED
    flow.capture()
    with pytest.raises(LocalProtocolError):
        flow.page_taken(attempt=first.attempt, page=flows.PAGE)


def test_failed_upload_keeps_the_photograph() -> None:
    flow = flows.at_materials()
    flow.capture_opened("hukou")
    (capture,) = flow.capture()
    assert isinstance(capture, fx.Capture)
    flow.page_taken(attempt=capture.attempt, page=flows.PAGE)
    flow.page_used()
    flow.upload_failed(attempt=capture.attempt)
    assert told(flow) == Trouble.UPLOAD_FAILED
    assert flow.page_used() == (fx.UploadPage(capture.attempt, CASE),)


def test_page_the_clerk_sent_back_is_replaced() -> None:
    flow = flows.at_materials()
    bad = m.MaterialState(material="hukou", verdict=MaterialVerdict.RETAKE)
    flow.received(m.MaterialChanged(case=CASE, material=bad), now=0.0)
    flow.capture_opened("hukou")
    assert flow.visit is not None
    assert flow.visit.capturing is not None
    assert flow.visit.capturing.replace


def test_ticket_prepares_the_call() -> None:
    flow = flows.at_materials()
    assert flow.ticket_taken()[1:] == (fx.PrepareCall(),)
    assert on(flow) == Screen.WAITING


def test_no_seat_gives_the_citizen_back_her_materials() -> None:
    flow = flows.at_materials()
    (ask,) = flows.sent(flow.ticket_taken())
    assert isinstance(ask, m.TakeTicket)
    effects = flow.received(m.Failed(reply_to=ask.id, code=FailureCode.NO_SEAT), now=0.0)
    assert fx.ReleaseCall() in effects
    assert (on(flow), told(flow)) == (Screen.MATERIALS, Trouble.NO_SEAT)


def test_ticket_that_ends_while_waiting_says_so() -> None:
    flow = flows.at_waiting()
    ended = m.TicketView(number="A012", state=TicketState.ENDED, ahead=0, seats=0)
    assert flow.received(m.TicketChanged(case=CASE, ticket=ended, outcome=TicketEnd.NO_SEAT), now=0.0) == (
        fx.ReleaseCall(),
    )
    assert (on(flow), told(flow)) == (Screen.MATERIALS, Trouble.NO_SEAT)


def test_typing_sends_the_revision_that_was_seen() -> None:
    flow = flows.at_waiting()
    value = m.FieldValue(field="phone", value="13800000000", revision=7, by=Role.KIOSK)
    flow.received(m.FieldPatched(case=CASE, value=value, revision=7), now=0.0)
    (patch,) = flows.sent(flow.field_typed(field="phone", value="13900000000"))
    assert isinstance(patch, m.PatchField)
    assert patch.base == 7


def test_field_the_clerk_edits_is_highlighted_and_ones_own_is_not() -> None:
    flow = flows.in_call()
    for field, by in (("pay_level", Role.AGENT), ("phone", Role.KIOSK)):
        value = m.FieldValue(field=field, value="1", revision=1, by=by)
        flow.received(m.FieldPatched(case=CASE, value=value, revision=1), now=0.0)
    assert flow.visit is not None
    assert flow.visit.highlighted == "pay_level"


def test_requested_scan_is_shown_carried_out_and_answered() -> None:
    flow = flows.in_call()
    (shown,) = flows.sent(flows.asked(flow, DeviceAction.SCAN, material="bank"))
    (capture,) = flow.capture()
    assert isinstance(capture, fx.Capture)
    flow.page_taken(attempt=capture.attempt, page=flows.PAGE)
    flow.page_used()
    (attach,) = flows.sent(flow.page_uploaded(attempt=capture.attempt, sha256="c" * 64, original_sha256="d" * 64))
    assert isinstance(attach, m.AttachPage)
    (done,) = flows.sent(flow.received(m.Done(reply_to=attach.id), now=0.0))
    assert isinstance(shown, m.DeviceProgress)
    assert isinstance(done, m.DeviceProgress)
    assert [(shown.request, shown.outcome), (done.request, done.outcome)] == [
        ("q1", None),
        ("q1", DeviceOutcome.DONE),
    ]
    assert on(flow) == Screen.CALL


def test_second_request_while_one_is_under_way_is_refused_as_busy() -> None:
    flow = flows.in_call()
    flows.asked(flow, DeviceAction.SCAN, material="bank")
    (refused,) = flows.sent(flows.asked(flow, DeviceAction.SIGN, request="q2", paper="application"))
    assert isinstance(refused, m.DeviceProgress)
    assert (refused.request, refused.outcome, refused.detail) == ("q2", DeviceOutcome.REFUSED, "busy")
    assert on(flow) == Screen.SCAN


def test_repeated_request_has_no_second_effect() -> None:
    flow = flows.in_call()
    flows.asked(flow, DeviceAction.SCAN, material="bank")
    assert flows.asked(flow, DeviceAction.SCAN, material="bank") == ()


def test_request_of_another_call_changes_nothing() -> None:
    flow = flows.in_call()
    foreign = m.DeviceRequested(call="other", request="q9", action=DeviceAction.SCAN, material="bank")
    assert flow.received(foreign, now=0.0) == ()
    assert on(flow) == Screen.CALL


def test_request_times_out() -> None:
    flow = flows.in_call()
    flows.asked(flow, DeviceAction.READ_CARD)
    assert flow.next_deadline == 90.0
    (progress,) = flows.sent(flow.tick(now=90.0))
    assert isinstance(progress, m.DeviceProgress)
    assert (progress.outcome, flow.overlay) == (DeviceOutcome.TIMED_OUT, Overlay.NONE)


def test_requested_card_is_read_and_recorded() -> None:
    flow = flows.in_call()
    effects = flows.asked(flow, DeviceAction.READ_CARD)
    assert effects[1:] == (fx.StartRead(),)
    assert flow.overlay == Overlay.CARD_REQUEST
    identity, progress = flows.sent(flow.card_read(holder=HOLDER, reader="05.03"))
    assert isinstance(identity, m.RecordIdentity)
    assert isinstance(progress, m.DeviceProgress)
    assert (progress.outcome, flow.overlay) == (DeviceOutcome.DONE, Overlay.NONE)


def test_signing_needs_every_page_and_binds_what_was_read() -> None:
    flow = flows.in_call()
    fetch = flows.asked(flow, DeviceAction.SIGN, paper="application")[-1]
    assert isinstance(fetch, fx.FetchPreview)
    flow.preview_ready(attempt=fetch.attempt, sha256="e" * 64, pages=2)
    with pytest.raises(LocalProtocolError):
        flow.signing_started()
    flow.page_turned(1)
    flow.signing_started()
    (upload,) = flow.signed()
    assert isinstance(upload, fx.UploadSignature)
    (record,) = flows.sent(
        flow.signature_uploaded(attempt=upload.attempt, strokes_sha256="f" * 64, image_sha256="0" * 64)
    )
    assert isinstance(record, m.RecordSignature)
    assert record.preview_sha256 == "e" * 64
    (done,) = flows.sent(flow.received(m.Done(reply_to=record.id), now=0.0))
    assert isinstance(done, m.DeviceProgress)
    assert (done.outcome, on(flow)) == (DeviceOutcome.DONE, Screen.CALL)


def test_form_that_changed_under_the_pen_is_read_again() -> None:
    flow = flows.in_call()
    fetch = flows.asked(flow, DeviceAction.SIGN, paper="application")[-1]
    assert isinstance(fetch, fx.FetchPreview)
    flow.preview_ready(attempt=fetch.attempt, sha256="e" * 64, pages=1)
    flow.signing_started()
    (upload,) = flow.signed()
    assert isinstance(upload, fx.UploadSignature)
    (record,) = flows.sent(
        flow.signature_uploaded(attempt=upload.attempt, strokes_sha256="f" * 64, image_sha256="0" * 64)
    )
    assert isinstance(record, m.RecordSignature)
    effects = flow.received(m.Failed(reply_to=record.id, code=FailureCode.CONFLICT), now=0.0)
    assert isinstance(effects[-1], fx.FetchPreview)
    assert told(flow) == Trouble.FORM_CHANGED


def test_lost_seat_keeps_case_and_place_and_is_served_again() -> None:
    flow = flows.in_call()
    effects = flow.received(m.CallEnded(call=CALL, outcome=CallEnd.SEAT_LOST), now=0.0)
    assert effects[-2:] == (fx.ReleaseCall(), fx.PrepareCall())
    assert (on(flow), told(flow), flow.ready) == (Screen.WAITING, Trouble.SEAT_LOST, True)
    flow.received(m.CallStarted(call=msgspec.structs.replace(flows.CALL_VIEW, call="call-2")), now=0.0)
    assert (on(flow), told(flow)) == (Screen.CALL, Trouble.NONE)


def test_lost_link_is_told_and_the_call_goes_on() -> None:
    flow = flows.in_call()
    flow.link_lost()
    assert (on(flow), told(flow)) == (Screen.CALL, Trouble.LINK_LOST)
    flow.linked(resumed=True)
    assert told(flow) == Trouble.NONE


def test_peer_without_link_is_told() -> None:
    flow = flows.in_call()
    flow.received(m.PeerLink(call=CALL, up=False), now=0.0)
    assert told(flow) == Trouble.PEER_LOST
    flow.received(m.PeerLink(call=CALL, up=True), now=0.0)
    assert told(flow) == Trouble.NONE


def test_restarted_server_that_knows_the_call_changes_nothing_on_screen() -> None:
    flow = flows.in_call()
    flow.link_lost()
    flow.linked(resumed=False)
    assert flow.visit is not None
    flow.received(m.VisitState(case=flow.visit.case, call=flows.CALL_VIEW), now=0.0)
    assert (on(flow), told(flow)) == (Screen.CALL, Trouble.NONE)


def test_call_that_ended_while_the_link_was_down_leads_to_the_receipt_and_voids_what_was_asked() -> None:
    flow = flows.in_call()
    flows.asked(flow, DeviceAction.READ_CARD)
    assert flow.visit is not None
    effects = flow.received(m.VisitState(case=flow.visit.case), now=5.0)
    assert effects == (fx.StopRead(), fx.ReleaseCall())
    assert (on(flow), flow.visit.call, flow.visit.asked) == (Screen.RECEIPT, None, None)


def test_call_that_was_lost_while_the_link_was_down_leads_back_to_waiting() -> None:
    flow = flows.in_call()
    flows.asked(flow, DeviceAction.READ_CARD)
    assert flow.visit is not None
    ticket = m.TicketView(number="A001", state=TicketState.WAITING, ahead=0, seats=1)
    effects = flow.received(m.VisitState(case=flow.visit.case, ticket=ticket), now=5.0)
    assert effects == (fx.StopRead(), fx.ReleaseCall(), fx.PrepareCall())
    assert (on(flow), told(flow), flow.visit.asked) == (Screen.WAITING, Trouble.SEAT_LOST, None)


def test_another_call_that_began_while_the_link_was_down_voids_what_was_asked_in_the_first() -> None:
    flow = flows.in_call()
    flows.asked(flow, DeviceAction.READ_CARD)
    assert flow.visit is not None
    effects = flow.received(m.VisitState(case=flow.visit.case, call=flows.OTHER_CALL), now=5.0)
    assert effects == (fx.StopRead(),)
    assert (on(flow), flow.visit.call, flow.visit.asked) == (Screen.CALL, flows.OTHER_CALL, None)


def test_restarted_server_that_lost_the_visit_ends_it() -> None:
    flow = flows.in_call()
    effects = flow.received(m.VisitState(case=None), now=0.0)
    assert fx.Wipe(CASE) in effects
    assert (on(flow), flow.visit, told(flow)) == (Screen.FAREWELL, None, Trouble.VISIT_LOST)


def test_case_left_open_by_a_crash_is_ended_and_wiped() -> None:
    flow = flows.flow()
    effects = flow.received(m.VisitState(case=flows.SNAPSHOT), now=0.0)
    assert effects == (
        fx.Send(m.EndVisit(id="r2", case=CASE, outcome=VisitEnd.KIOSK_RESTARTED)),
        fx.Wipe(CASE),
        fx.Audit("visit_left_over", CASE),
    )
    assert flow.wiped(case=CASE, removed_files=3, now=1.0) == (
        fx.Send(m.ConfirmWipe(id="r3", case=CASE, removed_files=3)),
    )
    assert on(flow) == Screen.ATTRACT


def test_served_call_leads_to_receipt_rating_farewell_and_rest() -> None:
    flow = flows.in_call()
    assert flow.visit is not None
    paper = m.PaperState(paper="receipt", number="1", sha256="b" * 64, issued_at=0.0)
    accepted = msgspec.structs.replace(flows.SNAPSHOT, state=CaseState.ACCEPTED, papers=(paper,))
    flow.received(m.CaseChanged(case=accepted), now=0.0)
    ended = flow.received(m.CallEnded(call=CALL, outcome=CallEnd.SERVED), now=1.0)
    assert ended[-1] == fx.ShowPaper(CASE, "b" * 64)
    (job,) = flow.print_asked()
    assert isinstance(job, fx.Print)
    flow.printed(attempt=job.attempt)
    flow.receipt_done()
    effects = flow.rated(level=5, codes=("517",), text="", now=2.0)
    kinds = [type(message).__name__ for message in flows.sent(effects)]
    assert kinds == ["Rate", "EndVisit"]
    assert on(flow) == Screen.FAREWELL
    flow.wiped(case=CASE, removed_files=4, now=3.0)
    flow.farewell_done()
    assert on(flow) == Screen.ATTRACT


def test_printer_out_of_paper_is_told_and_can_be_tried_again() -> None:
    flow = flows.in_call()
    paper = m.PaperState(paper="receipt", number="1", sha256="b" * 64, issued_at=0.0)
    flow.received(m.PaperIssued(case=CASE, paper=paper), now=0.0)
    effects = flows.asked(flow, DeviceAction.PRINT, paper="receipt")
    job = effects[-1]
    assert isinstance(job, fx.Print)
    (answer,) = flows.sent(flow.print_failed(attempt=job.attempt, reason="no_paper"))
    assert isinstance(answer, m.DeviceProgress)
    assert (answer.outcome, answer.detail) == (DeviceOutcome.FAULT, "no_paper")
    assert told(flow) == Trouble.PRINTER_NO_PAPER
    assert isinstance(flows.asked(flow, DeviceAction.PRINT, request="q2", paper="receipt")[-1], fx.Print)


def test_printer_that_has_paper_again_is_no_trouble_any_more() -> None:
    flow = flows.in_call()
    paper = m.PaperState(paper="receipt", number="1", sha256="b" * 64, issued_at=0.0)
    flow.received(m.PaperIssued(case=CASE, paper=paper), now=0.0)
    job = flows.asked(flow, DeviceAction.PRINT, paper="receipt")[-1]
    assert isinstance(job, fx.Print)
    flow.print_failed(attempt=job.attempt, reason="no_paper")
    empty = flows.health(DeviceKind.PRINTER, DeviceState.FAULT, "no_paper")
    flow.devices_changed({**flows.ALL_WELL, DeviceKind.PRINTER: empty})
    assert told(flow) == Trouble.PRINTER_NO_PAPER
    flow.devices_changed(dict(flows.ALL_WELL))
    assert told(flow) == Trouble.NONE


@pytest.mark.parametrize("level", [0, 1, 2, 6])
def test_poor_rating_without_a_reason_and_no_rating_at_all_are_refused(level: int) -> None:
    flow = flows.in_call()
    flow.received(m.CallEnded(call=CALL, outcome=CallEnd.SERVED), now=0.0)
    flow.receipt_done()
    with pytest.raises(LocalProtocolError):
        flow.rated(level=level, codes=(), text=" ", now=0.0)
    assert on(flow) == Screen.RATING


def test_nobody_there_is_asked_and_then_ended() -> None:
    flow = flows.at_items()
    flow.activity(now=100.0)
    assert flow.next_deadline == 130.0
    flow.tick(now=130.0)
    assert flow.overlay == Overlay.IDLE
    effects = flow.tick(now=160.0)
    (ended,) = flows.sent(effects)
    assert ended == m.EndVisit(id="r6", case=CASE, outcome=VisitEnd.LEFT)
    assert (on(flow), flow.visit) == (Screen.FAREWELL, None)


def test_a_touch_answers_the_question_whether_somebody_is_there() -> None:
    flow = flows.at_items()
    flow.tick(now=31.0)
    flow.activity(now=40.0)
    assert (flow.overlay, flow.next_deadline) == (Overlay.NONE, 70.0)


def test_elder_mode_waits_three_times_as_long() -> None:
    flow = flows.at_items()
    flow.elder_chosen(elder=True)
    assert flow.next_deadline == 90.0


def test_nobody_is_idle_in_a_call_or_in_the_queue() -> None:
    for flow in (flows.in_call(), flows.at_waiting()):
        assert flow.tick(now=10_000.0) == ()
        assert flow.overlay == Overlay.NONE


def test_next_visit_begins_only_when_everything_is_wiped() -> None:
    flow = flows.at_items()
    flow.end_asked()
    effects = flow.end_confirmed(now=0.0)
    assert fx.Wipe(CASE) in effects
    with pytest.raises(LocalProtocolError):
        flow.farewell_done()
    flow.wipe_failed(now=0.0)
    assert flow.tick(now=5.0) == (fx.Wipe(CASE),)
    flow.wiped(case=CASE, removed_files=1, now=5.0)
    flow.card_presence(present=True)
    assert flow.tick(now=1000.0) == ()
    flow.card_presence(present=False)
    flow.tick(now=1000.0)
    assert on(flow) == Screen.ATTRACT


def test_language_and_size_are_home_again_after_a_visit() -> None:
    flow = flows.at_items()
    flow.language_chosen(Language.EN)
    flow.elder_chosen(elder=True)
    flow.end_confirmed(now=0.0)
    flow.wiped(case=CASE, removed_files=0, now=0.0)
    flow.farewell_done()
    assert (flow.language, flow.elder) == (Language.ZH_HANS, False)
