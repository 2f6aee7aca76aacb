"""The page a paper's QR code opens: of a whole visit, for who holds the code alone, and of nobody."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import aiohttp
import pytest

from protocol.catalogue import Text
from protocol.messages import Decide, EndVisit, ReceivePapers
from protocol.states import CaseState, Decision, Language, VisitEnd
from signaling.progress import MISSES
from signaling.progress_page import Progress, case_page, language_of, refusal_page
from signaling.progress_words import UNKNOWN, WORDS
from tests.signaling.client import request_id
from tests.signaling.stage import FIELDS, HOLDER, attached, filled, identified, in_call, running
from tests.signaling.test_visit import signed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.signaling.stage import Stage

PROGRESS = Progress(
    case_no="12440113MB2C01024A4442011001001202611230001",
    item=Text(zh="城乡居民养老保险参保登记", hant="城鄉居民養老保險參保登記"),
    organ="番禺区政务服务和数据管理局",
    phone="020-12345678",
    state=CaseState.ACCEPTED,
    going_on=False,
    numbers={"receipt": "番禺政务收〔2026〕000001号", "acceptance": "番禺政务受〔2026〕000002号"},
    due=date(2026, 12, 7),
    due_provisional=False,
)


async def get(url: str, language: str = "") -> tuple[int, str, Mapping[str, str]]:
    headers = {"Accept-Language": language} if language else {}
    async with aiohttp.ClientSession() as http, http.get(url, headers=headers) as answer:
        return answer.status, await answer.text(), answer.headers.copy()


def page_of(stage: Stage, case_no: str) -> str:
    """Return where the QR code of a case's papers leads, on this stage's port."""
    parts = urlsplit(stage.server.query_url(case_no))
    return f"{stage.url}{parts.path}?{parts.query}"


def text_of(page: str) -> str:
    body = page.partition("</head>")[2]
    return html.unescape(re.sub("<[^>]+>", "\n", body))


@pytest.mark.thorough
async def test_a_whole_visit_can_be_followed_from_its_papers_and_shows_no_person(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk, stage.agent() as agent:
        case = await identified(kiosk)
        url = page_of(stage, stage.store.rows[case].case_no)
        seen = [(await get(url))[1]]
        await filled(kiosk, case)
        await attached(kiosk, case, "hukou")
        await in_call(kiosk, agent, case)
        await signed(kiosk, case)
        seen.append((await get(url))[1])
        await agent.done(ReceivePapers(id=request_id(), case=case))
        seen.append((await get(url))[1])
        await agent.done(Decide(id=request_id(), case=case, decision=Decision.ACCEPT))
        await kiosk.done(EndVisit(id=request_id(), case=case, outcome=VisitEnd.FINISHED))
        status, page, headers = await get(url)
        seen += [page, (await get(url, "zh-TW,zh;q=0.9"))[1], (await get(f"{url}&lang=en"))[1]]
        held = await stage.server.floor.book.case(case)
    assert status == 200
    states = [re.findall('class="state">([^<]+)<', page) for page in seen]
    assert states == [["填写中"], ["已提交"], ["已收件"], ["已受理"], ["已受理"], ["Accepted"]]
    text = text_of(page)
    item = stage.server.catalogue.item(held.item)
    assert item is not None
    assert held.due is not None
    due = date.fromisoformat(held.due)
    for shown in (
        item.name.zh,
        stage.server.catalogue.organ(item),
        held.papers["receipt"].number,
        held.papers["acceptance"].number,
        held.case_no,
        f"{due.year}年{due.month}月{due.day}日",
        WORDS[Language.ZH_HANS].states[CaseState.ACCEPTED].then,
    ):
        assert shown in text
    personal = {HOLDER.name, HOLDER.number, HOLDER.address, HOLDER.birth, "张老师", *FIELDS.values()} - {
        "440113",
        "480",
    }
    assert [word for word in personal for page in seen if word in text_of(page)] == []
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert headers["Content-Language"] == "zh-Hans"
    assert not re.search(r"<script|<link|<img|src=|http:|https:|@import|url\(| on\w+=| style=", page)


async def test_a_wrong_code_no_code_and_an_unknown_case_get_one_answer(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk:
        case = await identified(kiosk)
        right = page_of(stage, stage.store.rows[case].case_no)
        number = stage.store.rows[case].case_no
        invented = f"{number[:-4]}9999"
        wrong = f"{(int(right[-4:]) + 1) % 10000:04d}"
        answers = []
        for url in (
            f"{stage.url}/v/{number}",
            f"{stage.url}/v/{number}?c={wrong}",
            f"{stage.url}/v/{number}?c=%ff&lang=en",
            page_of(stage, invented),
            f"{stage.url}/v/{invented}?c=0000",
            f"{stage.url}/v/{'9' * 500}?c=0000",
            f"{stage.url}/v/%e4%ba%91?c=0000",
        ):
            status, page, headers = await get(url, "en")
            answers.append((status, page, {name: value for name, value in headers.items() if name != "Date"}))
        assert all(answer == answers[0] for answer in answers)
        assert answers[0][:2] == (404, refusal_page(UNKNOWN))
        assert (await get(right))[0] == 200


async def test_who_guesses_too_often_sees_not_even_the_right_page_for_a_while(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk:
        case = await identified(kiosk)
        right = page_of(stage, stage.store.rows[case].case_no)
        for _ in range(MISSES + 5):
            assert (await get(right))[0] == 200
        for _ in range(MISSES):
            assert (await get(f"{stage.url}/v/{stage.store.rows[case].case_no}"))[0] == 404
        status, page, headers = await get(right)
        assert (status, int(headers["Retry-After"]) > 3000) == (429, True)
        assert "Too many tries" in page
        now = stage.server.clock()
        stage.server.clock = lambda: now + 3601
        assert (await get(right))[0] == 200


async def test_a_number_the_case_bears_no_more_leads_nowhere(tmp_path: Path) -> None:
    async with running(tmp_path) as stage, stage.kiosk() as kiosk:
        case = await identified(kiosk)
        url = page_of(stage, stage.store.rows[case].case_no)
        stage.store.rows[case] = replace(stage.store.rows[case], case_no="1")
        assert (await get(url))[0] == 404


@pytest.mark.parametrize(
    ("wish", "accept", "language"),
    [
        ("", "", Language.ZH_HANS),
        ("en", "zh-CN", Language.EN),
        ("zh_Hant", "", Language.ZH_HANT),
        ("xx", "en-GB,en;q=0.9", Language.EN),
        ("", "fr, en;q=0.5, zh-HK;q=0.8", Language.ZH_HANT),
        ("", "zh-Hans-HK", Language.ZH_HANS),
        ("", "en;q=0, *", Language.ZH_HANS),
        ("", "en;q=x,,;;;" * 200, Language.ZH_HANS),
    ],
)
def test_the_language_is_the_wished_one_of_ours(wish: str, accept: str, language: Language) -> None:
    assert language_of(wish, accept) is language


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("state", list(CaseState))
@pytest.mark.parametrize("going_on", [True, False])
def test_every_state_has_words_in_every_language(state: CaseState, language: Language, *, going_on: bool) -> None:
    page = case_page(replace(PROGRESS, state=state, going_on=going_on), language, code="0042")
    assert page.startswith(f'<!doctype html><html lang="{language}">')
    assert page.count("?c=0042&amp;lang=") == 2
    assert "<p></p>" not in page


def test_what_the_catalogue_says_is_text_and_not_html() -> None:
    page = case_page(replace(PROGRESS, organ="<b>&", item=Text(zh="<script>")), Language.EN, code="0042")
    assert "&lt;script&gt;" in page
    assert "&lt;b&gt;&amp;" in page
    assert "<script" not in page


def test_a_day_the_calendar_may_move_is_only_expected() -> None:
    page = case_page(replace(PROGRESS, due_provisional=True), Language.ZH_HANS, code="0042")
    assert "预计2026年12月7日（以届时公布的节假日安排为准）" in page
