"""What an official paper says of a case, and issuing it: render on a thread, keep the PDF, return what the log keeps.

Dates on paper are those of the place: Asia/Shanghai, whatever the machine's zone is.
"""

from __future__ import annotations

import asyncio
import hashlib
import math
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import forms
from protocol.catalogue import Capture, Necessity
from protocol.states import CardKind, Decision, FailureCode, MaterialVerdict
from signaling.domain.completeness import defects, is_there
from signaling.domain.errors import Refused
from signaling.store.base import Json, StorageFull

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from concurrent.futures import Executor

    from protocol.catalogue import Item, Material
    from signaling.catalogue import LoadedCatalogue
    from signaling.domain.case import Case
    from signaling.store.base import Documents, Store

PREVIEWS_KEPT = 256
"""Hashes of previews kept, so that signing need not draw the form again."""
Edition = tuple[str, int, float]
"""Item, revision and time of the last edit: what changes whenever the application would."""

ZONE = ZoneInfo("Asia/Shanghai")
PDF = "application/pdf"
APPLICATION, RECEIPT = "application", "receipt"
NOTICES: Mapping[Decision, str] = {
    Decision.ACCEPT: "acceptance",
    Decision.SUPPLEMENT: "supplement",
    Decision.REFUSE: "refusal",
}
_SERIES = {RECEIPT: "收", "acceptance": "受", "supplement": "补", "refusal": "不受"}
_PHONES = ("mobile", "phone")
_KINDS = {
    CardKind.RESIDENT: "居民身份证",
    CardKind.HMT_PERMIT: "港澳台居民居住证",
    CardKind.FOREIGN_PR: "外国人永久居留身份证",
}
_VERDICTS = {
    MaterialVerdict.QUALIFIED: "已核对原件",
    MaterialVerdict.UNQUALIFIED: "不合格",
    MaterialVerdict.RETAKE: "需重新拍摄",
}


def local(at: float) -> datetime:
    """Return the time of the place for a Unix time."""
    return datetime.fromtimestamp(at, ZONE)


