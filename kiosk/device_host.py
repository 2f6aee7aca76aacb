"""Runs the booth's devices, each on a thread of its own, and brings what they say to the program's thread.

`post` carries a call to the program's thread; everything here but the operations themselves runs there. A device that
vanished is tried again by `tick` until it is back. Health is told by `listener.devices_changed`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from devices.errors import DeviceBusy, DeviceCancelled, DeviceError, DeviceTimeout, NotReadable
from devices.worker import DeviceWorker
from kiosk.device_health import HealthBoard
from kiosk.photograph import CapturedPage, photograph
from protocol.states import DeviceKind, DeviceState

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable
    from concurrent.futures import Future

    from devices.camera import DocumentCamera, Photograph
    from devices.idcard import IdCard, IdCardReader, ReaderInfo
    from devices.printer import PrintedJob, Printer
    from protocol.messages import DeviceHealth

T = TypeVar("T")
READ_SECONDS = 10.0
PROBE_SECONDS = 0.3
PROBE_EVERY = 2.0
CAMERA_EVERY = 4.0
PRINTER_EVERY = 10.0
CAPTURE_SECONDS = 10.0
PRINT_SECONDS = 90.0
_NO_PAPER = frozenset({"media-empty-error", "media-needed-error", "media-empty", "media-needed", "no_paper"})


class Listener(Protocol):
    """Who hears of the devices; called on the program's thread."""

    def devices_changed(self, health: dict[DeviceKind, DeviceHealth]) -> None:
        """Health of a device has changed."""

    def card_read(self, card: IdCard, reader: str) -> None:
        """A card was read; `reader` is the number of the security module."""

    def card_failed(self, reason: str) -> None:
        """A card lies there but cannot be read; reading goes on."""

    def card_presence(self, *, present: bool) -> None:
        """Whether a card still lies on the reader, while `watch_removal` is on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drivers:
    """How each device is made; None where the booth has none. The event interrupts a waiting driver."""

    reader: Callable[[threading.Event], IdCardReader] | None = None
    camera: Callable[[threading.Event], DocumentCamera] | None = None
    printer: Callable[[], Printer] | None = None


class DeviceHost:
    """The devices of one booth. `start` it, call `tick` a few times a second, `stop` it."""

    def __init__(
        self,
        *,
        drivers: Drivers,
        listener: Listener,
        post: Callable[[Callable[[], None]], None],
        clock: Callable[[], float] = time.time,
        simulated: bool = False,
    ) -> None:
        self._listener = listener
        self._post = post
        self._clock = clock
        self._stopped = False
        always = {DeviceKind.SIGNATURE, DeviceKind.CAMERA, DeviceKind.MICROPHONE, DeviceKind.LOUDSPEAKER}
        configured = {
            DeviceKind.ID_CARD_READER: drivers.reader,
            DeviceKind.DOCUMENT_CAMERA: drivers.camera,
            DeviceKind.PRINTER: drivers.printer,
        }
        kinds = always | {kind for kind, driver in configured.items() if driver is not None}
        self._board = HealthBoard(sorted(kinds), simulated=simulated, now=clock())
        for kind in always:
            self._board.set(kind, DeviceState.OK, now=clock())
        self._workers: dict[DeviceKind, DeviceWorker] = {}
        self._drivers = drivers
        self._reader: IdCardReader | None = None
        self._camera: DocumentCamera | None = None
        self._printer: Printer | None = None
        self._wanted = "probe"
        self._due: dict[DeviceKind, float] = {}
        self._pending: dict[DeviceKind, Callable[[], None]] = {}

    @property
    def health(self) -> dict[DeviceKind, DeviceHealth]:
        """Health of every device the booth has."""
        return self._board.health

    def start(self) -> None:
        """Start the threads; the first look at each device follows with the first `tick`."""
        if self._drivers.reader is not None:
            self._reader = self._drivers.reader(self._worker(DeviceKind.ID_CARD_READER, "idcard").interrupted)
        if self._drivers.camera is not None:
            self._camera = self._drivers.camera(self._worker(DeviceKind.DOCUMENT_CAMERA, "camera").interrupted)
        if self._drivers.printer is not None:
            self._worker(DeviceKind.PRINTER, "printer")
            self._printer = self._drivers.printer()
        self._listener.devices_changed(self.health)

    def stop(self) -> None:
        """End all operations and threads, and close the devices. Harmless twice."""
        self._stopped = True
        for worker in self._workers.values():
            worker.stop()
        self._workers.clear()
        for device in (self._reader, self._camera, self._printer):
            if device is not None:
                device.close()
        self._reader = self._camera = self._printer = None

    def tick(self) -> None:
        """Start what is due and possible: a read that is wanted, a look at each device."""
        if self._stopped:
            return
        now = time.monotonic()
        for kind, look in (
            (DeviceKind.ID_CARD_READER, self._look_at_reader),
            (DeviceKind.DOCUMENT_CAMERA, self._look_at_camera),
            (DeviceKind.PRINTER, self._look_at_printer),
        ):
            worker = self._workers.get(kind)
            if worker is None or worker.busy:
                continue
            pending = self._pending.pop(kind, None)
            if pending is not None:
                pending()
            elif now >= self._due.get(kind, 0.0):
                look(now)

    # ------------------------------------------------------------------------------------------- the reader

    def start_read(self) -> None:
        """Wait for cards and tell of each, until `stop_read`."""
        self._want("read")

    def stop_read(self) -> None:
        """Look at the reader's health only."""
        self._want("probe")

    def watch_removal(self) -> None:
        """Tell whether a card still lies there, until it is gone."""
        self._want("removal")

    def _want(self, what: str) -> None:
        if self._wanted == what:
            return
        self._wanted = what
        worker = self._workers.get(DeviceKind.ID_CARD_READER)
        if worker is not None:
            worker.cancel()
            self._due[DeviceKind.ID_CARD_READER] = 0.0

    def _look_at_reader(self, now: float) -> None:
        reader, wanted = self._reader, self._wanted
        if reader is None:
            return
        self._due[DeviceKind.ID_CARD_READER] = now + (PROBE_EVERY if wanted == "probe" else 0.0)
        # A reader that was gone is asked who it is first: a wait for a card would only tell at its end that it is back.
        well = self._board.health[DeviceKind.ID_CARD_READER].state == DeviceState.OK
        if wanted == "read" and well:
            deadline = now + READ_SECONDS
            self._run(DeviceKind.ID_CARD_READER, lambda: _read(reader, deadline), deadline + 2, self._card_done)
        elif wanted == "removal" and well:
            self._run(DeviceKind.ID_CARD_READER, lambda: _lies_there(reader), now + 3, self._removal_done)
        else:
            self._run(DeviceKind.ID_CARD_READER, reader.open, now + 3, self._probe_done)

    def _card_done(self, future: Future[tuple[IdCard, str]]) -> None:
        error = future.exception()
        self._reader_state(error)
        if self._wanted != "read" or isinstance(error, DeviceCancelled):
            return
        if error is None:
            card, number = future.result()
            self._listener.card_read(card, number)
        elif isinstance(error, NotReadable):
            self._listener.card_failed(error.reason)

    def _removal_done(self, future: Future[bool]) -> None:
        error = future.exception()
        self._reader_state(error)
        if self._wanted != "removal" or isinstance(error, DeviceCancelled):
            return
        present = error is None and future.result()
        self._listener.card_presence(present=present)
        if not present:
            self._want("probe")

    def _probe_done(self, future: Future[ReaderInfo]) -> None:
        self._reader_state(future.exception())

    def _reader_state(self, error: BaseException | None) -> None:
        if isinstance(error, DeviceCancelled):
            return
        fine = error is None or isinstance(error, NotReadable) or _reason(error) == "no_card"
        if fine:
            self._set(DeviceKind.ID_CARD_READER, DeviceState.OK)
            return
        self._set(DeviceKind.ID_CARD_READER, DeviceState.FAULT, _reason(error))
        self._due[DeviceKind.ID_CARD_READER] = time.monotonic() + 0.5

    # ------------------------------------------------------------------------------------------- camera and printer

    def capture(self, done: Callable[[CapturedPage | None, str], None]) -> None:
        """Photograph a page; `done(page, "")`, or `done(None, reason)`."""
        camera = self._camera
        if camera is None:
            self._post(lambda: done(None, "no_device"))
            return
        deadline = time.monotonic() + CAPTURE_SECONDS

        def finished(future: Future[CapturedPage]) -> None:
            error = future.exception()
            self._camera_state(error)
            done(None if error else future.result(), _reason(error) if error else "")

        self._run(DeviceKind.DOCUMENT_CAMERA, lambda: photograph(camera, deadline=deadline), deadline + 5, finished)

    def _look_at_camera(self, now: float) -> None:
        """Take a picture nobody sees while the camera is not known to work; a working one is left alone."""
        camera = self._camera
        known = self._board.health[DeviceKind.DOCUMENT_CAMERA].state
        self._due[DeviceKind.DOCUMENT_CAMERA] = now + CAMERA_EVERY
        if camera is None or known == DeviceState.OK:
            return
        deadline = now + CAPTURE_SECONDS

        def finished(future: Future[Photograph]) -> None:
            self._camera_state(future.exception())

        self._run(DeviceKind.DOCUMENT_CAMERA, lambda: camera.capture(deadline=deadline), deadline, finished)

    def _camera_state(self, error: BaseException | None) -> None:
        if error is None or isinstance(error, NotReadable):
            self._set(DeviceKind.DOCUMENT_CAMERA, DeviceState.OK)
        elif not isinstance(error, DeviceCancelled):
            self._set(DeviceKind.DOCUMENT_CAMERA, DeviceState.FAULT, _reason(error))

    def print_pdf(self, pdf: bytes, *, title: str, done: Callable[[str], None]) -> None:
        """Print; `done("")` when the paper lies in the tray, `done(reason)` when not. `title` is not personal."""
        printer = self._printer
        if printer is None:
            self._post(lambda: done("no_device"))
            return
        deadline = time.monotonic() + PRINT_SECONDS

        def operation() -> PrintedJob:
            return printer.print_pdf(pdf=pdf, title=title, deadline=deadline)

        def finished(future: Future[PrintedJob]) -> None:
            error = future.exception()
            self._printer_state(error)
            done(_reason(error) if error else "")

        self._run(DeviceKind.PRINTER, operation, deadline + 2, finished)

    def _look_at_printer(self, now: float) -> None:
        printer = self._printer
        self._due[DeviceKind.PRINTER] = now + PRINTER_EVERY
        if printer is None:
            return

        def operation() -> tuple[str, ...]:
            status = printer.status(deadline=now + 4)
            return () if status.ready else (*status.reasons, "not_ready")

        def finished(future: Future[tuple[str, ...]]) -> None:
            error = future.exception()
            if error is None and future.result():
                reasons = set(future.result())
                detail = "no_paper" if reasons & _NO_PAPER else min(reasons)[:40]
                self._set(DeviceKind.PRINTER, DeviceState.WARNING, detail)
            else:
                self._printer_state(error)

        self._run(DeviceKind.PRINTER, operation, now + 5, finished)

    def _printer_state(self, error: BaseException | None) -> None:
        if error is None:
            self._set(DeviceKind.PRINTER, DeviceState.OK)
        elif _reason(error) in {"no_paper", "jam", "cover_open"}:
            self._set(DeviceKind.PRINTER, DeviceState.WARNING, _reason(error))
        elif not isinstance(error, DeviceCancelled):
            self._set(DeviceKind.PRINTER, DeviceState.FAULT, _reason(error))

    # ------------------------------------------------------------------------------------------- inside

    def _worker(self, kind: DeviceKind, name: str) -> DeviceWorker:
        self._workers[kind] = DeviceWorker(name)
        return self._workers[kind]

    def _run(
        self, kind: DeviceKind, operation: Callable[[], T], deadline: float, done: Callable[[Future[T]], None]
    ) -> None:
        """Run on the device's thread, now or when it is free; `done` is called on the program's thread."""
        worker = self._workers.get(kind)
        if worker is None:
            return
        try:
            future = worker.submit(operation, deadline)
        except DeviceBusy:
            # A look at its health is under way; `tick` comes back to this.
            self._pending[kind] = lambda: self._run(kind, operation, time.monotonic() + PRINT_SECONDS, done)
            return
        future.add_done_callback(lambda finished: self._post(lambda: self._finished(done, finished)))

    def _finished(self, done: Callable[[Future[T]], None], future: Future[T]) -> None:
        if not self._stopped:
            done(future)
            self.tick()

    def _set(self, kind: DeviceKind, state: DeviceState, detail: str = "") -> None:
        if self._board.set(kind, state, detail[:100], now=self._clock()):
            self._listener.devices_changed(self.health)


def _read(reader: IdCardReader, deadline: float) -> tuple[IdCard, str]:
    info = reader.open()
    return reader.read(deadline=deadline), info.sam_number


def _lies_there(reader: IdCardReader) -> bool:
    try:
        reader.wait_for_removal(deadline=time.monotonic() + PROBE_SECONDS)
    except DeviceTimeout as error:
        if error.reason != "card_left":
            raise
        return True
    return False


def _reason(error: BaseException | None) -> str:
    return error.reason if isinstance(error, DeviceError) else "failed"
