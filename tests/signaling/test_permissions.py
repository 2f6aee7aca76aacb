"""The wrong role, the wrong jurisdiction and nobody are refused: for every message and every endpoint there is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import aiohttp
import msgspec
import pytest

from protocol import messages as m
from protocol.messages import AnyMessage
from protocol.states import (
    CallEnd,
    CardKind,
    ConsentKind,
    Decision,
    DeviceAction,
    FailureCode,
    Language,
    MaterialVerdict,
    Presence,
    Role,
    VisitEnd,
)
from signaling.domain.errors import Refused
from signaling.domain.permissions import ENDPOINTS, MESSAGES, Endpoint, Relation, require_code
from signaling.service import HANDLERS
from tests.signaling.client import Client, request_id
from tests.signaling.stage import ITEM, identified, in_call, running

if TYPE_CHECKING:
    from collections.abc import Callable

ALL: tuple[type[m.Message], ...] = get_args(AnyMessage)
GOLDEN = Path(__file__).parents[1] / "data" / "wire"
SHA = "0" * 64
HOLDER = m.Holder(kind=CardKind.RESIDENT, name="x", sex="1", birth="2000-01-01", number="1")
PAGE = m.Page(sha256=SHA, original_sha256=SHA, media_type="image/png")

MAKE: dict[type[m.Message], Callable[[str, str, str], m.Message]] = {
    m.OpenVisit: lambda i, _case, _call: m.OpenVisit(id=i, language=Language.EN),
    m.RecordConsent: lambda i, case, _: m.RecordConsent(
        id=i, case=case, kind=ConsentKind.VIDEO, version="1", text_sha256=SHA, language=Language.EN, given=True
    ),
    m.RecordIdentity: lambda i, case, _: m.RecordIdentity(id=i, case=case, holder=HOLDER, reader="r"),
    m.ChooseItem: lambda i, case, _: m.ChooseItem(id=i, case=case, item=ITEM),
    m.TakeTicket: lambda i, case, _: m.TakeTicket(id=i, case=case),
    m.LeaveQueue: lambda i, case, _: m.LeaveQueue(id=i, case=case),
    m.PatchField: lambda i, case, _: m.PatchField(id=i, case=case, field="phone", value="1", base=0),
    m.AttachPage: lambda i, case, _: m.AttachPage(id=i, case=case, material="hukou", page=PAGE),
    m.RecordSignature: lambda i, case, _: m.RecordSignature(
        id=i, case=case, paper="application", preview_sha256=SHA, strokes_sha256=SHA, image_sha256=SHA
    ),
    m.Rate: lambda i, case, _: m.Rate(id=i, case=case, level=5),
    m.EndVisit: lambda i, case, _: m.EndVisit(id=i, case=case, outcome=VisitEnd.LEFT),
    m.ConfirmWipe: lambda i, case, _: m.ConfirmWipe(id=i, case=case, removed_files=0),
    m.ReportDevices: lambda i, _case, _call: m.ReportDevices(id=i, devices=()),
    m.DeviceProgress: lambda i, _, call: m.DeviceProgress(id=i, call=call, request="r"),
    m.SetPresence: lambda i, _case, _call: m.SetPresence(id=i, presence=Presence.READY),
    m.AnswerOffer: lambda i, _case, _call: m.AnswerOffer(id=i, offer="o", accept=True),
    m.AskDevice: lambda i, _, call: m.AskDevice(id=i, call=call, action=DeviceAction.READ_CARD),
    m.JudgeMaterial: lambda i, case, _: m.JudgeMaterial(
        id=i, case=case, material="hukou", verdict=MaterialVerdict.QUALIFIED
    ),
    m.ReceivePapers: lambda i, case, _: m.ReceivePapers(id=i, case=case),
    m.Decide: lambda i, case, _: m.Decide(id=i, case=case, decision=Decision.REFUSE, reason="x"),
    m.AddNote: lambda i, case, _: m.AddNote(id=i, case=case, text="x"),
    m.HangUp: lambda i, _, call: m.HangUp(id=i, call=call, outcome=CallEnd.SERVED),
    m.Signal: lambda _i, _case, call: m.Signal(call=call, payload=msgspec.Raw(b"1")),
    m.MediaReport: lambda i, _, call: m.MediaReport(id=i, call=call, connected=True),
}
"""How to make each message a client may send, for a case and a call."""

FROM_CLIENTS = [kind for kind in ALL if kind.SENDERS]
OF_OTHERS = [kind for kind in FROM_CLIENTS if MESSAGES[kind].relation is not Relation.SELF]


def test_every_message_of_a_client_has_a_row_a_handler_and_an_example() -> None:
    assert set(MESSAGES) == set(FROM_CLIENTS)
    assert set(HANDLERS) == set(FROM_CLIENTS) - {m.Signal}
    assert set(MAKE) == set(FROM_CLIENTS)


@pytest.mark.parametrize("kind", FROM_CLIENTS)
def test_a_row_lets_exactly_the_senders_in(kind: type[m.Message]) -> None:
    assert MESSAGES[kind].roles == kind.SENDERS


def test_every_endpoint_has_a_row_and_one_with_roles_needs_a_token() -> None:
    assert set(ENDPOINTS) == set(Endpoint)
    assert set(PATHS) == {endpoint for endpoint, row in ENDPOINTS.items() if row.roles}


def test_a_check_code_opens_only_what_a_check_code_may() -> None:
    require_code(ENDPOINTS[Endpoint.PROGRESS], untrusted_code="4821", code="4821")
    for endpoint, code in ((Endpoint.PROGRESS, "482"), (Endpoint.PROGRESS, "\ud800"), (Endpoint.EVENTS, "4821")):
        with pytest.raises(Refused):
            require_code(ENDPOINTS[endpoint], untrusted_code=code, code="4821")


async def refusal(client: Client, message: m.Message) -> m.Failed:
    if isinstance(message, m.Request):
        answer = await client.ask(message)
        assert isinstance(answer, m.Failed), answer
        return answer
    await client.send(message)
    return await client.hear(m.Failed)


@pytest.mark.parametrize("kind", FROM_CLIENTS)
async def test_the_wrong_role_is_refused(tmp_path: Path, kind: type[m.Message]) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk, stage.agent() as agent:
        call = await in_call(kiosk, agent, await identified(kiosk))
        case = stage.server.floor.book.of_call(call)
        assert case is not None
        log = len(stage.store.logs[case.case])
        wrong = [client for client in (kiosk, agent) if client.role not in kind.SENDERS]
        for client in wrong:
            failed = await refusal(client, MAKE[kind](request_id(), case.case, call))
            assert failed.code is FailureCode.NOT_PERMITTED
        assert len(stage.store.logs[case.case]) == log


@pytest.mark.parametrize("kind", OF_OTHERS)
async def test_who_is_not_an_end_of_the_case_learns_nothing_of_it(tmp_path: Path, kind: type[m.Message]) -> None:
    """Another booth, another clerk of the same district, a supervisor, and a clerk of another district."""
    async with (
        running(tmp_path) as stage,
        stage.kiosk() as kiosk,
        stage.agent() as agent,
        stage.kiosk("WJ-K01", hall="WJ-ZX", jurisdiction="440203") as other_booth,
        stage.agent("li", seat="PY-S02") as colleague,
        stage.agent("chen", role=Role.SUPERVISOR) as supervisor,
        stage.agent("zhao", seat="WJ-S01", jurisdiction="440203") as elsewhere,
    ):
        call = await in_call(kiosk, agent, await identified(kiosk))
        case = stage.server.floor.book.of_call(call)
        assert case is not None
        log = len(stage.store.logs[case.case])
        for client in (other_booth, colleague, supervisor, elsewhere):
            if client.role in kind.SENDERS:
                real = await refusal(client, MAKE[kind](request_id(), case.case, call))
                invented = await refusal(client, MAKE[kind](request_id(), "no-such-case", "no-such-call"))
                assert real.code is FailureCode.UNKNOWN
                assert (real.code, real.field) == (invented.code, invented.field)
        assert len(stage.store.logs[case.case]) == log


@pytest.mark.parametrize("kind", [kind for kind in ALL if not kind.SENDERS])
async def test_nobody_may_say_what_is_the_servers_to_say(tmp_path: Path, kind: type[m.Message]) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk:
        await kiosk.hear(m.VisitState)
        golden = GOLDEN / f"{kind.__struct_config__.tag}.json"
        await kiosk.send_body(msgspec.Raw(golden.read_bytes()))
        assert await kiosk.hear(m.Failed) == m.Failed(reply_to=None, code=FailureCode.NOT_PERMITTED)


@pytest.mark.parametrize("decision", list(Decision))
async def test_a_jurisdiction_without_the_power_may_not_decide(tmp_path: Path, decision: Decision) -> None:
    """A clerk whose account says another district than the seat's, put into the call behind dispatch's back."""
    async with running(tmp_path) as stage, stage.kiosk() as kiosk, stage.agent() as agent:
        case = await identified(kiosk)
        await in_call(kiosk, agent, case)
        session = stage.server.hub.agent("zhang")
        assert session is not None
        session.principal = replace(session.principal, jurisdiction="430602")
        for message in (
            m.Decide(id=request_id(), case=case, decision=decision, reason="x"),
            m.ReceivePapers(id=request_id(), case=case),
            m.JudgeMaterial(id=request_id(), case=case, material="hukou", verdict=MaterialVerdict.QUALIFIED),
        ):
            assert (await refusal(agent, message)).code is FailureCode.NOT_PERMITTED


# -- endpoints --------------------------------------------------------------------------------------------------------

PATHS: dict[Endpoint, tuple[str, str]] = {
    Endpoint.LOGOUT: ("POST", "/v1/logout"),
    Endpoint.CATALOGUE: ("GET", "/v1/catalogue"),
    Endpoint.PUT_DOCUMENT: ("PUT", f"/v1/cases/{{case}}/documents/{SHA}"),
    Endpoint.GET_DOCUMENT: ("GET", f"/v1/cases/{{case}}/documents/{SHA}"),
    Endpoint.PREVIEW: ("GET", "/v1/cases/{case}/papers/application/preview"),
    Endpoint.EVENTS: ("GET", "/v1/cases/{case}/events"),
    Endpoint.ASK_DIAGNOSIS: ("POST", "/v1/kiosks/PY-K01/diagnosis"),
    Endpoint.PUT_DIAGNOSIS: ("PUT", "/v1/diagnoses/none"),
    Endpoint.GET_DIAGNOSIS: ("GET", "/v1/diagnoses/none"),
}
"""Where each endpoint that needs a token is."""


async def ask(url: str, endpoint: Endpoint, case: str, token: str | None) -> int:
    method, path = PATHS[endpoint]
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    data = b"x" if method == "PUT" else None
    if data is not None:
        headers["Content-Type"] = "image/png"
    async with (
        aiohttp.ClientSession() as http,
        http.request(method, url + path.format(case=case), headers=headers, data=data) as answer,
    ):
        if answer.status >= 400:
            assert set(await answer.json()) == {"error", "detail"}
        return answer.status


def token_of(client: Client) -> str:
    assert client.welcome is not None
    return client.welcome.http_token


@pytest.mark.parametrize("endpoint", list(PATHS))
@pytest.mark.parametrize("token", [None, "", "forged", "forged.mac", "\N{SNOWMAN}".encode().hex()])
async def test_nobody_gets_in_without_a_token(tmp_path: Path, endpoint: Endpoint, token: str | None) -> None:
    async with running(tmp_path) as stage:
        assert await ask(stage.url, endpoint, "c", token) == 401


@pytest.mark.parametrize("endpoint", list(PATHS))
async def test_an_endpoint_refuses_the_wrong_role_and_who_is_no_end_of_the_case(
    tmp_path: Path, endpoint: Endpoint
) -> None:
    async with (
        running(tmp_path) as stage,
        stage.kiosk() as kiosk,
        stage.agent() as agent,
        stage.kiosk("WJ-K01", hall="WJ-ZX", jurisdiction="440203") as other_booth,
        stage.agent("li", seat="PY-S02") as colleague,
        stage.agent("zhao", seat="WJ-S01", jurisdiction="440203", role=Role.SUPERVISOR) as elsewhere,
    ):
        case = await identified(kiosk)
        await in_call(kiosk, agent, case)
        row = ENDPOINTS[endpoint]
        for client in (kiosk, agent, other_booth, colleague, elsewhere):
            status = await ask(stage.url, endpoint, case, token_of(client))
            if client.role not in row.roles:
                assert status == 403
            elif client not in {kiosk, agent} and row.relation is not Relation.SELF:
                assert status == 404
            else:
                assert status not in {401, 403}


async def test_a_supervisor_sees_the_log_of_the_own_district_alone(tmp_path: Path) -> None:
    async with (
        running(tmp_path) as stage,
        stage.kiosk() as kiosk,
        stage.agent("chen", role=Role.SUPERVISOR) as own,
        stage.agent("zhao", seat="WJ-S01", jurisdiction="440203", role=Role.SUPERVISOR) as other,
    ):
        case = await identified(kiosk)
        assert await ask(stage.url, Endpoint.EVENTS, case, token_of(own)) == 200
        assert await ask(stage.url, Endpoint.EVENTS, case, token_of(other)) == 404


async def test_a_clerk_sees_nothing_of_a_case_after_the_call(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk, stage.agent() as agent:
        case = await identified(kiosk)
        call = await in_call(kiosk, agent, case)
        assert await ask(stage.url, Endpoint.EVENTS, case, token_of(agent)) == 200
        await agent.done(m.HangUp(id=request_id(), call=call, outcome=CallEnd.SERVED))
        assert await ask(stage.url, Endpoint.EVENTS, case, token_of(agent)) == 404
