"""How much memory a process holds, as the kernel counts it."""

from __future__ import annotations

from pathlib import Path


def resident_megabytes(pid: int) -> float:
    """Return the resident set in MB (10⁶ bytes); 0 when the process is gone."""
    return _status(pid, "VmRSS")


def peak_megabytes(pid: int) -> float:
    """Return the largest resident set it ever had, in MB; 0 when the process is gone."""
    return _status(pid, "VmHWM")


def _status(pid: int, name: str) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    for line in status.splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0
