"""What is wrong with a booth, in a minute: its devices, its machine, its line to the server.

- `findings`   what one probe found, and the whole report as data
- `booth`      what the booth is said to have
- `catalogue`  which probes there are, in the order of the report
- `fence`      runs one probe in a process of its own, killed at its deadline; `one` is that process
- `run`        runs all of them and gathers the report
- `gear`, `media`, `machine`, `network`, `turn`   the probes
- `quality`    what a line lets one expect of a call (ITU-T G.107)
- `redact`, `bundle`   logs and traffic without people's data, packed for support

A probe is a function of a `Booth` that returns a `Found`; it may hang, crash or raise: that is one line of the report.
"""

from __future__ import annotations

from devices.diagnostics.booth import BadBooth, Booth
from devices.diagnostics.bundle import Attachment, bundle, journal
from devices.diagnostics.catalogue import PROBES, Probe
from devices.diagnostics.findings import Finding, Found, Report, Verdict
from devices.diagnostics.run import diagnose

__all__ = [
    "PROBES",
    "Attachment",
    "BadBooth",
    "Booth",
    "Finding",
    "Found",
    "Probe",
    "Report",
    "Verdict",
    "bundle",
    "diagnose",
    "journal",
]
