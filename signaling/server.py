"""The parts of one running server, its start from the log and its end by drain."""

from __future__ import annotations

import asyncio
import contextlib
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import structlog

from protocol.frames import Bye
from protocol.identity import encode_bytes
from protocol.ids import new_id
from protocol.states import FailureCode, Role, TicketState
from signaling import progress
from signaling.auth import Doorkeeper, Misses
from signaling.casebook import CaseBook
from signaling.dispatching import Dispatching
from signaling.domain.dispatch import Dispatch
from signaling.domain.queue import Limits, SeatInfo
from signaling.floor import Floor
from signaling.hub import Hub
from signaling.link import GOING_AWAY, POLICY_VIOLATION
from signaling.papers import Papers
from signaling.quality import QualityRecord
from signaling.rate import Arrivals
from signaling.service import Service
from signaling.sessions import ClientSession
from signaling.store.key import TOKEN_KEY, load_or_create
from signaling.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from signaling.catalogue import LoadedCatalogue
    from signaling.config import Settings
    from signaling.domain.case import Case
    from signaling.domain.permissions import Principal
    from signaling.metrics import Metrics
    from signaling.rate import Pace
    from signaling.store.base import Documents, Store

log = structlog.stdlib.get_logger(__name__)

RESTART_GRACE = 60.0
"""Seconds both ends of a call have to come back after a restart: a client's longest pause between tries is 30."""
LAG_EVERY = 0.5
"""Seconds between looks at how late the loop is."""
ROUND_EVERY = 15.0
"""Seconds until somebody who was revoked is sent away."""


