"""What a paper is made from: all of it an argument, nothing of it looked up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperMaterial:
    """One line of the list of materials."""

    name: str
    form: str = "原件核验"
    """原件, 复印件, 原件核验, 电子."""
    copies_due: int = 0
    copies_received: int = 0
    note: str = ""
    """Level of verification, 容缺, ..."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialProblem:
    """One line of the complete list of what is missing or wrong."""

    material: str
    problem: str
    todo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperData:
    """Everything a paper may say. A paper takes what it needs; numbers and telephones are masked where it should."""

    number: str
    """编号 of the paper: 穗番政务受〔2026〕000123号."""
    case_no: str
    """办件流水号."""
    issued_at: datetime
    """With time zone; printed as it stands, so give the time of the place."""
    organ: str
    """The organ that issues the paper; on the seal."""
    hall: str
    address: str
    """Of the hall."""
    phone: str
    """Of the hall."""
    item_name: str
    implementation_code: str
    applicant_name: str
    applicant_id_kind: str
    applicant_number: str
    applicant_phone: str
    form: str
    """Name of the form definition."""
    values: Mapping[str, str] = field(default_factory=dict)
    materials: tuple[PaperMaterial, ...] = ()
    statutory_days: float = 0
    """Working days."""
    promised_days: float = 0
    """Working days; 0 means at once."""
    due: date | None = None
    due_provisional: bool = False
    """True: `due` is expected and not printed as a firm date."""
    reason: str = ""
    """Ground of a refusal."""
    problems: tuple[MaterialProblem, ...] = ()
    supplement_days: int = 30
    """Days within which a supplement is due."""
    agent_no: str = ""
    agent_name: str = ""
    delivery: str = ""
    signature_png: bytes | None = None
    signed_at: datetime | None = None
    query_url: str = ""
    """What the QR code says."""
    demo_seal: bool = True
