"""The messages of a visit: the specification of who may say what to whom, when, and what answers.

Every message is a frozen struct tagged by `type`. Three kinds:

- a **request** (base `Request`) comes from a client, carries an `id` the client made, and is answered by exactly one
  `Done` or `Failed` with that id. A request sent again with the same id has no second effect and gets the same answer.
  `Done` is sent after what the request changed is committed to disk.
- an **event** (base `Event`) comes from the server and needs no answer.
- `Signal` is relayed between the two ends of a call without being looked into.

`SENDERS` says which roles may send a message at all; who may send it *now*, about *this* case, is decided by
`signaling.domain.permissions`. Values of form fields and names of holders are personal data: never log a message.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec

from protocol.ids import Identifier, Sha256
from protocol.states import (
    CallEnd,
    CardKind,
    CaseState,
    ConsentKind,
    Decision,
    DeviceAction,
    DeviceKind,
    DeviceOutcome,
    DeviceState,
    FailureCode,
    Language,
    MaterialVerdict,
    OfferEnd,
    Presence,
    Role,
    TicketEnd,
    TicketState,
    VisitEnd,
)

ShortText = Annotated[str, msgspec.Meta(max_length=100)]
LongText = Annotated[str, msgspec.Meta(max_length=2000)]
Timestamp = Annotated[float, msgspec.Meta(ge=0)]
"""Unix time in seconds, by the server's clock."""
Revision = Annotated[int, msgspec.Meta(ge=0)]

_KIOSK = frozenset({Role.KIOSK})
_DESK = frozenset({Role.AGENT, Role.SUPERVISOR})
_ENDS = _KIOSK | _DESK


