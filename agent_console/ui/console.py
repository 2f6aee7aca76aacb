"""The console's shell on Qt's thread: logs in, carries the machines' effects out, hands QML its models."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import structlog
from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot

from agent_console.effects import (
    BeReadyAgain,
    CloseCase,
    Effect,
    Notify,
    OpenCase,
    PrepareCall,
    ReleaseCall,
    Ring,
    Send,
)
from agent_console.ui.arrivals import Arrivals
from agent_console.ui.call_model import CallModel
from agent_console.ui.case_model import CaseModel
from agent_console.ui.desk_model import DeskModel
from agent_console.ui.documents import Documents, PictureShelf
from agent_console.ui.login import LoginModel
from agent_console.ui.viewer import ViewerModel
from peer.events import LinkDown, LinkRefused, LinkUp
from protocol.errors import RemoteProtocolError
from protocol.messages import CallEnded, CallStarted
from protocol.states import Language

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from datetime import date

    from agent_console.login import LoggedIn, Refusal
    from peer.engine import Engine
    from peer.qt import EngineBridge
    from protocol.catalogue import Catalogue
    from protocol.messages import Message

TICK_MS = 250
CATALOGUE_RETRY_MS = 5000
CHINA = timezone(timedelta(hours=8))
"""Dates on forms are Chinese dates (Asia/Shanghai has no daylight saving)."""

_log = structlog.get_logger("agent_console")


class Console(QObject):
    """What QML knows as `app`."""

    changed = Signal()
    ticked = Signal()
    languageChanged = Signal()
    noticed = Signal(str, str, str)
    """A `Notice` word, a failure code, a field."""
    ringing = Signal(bool)

    def __init__(
        self,
        *,
        log_in: Callable[[str, str], Future[LoggedIn | Refusal]],
        connect: Callable[[LoggedIn], EngineBridge],
        log_out: Callable[[LoggedIn], None] = lambda _: None,
        now: Callable[[], float],
        login: str = "",
        language: Language = Language.ZH_HANS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._connect = connect
        self._log_out = log_out
        self._who: LoggedIn | None = None
        self._now = now
        self._language = language
        self._bridge: EngineBridge | None = None
        self._link = "connecting"
        self._catalogue: Catalogue | None = None
        self._problem = ""
        self._ids = 0
        self._arrivals = Arrivals(self)
        self.shelf = PictureShelf()
        self._documents = Documents(fetch=self._fetch, shelf=self.shelf, parent=self)
        self._viewer = ViewerModel(documents=self._documents, shelf=self.shelf, parent=self)
        self._login = LoginModel(log_in=log_in, name=login, parent=self)
        self._desk = DeskModel(carry=self._carry, new_id=self._new_id, parent=self)
        self._case = CaseModel(
            carry=self._carry,
            new_id=self._new_id,
            today=self._today,
            documents=self._documents,
            viewer=self._viewer,
            parent=self,
        )
        self._call = CallModel(mute=self._mute, hide=self._hide, parent=self)
        self._login.loggedIn.connect(self._logged_in)
        self._desk.changed.connect(self.changed)
        self._case.changed.connect(self.changed)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    # -- logging in and out

    def submit(self, login: str, password: str) -> None:
        """Log in without the screen."""
        self._login.submit(login, password)

    @Slot()
    def logOut(self) -> None:
        """签出: leave the seat and stand at the log-in screen."""
        if self._who is not None:
            self._log_out(self._who)
        self._leave()
        self._login.reset()
        self.changed.emit()

    def close(self) -> None:
        """End everything; nothing may be asked of it afterwards."""
        self._timer.stop()
        self._leave()
        self._documents.close()

    @Slot(object)
    def _logged_in(self, who: LoggedIn) -> None:
        self._link = "connecting"
        self._who = who
        bridge = self._connect(who)
        self._bridge = bridge
        bridge.received.connect(self._received)
        bridge.linkChanged.connect(self._link_changed)
        bridge.callChanged.connect(self._call.takeState)
        bridge.quality.connect(self._call.takeQuality)
        bridge.levels.connect(self._call.takeLevels)
        bridge.start()
        _log.info("logged in", role=str(who.role))
        self.changed.emit()

    def _leave(self) -> None:
        bridge, self._bridge = self._bridge, None
        self._who = None
        if bridge is not None:
            bridge.received.disconnect(self._received)
            bridge.linkChanged.disconnect(self._link_changed)
            bridge.callChanged.disconnect(self._call.takeState)
            bridge.quality.disconnect(self._call.takeQuality)
            bridge.levels.disconnect(self._call.takeLevels)
            bridge.stop()
            bridge.deleteLater()
        self._case.close()
        self._call.reset()
        self._desk.restart()
        self._link = "connecting"

    # -- what the engine tells

    @Slot(object)
    def _received(self, message: Message) -> None:
        try:
            self._desk.take(message, self._server_now())
        except RemoteProtocolError as error:
            _log.error("the server broke the protocol", reason=str(error))
            return
        self._case.take(message)
        if isinstance(message, CallStarted):
            _log.info("call started", call=message.call.call, case=message.call.case)
        elif isinstance(message, CallEnded):
            _log.info("call ended", call=message.call, outcome=str(message.outcome))

    @Slot(object)
    def _link_changed(self, event: LinkUp | LinkDown | LinkRefused) -> None:
        match event:
            case LinkUp(resumed=resumed):
                self._link = "up"
                self._desk.set_link(up=True)
                if self._catalogue is None:
                    self._ask_catalogue()
                _log.info("link up", resumed=resumed)
            case LinkDown():
                self._link = "down"
                self._desk.set_link(up=False)
                _log.info("link down")
            case LinkRefused(reason=reason):
                _log.info("link refused", reason=str(reason))
                self._leave()
                self._link = "refused"
                self._login.fail("refused")
        self.changed.emit()

    def _ask_catalogue(self) -> None:
        if self._bridge is not None:
            self._arrivals.await_result(self._bridge.engine.catalogue(), self._catalogue_came)

    def _catalogue_came(self, future: Future[Catalogue]) -> None:
        if future.exception() is not None:
            _log.info("no catalogue yet", error=type(future.exception()).__name__)
            QTimer.singleShot(CATALOGUE_RETRY_MS, self, self._ask_catalogue)
            return
        self._catalogue = future.result()
        self._say_words()

    def _say_words(self) -> None:
        self._desk.set_words(self._catalogue, self._language)
        self._case.set_words(self._catalogue, self._language)

    @Slot()
    def _tick(self) -> None:
        if self._bridge is not None:
            self._desk.tick(self._server_now())
        self.ticked.emit()

    # -- what the machines ask

    def _carry(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            self._carry_one(effect)

    def _carry_one(self, effect: Effect) -> None:
        engine = self._engine()
        match effect:
            case Send(message=message) if engine is not None:
                engine.send(message)
            case BeReadyAgain():
                self._desk.ready()
            case PrepareCall() if engine is not None:
                engine.prepare_call()
                if (offer := self._desk.desk.view.offer) is not None:
                    self._case.prepare(offer.item)
            case ReleaseCall() if engine is not None:
                engine.release_call()
                self._call.reset()
            case Ring(on=on):
                self.ringing.emit(on)
            case OpenCase(snapshot=snapshot):
                self._case.open(snapshot)
            case CloseCase():
                self._case.close()
            case Notify(notice=notice, code=code, field=field):
                _log.info("told the clerk", notice=str(notice), code=code, field=field)
                self._problem = code or str(notice)
                self.noticed.emit(str(notice), code, field)
            case _:
                pass

    def _engine(self) -> Engine | None:
        return None if self._bridge is None else self._bridge.engine

    def _new_id(self) -> str:
        engine = self._engine()
        return "" if engine is None else engine.new_request_id()

    def _fetch(self, path: str) -> Future[bytes]:
        engine = self._engine()
        assert engine is not None, "no case is open while nobody is logged in"
        return engine.fetch(path)

    def _mute(self, muted: bool) -> None:  # noqa: FBT001 - the switch itself
        if (engine := self._engine()) is not None:
            engine.set_muted(muted=muted)

    def _hide(self, hidden: bool) -> None:  # noqa: FBT001 - the switch itself
        if (engine := self._engine()) is not None:
            engine.set_hidden(hidden=hidden)

    def _server_now(self) -> float:
        engine = self._engine()
        return self._now() if engine is None or not self._desk.desk.view.link_up else engine.server_time()

    def _today(self) -> date:
        return datetime.fromtimestamp(self._server_now(), tz=UTC).astimezone(CHINA).date()

    # -- what the screen reads

    @Slot(str)
    def speak(self, language: str) -> None:
        """Show the screens in this language (`zh-Hans`, `zh-Hant`, `en`)."""
        if language != self._language:
            self._language = Language(language)
            self.languageChanged.emit()
            self._say_words()

    @property
    def language_spoken(self) -> Language:
        """The language of the screens."""
        return self._language

    def _get_login(self) -> QObject:
        return self._login

    def _get_desk(self) -> QObject:
        return self._desk

    def _get_case(self) -> QObject:
        return self._case

    def _get_call(self) -> QObject:
        return self._call

    def _get_viewer(self) -> QObject:
        return self._viewer

    def _get_screen(self) -> str:
        return "login" if self._bridge is None else str(self._desk.property("screen"))

    def _get_link(self) -> str:
        return self._link

    def _get_language(self) -> str:
        return self._language

    def _get_problem(self) -> str:
        return self._problem

    def _get_now(self) -> float:
        return self._server_now()

    login = Property(QObject, _get_login, constant=True)
    desk = Property(QObject, _get_desk, constant=True)
    caseFile = Property(QObject, _get_case, constant=True)
    call = Property(QObject, _get_call, constant=True)
    viewer = Property(QObject, _get_viewer, constant=True)
    screen = Property(str, _get_screen, notify=changed)
    link = Property(str, _get_link, notify=changed)
    problem = Property(str, _get_problem, notify=changed)
    language = Property(str, _get_language, notify=languageChanged)
    now = Property(float, _get_now, notify=ticked)
