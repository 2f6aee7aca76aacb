"""`GET /v/{case_no}?c=NNNN`: how far a case is, for whoever holds one of its papers.

The check code is four digits that only this server can make from the number. Ten wrong ones close the page to an
address for an hour: 240 guesses a day, so that finding the page of one known number takes three weeks on average, and
then tells an office, an item and a state, but no person.
"""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import TYPE_CHECKING

from aiohttp import web

from protocol.states import Decision, FailureCode
from signaling.domain.errors import Refused
from signaling.domain.permissions import ENDPOINTS, Endpoint, require_code
from signaling.gate import address_of
from signaling.papers import APPLICATION, NOTICES, due_date
from signaling.progress_page import HEADERS, Progress, case_page, language_of, refusal_page
from signaling.progress_words import TOO_OFTEN, UNKNOWN
from signaling.rate import origin

if TYPE_CHECKING:
    from signaling.domain.case import Case
    from signaling.server import Server

MISSES, WINDOW = 10, 3600.0
"""Wrong codes of one address in so many seconds."""
_LONGEST_NUMBER = 64


async def show_progress(request: web.Request, server: Server) -> web.Response:
    """Give the page of a case; one and the same refusal for a wrong code, none, and a case that is not there."""
    address, now = origin(address_of(request, proxy=server.settings.proxy)), server.clock()
    code = request.query.get("c", "")
    try:
        server.page_misses.require(address, now=now)
        progress = _progress(await _case(request.match_info["case_no"], code, server), server)
    except Refused as refused:
        if refused.code is FailureCode.UNKNOWN:
            server.page_misses.missed(address, now=now)
        return _refusal(server, refused)
    language = language_of(request.query.get("lang", ""), request.headers.get("Accept-Language", ""))
    return _html(case_page(progress, language, code=code), {"Content-Language": language.value})


async def _case(untrusted_number: str, untrusted_code: str, server: Server) -> Case:
    if len(untrusted_number) > _LONGEST_NUMBER or not (untrusted_number.isascii() and untrusted_number.isalnum()):
        raise Refused(FailureCode.UNKNOWN)
    require_code(
        ENDPOINTS[Endpoint.PROGRESS],
        untrusted_code=untrusted_code,
        code=server.tokens.check_code(untrusted_number),
    )
    row = await server.store.numbered(untrusted_number)
    if row is None:
        raise Refused(FailureCode.UNKNOWN)
    return await server.floor.book.case(row.case)


def _progress(case: Case, server: Server) -> Progress:
    catalogue = server.catalogue
    item, hall = catalogue.item(case.item), catalogue.hall(case.hall)
    if item is None:  # It was taken out of the catalogue since.
        raise Refused(FailureCode.UNKNOWN)
    accepted = case.papers.get(NOTICES[Decision.ACCEPT])
    return Progress(
        case_no=case.case_no,
        item=item.name,
        organ=catalogue.organ(item),
        phone="" if hall is None else hall.phone,
        state=case.state,
        going_on=case.open,
        numbers={paper.paper: paper.number for paper in case.papers.values() if paper.paper != APPLICATION},
        due=None if case.due is None else date.fromisoformat(case.due),
        due_provisional=accepted is not None and due_date(item, accepted.issued_at)[1],
    )


def _refusal(server: Server, refused: Refused) -> web.Response:
    server.metrics.refusals.labels(code=refused.code.value).inc()
    if refused.code is FailureCode.TOO_OFTEN:
        again = {"Retry-After": str(int(refused.retry_after or 0) + 1)}
        return _html(refusal_page(TOO_OFTEN), again, status=HTTPStatus.TOO_MANY_REQUESTS)
    return _html(refusal_page(UNKNOWN), {}, status=HTTPStatus.NOT_FOUND)


def _html(page: str, headers: dict[str, str], *, status: HTTPStatus = HTTPStatus.OK) -> web.Response:
    return web.Response(text=page, content_type="text/html", status=status, headers={**HEADERS, **headers})