class Message(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", omit_defaults=True):
    """Base of everything a `Data` frame carries."""

    SENDERS: ClassVar[frozenset[Role]] = frozenset()
    """Roles that may send it; empty for what only the server says."""


class Request(Message, frozen=True, kw_only=True):
    """Base of what a client asks; answered by `Done` or `Failed`."""

    id: Identifier


class Event(Message, frozen=True, kw_only=True):
    """Base of what the server tells."""


# ---------------------------------------------------------------------------------------------------------------------
# Parts of messages


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of values inside messages."""


class Holder(Part, frozen=True, kw_only=True):
    """What a card says of its holder. Dates are ISO 8601; `valid_to` None means 长期."""

    kind: CardKind
    name: ShortText
    sex: Annotated[str, msgspec.Meta(pattern="^[0129]$")]
    """GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated."""
    birth: Annotated[str, msgspec.Meta(max_length=10)]
    number: Annotated[str, msgspec.Meta(max_length=30)]
    name_en: ShortText = ""
    ethnic: ShortText = ""
    address: ShortText = ""
    issuer: ShortText = ""
    valid_from: Annotated[str, msgspec.Meta(max_length=10)] | None = None
    valid_to: Annotated[str, msgspec.Meta(max_length=10)] | None = None


class FieldValue(Part, frozen=True, kw_only=True):
    """One field of the form as the server has ordered it. `value` "" is empty."""

    field: Identifier
    value: LongText
    revision: Revision
    """The form's revision in which it was last set."""
    by: Role
    """Who typed what is kept: `kiosk` is the citizen or her card."""


class Page(Part, frozen=True, kw_only=True):
    """One picture of a material, already uploaded."""

    sha256: Sha256
    """The rectified page; the one to look at."""
    original_sha256: Sha256
    """The untouched photograph it was made from."""
    media_type: ShortText
    warnings: Annotated[tuple[ShortText, ...], msgspec.Meta(max_length=8)] = ()
    """Of `blurred`, `dark`, `glare`, `cut_off`, `no_page`."""


class MaterialState(Part, frozen=True, kw_only=True):
    """One material of the case."""

    material: Identifier
    pages: Annotated[tuple[Page, ...], msgspec.Meta(max_length=40)] = ()
    verdict: MaterialVerdict = MaterialVerdict.PENDING
    note: LongText = ""


class PaperState(Part, frozen=True, kw_only=True):
    """One official paper of the case; its PDF is fetched by its SHA-256."""

    paper: Identifier
    """Name of the template in `forms`: `application`, `receipt`, `acceptance`, ..."""
    number: ShortText
    sha256: Sha256
    issued_at: Timestamp
    signed: bool = False


class DeviceHealth(Part, frozen=True, kw_only=True):
    """Health of one device as the kiosk knows it."""

    kind: DeviceKind
    state: DeviceState
    since: Timestamp
    detail: ShortText = ""
    """A word for the technician (`unplugged`, `no_paper`, ...), never a sentence and never personal."""
    simulated: bool = False


class IceServer(Part, frozen=True, kw_only=True):
    """One STUN or TURN server for the call."""

    urls: tuple[ShortText, ...]
    username: ShortText | None = None
    credential: ShortText | None = None


class CaseSnapshot(Part, frozen=True, kw_only=True):
    """The whole of a case as its kiosk and its agent may see it."""

    case: Identifier
    case_no: ShortText
    """办件流水号; empty until an item is chosen."""
    state: CaseState
    opened_at: Timestamp
    item: Identifier | None
    holder: Holder | None
    fields: tuple[FieldValue, ...]
    revision: Revision
    """Revision of the form; 0 before the first patch."""
    materials: tuple[MaterialState, ...]
    papers: tuple[PaperState, ...]
    notes: tuple[Note, ...]
    due: Annotated[str, msgspec.Meta(max_length=10)] | None = None
    """ISO date by which an accepted case is decided."""
    events: int = 0
    """Number of events in the case's log."""


class Note(Part, frozen=True, kw_only=True):
    """A note of the desk; never sent to a kiosk."""

    at: Timestamp
    by: Identifier
    text: LongText


class TicketView(Part, frozen=True, kw_only=True):
    """A ticket as the citizen may see it. Waits are seconds; None where nothing honest can be said."""

    number: ShortText
    """What the screen shows: A012."""
    state: TicketState
    ahead: Annotated[int, msgspec.Meta(ge=0)]
    seats: Annotated[int, msgspec.Meta(ge=0)]
    """Seats on duty now that can do this item."""
    wait_p50: float | None = None
    wait_p90: float | None = None


class CallView(Part, frozen=True, kw_only=True):
    """A call as both its ends may see it."""

    call: Identifier
    case: Identifier
    agent_no: ShortText
    """工号, shown to the citizen."""
    agent_name: ShortText
    """As the citizen may see it: 张老师."""
    jurisdiction: Identifier
    hall: ShortText
    """Name of the hall the booth belongs to, shown to the agent."""
    started_at: Timestamp
    ice: tuple[IceServer, ...] = ()


class OfferView(Part, frozen=True, kw_only=True):
    """An offer as the ringing console shows it: who, what, how long."""

    offer: Identifier
    case: Identifier
    ticket_number: ShortText
    item: Identifier
    jurisdiction: Identifier
    hall: ShortText
    citizen: ShortText
    """Masked: 王*明."""
    waited: float
    """Seconds since the ticket was taken."""
    ring_until: Timestamp
    language: Language = Language.ZH_HANS
    returning: bool = False
    """The case was in a call before: read its notes."""


# ---------------------------------------------------------------------------------------------------------------------
# Answers


class Done(Event, frozen=True, kw_only=True, tag="done"):
    """Server to the asker: the request `reply_to` was carried out and is committed."""

    reply_to: Identifier


class Failed(Event, frozen=True, kw_only=True, tag="failed"):
    """Server to the asker: the request `reply_to` (None: a message without id) was refused; nothing changed."""

    reply_to: Identifier | None
    code: FailureCode
    field: ShortText = ""
    """Which field or value broke a rule, if one did; never the value."""
    retry_after: float | None = None


# ---------------------------------------------------------------------------------------------------------------------
# The visit: kiosk to server


class OpenVisit(Request, frozen=True, kw_only=True, tag="open_visit"):
    """Kiosk, at the first touch: open a case. Answered by `Done`, then `VisitState` with the new case."""

    SENDERS = _KIOSK
    language: Language


class RecordConsent(Request, frozen=True, kw_only=True, tag="record_consent"):
    """Kiosk: the citizen answered a notice or a consent."""

    SENDERS = _KIOSK
    case: Identifier
    kind: ConsentKind
    version: ShortText
    text_sha256: Sha256
    language: Language
    given: bool


class RecordIdentity(Request, frozen=True, kw_only=True, tag="record_identity"):
    """Kiosk: a card was read. The holder is kept on the case; `CaseChanged` follows to both ends."""

    SENDERS = _KIOSK
    case: Identifier
    holder: Holder
    reader: ShortText
    """Number of the reader's security module, evidence of where the data came from."""


class ChooseItem(Request, frozen=True, kw_only=True, tag="choose_item"):
    """Kiosk: the citizen chose an item. The case gets its number; `CaseChanged` follows."""

    SENDERS = _KIOSK
    case: Identifier
    item: Identifier


class TakeTicket(Request, frozen=True, kw_only=True, tag="take_ticket"):
    """Kiosk: queue for a clerk. `TicketChanged` follows, now and at every change; `Failed(no_seat)` when nobody can."""

    SENDERS = _KIOSK
    case: Identifier


class LeaveQueue(Request, frozen=True, kw_only=True, tag="leave_queue"):
    """Kiosk: the citizen gives the ticket back; the case stays."""

    SENDERS = _KIOSK
    case: Identifier


class PatchField(Request, frozen=True, kw_only=True, tag="patch_field"):
    """Kiosk or agent: set one field of the form. The server orders patches; `FieldPatched` goes to both ends.

    `base` is the revision the typist saw. A patch over a newer value of the same field by the *other* side is refused
    with `conflict`, and the asker gets `FieldPatched` with the value that stands.
    """

    SENDERS = _ENDS
    case: Identifier
    field: Identifier
    value: LongText
    base: Revision


class AttachPage(Request, frozen=True, kw_only=True, tag="attach_page"):
    """Kiosk: a page of a material was photographed and uploaded. `MaterialChanged` goes to both ends."""

    SENDERS = _KIOSK
    case: Identifier
    material: Identifier
    page: Page
    replace: bool = False
    """Drop the pages taken before (重拍)."""


class RecordSignature(Request, frozen=True, kw_only=True, tag="record_signature"):
    """Kiosk: the citizen read a paper and signed it. Binds strokes, page hash, identity evidence and time.

    The server renders the paper again with the signature, and `PaperIssued` goes to both ends. For the application
    form the case moves from `draft` to `submitted`.
    """

    SENDERS = _KIOSK
    case: Identifier
    paper: Identifier
    preview_sha256: Sha256
    """Hash of the PDF the citizen read; refused with `conflict` when the form has changed since."""
    strokes_sha256: Sha256
    """Uploaded strokes, `application/vnd.cloudwindow.strokes+json` (`devices.signature`)."""
    image_sha256: Sha256
    """Uploaded PNG of the strokes."""


class Rate(Request, frozen=True, kw_only=True, tag="rate"):
    """Kiosk: the rating, 5 非常满意 to 1 非常不满意; once a visit. Levels 1 and 2 need a code or a text."""

    SENDERS = _KIOSK
    case: Identifier
    level: Annotated[int, msgspec.Meta(ge=1, le=5)]
    codes: Annotated[tuple[ShortText, ...], msgspec.Meta(max_length=12)] = ()
    text: LongText = ""


class EndVisit(Request, frozen=True, kw_only=True, tag="end_visit"):
    """Kiosk: the visit is over; any ticket or call of it ends."""

    SENDERS = _KIOSK
    case: Identifier
    outcome: VisitEnd


class ConfirmWipe(Request, frozen=True, kw_only=True, tag="confirm_wipe"):
    """Kiosk: everything personal of this visit is gone from the booth; kept on the case as proof."""

    SENDERS = _KIOSK
    case: Identifier
    removed_files: Annotated[int, msgspec.Meta(ge=0)]


class ReportDevices(Request, frozen=True, kw_only=True, tag="report_devices"):
    """Kiosk: health of its devices, at start and at every change."""

    SENDERS = _KIOSK
    devices: Annotated[tuple[DeviceHealth, ...], msgspec.Meta(max_length=32)]


class DeviceProgress(Request, frozen=True, kw_only=True, tag="device_progress"):
    """Kiosk: how a `DeviceRequested` goes. `DeviceReport` goes to the agent. The last one has an `outcome`."""

    SENDERS = _KIOSK
    call: Identifier
    request: Identifier
    """The `id` of the agent's `AskDevice`."""
    outcome: DeviceOutcome | None = None
    """None: shown to the citizen and under way."""
    detail: ShortText = ""


# ---------------------------------------------------------------------------------------------------------------------
# The desk: agent to server


class SetPresence(Request, frozen=True, kw_only=True, tag="set_presence"):
    """Agent: ready for a call, or away. `PresenceChanged` follows; `in_call` and `ringing` are the server's to say."""

    SENDERS = _DESK
    presence: Presence


class AnswerOffer(Request, frozen=True, kw_only=True, tag="answer_offer"):
    """Agent: take the offer or not. `OfferClosed` follows, and when taken `CallStarted` to both ends."""

    SENDERS = _DESK
    offer: Identifier
    accept: bool


class AskDevice(Request, frozen=True, kw_only=True, tag="ask_device"):
    """Agent: ask something of the booth's devices. `DeviceRequested` goes to the kiosk; `DeviceReport`s come back."""

    SENDERS = _DESK
    call: Identifier
    action: DeviceAction
    material: Identifier | None = None
    """For `scan`: which material."""
    paper: Identifier | None = None
    """For `sign` and `print`: which paper."""


class JudgeMaterial(Request, frozen=True, kw_only=True, tag="judge_material"):
    """Agent: verdict on a material; `MaterialChanged` goes to both ends."""

    SENDERS = _DESK
    case: Identifier
    material: Identifier
    verdict: MaterialVerdict
    note: LongText = ""


class ReceivePapers(Request, frozen=True, kw_only=True, tag="receive_papers"):
    """Agent: 收件. From `submitted` to `received`; the receipt (收件凭证) is issued: `PaperIssued`, `CaseChanged`."""

    SENDERS = _DESK
    case: Identifier


class Decide(Request, frozen=True, kw_only=True, tag="decide"):
    """Agent: accept, tell completely what is missing, or refuse. The notice is issued: `PaperIssued`, `CaseChanged`."""

    SENDERS = _DESK
    case: Identifier
    decision: Decision
    reason: LongText = ""
    """Needed to refuse: the ground, printed on the notice."""


class AddNote(Request, frozen=True, kw_only=True, tag="add_note"):
    """Agent: a note for the next clerk; never shown to the citizen."""

    SENDERS = _DESK
    case: Identifier
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]


