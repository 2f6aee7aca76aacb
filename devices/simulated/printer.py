"""A small IPP Everywhere printer as a process of its own: takes PDFs over HTTP and keeps them in a folder.

Orders: `no_paper`, `jam`, `cover_open`, `refuse`, `slow` (`ms`: how long a page takes), `hang_up`, `silence`,
`garbage` (each of one answer, `after` so many good ones), `heal`, `state`.
A job that meets a fault waits, as on a real printer, until the fault is mended or the job is cancelled.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from devices.printer import ipp
from devices.printer.ipp import Attribute, JobState, Operation, Status, Tag
from devices.simulated.control import Refused, controlled, until_told_to_stop

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

LARGEST_REQUEST = 64 * 1024 * 1024
_REASONS = {"no_paper": "media-empty-error", "jam": "media-jam-error", "cover_open": "cover-open-error"}
_IDLE, _PROCESSING, _STOPPED = 3, 4, 5


class Spoiled(StrEnum):
    """How an answer goes wrong after the printer did what it was asked."""

    HANG_UP = "hang_up"
    SILENCE = "silence"
    GARBAGE = "garbage"
    """Half of the answer."""


@dataclass(slots=True)
class Job:
    """One job and the task that prints it."""

    number: int
    pdf: bytes
    state: JobState = JobState.PENDING
    coming_out: bool = False
    """Too late to be cancelled."""


class SimulatedPrinter:
    """The printer behind the HTTP server; lives on an asyncio loop."""

    def __init__(self, spool: Path, *, uri: str) -> None:
        self.spool = spool
        self.uri = uri
        self.fault = ""
        self.refuses = False
        self.seconds = 0.05
        self.spoiled: tuple[Spoiled, int] | None = None
        """What becomes of one answer, and how many good ones come before it."""
        self.jobs: dict[int, Job] = {}
        self._numbers = itertools.count(1)
        self._changed = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    def told(self, order: dict[str, Any]) -> dict[str, Any]:
        """Carry out one order and return the state after it; raises `ValueError` with a sentence."""
        do = str(order.get("do", ""))
        if do in _REASONS:
            self.fault = do
        elif do == "refuse":
            self.refuses = True
        elif do == "slow":
            self.seconds = float(order.get("ms", 3000)) / 1000
        elif do in set(Spoiled):
            self.spoiled = (Spoiled(do), int(order.get("after", 0)))
        elif do == "heal":
            self.fault, self.refuses, self.seconds, self.spoiled = "", False, 0.05, None
        elif do != "state":
            msg = f"{do}: no such thing to do"
            raise Refused(msg)
        self._changed.set()
        return {
            "fault": self.fault,
            "refuses": self.refuses,
            "jobs": len(self.jobs),
            "printed": self._printed(),
            "waiting": self._waiting(),
        }

    def answer(self, body: bytes) -> bytes:
        """Return the IPP response to an IPP request."""
        try:
            asked = ipp.decode(body)
        except ipp.BadMessage:
            return _response(Status.BAD_REQUEST, 0)
        answers: dict[int, Callable[[ipp.Message], bytes]] = {
            Operation.GET_PRINTER_ATTRIBUTES: self._describe,
            Operation.VALIDATE_JOB: self._validate,
            Operation.PRINT_JOB: self._print,
            Operation.GET_JOB_ATTRIBUTES: self._describe_job,
            Operation.CANCEL_JOB: self._cancel,
        }
        if asked.code not in answers:
            return _response(Status.OPERATION_NOT_SUPPORTED, asked.request_id)
        return answers[asked.code](asked)

    def spoil(self) -> Spoiled | None:
        """Return what becomes of the answer that is to be sent now."""
        if self.spoiled is None:
            return None
        what, after = self.spoiled
        self.spoiled = (what, after - 1) if after else None
        return None if after else what

    async def stop(self) -> None:
        """End the printing of all jobs."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _printed(self) -> int:
        return sum(job.state == JobState.COMPLETED for job in self.jobs.values())

    def _waiting(self) -> int:
        return sum(job.state < JobState.CANCELED for job in self.jobs.values())

    def _describe(self, asked: ipp.Message) -> bytes:
        active = self._waiting() > 0
        state = _STOPPED if self.fault else _PROCESSING if active else _IDLE
        attributes = [
            Attribute("printer-name", Tag.NAME, ("simulated",)),
            Attribute("printer-info", Tag.TEXT, ("模拟打印机 Simulated printer",)),
            Attribute("printer-make-and-model", Tag.TEXT, ("Cloud Window simulated printer",)),
            Attribute("printer-uri-supported", Tag.URI, (self.uri,)),
            Attribute("uri-security-supported", Tag.KEYWORD, ("none",)),
            Attribute("uri-authentication-supported", Tag.KEYWORD, ("none",)),
            Attribute("ipp-versions-supported", Tag.KEYWORD, ("1.1", "2.0")),
            Attribute("operations-supported", Tag.ENUM, (2, 4, 8, 9, 11)),
            Attribute("charset-configured", Tag.CHARSET, ("utf-8",)),
            Attribute("charset-supported", Tag.CHARSET, ("utf-8",)),
            Attribute("natural-language-configured", Tag.LANGUAGE, ("zh-cn",)),
            Attribute("generated-natural-language-supported", Tag.LANGUAGE, ("zh-cn", "en")),
            Attribute("document-format-default", Tag.MIME_TYPE, ("application/pdf",)),
            Attribute("document-format-supported", Tag.MIME_TYPE, ("application/pdf",)),
            Attribute("compression-supported", Tag.KEYWORD, ("none",)),
            Attribute("pdl-override-supported", Tag.KEYWORD, ("attempted",)),
            Attribute("printer-is-accepting-jobs", Tag.BOOLEAN, (not self.refuses,)),
            Attribute("queued-job-count", Tag.INTEGER, (len(self.jobs) - self._printed(),)),
            Attribute("printer-up-time", Tag.INTEGER, (1,)),
            Attribute("printer-state", Tag.ENUM, (state,)),
            Attribute("printer-state-reasons", Tag.KEYWORD, (_REASONS.get(self.fault, "none"),)),
        ]
        return _response(Status.OK, asked.request_id, (Tag.PRINTER_GROUP, attributes))

    def _refusal(self, asked: ipp.Message) -> Status | None:
        if self.refuses:
            return Status.NOT_ACCEPTING_JOBS
        form = ipp.text(asked.group(Tag.OPERATION_GROUP), "document-format")
        return None if form in ("", "application/pdf") else Status.FORMAT_NOT_SUPPORTED

    def _validate(self, asked: ipp.Message) -> bytes:
        return _response(self._refusal(asked) or Status.OK, asked.request_id)

    def _print(self, asked: ipp.Message) -> bytes:
        refusal = self._refusal(asked)
        if refusal is None and not asked.data.startswith(b"%PDF-"):
            refusal = Status.FORMAT_NOT_SUPPORTED
        if refusal is not None:
            return _response(refusal, asked.request_id)
        job = Job(next(self._numbers), asked.data)
        self.jobs[job.number] = job
        task = asyncio.create_task(self._carry_out(job))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return self._job_response(job, asked)

    def _describe_job(self, asked: ipp.Message) -> bytes:
        job = self._job(asked)
        return self._job_response(job, asked) if job else _response(Status.NOT_FOUND, asked.request_id)

    def _cancel(self, asked: ipp.Message) -> bytes:
        job = self._job(asked)
        if job is None:
            return _response(Status.NOT_FOUND, asked.request_id)
        if job.coming_out or job.state >= JobState.CANCELED:
            return _response(Status.NOT_POSSIBLE, asked.request_id)
        job.state = JobState.CANCELED
        self._changed.set()
        return _response(Status.OK, asked.request_id)

    def _job(self, asked: ipp.Message) -> Job | None:
        return self.jobs.get(ipp.number(asked.group(Tag.OPERATION_GROUP), "job-id") or 0)

    def _job_response(self, job: Job, asked: ipp.Message) -> bytes:
        attributes = [
            Attribute("job-id", Tag.INTEGER, (job.number,)),
            Attribute("job-uri", Tag.URI, (f"{self.uri}/{job.number}",)),
            Attribute("job-state", Tag.ENUM, (int(job.state),)),
            Attribute("job-state-reasons", Tag.KEYWORD, ("none",)),
        ]
        return _response(Status.OK, asked.request_id, (Tag.JOB_GROUP, attributes))

    async def _carry_out(self, job: Job) -> None:
        job.state = JobState.PROCESSING
        await asyncio.sleep(self.seconds)
        while self.fault and job.state == JobState.PROCESSING:
            self._changed.clear()
            await self._changed.wait()
        if job.state == JobState.PROCESSING:
            job.coming_out = True
            await asyncio.to_thread((self.spool / f"job-{job.number:04d}.pdf").write_bytes, job.pdf)
            job.state = JobState.COMPLETED


