"""Carries out what the flow wants, and tells the flow what came of it: the visit without a screen.

Inputs are queued and taken one by one, so an effect that is answered at once never re-enters the flow. An input at the
wrong moment (a double tap, an answer that comes after the visit) is dropped: the flow says so by raising.
Everything here runs on the program's thread; `post` brings answers of the engine and the devices there.
"""

from __future__ import annotations

import hashlib
import time
from collections import deque
from typing import TYPE_CHECKING, TypeVar

import structlog

from devices.signature import MEDIA_TYPE as STROKES_TYPE
from devices.signature import picture, strokes_json
from kiosk.flow import TakenPage
from kiosk.flow import effects as fx
from kiosk.holder import holder_of
from peer.events import LinkDown, LinkRefused, LinkUp
from protocol.errors import LocalProtocolError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future

    from devices.idcard import IdCard
    from devices.signature import Stroke
    from kiosk.device_host import DeviceHost
    from kiosk.flow import VisitFlow
    from kiosk.pages import Gallery
    from kiosk.photograph import CapturedPage
    from kiosk.privacy import VisitStore, Wiper
    from peer.engine import Engine
    from protocol.catalogue import Catalogue
    from protocol.messages import DeviceHealth, Message
    from protocol.states import DeviceKind

    Post = Callable[[Callable[[], None]], None]

T = TypeVar("T")
_log = structlog.get_logger("kiosk")
_CATALOGUE_RETRY = 5.0
SIGNATURE_SIZE = (900, 360)
"""Pixels of a signature's picture."""