class HangUp(Request, frozen=True, kw_only=True, tag="hang_up"):
    """Agent: end the call as `served` or `hung_up`. `CallEnded` goes to both ends; the seat is in `after_call`."""

    SENDERS = _DESK
    call: Identifier
    outcome: CallEnd


# ---------------------------------------------------------------------------------------------------------------------
# The call


class Signal(Message, frozen=True, kw_only=True, tag="signal"):
    """Kiosk or agent to the other end of their call. The server relays `payload` without decoding it.

    What it holds is `peer.negotiation`'s business: offer, answer, restart.
    """

    SENDERS = _ENDS
    call: Identifier
    payload: msgspec.Raw


class MediaReport(Request, frozen=True, kw_only=True, tag="media_report"):
    """Kiosk or agent: how the call's picture and voice are, every few seconds; kept as the call's quality record."""

    SENDERS = _ENDS
    call: Identifier
    connected: bool
    set_up_ms: float | None = None
    """`CallStarted` received → first decoded frame."""
    video_fps: float = 0.0
    audio_level: float = 0.0
    """RMS of what was heard since the last report, 0 to 1."""
    frames: Annotated[int, msgspec.Meta(ge=0)] = 0


# ---------------------------------------------------------------------------------------------------------------------
# Server to clients


class VisitState(Event, frozen=True, kw_only=True, tag="visit_state"):
    """To a kiosk, first on a new session and after `OpenVisit`: what the server holds of the booth's visit."""

    case: CaseSnapshot | None
    ticket: TicketView | None = None
    call: CallView | None = None


