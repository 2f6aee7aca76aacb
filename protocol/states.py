"""The vocabulary: one word for each state and outcome, the same on the wire, in a column, on a screen, in a manual."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """Who speaks on a session."""

    KIOSK = "kiosk"
    AGENT = "agent"
    SUPERVISOR = "supervisor"
    TECHNICIAN = "technician"


class Language(StrEnum):
    """Languages a screen can show; BCP 47 tags."""

    ZH_HANS = "zh-Hans"
    ZH_HANT = "zh-Hant"
    EN = "en"


class CaseState(StrEnum):
    """Where a case stands in its life cycle (办件)."""

    DRAFT = "draft"
    """草稿: opened at the first touch, being filled in."""
    SUBMITTED = "submitted"
    """已提交: the citizen has confirmed and signed."""
    RECEIVED = "received"
    """已收件: the seat has taken the papers; the clock for the notice runs."""
    SUPPLEMENT = "supplement"
    """补正告知: the citizen was told once and completely what is missing."""
    ACCEPTED = "accepted"
    """已受理: a notice of acceptance exists; the decision clock runs."""
    REFUSED = "refused"
    """不予受理: refused with the ground and the remedies named."""
    WITHDRAWN = "withdrawn"
    """已撤回: by the citizen."""


class TicketState(StrEnum):
    """Where a ticket stands on its way to a seat."""

    WAITING = "waiting"
    OFFERED = "offered"
    IN_CALL = "in_call"
    ENDED = "ended"


class TicketEnd(StrEnum):
    """How a ticket ended."""

    SERVED = "served"
    ABANDONED = "abandoned"
    """The citizen left or the booth did not come back within its grace."""
    NO_SEAT = "no_seat"
    """No seat of this jurisdiction or of a partner has the skill; said at once."""


class OfferEnd(StrEnum):
    """How an offer to one seat ended."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    MISSED = "missed"
    """Nobody answered within the ring time."""
    WITHDRAWN = "withdrawn"
    """The ticket ended or the seat was lost while it rang."""


class CallEnd(StrEnum):
    """How a call ended."""

    SERVED = "served"
    """The agent ended it with the business done or decided."""
    HUNG_UP = "hung_up"
    """The agent ended it with the business open; the ticket ends too."""
    CITIZEN_LEFT = "citizen_left"
    KIOSK_LOST = "kiosk_lost"
    SEAT_LOST = "seat_lost"
    """The console did not come back within its grace; the ticket returns to the head of the queue."""
    DEVICE_FAULT = "device_fault"


class Presence(StrEnum):
    """What a seat is doing."""

    OFFLINE = "offline"
    AWAY = "away"
    READY = "ready"
    RINGING = "ringing"
    IN_CALL = "in_call"
    AFTER_CALL = "after_call"


class VisitEnd(StrEnum):
    """How a visit at a booth ended."""

    FINISHED = "finished"
    LEFT = "left"
    """The citizen pressed end, or walked away and the idle time ran out."""
    KIOSK_RESTARTED = "kiosk_restarted"


class ConsentKind(StrEnum):
    """The notices and separate consents a visit shows (personal information protection law, 17, 29, 30)."""

    NOTICE = "notice"
    """办事告知: a notice, acknowledged, not a consent."""
    VIDEO = "video"
    """视频通话告知: the clerk sees the citizen and her papers; says truly whether anything is recorded."""
    FACE = "face"
    RECORDING = "recording"
    SENSITIVE = "sensitive"
    CROSS_REGION = "cross_region"


class CardKind(StrEnum):
    """Kinds of card with a SAM_V chip."""

    RESIDENT = "resident"
    HMT_PERMIT = "hmt_permit"
    FOREIGN_PR = "foreign_pr"


class MaterialVerdict(StrEnum):
    """What the agent says of a material."""

    PENDING = "pending"
    QUALIFIED = "qualified"
    """合格: seen and in order; raises the evidence level from C to B."""
    UNQUALIFIED = "unqualified"
    """不合格: goes into the complete list of defects."""
    RETAKE = "retake"
    """退回重拍: the picture is not good enough."""


class Decision(StrEnum):
    """What the agent decides."""

    ACCEPT = "accept"
    SUPPLEMENT = "supplement"
    REFUSE = "refuse"


class DeviceKind(StrEnum):
    """Devices of a booth."""

    ID_CARD_READER = "id_card_reader"
    DOCUMENT_CAMERA = "document_camera"
    SIGNATURE = "signature"
    PRINTER = "printer"
    CAMERA = "camera"
    MICROPHONE = "microphone"
    LOUDSPEAKER = "loudspeaker"


class DeviceState(StrEnum):
    """Health of one device."""

    INITIALISING = "initialising"
    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"
    BUSY = "busy"
    DISABLED = "disabled"


class DeviceAction(StrEnum):
    """What an agent can ask of a booth's devices during a call."""

    READ_CARD = "read_card"
    SCAN = "scan"
    SIGN = "sign"
    PRINT = "print"


class DeviceOutcome(StrEnum):
    """How a device request ended."""

    DONE = "done"
    REFUSED = "refused"
    """The citizen said no, or it is not safe now."""
    TIMED_OUT = "timed_out"
    FAULT = "fault"
    CANCELLED = "cancelled"


class FailureCode(StrEnum):
    """Why a message or request was refused; the screen's sentence is chosen from this word."""

    MALFORMED = "malformed"
    VERSION = "version"
    NOT_AUTHENTICATED = "not_authenticated"
    NOT_PERMITTED = "not_permitted"
    UNKNOWN = "unknown"
    """No such case, call, offer, item, document or paper, or it is none of the asker's business."""
    WRONG_STATE = "wrong_state"
    """Right message, wrong moment: the case, ticket or call is not where this is possible."""
    CONFLICT = "conflict"
    INVALID = "invalid"
    """Well formed, but a value breaks a rule; `field` names it."""
    NO_SEAT = "no_seat"
    TOO_LARGE = "too_large"
    UNSUPPORTED_MEDIA = "unsupported_media"
    HASH_MISMATCH = "hash_mismatch"
    TOO_OFTEN = "too_often"
    """Over the rate; try again after `retry_after` seconds."""
    STORAGE_FULL = "storage_full"
    DRAINING = "draining"
    INTERNAL = "internal"