def due_date(item: Item, at: float) -> tuple[date, bool]:
    """Return the day by which an accepted case is decided, and whether it is only expected (DOMAIN: 民法典 201)."""
    day = forms.add_working_days(local(at).date(), math.ceil(item.promised_days))
    return day.date, day.provisional


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A paper that was made, kept, and not yet in the log."""

    paper: str
    number: str
    sha256: str

    def data(self) -> dict[str, Json]:
        """Return what the log keeps of it."""
        return {"paper": self.paper, "number": self.number, "sha256": self.sha256}


class Papers:
    """Makes papers of cases."""

    def __init__(
        self,
        *,
        catalogue: LoadedCatalogue,
        store: Store,
        documents: Documents,
        executor: Executor,
        query_url: Callable[[str], str],
    ) -> None:
        """Number papers from `store`, keep them in `documents`, render on `executor`; `query_url` gives the QR code."""
        self._catalogue = catalogue
        self._store = store
        self._documents = documents
        self._executor = executor
        self._query_url = query_url
        self._previews: OrderedDict[str, tuple[Edition, str]] = OrderedDict()

    async def preview(self, case: Case, item: Item) -> bytes:
        """Return the application as it would be signed now: the same bytes until form, holder or pages change."""
        pdf = await self._render(APPLICATION, self._application(case, item, issued_at=case.edited_at))
        self._previews[case.case] = (_edition(case), hashlib.sha256(pdf).hexdigest())
        self._previews.move_to_end(case.case)
        while len(self._previews) > PREVIEWS_KEPT:
            self._previews.popitem(last=False)
        return pdf

    async def sign(self, case: Case, item: Item, *, preview_sha256: str, image_sha256: str, now: float) -> Issued:
        """Issue the application with the signature. Raises `Refused(conflict)` when it is not what was read."""
        if await self._preview_sha256(case, item) != preview_sha256:
            raise Refused(FailureCode.CONFLICT, field="preview_sha256")
        picture = await self._documents.get(image_sha256)
        if picture is None:
            raise Refused(FailureCode.UNKNOWN, field="image_sha256")
        data = self._application(case, item, issued_at=now)
        try:
            return await self._issue(APPLICATION, replace(data, signature_png=picture[0], signed_at=local(now)))
        except forms.SignatureUnusable:
            raise Refused(FailureCode.INVALID, field="image_sha256") from None

    async def _preview_sha256(self, case: Case, item: Item) -> str:
        """Return the hash of the preview, from memory when it was made for this edition."""
        edition, sha256 = self._previews.get(case.case, (None, ""))
        return sha256 if edition == _edition(case) else hashlib.sha256(await self.preview(case, item)).hexdigest()

    def _application(self, case: Case, item: Item, *, issued_at: float) -> forms.PaperData:
        """Return what the citizen declares: nothing a clerk does while she reads may change it."""
        data = self._data(case, item, number=case.case_no, issued_at=issued_at)
        lines = tuple(_line(case, m, judged=False) for m in item.materials if _listed(case, m))
        return replace(data, materials=lines, agent_no="", agent_name="")

    async def receipt(self, case: Case, item: Item, *, now: float) -> Issued:
        """Issue the receipt for the papers taken in (收件凭证)."""
        number = await self._number(case, RECEIPT, now)
        return await self._issue(RECEIPT, self._data(case, item, number=number, issued_at=now))

    async def notice(self, case: Case, item: Item, *, decision: Decision, reason: str, now: float) -> Issued:
        """Issue the notice of a decision."""
        paper = NOTICES[decision]
        data = self._data(case, item, number=await self._number(case, paper, now), issued_at=now)
        if decision is Decision.ACCEPT:
            due, provisional = due_date(item, now)
            data = replace(data, due=due, due_provisional=provisional)
        if decision is Decision.SUPPLEMENT:
            data = replace(data, problems=_problems(case, item, reason))
        return await self._issue(paper, replace(data, reason=reason))

    async def _issue(self, paper: str, data: forms.PaperData) -> Issued:
        try:
            sha256 = await self._documents.put(await self._render(paper, data), media_type=PDF)
        except StorageFull:
            raise Refused(FailureCode.STORAGE_FULL) from None
        return Issued(paper=paper, number=data.number, sha256=sha256)

    async def _render(self, paper: str, data: forms.PaperData) -> bytes:
        return await asyncio.get_running_loop().run_in_executor(self._executor, forms.render, paper, data)

    async def _number(self, case: Case, paper: str, now: float) -> str:
        """Return 番禺政务受〔2026〕000123号; numbers are never reused, so one may be missing."""
        year = local(now).year
        found = self._catalogue.jurisdiction(case.jurisdiction)
        place = case.jurisdiction if found is None else found.name.zh.rstrip("区市县")
        serial = await self._store.next_number(f"paper/{case.jurisdiction}/{paper}/{year}")
        return f"{place}政务{_SERIES[paper]}〔{year}〕{serial:06d}号"

    def _data(self, case: Case, item: Item, *, number: str, issued_at: float) -> forms.PaperData:
        holder = case.holder
        hall = self._catalogue.hall(case.hall)
        values = case.values
        agent = case.last_agent
        return forms.PaperData(
            number=number,
            case_no=case.case_no,
            issued_at=local(issued_at),
            organ=self._catalogue.organ(item),
            hall="" if hall is None else hall.name.zh,
            address="" if hall is None else hall.address,
            phone="" if hall is None else hall.phone,
            item_name=item.name.zh,
            implementation_code=item.implementation_code,
            applicant_name=values.get("name", "") if holder is None else holder.name,
            applicant_id_kind=values.get("id_type", "") if holder is None else _KINDS[holder.kind],
            applicant_number=values.get("id_number", "") if holder is None else holder.number,
            applicant_phone=next((values[name] for name in _PHONES if values.get(name)), ""),
            form=item.form,
            values=values,
            materials=tuple(_line(case, m) for m in item.materials if _listed(case, m)),
            statutory_days=item.statutory_days,
            promised_days=item.promised_days,
            agent_no="" if agent is None else agent.agent_no,
            agent_name="" if agent is None else agent.agent_name,
            delivery=values.get("deliver", ""),
            query_url=self._query_url(case.case_no),
        )


def _edition(case: Case) -> Edition:
    """Return what changes whenever the application would."""
    return (case.item, case.revision, case.edited_at)


def _listed(case: Case, material: Material) -> bool:
    """Tell whether the material concerns this applicant: what is needed, and what was brought."""
    needed = material.necessity is Necessity.REQUIRED and not material.exempt
    held = case.materials.get(material.material)
    return needed or (held is not None and bool(held.pages))


def _line(case: Case, material: Material, *, judged: bool = True) -> forms.PaperMaterial:
    held = case.materials.get(material.material)
    there = material.capture is Capture.FORM or is_there(case, material)
    note = "" if held is None or not judged else _VERDICTS.get(held.verdict, "")
    if not there and material.tolerate_days is not None:
        note = f"容缺，{material.tolerate_days}个工作日内补齐"
    return forms.PaperMaterial(
        name=material.name.zh,
        form=material.form,
        copies_due=max(1, material.copies),
        copies_received=int(there),
        note=note,
    )


def _problems(case: Case, item: Item, reason: str) -> tuple[forms.MaterialProblem, ...]:
    names = {material.material: material.name.zh for material in item.materials}
    found = tuple(
        forms.MaterialProblem(
            material=names[material], problem=problem or "不齐全", todo="请补交" if not problem else "请更正后重新提交"
        )
        for material, problem in defects(case, item)
    )
    if reason.strip():
        return (*found, forms.MaterialProblem(material="其他", problem=reason, todo="请按要求补正"))
    return found
