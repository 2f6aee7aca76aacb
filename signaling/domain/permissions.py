"""The one table of who may do what: every message and every endpoint has a row, and nothing is done without one.

A row says which roles may ask, and how the asker must stand to what is asked about. A wrong role is `not_permitted`. A
case, call or offer that is none of the asker's business is `unknown`, exactly as one that does not exist, so that
nobody learns what there is by asking. A missing power of the asker's jurisdiction is `not_permitted`.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from protocol import messages as m
from protocol.states import Decision, FailureCode, Role
from signaling.domain.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from signaling.domain.case import Case


class Relation(StrEnum):
    """How an asker must stand to what is asked about."""

    SELF = "self"
    """It is about the asker alone."""
    OWN_CASE = "own_case"
    """A booth: the case was opened there. An agent: the case is in a call with this agent now."""
    OWN_CALL = "own_call"
    """The asker is one end of the call."""
    OWN_OFFER = "own_offer"
    """It rings at the asker's seat."""
    CASE_OR_SUPERVISOR = "case_or_supervisor"
    """As `OWN_CASE`, or a supervisor of the case's jurisdiction or of the booth's."""
    OWN_BOOTH = "own_booth"
    """A booth: it is the asker. Anybody else: it is of the asker's jurisdiction."""
    CHECK_CODE = "check_code"
    """Whoever holds a paper of the case, in no role: its number and check code are known."""


class Need(StrEnum):
    """A power over the item that the asker's jurisdiction needs: its own item, or granted by an agreement."""

    NONE = "none"
    RECEIVE = "receive"
    INFORM = "inform"
    VERIFY = "verify"


class Endpoint(StrEnum):
    """HTTP endpoints that show or take what is not everybody's; a row without roles needs no token."""

    LOGOUT = "logout"
    CATALOGUE = "catalogue"
    PUT_DOCUMENT = "put_document"
    GET_DOCUMENT = "get_document"
    PREVIEW = "preview"
    EVENTS = "events"
    PROGRESS = "progress"
    ASK_DIAGNOSIS = "ask_diagnosis"
    PUT_DIAGNOSIS = "put_diagnosis"
    GET_DIAGNOSIS = "get_diagnosis"


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """Who asks: proved by the device key or the token, never by what a message says."""

    name: str
    role: Role
    jurisdiction: str
    hall: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table."""

    roles: frozenset[Role]
    relation: Relation
    need: Need = Need.NONE


_KIOSK = frozenset({Role.KIOSK})
_DESK = frozenset({Role.AGENT, Role.SUPERVISOR})
_ENDS = _KIOSK | _DESK
_CARETAKERS = frozenset({Role.SUPERVISOR, Role.TECHNICIAN})
_ALL = frozenset(Role)

MESSAGES: Mapping[type[m.Message], Row] = {
    m.OpenVisit: Row(_KIOSK, Relation.SELF),
    m.ReportDevices: Row(_KIOSK, Relation.SELF),
    m.RecordConsent: Row(_KIOSK, Relation.OWN_CASE),
    m.RecordIdentity: Row(_KIOSK, Relation.OWN_CASE),
    m.ChooseItem: Row(_KIOSK, Relation.OWN_CASE),
    m.TakeTicket: Row(_KIOSK, Relation.OWN_CASE),
    m.LeaveQueue: Row(_KIOSK, Relation.OWN_CASE),
    m.AttachPage: Row(_KIOSK, Relation.OWN_CASE),
    m.RecordSignature: Row(_KIOSK, Relation.OWN_CASE),
    m.Rate: Row(_KIOSK, Relation.OWN_CASE),
    m.EndVisit: Row(_KIOSK, Relation.OWN_CASE),
    m.ConfirmWipe: Row(_KIOSK, Relation.OWN_CASE),
    m.DeviceProgress: Row(_KIOSK, Relation.OWN_CALL),
    m.PatchField: Row(_ENDS, Relation.OWN_CASE),
    m.SetPresence: Row(_DESK, Relation.SELF),
    m.AnswerOffer: Row(_DESK, Relation.OWN_OFFER),
    m.AskDevice: Row(_DESK, Relation.OWN_CALL),
    m.JudgeMaterial: Row(_DESK, Relation.OWN_CASE, Need.VERIFY),
    m.ReceivePapers: Row(_DESK, Relation.OWN_CASE, Need.RECEIVE),
    m.Decide: Row(_DESK, Relation.OWN_CASE, Need.RECEIVE),
    m.AddNote: Row(_DESK, Relation.OWN_CASE),
    m.HangUp: Row(_DESK, Relation.OWN_CALL),
    m.Signal: Row(_ENDS, Relation.OWN_CALL),
    m.MediaReport: Row(_ENDS, Relation.OWN_CALL),
}
"""What a client may send. A message without a row is the server's to say: `not_permitted`."""

