"""Carries out what a technician asks from afar: the booth's diagnosis and its log, as a support bundle to the server.

While a visit goes on the diagnosis is gentle. The bundle holds no picture and no person: see `devices.diagnostics`.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import structlog

from devices.diagnostics import Attachment, bundle
from protocol.messages import DiagnosisRequested

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future

    from devices.diagnostics import Report
    from kiosk.technician_bench import TechnicianBench
    from peer.engine import Engine
    from protocol.messages import Message

_log = structlog.get_logger("kiosk")
_MEDIA_TYPE = "application/zip"


class RemoteDiagnosis:
    """One booth's answers. `received` is called on the program's thread."""

    def __init__(
        self,
        *,
        bench: TechnicianBench,
        engine: Engine,
        visiting: Callable[[], bool],
        logs: Callable[[], Sequence[str]],
    ) -> None:
        """`logs` returns the program's log and may take seconds."""
        self._bench = bench
        self._engine = engine
        self._visiting = visiting
        self._logs = logs

    def received(self, message: Message) -> None:
        """Take what the server says; all but `DiagnosisRequested` is somebody else's business."""
        if not isinstance(message, DiagnosisRequested):
            return
        name = message.diagnosis
        _log.info("diagnosis_requested")
        self._bench.run(lambda report: self._answer(name, report), gentle=self._visiting())

    def _answer(self, name: str, report: Report) -> None:
        def work() -> None:
            packed = bundle(report, [Attachment("logs", "kiosk", self._logs())])
            sent = self._engine.put(f"/v1/diagnoses/{name}", data=packed, media_type=_MEDIA_TYPE)
            sent.add_done_callback(_note)

        threading.Thread(target=work, name="diagnosis-bundle", daemon=True).start()


def _note(sent: Future[None]) -> None:
    error = None if sent.cancelled() else sent.exception()
    _log.info("diagnosis_sent", reason="" if error is None else type(error).__name__)
