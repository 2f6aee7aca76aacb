"""A printer that speaks IPP over HTTP (RFC 8010 §4): ask how it is, send a PDF, follow the job to its end."""

from __future__ import annotations

import http.client
import itertools
import ssl
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from devices.errors import DeviceCancelled, DeviceError, DeviceFault, DeviceTimeout, DeviceUnplugged
from devices.printer import ipp
from devices.printer.base import PrintedJob, PrinterStatus
from devices.printer.ipp import Attribute, JobState, Operation, Tag

if TYPE_CHECKING:
    from collections.abc import Sequence

POLL = 0.25
"""Seconds between two looks at a job; the first ones follow each other faster."""
_FIRST_POLL = 0.03
TRIES = 3
_CANCEL_SECONDS = 1.0
WARNED_SECONDS = 2.0
"""How long a job may go on under a warning such as `media-empty-warning`: another tray may serve it, or none does."""
_ASK_SECONDS = 5.0
_LARGEST_ANSWER = 1024 * 1024
_REASONS = (("media-empty", "no_paper"), ("media-needed", "no_paper"), ("jam", "jam"), ("cover-open", "cover_open"))
"""Part of an IPP reason to our word for it; the first that fits is told."""
_PRINTER_WANTED = ("printer-state", "printer-state-reasons", "printer-name", "printer-make-and-model", "printer-info")
_STOPPED = 5


@dataclass(frozen=True, slots=True)
class _Trouble:
    """Our word for what the printer complains of, "" for nothing, and whether it has stopped because of it."""

    word: str
    stops: bool