ENDPOINTS: Mapping[Endpoint, Row] = {
    Endpoint.LOGOUT: Row(_ALL, Relation.SELF),
    Endpoint.CATALOGUE: Row(_ALL, Relation.SELF),
    Endpoint.PUT_DOCUMENT: Row(_KIOSK, Relation.OWN_CASE),
    Endpoint.GET_DOCUMENT: Row(_ENDS, Relation.CASE_OR_SUPERVISOR),
    Endpoint.PREVIEW: Row(_ENDS, Relation.OWN_CASE),
    Endpoint.EVENTS: Row(_DESK, Relation.CASE_OR_SUPERVISOR),
    Endpoint.PROGRESS: Row(frozenset(), Relation.CHECK_CODE),
    Endpoint.ASK_DIAGNOSIS: Row(_CARETAKERS, Relation.OWN_BOOTH),
    Endpoint.PUT_DIAGNOSIS: Row(_KIOSK, Relation.OWN_BOOTH),
    Endpoint.GET_DIAGNOSIS: Row(_CARETAKERS, Relation.OWN_BOOTH),
}


def need_of(message: m.Message) -> Need:
    """Return the power a message needs; telling what is missing needs another one than accepting."""
    if isinstance(message, m.Decide) and message.decision is Decision.SUPPLEMENT:
        return Need.INFORM
    return MESSAGES[type(message)].need


def require_role(row: Row | None, principal: Principal) -> Row:
    """Return the row; refuse a role that is not in it, and what has no row."""
    if row is None or principal.role not in row.roles:
        raise Refused(FailureCode.NOT_PERMITTED)
    return row


def require_case(row: Row, principal: Principal, case: Case | None) -> Case:
    """Return the case; refuse one that is none of the asker's business as if it did not exist."""
    if case is None or not case.events or not _stands(row.relation, principal, case):
        raise Refused(FailureCode.UNKNOWN)
    return case


def require_call(principal: Principal, case: Case | None, call: str) -> Case:
    """Return the case of a call the asker is one end of."""
    if case is None or case.call is None or case.call.call != call or not _is_end(principal, case):
        raise Refused(FailureCode.UNKNOWN)
    return case


def require_booth(row: Row, principal: Principal, *, kiosk: str, jurisdiction: str | None) -> None:
    """Refuse a booth that is none of the asker's business, or has no jurisdiction, as if it did not exist."""
    own = principal.name == kiosk if principal.role is Role.KIOSK else principal.jurisdiction == jurisdiction
    if row.relation is not Relation.OWN_BOOTH or jurisdiction is None or not own:
        raise Refused(FailureCode.UNKNOWN)


def require_code(row: Row, *, untrusted_code: str, code: str) -> None:
    """Refuse a wrong check code as a case that does not exist; in constant time."""
    right = hmac.compare_digest(untrusted_code.encode("utf-8", "replace"), code.encode())
    if row.relation is not Relation.CHECK_CODE or not right:
        raise Refused(FailureCode.UNKNOWN)


def _stands(relation: Relation, principal: Principal, case: Case) -> bool:
    supervised = relation is Relation.CASE_OR_SUPERVISOR and principal.role is Role.SUPERVISOR
    if supervised and principal.jurisdiction in {case.jurisdiction, case.booth}:
        return True
    return _is_end(principal, case)


def _is_end(principal: Principal, case: Case) -> bool:
    if principal.role is Role.KIOSK:
        return case.kiosk == principal.name
    return case.call is not None and case.call.agent == principal.name