class Server:
    """What the endpoints work with."""

    def __init__(
        self,
        *,
        settings: Settings,
        store: Store,
        documents: Documents,
        catalogue: LoadedCatalogue,
        clock: Callable[[], float],
        entropy: Callable[[int], bytes],
        metrics: Metrics,
        pace: Pace,
    ) -> None:
        """Put the parts together; nothing runs before `start`."""
        self.settings = settings
        self.store = store
        self.documents = documents
        self.catalogue = catalogue
        self.clock = clock
        self.entropy = entropy
        self.metrics = metrics
        self.pace = pace
        self.draining = False
        self.lag = 0.0
        """Seconds by which the loop was late at the last look."""
        self.looked_at = 0.0
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.tokens = Tokens(
            key=load_or_create(settings.data_dir, TOKEN_KEY), revoked=settings.data_dir / "revoked-tokens"
        )
        self._logins = ThreadPoolExecutor(2, thread_name_prefix="login")
        self.workers = ThreadPoolExecutor(2, thread_name_prefix="paper")
        """Where papers are rendered and pictures are checked."""
        self.uploads = asyncio.Semaphore(4)
        self.doorkeeper = Doorkeeper(store=store, executor=self._logins, server=settings.server_name)
        self.connections = Arrivals(rate=settings.connection_rate, burst=settings.connection_burst)
        self.handshakes = Arrivals(rate=settings.handshake_rate, burst=settings.handshake_burst)
        self.page_misses = Misses(allowed=progress.MISSES, window=progress.WINDOW)
        """Wrong check codes by address."""
        self.hub = Hub()
        dispatching = Dispatching(Dispatch(limits=_limits(settings), prefix=self.new_id()))
        self.floor = Floor(
            settings=settings,
            store=store,
            catalogue=catalogue,
            hub=self.hub,
            book=CaseBook(store),
            dispatching=dispatching,
            papers=Papers(
                catalogue=catalogue,
                store=store,
                documents=documents,
                executor=self.workers,
                query_url=self.query_url,
            ),
            quality=QualityRecord(),
            metrics=metrics,
            clock=clock,
            entropy=entropy,
        )
        self.service = Service(self.floor)
        self._look: asyncio.TimerHandle | None = None
        self._rounds: asyncio.Task[None] | None = None

    def new_id(self) -> str:
        """Return a new identifier."""
        return new_id(now=self.clock(), entropy=self.entropy)

    def new_session(self, principal: Principal) -> ClientSession:
        """Return a session without a link, not yet in the hub."""
        kiosk = principal.role is Role.KIOSK
        return ClientSession(
            principal=principal,
            session_id=self.new_id(),
            resume_token=encode_bytes(self.entropy(32)),
            http_token=encode_bytes(self.entropy(32)),
            heartbeat=self.settings.heartbeat_idle,
            resume_seconds=self.settings.resume_kiosk if kiosk else self.settings.resume_agent,
            owner=self.service,
        )

    def query_url(self, case_no: str) -> str:
        """Return what the QR code on a paper says."""
        return f"{self.settings.public_url.rstrip('/')}/v/{case_no}?c={self.tokens.check_code(case_no)}"

    def retry_after(self) -> float:
        """Return when a client should come back, spread over seconds so that not all come at once."""
        return 1.0 + self.entropy(1)[0] / 64

    def log_out(self, principal: Principal) -> None:
        """End the session of somebody whose token is dead."""
        session = self.hub.kiosk(principal.name) if principal.role is Role.KIOSK else self.hub.agent(principal.name)
        if session is not None:
            session.left = True
            session.end(Bye(reason=FailureCode.NOT_AUTHENTICATED), code=POLICY_VIOLATION)

    # -- life --------------------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Take up the open visits, their tickets and calls from the log."""
        dispatch = self.floor.dispatching.dispatch
        for case in await self.floor.book.load():
            await self._restore(dispatch, case)
        self.floor.dispatching.start(self.floor)
        self._watch_loop()
        self._rounds = asyncio.create_task(self._go_round(), name="rounds")

    async def _go_round(self) -> None:
        while True:
            await asyncio.sleep(ROUND_EVERY)
            try:
                await self.send_revoked_away()
            except Exception:
                # The task's top: a store that cannot be read now is asked again in the next round.
                log.exception("round failed")

    async def send_revoked_away(self) -> None:
        """End the sessions of booths and clerks whose accounts were revoked while they were connected."""
        for session in self.hub:
            name = session.principal.name
            if session.principal.role is Role.KIOSK:
                kiosk = await self.store.kiosk(name)
                welcome = kiosk is not None and not kiosk.revoked
            else:
                welcome = await self.doorkeeper.agent(name) is not None
            if not welcome:
                log.warning("sent away", role=session.principal.role.value, session=session.session_id)
                session.left = True
                session.end(Bye(reason=FailureCode.NOT_AUTHENTICATED), code=POLICY_VIOLATION)

    async def _restore(self, dispatch: Dispatch, case: Case) -> None:
        info = self.floor.ticket_info(case)
        now = self.clock()
        if info is None:
            return
        if case.call is None:
            self.floor.dispatching.follow(dispatch.ticket_restored(info=info, returned=case.calls > 0, now=now))
            return
        account = await self.store.agent(case.call.agent)
        if account is not None:
            self.floor.agents[account.agent] = account
        seat = SeatInfo(agent=case.call.agent, seat="", jurisdiction=case.call.jurisdiction, items=frozenset())
        effects = dispatch.call_restored(
            info=info,
            seat=seat if account is None else self.floor.seat_info(account),
            call=case.call.call,
            started_at=case.call.started_at,
            now=now,
        )
        self.floor.dispatching.follow(effects)

    async def drain(self) -> None:
        """Refuse new sessions, send idle clients away, and wait for the calls that are going on."""
        self.draining = True
        self._send_away(idle_only=True)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.floor.book.quiet.wait(), self.settings.drain_seconds)

    async def stop_sessions(self) -> None:
        """End every session, after what it asked is carried out."""
        self.draining = True
        sessions = tuple(self.hub)
        for session in sessions:
            await session.finish()
        self._send_away(idle_only=False)

    async def stop(self) -> None:
        """Carry out what is decided and end the threads."""
        if self._look is not None:
            self._look.cancel()
        if self._rounds is not None:
            self._rounds.cancel()
            await asyncio.wait({self._rounds})
        await self.floor.dispatching.stop()
        self._logins.shutdown()
        self.workers.shutdown()

    def _send_away(self, *, idle_only: bool) -> None:
        book = self.floor.book
        for session in self.hub:
            if not (idle_only and book.in_call(session.principal.name)):
                session.end(Bye(reason=FailureCode.DRAINING, retry_after=self.retry_after()), code=GOING_AWAY)

    def _show_queue(self) -> None:
        depth = dict.fromkeys((place.code for place in self.catalogue.wire.jurisdictions), 0)
        for ticket in self.floor.dispatching.dispatch.tickets():
            if ticket.state is not TicketState.IN_CALL:
                depth[ticket.info.jurisdiction] = depth.get(ticket.info.jurisdiction, 0) + 1
        for jurisdiction, waiting in depth.items():
            self.metrics.queue_depth.labels(jurisdiction=jurisdiction).set(waiting)

    def _watch_loop(self) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        self.lag = max(0.0, now - self.looked_at - LAG_EVERY) if self.looked_at else 0.0
        self.looked_at = now
        self.metrics.loop_lag_seconds.set(self.lag)
        self.metrics.calls.set(self.floor.book.calls)
        self._show_queue()
        self._look = loop.call_later(LAG_EVERY, self._watch_loop)


def _limits(settings: Settings) -> Limits:
    return Limits(
        ring=settings.ring_seconds,
        kiosk_grace=settings.kiosk_grace,
        ticket_grace=settings.ticket_grace,
        seat_grace=settings.seat_grace,
        restart_grace=max(RESTART_GRACE, settings.kiosk_grace),
    )