def _response(status: int, request_id: int, *groups: tuple[Tag, Sequence[Attribute]]) -> bytes:
    head = [
        Attribute("attributes-charset", Tag.CHARSET, ("utf-8",)),
        Attribute("attributes-natural-language", Tag.LANGUAGE, ("zh-cn",)),
    ]
    return ipp.encode(status, request_id, [(Tag.OPERATION_GROUP, head), *groups])


async def serve_http(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, printer: SimulatedPrinter) -> None:
    """Answer IPP requests on one HTTP/1.1 connection until it closes."""
    with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            if "expect: 100-continue" in head:
                writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            body = await _body(reader, head)
            said = printer.answer(body)
            spoiled = printer.spoil()
            if spoiled is Spoiled.HANG_UP:
                break
            if spoiled is Spoiled.SILENCE:
                continue
            if spoiled is Spoiled.GARBAGE:
                said = said[: len(said) // 2]
            status = b"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\n"
            writer.write(status + b"Content-Length: %d\r\n\r\n" % len(said) + said)
            await writer.drain()
    writer.close()


async def _body(reader: asyncio.StreamReader, head: str) -> bytes:
    fields = dict(line.split(":", 1) for line in head.split("\r\n")[1:] if ":" in line)
    if "chunked" in fields.get("transfer-encoding", ""):
        return await _chunks(reader)
    size = int(fields.get("content-length", "0"))
    if not 0 <= size <= LARGEST_REQUEST:
        raise ValueError
    return await reader.readexactly(size)


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = bytearray()
    while size := int((await reader.readline()).split(b";")[0] or b"0", 16):
        if not 0 < size <= LARGEST_REQUEST - len(body):
            raise ValueError
        body += await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
    return bytes(body)


async def run(port: int, *, spool: Path, control: str | None) -> None:
    """Be the printer on loopback until told to stop; prints `READY` and the printer's URI (port 0 takes a free one)."""
    await asyncio.to_thread(spool.mkdir, parents=True, exist_ok=True)
    tasks: set[asyncio.Task[None]] = set()
    printer = SimulatedPrinter(spool, uri="")

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(serve_http(reader, writer, printer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(connected, "127.0.0.1", port)
    printer.uri = f"ipp://127.0.0.1:{server.sockets[0].getsockname()[1]}/ipp/print"
    try:
        async with controlled(control, printer.told):
            await until_told_to_stop(ready=printer.uri)
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await printer.stop()
