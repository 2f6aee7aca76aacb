"""Runs all probes: some beside each other, those that measure the line alone at the end."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import TYPE_CHECKING

from devices.diagnostics.catalogue import PROBES
from devices.diagnostics.fence import fenced
from devices.diagnostics.findings import Finding, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from devices.diagnostics.booth import Booth
    from devices.diagnostics.catalogue import Probe

AT_ONCE = 4
"""Probes that run beside each other: most of their time is waiting."""


def _nobody(_: Finding) -> None:
    pass


def diagnose(
    booth: Booth,
    *,
    probes: Sequence[Probe] = PROBES,
    told: Callable[[Finding], None] = _nobody,
    clock: Callable[[], float] = time.time,
) -> Report:
    """Run the probes and return the report; blocks.

    `told` hears each finding as it comes, on the caller's thread. At worst it takes the sum of the probes' seconds
    over `AT_ONCE`, and never hangs.
    """
    started_at, begun = clock(), time.monotonic()
    findings: dict[str, Finding] = {}

    def heard(finding: Finding) -> None:
        findings[finding.probe] = finding
        told(finding)

    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="probe") as pool:
        beside = [pool.submit(fenced, probe, booth) for probe in probes if not probe.alone]
        for future in as_completed(beside):
            heard(future.result())
    for probe in probes:
        if probe.alone:
            heard(fenced(probe, booth))
    return Report(
        started_at=started_at,
        seconds=time.monotonic() - begun,
        kiosk=booth.kiosk,
        findings=tuple(findings[probe.name] for probe in probes),
    )