class DeskState(Event, frozen=True, kw_only=True, tag="desk_state"):
    """To an agent, first on a new session: presence, what rings, the call and its case."""

    presence: Presence
    agent: AgentView
    offer: OfferView | None = None
    call: CallView | None = None
    case: CaseSnapshot | None = None
    devices: tuple[DeviceHealth, ...] = ()


class AgentView(Part, frozen=True, kw_only=True):
    """The logged-in agent."""

    agent: Identifier
    agent_no: ShortText
    name: ShortText
    seat: Identifier
    jurisdiction: Identifier
    items: tuple[Identifier, ...]
    """Items this seat can do."""


class TicketChanged(Event, frozen=True, kw_only=True, tag="ticket_changed"):
    """To the kiosk: place, honest estimate or state have changed."""

    case: Identifier
    ticket: TicketView
    outcome: TicketEnd | None = None


class PresenceChanged(Event, frozen=True, kw_only=True, tag="presence_changed"):
    """To the agent: what the seat is doing now, and how many wait for it."""

    presence: Presence
    waiting: int = 0
    reason: ShortText = ""
    """Why the server changed it: `missed_offers`, ..."""


class CallOffered(Event, frozen=True, kw_only=True, tag="call_offered"):
    """To the reserved seat: a citizen; answer with `AnswerOffer` before `ring_until`."""

    offer: OfferView


