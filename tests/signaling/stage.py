"""A server on a real socket with an in-memory store, and the people who use it."""

from __future__ import annotations

import hashlib
import io
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

import aiohttp
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image

from protocol.identity import public_text
from protocol.messages import (
    AnswerOffer,
    AttachPage,
    CallOffered,
    CallStarted,
    ChooseItem,
    Holder,
    OpenVisit,
    Page,
    PatchField,
    RecordIdentity,
    SetPresence,
    TakeTicket,
    VisitState,
)
from protocol.states import CardKind, Language, Presence, Role
from signaling import administration
from signaling.app import SERVER, build_app, gate_of
from signaling.auth import HASHER
from signaling.config import Settings
from signaling.store.base import AgentAccount, EnrolmentCode, KioskAccount
from tests.fakes.store import FakeDocuments, FakeStore
from tests.signaling.client import Client, request_id

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

    from signaling.catalogue import LoadedCatalogue
    from signaling.rate import Pace
    from signaling.server import Server
    from signaling.store.base import Documents, Store

PASSWORD = "correct horse"
ITEM = "YL-CJ-001"
HOLDER = Holder(
    kind=CardKind.RESIDENT,
    name="王𬎆明",
    sex="2",
    ethnic="汉",
    birth="1949-12-31",
    address="广东省广州市番禺区市桥街桥南路1号",
    number="11010519491231002X",
    issuer="广州市公安局番禺分局",
    valid_from="2015-01-01",
)
FIELDS = {
    "phone": "13800138000",
    "household_type": "农业",
    "household_region": "440113",
    "pay_level": "480",
    "pay_way": "按年",
    "bank_name": "中国银行",
    "bank_number": "6222021234567890128",
    "deliver": "晓屋打印",
}


@cache
def packaged_catalogue() -> LoadedCatalogue:
    """Return the catalogue the server comes with."""
    return administration.load_catalogue(None)


@cache
def password_hash() -> str:
    """Return the hash of `PASSWORD`."""
    return HASHER.hash(PASSWORD)


def picture(seed: int = 0, kind: str = "PNG") -> bytes:
    """Return a small picture."""
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), (seed % 256, 120, 90)).save(buffer, kind)
    return buffer.getvalue()


def strokes() -> bytes:
    """Return strokes as a booth uploads them."""
    return json.dumps({"strokes": [[[0.1, 0.2, 0, 0.5], [0.3, 0.4, 20, 0.6]]]}).encode()


@dataclass(kw_only=True)
class Stage:
    """A running server and how to reach it."""

    url: str
    server: Server
    store: FakeStore
    """Holds the accounts of `kiosk` and `agent`; `enter` copies them into a real one."""
    documents: FakeDocuments
    keys: dict[str, Ed25519PrivateKey] = field(default_factory=dict)

    def kiosk(self, name: str = "PY-K01", *, hall: str = "PY-007", jurisdiction: str = "440113") -> Client:
        """Return an enrolled booth that is not connected."""
        key = self.keys.setdefault(name, Ed25519PrivateKey.generate())
        self.store.kiosks[name] = KioskAccount(
            kiosk=name, hall=hall, jurisdiction=jurisdiction, public_key=public_text(key)
        )
        return Client(self.url, name, Role.KIOSK, key=key)

    async def enter(self, store: Store) -> None:
        """Enrol and add everybody of this stage in a real store."""
        for kiosk in self.store.kiosks.values():
            code = EnrolmentCode(
                code_sha256=kiosk.kiosk,
                kiosk=kiosk.kiosk,
                hall=kiosk.hall,
                jurisdiction=kiosk.jurisdiction,
                expires_at=self.server.clock() + 60,
            )
            await store.add_code(code)
            await store.enrol(code_sha256=kiosk.kiosk, public_key=kiosk.public_key, now=self.server.clock())
        for agent in self.store.agents.values():
            await store.put_agent(agent)

    def agent(
        self, name: str = "zhang", *, seat: str = "PY-S01", jurisdiction: str = "440113", role: Role = Role.AGENT
    ) -> Client:
        """Return a clerk who is logged in and not connected."""
        self.store.agents[name] = AgentAccount(
            agent=name,
            agent_no=f"44{len(self.store.agents):04d}",
            name="张老师",
            role=role,
            password_hash=password_hash(),
            jurisdiction=jurisdiction,
            seat=seat,
        )
        token, _ = self.server.tokens.issue(sub=name, role=role, jti=self.server.new_id(), now=self.server.clock())
        return Client(self.url, name, role, token=token)