class IppPrinter:
    """One printer by its URI; each question is a connection of its own."""

    def __init__(self, uri: str, *, interrupted: threading.Event | None = None) -> None:
        self.uri = uri
        self._parts = urlsplit(uri)
        self._interrupted = interrupted or threading.Event()
        self._ids = itertools.count(1)

    def status(self, *, deadline: float) -> PrinterStatus:
        """Ask the printer how it is. Raises `DeviceError`."""
        wanted = Attribute("requested-attributes", Tag.KEYWORD, _PRINTER_WANTED)
        printer = self._ask(Operation.GET_PRINTER_ATTRIBUTES, [wanted], deadline).group(Tag.PRINTER_GROUP)
        reasons = tuple(str(r) for r in printer.get("printer-state-reasons", ()) if r != "none")
        stopped = ipp.number(printer, "printer-state") == _STOPPED
        blocked = any(reason.endswith("-error") for reason in reasons)
        name = ipp.text(printer, "printer-info") or ipp.text(printer, "printer-name")
        return PrinterStatus(ready=not stopped and not blocked, reasons=reasons, name=name or self.uri)

    def print_pdf(self, *, pdf: bytes, title: str, deadline: float) -> PrintedJob:
        """Print and return when the job is done: see `Printer.print_pdf`."""
        attributes = [
            Attribute("job-name", Tag.NAME, (title,)),
            Attribute("document-format", Tag.MIME_TYPE, ("application/pdf",)),
        ]
        self._ask(Operation.VALIDATE_JOB, attributes, deadline)
        if self._interrupted.is_set():
            raise DeviceCancelled("cancelled", self.uri)
        try:
            job = self._ask(Operation.PRINT_JOB, attributes, deadline, pdf).group(Tag.JOB_GROUP)
        except DeviceError as exc:
            if exc.reason == "refused":
                raise
            # The printer may have the whole document; a second copy of an official paper is worse than a question.
            raise DeviceTimeout("job_unknown", f"{self.uri}: {exc.reason}") from None
        number = ipp.number(job, "job-id")
        if number is None:
            raise DeviceTimeout("job_unknown", f"{self.uri}: no job id")
        self._follow(number, deadline)
        return PrintedJob(job=str(number))

    def close(self) -> None:
        """Do nothing: no connection is kept."""

    def _follow(self, job: int, deadline: float) -> None:
        """Return when the job is completed."""
        warned_since: float | None = None
        pause = _FIRST_POLL
        while True:
            state = self._job_state(job, deadline)
            if state == JobState.COMPLETED:
                return
            found = self._trouble(deadline)
            if state in (JobState.ABORTED, JobState.CANCELED):
                raise DeviceFault(found.word or "refused", f"job {job} {JobState(state).name.lower()}")
            now = time.monotonic()
            warned_since = (warned_since or now) if found.word else None
            patient = not found.stops and state != JobState.STOPPED
            if warned_since is not None and not (patient and now - warned_since < WARNED_SECONDS):
                self._give_up(job, DeviceFault(found.word, f"job {job}"))
                return
            if self._interrupted.wait(pause):
                self._give_up(job, DeviceCancelled("cancelled", f"job {job}"))
                return
            if time.monotonic() >= deadline:
                raise DeviceTimeout("job_unknown", f"job {job} not done in time")
            pause = min(POLL, 2 * pause)

    def _job_state(self, job: int, deadline: float) -> int | None:
        """Return the job's state; a question that gets no good answer is asked `TRIES` times."""
        wanted = Attribute("requested-attributes", Tag.KEYWORD, ("job-state", "job-state-reasons"))
        reason = ""
        for _ in range(TRIES):
            try:
                answer = self._ask(
                    Operation.GET_JOB_ATTRIBUTES, [Attribute("job-id", Tag.INTEGER, (job,)), wanted], deadline
                )
            except DeviceError as exc:
                reason = exc.reason
                continue
            return ipp.number(answer.group(Tag.JOB_GROUP), "job-state")
        raise DeviceTimeout("job_unknown", f"job {job}: {reason}")

    def _trouble(self, deadline: float) -> _Trouble:
        try:
            told = self.status(deadline=deadline)
        except DeviceError:
            return _Trouble("", stops=False)
        words = [reason for reason in told.reasons if not reason.endswith("-report")]
        word = next((word for part, word in _REASONS for reason in words if part in reason), "")
        return _Trouble(word, stops=not told.ready)

    def _give_up(self, job: int, because: DeviceError) -> None:
        """Cancel a job, so that it does not come out for the next citizen, and raise; return when it is done already.

        A printer that takes the cancellation prints no more of it, even where it takes its time to say so.
        """
        end = time.monotonic() + _CANCEL_SECONDS
        taken = True
        try:
            self._ask(Operation.CANCEL_JOB, [Attribute("job-id", Tag.INTEGER, (job,))], end)
        except DeviceError:
            taken = False
        state = None
        while time.monotonic() < end:
            state = self._job_state(job, end)
            if state is not None and state >= JobState.CANCELED:
                break
            time.sleep(_FIRST_POLL)
        if state == JobState.COMPLETED:
            return
        if not taken and state not in (JobState.CANCELED, JobState.ABORTED):
            raise DeviceTimeout("job_unknown", f"job {job}: {because.reason}, and not cancelled")
        raise because

    def _ask(
        self, operation: Operation, attributes: Sequence[Attribute], deadline: float, data: bytes = b""
    ) -> ipp.Message:
        request_id = next(self._ids)
        head = [
            Attribute("attributes-charset", Tag.CHARSET, ("utf-8",)),
            Attribute("attributes-natural-language", Tag.LANGUAGE, ("zh-cn",)),
            Attribute("printer-uri", Tag.URI, (self.uri,)),
        ]
        # RFC 8011 §4.1.5: the target, job-id included, comes right after the two language attributes.
        target = [a for a in attributes if a.name == "job-id"]
        rest = [a for a in attributes if a.name != "job-id"]
        user = [Attribute("requesting-user-name", Tag.NAME, ("cloudwindow",))]
        group = (Tag.OPERATION_GROUP, [*head, *target, *user, *rest])
        answer = self._post(ipp.encode(operation, request_id, [group], data), deadline)
        if answer.code >= 0x0400:
            raise DeviceFault("refused", f"{operation.name}: status {answer.code:04X}")
        return answer

    def _post(self, body: bytes, deadline: float) -> ipp.Message:
        seconds = min(_ASK_SECONDS if len(body) < 65536 else 60.0, deadline - time.monotonic())
        if seconds <= 0:
            raise DeviceTimeout("no_answer", self.uri)
        connection = self._connection(seconds)
        try:
            connection.request("POST", self._parts.path or "/", body, {"Content-Type": ipp.CONTENT_TYPE})
            response = connection.getresponse()
            if response.status != http.client.OK:
                # What a server says of its own troubles does not tell whether the job was taken.
                reason = "garbled" if response.status >= http.client.INTERNAL_SERVER_ERROR else "refused"
                raise DeviceFault(reason, f"{self.uri}: HTTP {response.status}")
            return ipp.decode(response.read(_LARGEST_ANSWER))
        except TimeoutError:
            raise DeviceTimeout("no_answer", self.uri) from None
        except ipp.BadMessage as exc:
            raise DeviceFault("garbled", f"{self.uri}: {exc}") from None
        except (OSError, http.client.HTTPException) as exc:
            raise DeviceUnplugged("unplugged", f"{self.uri}: {type(exc).__name__}") from None
        finally:
            connection.close()

    def _connection(self, seconds: float) -> http.client.HTTPConnection:
        host, port = self._parts.hostname or "localhost", self._parts.port or 631
        if self._parts.scheme == "ipps":
            return http.client.HTTPSConnection(host, port, timeout=seconds, context=ssl.create_default_context())
        return http.client.HTTPConnection(host, port, timeout=seconds)