class OfferClosed(Event, frozen=True, kw_only=True, tag="offer_closed"):
    """To the seat: the offer is over."""

    offer: Identifier
    outcome: OfferEnd


class CallStarted(Event, frozen=True, kw_only=True, tag="call_started"):
    """To both ends: connect. The kiosk makes the offer (it gathered while waiting), the console answers.

    To the agent it carries the case and the booth's devices.
    """

    call: CallView
    case: CaseSnapshot | None = None
    devices: tuple[DeviceHealth, ...] = ()


class PeerLink(Event, frozen=True, kw_only=True, tag="peer_link"):
    """To one end of a call: the other end's link to the server is gone or back. The picture may well go on."""

    call: Identifier
    up: bool


class CallEnded(Event, frozen=True, kw_only=True, tag="call_ended"):
    """To both ends. `seat_lost`: the citizen keeps case and place, `TicketChanged` follows."""

    call: Identifier
    outcome: CallEnd


class CaseChanged(Event, frozen=True, kw_only=True, tag="case_changed"):
    """To both ends: item, holder, state or numbers of the case have changed; the snapshot is whole."""

    case: CaseSnapshot


class FieldPatched(Event, frozen=True, kw_only=True, tag="field_patched"):
    """To both ends, the typist's included: this value stands now."""

    case: Identifier
    value: FieldValue
    revision: Revision


class MaterialChanged(Event, frozen=True, kw_only=True, tag="material_changed"):
    """To both ends: pages or verdict of one material."""

    case: Identifier
    material: MaterialState


class PaperIssued(Event, frozen=True, kw_only=True, tag="paper_issued"):
    """To both ends: a paper exists; fetch it by its SHA-256."""

    case: Identifier
    paper: PaperState


class DeviceRequested(Event, frozen=True, kw_only=True, tag="device_requested"):
    """To the kiosk: the agent asks for a device; show it, carry it out, answer with `DeviceProgress`."""

    call: Identifier
    request: Identifier
    action: DeviceAction
    material: Identifier | None = None
    paper: Identifier | None = None


class DeviceReport(Event, frozen=True, kw_only=True, tag="device_report"):
    """To the agent: how the request goes; relayed from `DeviceProgress`."""

    call: Identifier
    request: Identifier
    outcome: DeviceOutcome | None
    detail: ShortText = ""


class DevicesChanged(Event, frozen=True, kw_only=True, tag="devices_changed"):
    """To the agent in a call with the booth: health of its devices."""

    call: Identifier
    devices: tuple[DeviceHealth, ...]


class DiagnosisRequested(Event, frozen=True, kw_only=True, tag="diagnosis_requested"):
    """To the kiosk: a technician asks how the booth is; answer by `PUT /v1/diagnoses/{diagnosis}`, a bundle."""

    diagnosis: Identifier


AnyMessage = (
    Done | Failed
    | OpenVisit | RecordConsent | RecordIdentity | ChooseItem | TakeTicket | LeaveQueue | PatchField | AttachPage
    | RecordSignature | Rate | EndVisit | ConfirmWipe | ReportDevices | DeviceProgress
    | SetPresence | AnswerOffer | AskDevice | JudgeMaterial | ReceivePapers | Decide | AddNote | HangUp
    | Signal | MediaReport
    | VisitState | DeskState | TicketChanged | PresenceChanged | CallOffered | OfferClosed | CallStarted | PeerLink
    | CallEnded | CaseChanged | FieldPatched | MaterialChanged | PaperIssued | DeviceRequested | DeviceReport
    | DevicesChanged | DiagnosisRequested
)  # fmt: skip
"""Every message there is."""
