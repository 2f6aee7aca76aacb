"""The support bundle: report, logs and traffic in one zip that may leave the booth."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from devices.diagnostics import redact
from devices.traffic.recording import header_line, load, moment_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from devices.diagnostics.findings import Report

LAST_LINES = 20_000
"""Lines kept of each log, the newest."""
_LONGEST_LINE = 64 * 1024
_JOURNAL = ("journalctl", "--no-pager", "--lines=5000", "--output=cat", "--unit=cloudwindow-kiosk")
_README = """\
云窗口支持包 / Cloud Window support bundle

report.json  检测结果 / what the diagnosis found
report.pdf   同上，供打印 / the same on paper, where it was drawn
logs/        日志，个人信息已隐去 / logs; values are hidden unless their key is known to be harmless
traffic/     设备通信记录，已脱敏 / recorded traffic of devices, masked
"""


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file that goes with the report."""

    folder: str
    """`logs` or `traffic`."""
    name: str
    lines: Iterable[str]
    clean: bool = False
    """Already without people's data, as a masked recording is; all else is redacted."""


def tail(path: Path) -> list[str]:
    """Return the last lines of a text file, whatever its bytes are; raises `OSError`."""
    kept: deque[str] = deque(maxlen=LAST_LINES)
    with path.open("rb") as file:
        while piece := file.readline(_LONGEST_LINE):
            kept.append(piece.decode("utf-8", "replace"))
    return list(kept)


def recording(path: Path) -> Attachment:
    """Return a recording of a device's traffic, for the bundle.

    Raises:
        ValueError: it is no recording, or holds people's data; the sentence says which.
        OSError: it cannot be read.
    """
    header, moments = load(path)
    if not header.masked:
        msg = "it holds people's data; record it again without --unmasked"
        raise ValueError(msg)
    lines = [header_line(header), *(moment_line(moment) for moment in moments)]
    return Attachment("traffic", path.name, lines, clean=True)


def journal() -> list[str]:
    """Return what the kiosk's service logged, not yet redacted; nothing where there is no journal. May take seconds."""
    try:
        done = subprocess.run(_JOURNAL, capture_output=True, text=True, timeout=10, check=False, errors="replace")  # noqa: S603 - fixed words
    except (OSError, subprocess.TimeoutExpired):
        return []
    return done.stdout.splitlines() if done.returncode == 0 else []


def bundle(report: Report, attachments: Iterable[Attachment] = (), *, pdf: bytes = b"") -> bytes:
    """Return the zip. Every line that is not clean passes `redact.line`; the report holds nothing personal."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("README.txt", _README)
        pack.writestr("report.json", json.dumps(report.as_json(), ensure_ascii=False, indent=2))
        if pdf:
            pack.writestr("report.pdf", pdf)
        for number, attachment in enumerate(attachments, 1):
            lines = attachment.lines if attachment.clean else map(redact.line, attachment.lines)
            text = "\n".join(lines)
            pack.writestr(f"{attachment.folder}/{number:02d}-{_plain(attachment.name)}", text + "\n")
    return out.getvalue()


def _plain(name: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in name)[-60:] or "log"