class Shell:
    """One booth's visit with its engine and devices. `changed` is called after every input."""

    def __init__(
        self,
        *,
        flow: VisitFlow,
        engine: Engine,
        store: VisitStore,
        wiper: Wiper,
        gallery: Gallery,
        post: Post,
        changed: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.flow = flow
        self.clock = clock
        self._engine = engine
        self._store = store
        self._wiper = wiper
        self._gallery = gallery
        self._post = post
        self._changed = changed
        self._host: DeviceHost | None = None
        self._inputs: deque[Callable[[], fx.Effects]] = deque()
        self._busy = False
        self._strokes: tuple[Stroke, ...] = ()
        self._catalogue_at: float | None = None
        self.catalogue: Catalogue | None = None
        """What the server can do; None until it was fetched."""
        wiper.register(self._forget)

    def attach(self, host: DeviceHost) -> None:
        """Give it the devices; they report to this shell."""
        self._host = host

    # ------------------------------------------------------------------------------------------- inputs

    def do(self, happened: Callable[[], fx.Effects]) -> None:
        """Put an input to the flow and carry out what it wants."""
        self._inputs.append(happened)
        if self._busy:
            return
        self._busy = True
        try:
            while self._inputs:
                self._take(self._inputs.popleft())
        finally:
            self._busy = False
        self._changed()

    def tick(self) -> None:
        """Do what is due; call it a few times a second."""
        if self._host is not None:
            self._host.tick()
        if self._catalogue_at is not None and self.clock() >= self._catalogue_at:
            self._fetch_catalogue()
        deadline = self.flow.next_deadline
        if deadline is not None and self.clock() >= deadline:
            self.do(lambda: self.flow.tick(now=self.clock()))

    def message(self, message: Message) -> None:
        """Take what the server says."""
        self.do(lambda: self.flow.received(message, now=self.clock()))

    def link(self, event: LinkUp | LinkDown | LinkRefused) -> None:
        """Take what the link does."""
        match event:
            case LinkUp(resumed=resumed):
                _log.info("link_up", resumed=resumed)
                self.do(lambda: self.flow.linked(resumed=resumed))
                if not resumed or self.catalogue is None:
                    self._fetch_catalogue()
            case LinkDown():
                _log.info("link_down")
                self.do(self.flow.link_lost)
            case LinkRefused(reason=reason):
                self.do(lambda: self.flow.link_refused(reason))

    def sign(self, strokes: Sequence[Stroke]) -> None:
        """Sign with what the pad holds."""
        self._strokes = tuple(strokes)
        self.do(self.flow.signed)

    # device_host.Listener

    def devices_changed(self, health: dict[DeviceKind, DeviceHealth]) -> None:
        """Take the health of the devices."""
        self.do(lambda: self.flow.devices_changed(health))

    def card_read(self, card: IdCard, reader: str) -> None:
        """Take a card."""
        self.do(lambda: self.flow.card_read(holder=holder_of(card), reader=reader))

    def card_failed(self, reason: str) -> None:
        """Take that a card cannot be read."""
        self.do(lambda: self.flow.card_failed(reason))

    def card_presence(self, *, present: bool) -> None:
        """Take whether a card still lies on the reader."""
        self.do(lambda: self.flow.card_presence(present=present))

    # ------------------------------------------------------------------------------------------- effects

    def _take(self, happened: Callable[[], fx.Effects]) -> None:
        try:
            effects = happened()
        except LocalProtocolError as error:
            _log.debug("input_dropped", reason=str(error))
            return
        for effect in effects:
            self._carry_out(effect)

    def _carry_out(self, effect: fx.Effect) -> None:  # noqa: C901, PLR0912 - one line for each kind of effect
        match effect:
            case fx.Send(message):
                self._engine.send(message)
            case fx.Audit(event, case, detail):
                _log.info(event, case=case, detail=detail)
            case fx.PrepareCall():
                self._engine.prepare_call()
            case fx.ReleaseCall():
                self._engine.release_call()
            case fx.StartRead() if self._host is not None:
                self._host.start_read()
            case fx.StopRead() if self._host is not None:
                self._host.stop_read()
            case fx.Capture(attempt):
                self._capture(attempt)
            case fx.UploadPage(attempt, case):
                self._upload_page(attempt, case)
            case fx.FetchPreview():
                self._fetch_preview(effect)
            case fx.UploadSignature(attempt, case):
                self._upload_signature(attempt, case)
            case fx.ShowPaper(case, document):
                self._show_paper(case, document)
            case fx.Print():
                self._print(effect, 0)
            case fx.Wipe(case):
                self._wipe(case)
            case _:
                pass

    def _fetch_catalogue(self) -> None:
        self._catalogue_at = None

        def done(results: tuple[Catalogue, ...] | None) -> None:
            if results is None:
                self._catalogue_at = self.clock() + _CATALOGUE_RETRY
                return
            self.catalogue = results[0]
            self._changed()

        self._when_all((self._engine.catalogue(),), done)

    def _capture(self, attempt: int) -> None:
        def done(page: CapturedPage | None, reason: str) -> None:
            if page is None:
                self.do(lambda: self.flow.capture_failed(attempt=attempt, reason=reason))
                return
            self._keep(attempt, page)
            taken = TakenPage(found=page.found, warnings=page.warnings, media_type=page.page_type, corners=page.corners)
            self.do(lambda: self.flow.page_taken(attempt=attempt, page=taken))

        if self._host is None:
            self._post(lambda: done(None, "no_device"))
        else:
            self._host.capture(done)

    def _keep(self, attempt: int, page: CapturedPage) -> None:
        if self.flow.visit is None:
            return
        self._store.put(f"{attempt}-page", page.page)
        self._store.put(f"{attempt}-original", page.original)
        self._store.put(f"{attempt}-types", f"{page.page_type} {page.original_type}".encode())
        self._gallery.show_picture("capture", page.page)

    def _upload_page(self, attempt: int, case: str) -> None:
        page_type, original_type = self._store.read(f"{attempt}-types").decode().split()
        uploads = (
            self._engine.upload(case=case, data=self._store.read(f"{attempt}-page"), media_type=page_type),
            self._engine.upload(case=case, data=self._store.read(f"{attempt}-original"), media_type=original_type),
        )

        def done(names: tuple[str, ...] | None) -> None:
            if names is None:
                self.do(lambda: self.flow.upload_failed(attempt=attempt))
                return
            page, original = names
            self.do(lambda: self.flow.page_uploaded(attempt=attempt, sha256=page, original_sha256=original))

        self._when_all(uploads, done)

    def _upload_signature(self, attempt: int, case: str) -> None:
        width, height = SIGNATURE_SIZE
        uploads = (
            self._engine.upload(case=case, data=strokes_json(self._strokes), media_type=STROKES_TYPE),
            self._engine.upload(case=case, data=picture(self._strokes, width, height), media_type="image/png"),
        )

        def done(names: tuple[str, ...] | None) -> None:
            if names is None:
                self.do(lambda: self.flow.upload_failed(attempt=attempt))
                return
            strokes, image = names
            self.do(lambda: self.flow.signature_uploaded(attempt=attempt, strokes_sha256=strokes, image_sha256=image))

        self._when_all(uploads, done)

    def _fetch_preview(self, effect: fx.FetchPreview) -> None:
        def done(results: tuple[bytes, ...] | None) -> None:
            pages = self._gallery.show_paper("preview", results[0]) if results and self.flow.visit else 0
            if results is None or not pages:
                self.do(lambda: self.flow.preview_failed(attempt=effect.attempt))
                return
            name = hashlib.sha256(results[0]).hexdigest()
            self.do(lambda: self.flow.preview_ready(attempt=effect.attempt, sha256=name, pages=pages))

        path = f"/v1/cases/{effect.case}/papers/{effect.paper}/preview"
        self._when_all((self._engine.fetch(path),), done)

    def _show_paper(self, case: str, document: str) -> None:
        def done(results: tuple[bytes, ...] | None) -> None:
            if results and self.flow.visit is not None and self.flow.visit.case_id == case:
                self._gallery.show_paper("receipt", results[0])
                self._changed()

        self._when_all((self._engine.fetch(f"/v1/cases/{case}/documents/{document}"),), done)

    def _print(self, effect: fx.Print, index: int) -> None:
        """Print one document after the other; the first that fails ends it."""
        if index == len(effect.documents):
            self.do(lambda: self.flow.printed(attempt=effect.attempt))
            return

        def printed(reason: str) -> None:
            if reason:
                self.do(lambda: self.flow.print_failed(attempt=effect.attempt, reason=reason))
            else:
                self._print(effect, index + 1)

        def fetched(results: tuple[bytes, ...] | None) -> None:
            if results is None or self._host is None:
                printed("not_fetched" if results is None else "no_device")
            else:
                self._host.print_pdf(results[0], title="cloudwindow", done=printed)

        path = f"/v1/cases/{effect.case}/documents/{effect.documents[index]}"
        self._when_all((self._engine.fetch(path),), fetched)

    def _wipe(self, case: str | None) -> None:
        if self._host is not None:
            self._host.watch_removal()
        try:
            removed = self._wiper.wipe()
        except OSError:
            _log.error("wipe_failed", case=case)
            self.do(lambda: self.flow.wipe_failed(now=self.clock()))
            return
        self.do(lambda: self.flow.wiped(case=case, removed_files=removed, now=self.clock()))

    def _forget(self) -> None:
        self._strokes = ()
        self._gallery.clear()

    def _when_all(self, futures: tuple[Future[T], ...], done: Callable[[tuple[T, ...] | None], None]) -> None:
        """Call `done` on the program's thread with all results, or with None when one failed."""
        missing = [len(futures)]

        def collect() -> None:
            missing[0] -= 1
            if missing[0] == 0:
                failed = any(future.cancelled() or future.exception() is not None for future in futures)
                done(None if failed else tuple(future.result() for future in futures))

        for future in futures:
            future.add_done_callback(lambda _: self._post(collect))