@asynccontextmanager
async def running(
    folder: Path,
    *,
    store: Store | None = None,
    documents: Documents | None = None,
    pace: Pace | None = None,
    catalogue: LoadedCatalogue | None = None,
    **settings: float | str,
) -> AsyncIterator[Stage]:
    """Run a server on a free port; give a store to run another one on what the first left."""
    fake_store = store if isinstance(store, FakeStore) else FakeStore()
    fake_documents = documents if isinstance(documents, FakeDocuments) else FakeDocuments()
    app = build_app(
        settings=replace(Settings(data_dir=folder, port=0), **settings),  # type: ignore[arg-type]  # the fields and their values come as a mapping
        store=store or fake_store,
        documents=documents or fake_documents,
        catalogue=catalogue or packaged_catalogue(),
        pace=pace,
    )
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    await gate_of(runner, app[SERVER]).start()
    try:
        host, port = runner.addresses[0][:2]
        yield Stage(url=f"http://{host}:{port}", server=app[SERVER], store=fake_store, documents=fake_documents)
    finally:
        await runner.cleanup()


# -- steps of a visit -----------------------------------------------------------------------------------------------


async def upload(
    client: Client, case: str, data: bytes, media_type: str, *, sha256: str | None = None
) -> tuple[int, str]:
    """Upload a document; return status and SHA-256."""
    name = hashlib.sha256(data).hexdigest() if sha256 is None else sha256
    assert client.welcome is not None
    headers = {"Authorization": f"Bearer {client.welcome.http_token}", "Content-Type": media_type}
    url = f"{client.url}/v1/cases/{case}/documents/{name}"
    async with aiohttp.ClientSession() as http, http.put(url, data=data, headers=headers) as answer:
        return answer.status, name


async def fetch(client: Client, path: str, *, token: str | None = None) -> tuple[int, bytes, Mapping[str, str]]:
    """Fetch a path; return status, body and headers."""
    if token is None:
        assert client.welcome is not None
        token = client.welcome.http_token
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with aiohttp.ClientSession() as http, http.get(f"{client.url}{path}", headers=headers) as answer:
        return answer.status, await answer.read(), answer.headers.copy()


async def opened(kiosk: Client) -> str:
    """Open a visit; return its case."""
    await kiosk.hear(VisitState)
    await kiosk.done(OpenVisit(id=request_id(), language=Language.ZH_HANS))
    state = await kiosk.hear(VisitState)
    assert state.case is not None
    return state.case.case


async def identified(kiosk: Client) -> str:
    """Open a visit, read the card and choose the item; return the case."""
    case = await opened(kiosk)
    await kiosk.done(RecordIdentity(id=request_id(), case=case, holder=HOLDER, reader="1234"))
    await kiosk.done(ChooseItem(id=request_id(), case=case, item=ITEM))
    return case


async def filled(client: Client, case: str) -> None:
    """Fill the form."""
    for name, value in FIELDS.items():
        revision = client.server_revision
        await client.done(PatchField(id=request_id(), case=case, field=name, value=value, base=revision))


async def attached(kiosk: Client, case: str, material: str) -> None:
    """Photograph one page of a material."""
    _, original = await upload(kiosk, case, picture(1), "image/png")
    _, page = await upload(kiosk, case, picture(2), "image/png")
    taken = Page(sha256=page, original_sha256=original, media_type="image/png")
    await kiosk.done(AttachPage(id=request_id(), case=case, material=material, page=taken))


async def in_call(kiosk: Client, agent: Client, case: str) -> str:
    """Queue, ring and answer; return the call."""
    await agent.done(SetPresence(id=request_id(), presence=Presence.READY))
    await kiosk.done(TakeTicket(id=request_id(), case=case))
    offer = (await agent.hear(CallOffered)).offer
    await agent.done(AnswerOffer(id=request_id(), offer=offer.offer, accept=True))
    started = await kiosk.hear(CallStarted)
    assert (await agent.hear(CallStarted)).call == started.call
    return started.call.call
